"""The check of lexicon tables: each kind of fault is told with its place, and ours has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from saksi.errors import LexiconError
from saksi.lexicons.check import check, check_schema, fix
from saksi.lexicons.load import Row, table_names

HEADER = "form,root,label,reason\n"


def faults(folder: Path, text: str, name: str = "root_exceptions") -> list[str]:
    (folder / f"{name}.csv").write_bytes(text.encode())
    return check(folder)


def test_sound_table_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path, HEADER + "belajar,ajar,ber,irregular\npelajar,ajar,,fossil\n") == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("belajar,,ber,irregular\n", ":2: root: is empty"),
        ("belajar,ajar,ber,odd\n", ":2: reason: 'odd' is not allowed: use one of ambiguous"),
        ("Belajar,ajar,ber,irregular\n", ":2: form: 'Belajar' does not match"),
        ("belajar,ajar,zzz,irregular\n", ":2: label: 'zzz' is not in affixes.label"),
        ("belajar,ajar ,ber,irregular\n", ":2: root: 'ajar ' is not trimmed"),
        ("belajar,a\u200bjar,ber,irregular\n", "U+200B"),
        ("b,b,,loan\na,a,,loan\n", ":3: form: a stands after b"),
        ("a,a,,loan\na,b,,loan\n", ":3: form: same key as line 2"),
        ("a,a,,loan\n\n", ":3: row: is empty: drop the line"),
        ("a,a,,loan,more\n", ":2: row: 5 cells: write 4"),
        ('a,"a,,loan\n', "row:"),
    ],
)
def test_each_fault_is_told_with_its_place(tmp_path: Path, rows: str, told: str) -> None:
    found = faults(tmp_path, HEADER + rows)
    assert any(fault.startswith("root_exceptions.csv:") and told in fault for fault in found), found


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(faults(tmp_path, HEADER + "B,,zzz,odd\nA,a,,loan\n")) >= 5


def test_lines_are_counted_through_cells_of_several_lines(tmp_path: Path) -> None:
    found = faults(tmp_path, HEADER + 'a,"a\nb",,loan\nb,b,,odd\n')
    assert any(fault.startswith("root_exceptions.csv:4: reason:") for fault in found)


def test_header_and_encoding(tmp_path: Path) -> None:
    assert ":1: header:" in faults(tmp_path, "form,root\n")[0]
    (tmp_path / "root_exceptions.csv").write_bytes(HEADER.encode() + b"a,\xff,,loan\n")
    assert "not UTF-8" in check(tmp_path)[0]


def test_unknown_table(tmp_path: Path) -> None:
    assert "no schema" in faults(tmp_path, "a\n", "nothing_like_it")[0]


def test_lists_and_types(tmp_path: Path) -> None:
    header = "root,cost,nasal,source\n"
    found = faults(tmp_path, header + "ajar,1.5,,csui  pud\nakar,5,,csui csui\nbatu,5,,web\n", "roots")
    assert any(":2: cost: '1.5' is no int" in fault for fault in found)
    assert any(":2: source:" in fault and "empty or untrimmed item" in fault for fault in found)
    assert any(":3: source:" in fault and "twice" in fault for fault in found)
    assert any(":4: source: 'web' is not allowed" in fault for fault in found)


def test_references_may_point_to_our_rows_and_to_their_own(tmp_path: Path) -> None:
    ours = HEADER + "belajar,ajar,ber,irregular\n"
    assert faults(tmp_path, ours) == []
    theirs = "label,prefix,nasal,suffix,voice,passive,bare,ter,cost,example\nnge,nge,,,Act,,,,90,ngejar\n"
    (tmp_path / "affixes.csv").write_text(theirs, encoding="utf-8")
    assert faults(tmp_path, HEADER + "ngejar,kejar,nge,irregular\n") == []


def test_fix_sorts_and_trims_and_keeps_every_row(tmp_path: Path) -> None:
    path = tmp_path / "root_exceptions.csv"
    path.write_bytes((HEADER + "b, b,,loan\na,e\u0301,,loan\n").replace("\n", "\r\n").encode())
    assert fix(path)
    assert path.read_text(encoding="utf-8") == HEADER + "a,\u00e9,,loan\nb,b,,loan\n"
    assert not fix(path)
    assert check(tmp_path) == []


def test_fix_refuses_a_table_that_it_cannot_read(tmp_path: Path) -> None:
    path = tmp_path / "root_exceptions.csv"
    path.write_text("form\na\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="header"):
        fix(path)


def test_example_checks_are_called_on_sound_rows(tmp_path: Path) -> None:
    def refuse(row: Row) -> Iterator[tuple[str, str]]:
        if row["form"] == "a":
            yield "form", "the rule does not take its example: mend the rule or the example"

    (tmp_path / "root_exceptions.csv").write_text(HEADER + "a,a,,loan\nb,b,,loan\nc,c,,odd\n", encoding="utf-8")
    found = check(tmp_path, {"root_exceptions": refuse})
    assert len(found) == 2
    assert "root_exceptions.csv:2: form: the rule does not take its example" in found[0]


def test_schemas_are_sound() -> None:
    assert [fault for table in table_names() for fault in check_schema(table)] == []


def test_our_tables_of_morphology_are_sound() -> None:
    mine = ("affixes.csv", "root_exceptions.csv", "roots.csv")
    assert [fault for fault in check() if fault.startswith(mine)] == []
