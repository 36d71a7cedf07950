"""The bundled examples, end to end: each must give exactly the record that was read and approved.

After a change that is meant to change records: SAKSI_WRITE_GOLDEN=1 pytest tests/test_golden.py, then
read the difference as an editor would before committing it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from saksi.faces.verify import verify_record
from saksi.readers.open import read_sources

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "examples" / "articles").iterdir())


def test_there_are_ten_examples():
    assert len(EXAMPLES) == 10


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_example_gives_its_approved_record(path: Path, pipeline):
    (source,) = read_sources([str(path)])
    record = json.loads(pipeline.read(source).to_json())
    assert list(verify_record(record, source)) == []
    record["source"]["path"] = path.name
    golden = HERE / "golden" / f"{path.stem}.json"
    if os.environ.get("SAKSI_WRITE_GOLDEN"):
        golden.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert record == json.loads(golden.read_text(encoding="utf-8"))
