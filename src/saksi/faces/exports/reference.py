"""The page on export formats, made from the code so that it cannot differ from it."""

from __future__ import annotations

from saksi.faces.exports.formats import FORMATS, format_of
from saksi.faces.exports.tables import TABLES

_HEAD = """# Export formats

    saksi read --format json examples/articles > records.jsonl
    saksi export --to gdelt-events --out events.tsv records.jsonl
    saksi export --to csv --table quotes records.jsonl
    saksi export --to parquet --table all --out tables records.jsonl
    saksi export --formats

A file appears under its name only when it is whole. Events that a format has no place for are counted by
reason on standard error. Every format loses something; what, is said below each. All text is UTF-8, all days
are ISO unless the format wants them otherwise, codes are words and keep their zeros (`010`, `0356`).

What an article denies, plans, demands, threatens, expects or alleges did not take place by its word. Formats
with a column for modality carry it; the others leave such events out. An offer, a demand and a threat are
themselves what took place where the event's type is AGREE, REQUEST or THREATEN.

In CSV and TSV a cell of words that begins with one of `= + - @ '` or white space gets an apostrophe in front,
so that no spreadsheet takes it for a formula; `saksi.faces.exports.delimited.plain_cell` takes it off again.

From Python:

```python
from pathlib import Path

from saksi.faces.exports.formats import export
from saksi.faces.exports.saved import saved_records
from saksi.records import ArticleRecord

records = (r for r in saved_records("records.jsonl") if isinstance(r, ArticleRecord))
left_out = export(records, "geojson", Path("events.geojson"))
```
"""


def reference_page() -> str:
    """docs/reference/exports.md as it should be."""
    parts = [_HEAD]
    for name in FORMATS:
        chosen = format_of(name)
        parts.append(f"\n## `{name}`\n\n{chosen.title}.\n\n")
        parts.extend(f"- {line}\n" for line in chosen.loss)
        if name in ("csv", "parquet"):
            if name == "csv":
                parts.extend(f"\n`{table}`: {_listed(tuple(t.columns))}\n" for table, t in TABLES.items())
        elif chosen.columns:
            parts.append(f"\n{len(chosen.columns)} columns: {_listed(chosen.columns)}\n")
    return "".join(parts)


def _listed(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{c}`" for c in columns)
