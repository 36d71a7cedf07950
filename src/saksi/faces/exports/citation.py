"""BibTeX: an entry for every article, to cite it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

from saksi.faces.exports.views import ReportsOf
from saksi.records import ArticleRecord

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
    "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_IN_URL = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20", '"': "%22"}
_SEPARATORS = re.compile(r",|;| dan ")


def write_bibtex(
    records: Iterable[ArticleRecord], stream: BinaryIO, reports: ReportsOf | None, left_out: Counter[str]
) -> None:
    """An @article where the outlet is known, else @misc, in UTF-8."""
    for record in records:
        stream.write(bibtex_entry(record).encode("utf-8", "replace") + b"\n")


def bibtex_entry(record: ArticleRecord) -> str:
    """The entry of one article. Its key is outlet, day and the first characters of the article's id."""
    fields: dict[str, str] = {}
    if record.byline:
        authors = [a for part in _SEPARATORS.split(record.byline) if (a := part.strip())]
        # A name in braces is taken as it is, never turned round.
        fields["author"] = "{" + " and ".join("{" + _escaped(a) + "}" for a in authors) + "}"
    fields["title"] = "{{" + _escaped(record.title or _opening(record)) + "}}"
    if record.outlet:
        fields["journal"] = "{" + _escaped(record.outlet) + "}"
    if record.published:
        year, month, *day = record.published[:10].split("-")
        fields["year"] = year
        fields["month"] = _MONTHS[int(month) - 1]
        fields["date"] = "{" + "-".join([year, month, *day]) + "}"
    if record.source.url:
        fields["url"] = "{" + "".join(_IN_URL.get(c, c) for c in record.source.url) + "}"
    if record.credits:
        fields["note"] = "{" + _escaped(", ".join(record.credits)) + "}"
    fields["langid"] = "{" + {"id": "indonesian"}.get(record.language, record.language) + "}"
    kind = "article" if record.outlet else "misc"
    lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
    return f"@{kind}{{{_key(record)},\n{lines}}}\n"


def _key(record: ArticleRecord) -> str:
    outlet = "".join(c for c in (record.outlet or "saksi").lower() if c.isascii() and c.isalnum())
    day = (record.published or "")[:10].replace("-", "")
    return f"{outlet or 'saksi'}{day}-{record.id.removeprefix('sha256:')[:8]}"


def _opening(record: ArticleRecord) -> str:
    """The first words of an article without a headline."""
    words = record.text.split()
    return " ".join(words[:10]) + (" ..." if len(words) > 10 else "")


def _escaped(text: str) -> str:
    """Text with what TeX takes for commands escaped, in one line."""
    return "".join(_SPECIAL.get(c, c) for c in " ".join(text.split()))
