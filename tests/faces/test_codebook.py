"""The codebook is written from the lexicons, and the committed pages are what it writes today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from saksi.evaluation.event_gold import MODALITIES
from saksi.evaluation.events import TYPES
from saksi.events.modality import STRENGTH
from saksi.faces.cli import main
from saksi.faces.codebook import Codebook
from saksi.lexicons.load import default_lexicons, schema

DOCS = Path(__file__).parents[2] / "docs" / "reference"
LEXICONS = default_lexicons()


@pytest.fixture(scope="module", params=["en", "id"])
def page(request):
    return request.param, Codebook(LEXICONS, request.param).page()


def test_the_committed_page_is_the_generated_one(page):
    language, text = page
    committed = (DOCS / f"codebook.{language}.md").read_text(encoding="utf-8")
    assert committed == text, f"run: saksi codebook --lang {language}"


def test_every_type_mode_context_modality_and_code_is_in_the_page(page):
    language, text = page
    firsts = {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("|")}
    assert {f"[{kind}](#{kind.lower()})" for kind in TYPES} <= firsts
    for table, column in (
        ("plover_modes", "mode"),
        ("plover_contexts", "context"),
        ("modalities", "modality"),
        ("cameo", "code"),
    ):
        assert {row[column] for row in LEXICONS.table(table)} <= firsts
    issues = {row[f"issue_{language}"] for row in LEXICONS.table("codebook_decisions")}
    assert len(issues) >= 8
    assert issues <= firsts


def test_every_row_of_a_table_has_the_cells_of_its_head(page):
    _, text = page
    width = None
    for line in text.splitlines():
        if not line.startswith("|"):
            width = None
            continue
        cells = len(re.split(r"(?<!\\)\|", line)) - 2
        width = width or cells
        assert cells == width, line


def test_the_tables_name_the_types_modes_contexts_and_modalities_that_are_coded():
    assert {row["type"] for row in LEXICONS.table("plover_types")} == set(TYPES)
    assert {row["modality"] for row in LEXICONS.table("modalities")} == set(MODALITIES) == set(STRENGTH)
    contexts = {row["context"] for row in LEXICONS.table("plover_contexts")}
    assert contexts == set(schema("contexts").columns["context"]["values"])
    modes = {(row["type"], row["mode"]) for row in LEXICONS.table("plover_modes")}
    for table in ("frames_conflict", "frames_cooperation", "composition", "cameo"):
        used = {(row["type"], row["mode"]) for row in LEXICONS.table(table) if row["mode"] not in {"", "="}}
        assert used <= modes, table


def test_the_command_writes_the_page_where_it_is_told(tmp_path):
    target = tmp_path / "neu" / "buku.md"
    result = CliRunner().invoke(main, ["codebook", "--lang", "id", "--out", str(target)])
    assert result.exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("# Buku kode peristiwa\n")
    assert CliRunner().invoke(main, ["codebook", "--out", "-"]).stdout.startswith("# Codebook of events\n")
