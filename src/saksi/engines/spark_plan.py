"""The plan of a run on Spark: which portions make which part. Made once and kept with what is written.

A rerun must cut its inputs as the first run did, or parts would no longer fit together: what the plan was
made from is kept in it, and a run with anything else is refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from saksi import __version__
from saksi.engines.local import Failure
from saksi.errors import ReadError, SaksiError
from saksi.readers import storage
from saksi.readers.columns import Columns
from saksi.readers.portions import ROWS, Portion, cut, numbered

Part = tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts, and the inputs that could not be opened."""

    parts: tuple[Part, ...]
    failures: tuple[Failure, ...]


class PlanError(SaksiError):
    """A folder holds the records of another run, or there is nothing to read: stop."""


def make_plan(
    out: str,
    *,
    paths: Sequence[str],
    size: int,
    portions: int,
    columns: Columns,
    lexicons: Sequence[Path],
    count: Callable[[Sequence[Portion]], list[int]],
) -> Plan:
    """The plan under `out`, or a new one, which is kept there.

    `size` and `portions` count for a new plan only. `count` gives the lines of each portion. Raises
    PlanError if the kept plan was made from other inputs, lexicons or columns, or by another version.
    """
    kept = f"{out.rstrip('/')}/_plan.json"
    given = {
        "version": __version__,
        "paths": list(paths),
        "columns": dict(columns.stated),
        "lexicons": [_digest(folder) for folder in lexicons],
    }
    if storage.exists(kept):
        found = json.loads(storage.read(kept))
        differing = [name for name, value in given.items() if found["given"].get(name) != value]
        if differing:
            raise PlanError(
                f"{out} holds another run, which differs in: {', '.join(differing)}. Write elsewhere."
            )
        return _loaded(found)
    plan = _new(paths, size, portions, columns, count)
    if not plan.parts:
        causes = "; ".join(f"{f.path}: {f.cause}" for f in plan.failures[:3])
        raise PlanError(f"nothing to read ({causes})")
    storage.write(kept, json.dumps({"given": given, **_saved(plan)}, ensure_ascii=False).encode())
    return plan


def _new(
    paths: Sequence[str],
    size: int,
    portions: int,
    columns: Columns,
    count: Callable[[Sequence[Portion]], list[int]],
) -> Plan:
    found = list(cut(paths, size, columns))
    failures = tuple(Failure(e.path, e.cause) for e in found if isinstance(e, ReadError))
    whole = [p for p in found if isinstance(p, Portion)]
    lines = dict(zip(rows := [p for p in whole if p.kind == ROWS and p.last], count(rows), strict=True))
    whole = numbered(whole, [lines.get(p, 0) for p in whole])
    parts = tuple(tuple(whole[n : n + portions]) for n in range(0, len(whole), portions))
    return Plan(parts, failures)


def _saved(plan: Plan) -> dict[str, Any]:
    return {
        "parts": [[asdict(portion) for portion in part] for part in plan.parts],
        "failures": [asdict(failure) for failure in plan.failures],
    }


def _loaded(found: dict[str, Any]) -> Plan:
    parts = tuple(tuple(Portion(**portion) for portion in part) for part in found["parts"])
    return Plan(parts, tuple(Failure(**failure) for failure in found["failures"]))


def _digest(folder: Path) -> str:
    """What a user's lexicon folder holds, wherever it lies."""
    digest = hashlib.sha256()
    for table in sorted(folder.glob("*.csv")):
        digest.update(table.name.encode() + b"\0" + table.read_bytes() + b"\0")
    return digest.hexdigest()
