"""Which column of a table, or key of a JSON row, holds which field of an article."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from saksi.errors import MappingError, ReadError
from saksi.readers.decode import without_surrogates

# Names under which dumps keep a field, in the order in which we ask for them. Case, spaces, hyphens
# and underscores make no difference: "Tanggal Terbit" is tanggal_terbit.
FIELDS: Mapping[str, str] = {
    "text": "text body content article isi konten teks maintext article_body isi_berita isi_artikel berita "
    "narasi full_text",
    "title": "title headline judul judul_berita judul_artikel",
    "url": "url link canonical_url source_url permalink href tautan alamat",
    "published": "published date published_at pub_date date_publish date_published publish_date "
    "published_date publication_date tanggal tanggal_terbit tgl_terbit tgl waktu waktu_terbit terbit "
    "timestamp datetime",
    "byline": "byline author authors penulis reporter wartawan creator",
    "outlet": "outlet source media publisher site sitename source_domain domain sumber nama_media",
    "language": "language lang bahasa",
}


@dataclass(frozen=True)
class Columns:
    """The mapping of fields to columns: what the user stated comes first, then the common names."""

    stated: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> Columns:
        """From "text=isi,title=judul". Raises MappingError for a field that there is not, or no "="."""
        stated: dict[str, str] = {}
        for part in text.split(","):
            name, equals, column = (p.strip() for p in part.partition("="))
            if not equals or not column:
                raise MappingError(f"{part.strip()!r} is not FIELD=COLUMN (as in text=isi,title=judul)")
            if name not in FIELDS:
                raise MappingError(f"no field is called {name!r}; there are: {', '.join(FIELDS)}")
            if name in stated:
                raise MappingError(f"the field {name!r} is given twice")
            stated[name] = column
        return cls(stated)

    def check(self, columns: Sequence[str]) -> None:
        """Raises ReadError (with an empty path) if a table of these columns cannot be read."""
        missing = [c for c in self.stated.values() if c not in columns]
        if missing:
            raise ReadError(
                "", f"has no column {', '.join(missing)}; its columns: {_listed(columns) or 'none'}"
            )
        if not self._candidates("text", columns):
            raise ReadError("", _no_text(columns))

    def text(self, row: Mapping[str, Any]) -> str:
        """The article's text in a row. Raises ReadError (with an empty path) if there is none."""
        candidates = self._candidates("text", tuple(row))
        if not candidates:
            raise ReadError("", _no_text(tuple(row), self.stated.get("text")))
        for name in candidates:
            found = row[name]
            if isinstance(found, list) and all(isinstance(part, str) for part in found):
                found = "\n".join(found)
            if isinstance(found, str) and found.strip():
                return found
        raise ReadError("", "its text is empty")

    def meta(self, row: Mapping[str, Any]) -> dict[str, str]:
        """What else the row says of the article: title, url, published, byline, outlet, language."""
        columns = tuple(row)
        found: dict[str, str] = {}
        for name in FIELDS:
            if name == "text":
                continue
            values = (_plain(row[column]) for column in self._candidates(name, columns))
            value = next((v for v in values if v), None)
            if value is not None:
                found[name] = value
        return found

    def _candidates(self, name: str, columns: Sequence[str]) -> list[str]:
        """The columns that may hold a field, the likeliest first."""
        if name in self.stated:
            return [c for c in columns if c == self.stated[name]]
        known = _KNOWN[name]
        taken = set(self.stated.values())
        ranked = [(known[k], c) for c in columns if c not in taken and (k := _key(c)) in known]
        return [column for _, column in sorted(ranked, key=lambda pair: pair[0])]


def known_columns(columns: Iterable[str]) -> tuple[int, bool]:
    """How many of the columns have a name that we know, and whether one of them holds the text."""
    keys = {_key(c) for c in columns}
    return sum(any(k in names for names in _KNOWN.values()) for k in keys), bool(keys & set(_KNOWN["text"]))


def _key(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


_KNOWN = {name: {_key(n): rank for rank, n in enumerate(names.split())} for name, names in FIELDS.items()}


def _plain(value: Any) -> str | None:
    if isinstance(value, list):
        value = ", ".join(part for part in value if isinstance(part, str))
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, dt.date):  # a datetime is one too
        value = value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, str) and value.strip():
        return without_surrogates(value.strip())[0]
    return None


def _no_text(columns: Sequence[str], stated: str | None = None) -> str:
    wanted = stated or "text, body, content ..."
    return f"has no text field ({wanted}); its fields: {_listed(columns) or 'none'}"


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(columns[:8]) + (" ..." if len(columns) > 8 else "")
