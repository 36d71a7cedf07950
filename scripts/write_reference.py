"""Writes the reference pages that stand in the code itself: commands, REST, article record, lexicon tables.

    python scripts/write_reference.py            # writes docs/reference/{commands,api,record,lexicons}.md
    python scripts/write_reference.py --check    # exit status 1 if one of them is not as it would be written

The codebook has its own command (`saksi codebook`), since users write it for lexicons of their own.
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from api_reference import api

from saksi import records
from saksi.faces.cli import main as saksi

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
SCHEMAS = ROOT / "src" / "saksi" / "lexicons" / "schemas"
RECORD_PARTS = (
    records.ArticleRecord,
    records.Source,
    records.Block,
    records.Dateline,
    records.Actor,
    records.Place,
    records.Date,
    records.Quote,
    records.Event,
    records.Witness,
    records.Size,
    records.SizeWitness,
    records.Position,
    records.Diagnostic,
)


def pages() -> dict[str, str]:
    """The text of each page by its file name."""
    return {
        "commands.md": _page(_commands()),
        "api.md": _page(api()),
        "record.md": _page(_record()),
        "lexicons.md": _page(_lexicons()),
    }


def _page(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield "Written from the program by `scripts/write_reference.py`."
    yield "Exit status of every command: 0 all well, 1 some inputs failed (each is named), 2 wrong usage."
    yield ""
    yield from _command("saksi", saksi, None)


def _command(name: str, command: click.Command, parent: click.Context | None) -> Iterator[str]:
    context = click.Context(command, info_name=name.split()[-1], parent=parent)
    yield f"## {name}"
    yield ""
    yield inspect.cleandoc(command.help or "").replace("\b\n", "")
    yield ""
    yield "```text"
    yield f"{' '.join((name, *command.collect_usage_pieces(context)))}"
    yield "```"
    yield ""
    rows = [row for p in command.get_params(context) if (row := p.get_help_record(context)) is not None]
    if rows:
        yield "| option | what it does |"
        yield "|---|---|"
        for option, about in rows:
            yield f"| `{_cell(option)}` | {_cell(about)} |"
        yield ""
    if isinstance(command, click.Group):
        for inner in sorted(command.commands):
            yield from _command(f"{name} {inner}", command.commands[inner], context)


def _record() -> Iterator[str]:
    yield "# The article record"
    yield ""
    yield "Written from `saksi.records` by `scripts/write_reference.py`."
    yield "`saksi read --format json` prints one record a line."
    yield "Keys are added from version to version, never renamed or removed."
    yield "A *span* is a pair `[start, end)` of code-point offsets into the record's `text`;"
    yield "a block's `raw` is one into the source document as decoded (of HTML: into its visible text)."
    for part in RECORD_PARTS:
        yield ""
        yield f"## {part.__name__}"
        yield ""
        yield inspect.cleandoc(part.__doc__ or "")
        yield ""
        yield "| key | type |"
        yield "|---|---|"
        for field in dataclasses.fields(part):
            yield f"| `{field.name}` | {_cell(_type(str(field.type)))} |"


def _type(written: str) -> str:
    """A Python type as JSON has it: tuple[Span, ...] is a list of spans."""
    listed = re.fullmatch(r"tuple\[(\w+), \.\.\.\]", written)
    if listed:
        return f"list of {_type(listed[1])}"
    return {"str": "string", "int": "integer", "float": "number", "bool": "true or false"}.get(
        written, written.replace(" | None", " or null").replace("str", "string").replace("int ", "integer ")
    )


def _lexicons() -> Iterator[str]:
    yield "# Lexicon tables"
    yield ""
    yield "Written from the schemas by `scripts/write_reference.py`. Each table is a CSV file under"
    yield "`src/saksi/lexicons`; a file of the same name in a folder given by `--lexicon DIR` adds rows,"
    yield "or replaces those of the same key. `saksi lexicon check` names every fault."
    for path in sorted(SCHEMAS.glob("*.toml")):
        schema: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        yield ""
        yield f"## {path.stem}"
        yield ""
        yield schema["about"]
        yield ""
        yield "| column | what it holds |"
        yield "|---|---|"
        for name, column in schema["columns"].items():
            key = " (key)" if name in schema.get("key", ()) else ""
            yield f"| `{name}`{key} | {_cell(column.get('about', ''))} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def main() -> int:
    """Writes the pages, or with --check compares them; the exit status."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in pages().items():
        path = REFERENCE / name
        if not check:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for name in stale:
        sys.stderr.write(f"docs/reference/{name} is not as written: run scripts/write_reference.py\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
