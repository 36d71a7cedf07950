"""Places: finds place names and puts them on the map, or says that it cannot.

A mention's span holds the whole name with its head and direction words (Kota Malang, Aleppo timur);
both stand for the place itself. `form` is `place` where the words around it make it a scene (di, ke,
dari; a chain after such; the dateline), else `name` (a state that acts). Every place of the article
has one sense. A place that no table has, or that could be several, stays without coordinates.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis, Entity
from saksi.lexicons.load import Lexicons
from saksi.records import Diagnostic, Place, Span
from saksi.reference.alignment import Alignment
from saksi.reference.date_words import words_of
from saksi.reference.gazetteer import Sense, fold, gazetteer
from saksi.reference.mentions import Mention
from saksi.reference.place_choice import HOME, Context, choose, context_of
from saksi.reference.place_scan import EntitySpans, PlaceName, Scanner
from saksi.reference.place_words import PlaceWords, place_words

_HOLDERS = 12
_HOME_HEADS = ("district", "village", "regency")


@dataclass(frozen=True, slots=True)
class PlaceFindings:
    """The places of an article, p1, p2 ... by first mention, and where they are mentioned.

    A dateline has no tokens: its span is among the place's mentions, but no `Mention` stands for it.
    `dateline_place` is the id of the place that the dateline names. Diagnostics: `place-unlocated`.
    """

    places: tuple[Place, ...]
    mentions: tuple[Mention, ...]
    diagnostics: tuple[Diagnostic, ...]
    dateline_place: str | None


def find_places(article: Article, analysis: Analysis, lexicons: Lexicons) -> PlaceFindings:
    """Places of `article`; spans are into `article.text`. Never raises on any text."""
    names = _chained(
        article.text, sorted(_names(article, analysis, lexicons), key=lambda n: n.span), lexicons
    )
    context = context_of(names)
    resolved = _one_sense_each(names, context)
    register = _Register(article.text)
    for name, sense in resolved:
        register.add(name, sense)
    return register.findings(Alignment(analysis))


# -- names -----------------------------------------------------------------------------------------


def _names(article: Article, analysis: Analysis, lexicons: Lexicons) -> Iterator[PlaceName]:
    entities = EntitySpans(article.text, analysis.entities)
    lexicon, places = place_words(lexicons), gazetteer(lexicons)
    regions = [(span, "headline" if span == article.headline else "") for span in article.paragraphs]
    if article.dateline is not None:
        regions.append((article.dateline.span, "dateline"))
    located = sorted((e for e in analysis.entities if e.label == "LOC"), key=lambda e: e.start)
    starts = [e.start for e in located]
    reached = 0
    for (start, end), where in sorted(regions):
        words = words_of(article.text, max(start, reached), end)
        scanner = Scanner(article.text, words, lexicon, places, entities, where)
        found = list(scanner.names())
        yield from found
        if where != "headline":
            here = located[bisect_left(starts, start) : bisect_left(starts, end)]
            yield from _unlisted(scanner, found, [e for e in here if _ends_in_capitals(e, analysis)])
        reached = max(reached, end)


def _ends_in_capitals(entity: Entity, analysis: Analysis) -> bool:
    return analysis.tokens[entity.last - 1].text[:1].isupper()


def _unlisted(
    scanner: Scanner, found: Sequence[PlaceName], entities: Sequence[Entity]
) -> Iterator[PlaceName]:
    """Places that only the entity recogniser saw, where a preposition leads to them."""
    position = {w.start: i for i, w in enumerate(scanner.words)}
    ends = [n.span[1] for n in found]
    for entity in entities:
        span = (entity.start, entity.end)
        i = position.get(entity.start)
        if i is None or not scanner.words[i].capital:
            continue
        after = bisect_right(ends, entity.start)
        if after < len(found) and found[after].span[0] < entity.end:
            continue
        if scanner.leads_to(i, "scene_preposition") and not scanner.is_organisation(i, entity.end):
            yield PlaceName(span, span, scanner.text[span[0] : span[1]], (), locative=True, entity="LOC")


def _chained(text: str, names: Sequence[PlaceName], lexicons: Lexicons) -> list[PlaceName]:
    """Names linked to those before and after them.

    In `di Jakarta, Bandung dan Medan` the preposition leads to every name; in `Setu, Tangerang
    Selatan` the second tells which Setu.
    """
    lexicon = place_words(lexicons)
    linked: list[PlaceName] = []
    for name in names:
        before = linked[-1] if linked else None
        if before is not None and before.locative and not name.locative:
            gap = text[before.span[1] : name.span[0]]
            name = replace(name, locative=_is_link(gap, lexicon))
        linked.append(name)
    for i in range(len(linked) - 2, -1, -1):
        gap = text[linked[i].span[1] : linked[i + 1].span[0]].strip()
        if gap in (",", "("):
            after = linked[i + 1]
            held = tuple(s.standard for s in after.senses if s.known)
            linked[i] = replace(linked[i], holders=(*held, *after.holders)[:_HOLDERS])
    return linked


def _is_link(gap: str, lexicon: PlaceWords) -> bool:
    if len(gap) > 12 or "\n" in gap:
        return False
    words = words_of(gap, 0, len(gap))
    letters = [i for i, w in enumerate(words) if w.text not in (",", "(", "/", "-")]
    return bool(words) and all(lexicon.match("chain", words, i) is not None for i in letters)


# -- senses ----------------------------------------------------------------------------------------


def _one_sense_each(names: Iterable[PlaceName], context: Context) -> Iterator[tuple[PlaceName, Sense | None]]:
    """Each name that is a place, with its sense; the same name has the same sense throughout."""
    fixed: dict[tuple[str, str], Sense] = {}
    pending = [n for n in names if n.scene]
    for name in pending:
        key = (fold(name.text), name.head)
        sense = choose(name, context)
        if sense is None and name.head not in ("", *_HOME_HEADS) and any(s.known for s in name.senses):
            # kota Siberia, Provinsi Montenegro: the head word is looser than the tables.
            sense = choose(replace(name, head=""), context)
        if sense is not None:
            fixed.setdefault(key, sense)
    for name in pending:
        key = (fold(name.text), name.head)
        sense = fixed.get(key)
        if sense is not None and (name.head or choose(name, context) is not None or _again(name, sense)):
            yield name, sense
        elif sense is None and _is_place(name):
            yield name, None


def _again(name: PlaceName, sense: Sense) -> bool:
    """Whether a name without evidence of its own repeats a place that the article has settled."""
    if name.person or name.entity in ("PER", "ORG") or sense.support:
        return False
    return not name.crowded or bool(name.head)


def _is_place(name: PlaceName) -> bool:
    """Whether a name without a sense is a place all the same."""
    if name.headline or name.person or name.entity in ("PER", "ORG"):
        return False
    if name.head == "city" and not (name.entity == "LOC" or name.locative):
        return False
    if name.head:
        return name.text[:1].isupper() and not name.crowded
    return name.entity == "LOC" and name.locative and not name.crowded


# -- the record ------------------------------------------------------------------------------------


class _Register:
    """Collects places in order of first mention."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._order: list[tuple[object, ...]] = []
        self._facts: dict[tuple[object, ...], tuple[str, Sense | None, str | None]] = {}
        self._mentions: dict[tuple[object, ...], list[PlaceName]] = {}

    def add(self, name: PlaceName, sense: Sense | None) -> None:
        """Takes in one mention."""
        if sense is not None:
            key: tuple[object, ...] = (
                sense.standard,
                sense.kind,
                sense.country,
                sense.within,
                sense.geonames,
            )
            facts: tuple[str, Sense | None, str | None] = (sense.standard, sense, sense.country)
        else:
            words = " ".join(self.text[name.span[0] : name.span[1]].split())
            words = words.title() if name.dateline and words.isupper() else words
            key = ("unlocated", fold(words))
            facts = (words, None, HOME if name.head in _HOME_HEADS else None)
        if key not in self._facts:
            self._order.append(key)
            self._facts[key] = facts
        if sense is not None and name.street is not None:
            name = replace(name, span=name.street)
        self._mentions.setdefault(key, []).append(name)

    def findings(self, alignment: Alignment) -> PlaceFindings:
        """The record of all that was taken in."""
        places: list[Place] = []
        mentions: list[Mention] = []
        diagnostics: list[Diagnostic] = []
        dateline: tuple[Span, str] | None = None
        for number, key in enumerate(self._order, 1):
            ref = f"p{number}"
            title, sense, country = self._facts[key]
            spans = [n.span for n in self._mentions[key]]
            places.append(_place(ref, title, sense, country, spans))
            if sense is None:
                message = f"{title!r} is not in the gazetteer, or could be several places"
                diagnostics.append(Diagnostic("info", "place-unlocated", message, spans[0]))
            for name in self._mentions[key]:
                if name.dateline and (dateline is None or name.span < dateline[0]):
                    dateline = (name.span, ref)
                mention = alignment.mention(ref, name.span, "place" if name.locative else "name")
                if mention is not None:
                    mentions.append(mention)
        mentions.sort(key=lambda m: m.span)
        return PlaceFindings(
            tuple(places), tuple(mentions), tuple(diagnostics), dateline[1] if dateline else None
        )


def _place(ref: str, title: str, sense: Sense | None, country: str | None, spans: list[Span]) -> Place:
    if sense is None:
        return Place(ref, title, None, None, None, country, tuple(spans))
    precision = sense.precision if sense.lat is not None else None
    return Place(
        ref,
        title,
        sense.geonames,
        sense.lat,
        sense.lon,
        country,
        tuple(spans),
        kind=sense.kind,
        code=sense.code or None,
        within=sense.within or None,
        precision=precision,
    )
