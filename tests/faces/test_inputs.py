"""The options of `saksi read` that say how inputs are read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from click.testing import CliRunner

from readers.archives import http, packed, page, pages, record
from readers.site import Answer, serve
from saksi.faces.cli import main

TEXT = "TOKYO - Jepang mengecam Korea Utara, Selasa (4/3/2025)."


def run(*arguments: str):
    return CliRunner().invoke(main, [*arguments])


def test_what_a_row_states_reaches_the_record_and_verifies(tmp_path: Path):
    table = tmp_path / "a.csv"
    table.write_text(
        f'kepala,cerita,hari,alamatnya,koran\nMenlu Jepang Kecam Uji Coba Rudal,"{TEXT}",04/03/2025,'
        "https://koran.example/1,Koran Contoh\n",
        encoding="utf-8",
    )
    mapping = "text=cerita,title=kepala,published=hari,url=alamatnya,outlet=koran"
    result = run("read", "--format", "json", "--map", mapping, str(table))
    assert result.exit_code == 0, result.stderr
    made = json.loads(result.stdout)
    assert made["title"] == "Menlu Jepang Kecam Uji Coba Rudal"
    assert (made["published"], made["outlet"]) == ("2025-03-04", "Koran Contoh")
    assert made["source"] == {
        "path": str(table),
        "url": "https://koran.example/1",
        "media_type": "text/csv",
        "record": 1,
    }
    saved = tmp_path / "records.jsonl"
    saved.write_text(result.stdout, encoding="utf-8")
    assert run("verify", "--map", mapping, str(saved)).exit_code == 0
    assert run("verify", str(saved)).exit_code == 1


def test_a_faulty_mapping_is_a_usage_error(tmp_path: Path):
    result = run("read", "--map", "teks=isi", str(tmp_path))
    assert result.exit_code == 2
    assert "no field is called 'teks'" in result.stderr


def test_records_of_an_archive_that_are_passed_over_are_counted(tmp_path: Path):
    path = tmp_path / "a.warc.gz"
    picture = record(http(b"\x89PNG", media_type="image/png"))
    path.write_bytes(b"".join(packed([picture, *pages(1)])))
    result = run("read", "--format", "json", str(path))
    assert result.exit_code == 0
    assert "1 records passed over" in result.stderr
    made = json.loads(result.stdout)
    assert (made["source"]["url"], made["source"]["record"]) == ("https://berita.example/1", 2)


def test_two_processes_name_bad_inputs_as_one_does(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text(f'isi,judul\n"{TEXT}",A\nrusak\n"{TEXT}",B\n', encoding="utf-8")
    one = run("read", "--format", "json", str(path))
    two = run("read", "--format", "json", "--jobs", "2", str(path))
    assert one.exit_code == two.exit_code == 1
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)


def test_an_address_is_read_only_with_leave_if_it_is_private():
    with serve() as site:
        site.answers["/"] = Answer(page(1))
        refused = run("read", "--format", "json", site.url("/"))
        assert refused.exit_code == 1
        assert "--allow-private" in refused.stderr
        result = run("read", "--format", "json", "--allow-private", "--pause", "0", site.url("/"))
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["source"]["url"] == site.url("/")


def test_the_page_on_inputs_names_options_that_there_are_and_runs():
    text = (Path(__file__).parents[2] / "docs" / "howto" / "inputs.md").read_text(encoding="utf-8")
    assert main.commands["read"].params
    known = {o for p in main.commands["read"].params for o in (*p.opts, *p.secondary_opts)}
    assert set(re.findall(r"(?<![-\w])--[a-z][a-z-]+", text)) <= known
    (code,) = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "inputs.md", "exec"), names)
    assert iter(names["sources"]) is names["sources"]


def test_the_table_of_the_page_on_inputs_is_read_as_it_says(tmp_path: Path):
    text = (Path(__file__).parents[2] / "docs" / "howto" / "inputs.md").read_text(encoding="utf-8")
    (written, mapping) = re.findall(r"printf '(.*)' > berita\.csv\nsaksi read --map (\S+) berita\.csv", text)[
        0
    ]
    path = tmp_path / "berita.csv"
    path.write_text(written.replace("\\n", "\n"), encoding="utf-8")
    made = json.loads(run("read", "--format", "json", "--map", mapping, str(path)).stdout)
    assert (made["title"], made["published"]) == ("Jepang Kecam Uji Coba", "2025-03-04")
