"""Origins: who wrote a text first, who printed whose text, and what each version added.

Corroboration counts origins, not articles. Near copies of one text are one origin; so are texts of their
own that credit the same agency, and all that one newsroom writes. Where it cannot be told, two articles
are taken for one origin rather than for two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saksi.lexicons.load import Lexicons
from saksi.records import ArticleRecord, Span
from saksi.stories.keys import shingles
from saksi.stories.terms import paragraphs

# A paragraph with less than this share of its shingles in the other text is not from there.
TAKEN_OVER = 0.5


@dataclass(frozen=True, slots=True)
class Version:
    """One article of a family of near copies. `credits` are the agencies and outlets that it names."""

    article: str
    family: int
    published: str | None
    outlet: str | None
    credits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Copying:
    """Where an article has its text from.

    `source` is an article of the archive or None, `agency` the source that the article credits or None;
    neither: the text is its own. `told_by`: "credit", or "date" where only the order of printing tells.
    """

    article: str
    source: str | None
    agency: str | None
    told_by: str | None


@dataclass(frozen=True, slots=True)
class Newsrooms:
    """`names`: the name of each newsroom by every form that it is written in, in lower case.

    `agencies`: those whose own pages are reprinted by others.
    """

    names: Mapping[str, str]
    agencies: frozenset[str]

    def name(self, written: str) -> str:
        """The one name of a newsroom, however it is written."""
        return self.names.get(written.lower(), written)


def version_of(record: ArticleRecord, family: int) -> Version:
    """What of an article record matters for its origin."""
    return Version(record.id, family, record.published, record.outlet, record.credits)


def newsrooms_of(lexicons: Lexicons) -> Newsrooms:
    """The newsrooms that the lexicons know."""
    names: dict[str, str] = {}
    for row in lexicons.table("outlets"):
        names.update(dict.fromkeys((row["name"].lower(), *row["names"].lower().split("|")), row["name"]))
    names.update((row["written"].lower(), row["name"]) for row in lexicons.table("agencies"))
    agencies = {row["name"] for row in lexicons.table("outlets") if row["agency"]}
    return Newsrooms(names, frozenset(agencies))


def origins(versions: Sequence[Version], newsrooms: Newsrooms) -> dict[str, frozenset[str]]:
    """By article the origins that its text may have, as `agency:...`, `outlet:...` or `text:...`.

    Agencies go first: those that any version of the text credits, or that print it themselves. A text
    without them is its first printer's; if that one is unknown, the text stands for itself.
    """
    found: dict[str, frozenset[str]] = {}
    for family in _families(versions).values():
        named = {f"agency:{name}" for v in family for name in _credited(v, newsrooms)}
        printer = next((v.outlet for v in _in_time(family) if v.outlet), None)
        own = f"outlet:{newsrooms.name(printer)}" if printer else f"text:{family[0].family}"
        keys = frozenset(named or {own})
        found.update({v.article: keys for v in family})
    return found


def independent(reports: Iterable[frozenset[str]]) -> int:
    """How many of the reports are independent: no two of those counted may share an origin."""
    taken: set[str] = set()
    count = 0
    for keys in sorted(set(reports), key=lambda keys: (len(keys), sorted(keys))):
        if not keys & taken:
            count += 1
            taken |= keys
    return count


def copyings(versions: Sequence[Version], newsrooms: Newsrooms) -> tuple[Copying, ...]:
    """For each article where its text is from, in the order of `versions`.

    A credit is believed before the date. Without one, the text is from the version printed first; of
    versions printed at the same time, none is told to be the copy.
    """
    families = _families(versions)
    return tuple(_copying(v, families[v.family], newsrooms) for v in versions)


def _copying(version: Version, family: Sequence[Version], newsrooms: Newsrooms) -> Copying:
    others = [v for v in _in_time(family) if v.article != version.article]
    credits = _credits(version, newsrooms)
    for name in credits:
        for other in others:
            if other.outlet and newsrooms.name(other.outlet) == name:
                return Copying(version.article, other.article, name, "credit")
    if credits:
        return Copying(version.article, None, credits[0], "credit")
    first = next((v for v in others if v.published), None)
    if first and version.published and str(first.published) < version.published:
        return Copying(version.article, first.article, None, "date")
    return Copying(version.article, None, None, None)


def added_spans(version: ArticleRecord, origin: ArticleRecord) -> tuple[Span, ...]:
    """Spans of the paragraphs of `version` that are not taken over from `origin`, into `version.text`."""
    there = shingles(origin.text[slice(*span)] for span in paragraphs(origin))
    return tuple(span for span in paragraphs(version) if not _taken_over(version.text[slice(*span)], there))


def _taken_over(paragraph: str, there: frozenset[str]) -> bool:
    here = shingles([paragraph])
    return not here or len(here & there) / len(here) >= TAKEN_OVER


def _credited(version: Version, newsrooms: Newsrooms) -> list[str]:
    """Names of the agencies that an article is printed by or credits."""
    printer = newsrooms.name(version.outlet or "")
    return [*([printer] if printer in newsrooms.agencies else []), *_credits(version, newsrooms)]


def _credits(version: Version, newsrooms: Newsrooms) -> list[str]:
    """Names of the newsrooms that an article credits, its own left out."""
    own = newsrooms.name(version.outlet or "")
    return [name for name in map(newsrooms.name, version.credits) if name != own]


def _families(versions: Sequence[Version]) -> dict[int, list[Version]]:
    found: dict[int, list[Version]] = {}
    for version in versions:
        found.setdefault(version.family, []).append(version)
    return found


def _in_time(family: Sequence[Version]) -> list[Version]:
    """Dated versions by their date, then the undated in the order given."""
    return sorted(family, key=lambda v: (v.published is None, v.published or ""))
