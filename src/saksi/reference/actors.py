"""The actors of an article: who takes part, by all names they go by, with their codes and mentions.

The way: words -> acronyms the article defines -> units of the lexicon and the model -> noun phrases ->
phrases that mean the same actor -> codes -> pronouns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from saksi.cleaning.article import Article
from saksi.language.analysis import Analysis
from saksi.language.plain_words import Word
from saksi.lexicons.load import Lexicons
from saksi.records import Actor, Diagnostic, Span
from saksi.reference.acronyms import find_definitions, find_nicknames
from saksi.reference.actor_codes import Context, Evidence, tells_country
from saksi.reference.actor_draft import Draft
from saksi.reference.actor_filter import ActorFilter
from saksi.reference.actor_lexicon import ActorLexicon, Entry, actor_lexicon
from saksi.reference.actor_links import Linker
from saksi.reference.actor_nominal import Nominal
from saksi.reference.actor_persons import Persons
from saksi.reference.actor_phrases import PhraseReader
from saksi.reference.actor_units import Units
from saksi.reference.alignment import Alignment
from saksi.reference.gazetteer import Gazetteer, fold, gazetteer
from saksi.reference.mentions import Mention
from saksi.reference.pronouns import Pronouns


@dataclass(frozen=True)
class ActorFindings:
    """Actors in order of first mention (a1, a2 ...), their mentions in text order, diagnostics."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def find_actors(article: Article, analysis: Analysis, lexicons: Lexicons) -> ActorFindings:
    """The actors of an article and the words that mention them.

    Every mention's span is a slice of `analysis.text`. First person (saya, kami, kita) is left to the
    speech layer; pronouns that find nobody give no mention. Raises LexiconError only.
    """
    lexicon = actor_lexicon(lexicons)
    words = analysis.words
    if not words:
        return ActorFindings((), ())
    place_country = _place_countries(gazetteer(lexicons))
    defined, aliases = _definitions(analysis, words, lexicon)
    units = Units(analysis, words, lexicon, defined)
    evidence = _evidence(analysis, words, units, place_country)
    units.settle(Context(evidence, ()).dominant())
    nominals = PhraseReader(analysis, words, units, place_country).read()
    context = Context(evidence, nominals)
    sieve = ActorFilter(analysis, words, units, context)
    persons = Persons(analysis.text, words, lexicon, context, aliases)
    linker = Linker(
        analysis.text, words, lexicon, context, persons, sieve.acting, sieve.subject, _year(article)
    )
    drafts = linker.link(sieve.kept(nominals))
    return _findings(analysis, words, lexicon, drafts, persons.diagnostics)


def _definitions(
    analysis: Analysis, words: Sequence[Word], lexicon: ActorLexicon
) -> tuple[dict[tuple[str, ...], Entry], dict[str, str]]:
    """Entries for the acronyms that the article defines, and short forms of names it gives in brackets.

    The long form's own entry serves where the lexicon knows it, else one that its first word suggests.
    """
    defined: dict[tuple[str, ...], Entry] = {}
    aliases: dict[str, str] = {}
    people = {(e.start, e.end) for e in analysis.entities if e.label == "PER"}
    for definition in find_definitions(analysis, words, lexicon):
        first, last = words[definition.first], words[definition.last - 1]
        long_form = analysis.text[first.start : last.end]
        acronym = words[definition.acronym].text
        long_words = tuple(w.lower for w in words[definition.first : definition.last])
        if lexicon.in_class("no_actor", long_words):
            continue
        if any(start <= first.start and last.end <= end for start, end in people):
            aliases.setdefault(acronym, long_form)
            continue
        entry = _known(words, definition.first, definition.last, lexicon)
        if acronym.istitle() and not (entry.role or entry.country):
            continue
        defined.setdefault(tuple(w.text for w in words[definition.first : definition.last]), entry)
        defined.setdefault((acronym,), entry)
    for short, full in find_nicknames(analysis, words, lexicon):
        aliases.setdefault(short, full)
    return defined, aliases


def _known(words: Sequence[Word], first: int, last: int, lexicon: ActorLexicon) -> Entry:
    lower = tuple(w.lower for w in words[first:last])
    name = " ".join(w.text for w in words[first:last])
    suggested = Entry("organisation", name)
    for phrase in lexicon.at(lower[0]):
        entry = phrase.entry
        if entry.title and lower[: len(phrase.lower)] == phrase.lower:
            return replace(entry, key=" ".join(lower))
        if phrase.lower == lower and entry.sort != "agent":
            return entry
        if lower[: len(phrase.lower)] == phrase.lower and not suggested.role:
            suggested = Entry("organisation", name, entry.country, entry.role)
    return suggested


def _place_countries(places: Gazetteer) -> Callable[[str], str | None]:
    """A function from a place name to its country: of its known senses, else of a large town's."""

    def country(name: str) -> str | None:
        if not name[:1].isupper():
            return None
        senses = places.senses(fold(name))
        for sense in senses:
            if sense.capitals and name != sense.capitals:
                continue
            if sense.known or sense.population > 150_000 or sense.country == "IDN":
                return sense.country
        return None

    return country


def _evidence(
    analysis: Analysis, words: Sequence[Word], units: Units, place_country: Callable[[str], str | None]
) -> list[Evidence]:
    """Every word that points at a country: states, seats, offices, places; the longest name counts."""
    found, after = [], 0
    for k in units.telling():
        if k < after:
            continue
        match = next((u for u in units.matches(k) if u.entry is not None and u.entry.sort != "agent"), None)
        entity = units.entity_at(k)
        if match is not None and match.entry is not None and (entity is None or entity[1] <= match.last):
            after = match.last
            ethnic = k > 0 and units.in_class(k - 1, "ethnic_head")
            if tells_country(match.entry) and not ethnic:
                found.append(Evidence(k, units.sentence(k), match.entry.country, True))
        elif entity is not None and entity[0].label == "LOC":
            after = entity[1]
            country = place_country(analysis.text[entity[0].start : entity[0].end])
            if country:
                found.append(Evidence(k, units.sentence(k), country, False))
        elif entity is not None and entity[0].label == "PER":
            after = entity[1]
    return found


def _year(article: Article) -> int | None:
    published = article.published or ""
    return int(published[:4]) if published[:4].isdigit() else None


def _findings(
    analysis: Analysis,
    words: Sequence[Word],
    lexicon: ActorLexicon,
    drafts: Sequence[Draft],
    diagnostics: Sequence[Diagnostic],
) -> ActorFindings:
    alignment = Alignment(analysis)
    mentions: list[Mention] = []
    plural: set[Mention] = set()
    for number, draft in enumerate(drafts, 1):
        for nominal in draft.nominals:
            mention = _mention(f"a{number}", analysis.text, nominal, words, alignment)
            mentions.append(mention)
            if nominal.number == "many" or draft.kind == "group":
                plural.add(mention)
    mentions.sort(key=lambda m: m.span)
    kinds = {f"a{n}": d.kind for n, d in enumerate(drafts, 1)}
    pronouns = Pronouns(analysis, words, lexicon, mentions, kinds, frozenset(plural), _sides(drafts))
    mentions = sorted([*mentions, *pronouns.resolve()], key=lambda m: (m.span, m.ref))
    spans: dict[str, list[Span]] = defaultdict(list)
    for mention in mentions:
        spans[mention.ref].append(mention.span)
    actors = tuple(
        Actor(
            f"a{n}",
            _name(analysis.text, words, draft),
            draft.kind,
            draft.code.text,
            draft.code.country,
            _role(analysis.text, words, draft),
            tuple(spans[f"a{n}"]),
        )
        for n, draft in enumerate(drafts, 1)
    )
    return ActorFindings(actors, tuple(mentions), tuple(diagnostics))


def _mention(ref: str, text: str, nominal: Nominal, words: Sequence[Word], alignment: Alignment) -> Mention:
    span = (words[nominal.first].start, words[nominal.last - 1].end)
    if "(" in text[span[0] : span[1]] and text[span[1] : span[1] + 1] == ")":
        span = (span[0], span[1] + 1)
    first, last = alignment.tokens(span) or (words[nominal.first].token, words[nominal.last - 1].token + 1)
    head = words[nominal.head].token
    form = "name" if nominal.name is not None or not nominal.agents else "nominal"
    return Mention(ref, span, head if first <= head < last else first, first, last, form)


def _sides(drafts: Sequence[Draft]) -> dict[str, str]:
    """Person -> the organisation of the article that the person's title names: for pihaknya."""
    organisations = {
        d.key[1]: f"a{n}" for n, d in enumerate(drafts, 1) if d.key[0] == "org" and len(d.key) > 1
    }
    found = {}
    for n, draft in enumerate(drafts, 1):
        if draft.kind in ("person", "unnamed"):
            keys = [e.key for m in draft.nominals for e in m.units if e.key in organisations]
            if keys:
                found[f"a{n}"] = organisations[keys[0]]
    return found


def _name(text: str, words: Sequence[Word], draft: Draft) -> str:
    """The fullest name seen; of a group or an unnamed person, the first words for them."""
    if draft.kind == "person":
        spans = [n.name for n in draft.nominals if n.name is not None]
    elif draft.kind == "unnamed":
        spans = [(n.first, n.last) for n in draft.nominals[:1]]
    elif draft.key[0] in ("org", "state"):
        # "kelompok Hamas", "pihak AS": the name stands after the noun.
        spans = [(max(n.head, n.noun_end), n.last) for n in draft.nominals if n.units or not n.agents]
        # Where no name stands behind the noun ("kelompoknya"), the noun itself must do.
        spans = [s for s in spans if s[0] < s[1]] or [(n.head, n.last) for n in draft.nominals]
    else:
        spans = [(n.head, n.last) for n in draft.nominals if not n.agents or not n.definite]
        spans = spans or [(n.head, n.last) for n in draft.nominals]
    names = [text[words[first].start : words[last - 1].end] for first, last in spans]
    # Of names equally full the first one is what the article introduces.
    longest = len if draft.kind == "person" else (lambda name: len(name.split()))
    return max(names, key=longest) if draft.kind != "unnamed" else names[0]


def _role(text: str, words: Sequence[Word], draft: Draft) -> str | None:
    """The longest title that the article gives a person beside the name, else elsewhere."""
    if draft.kind not in ("person", "unnamed"):
        return None
    titled = [n for n in draft.nominals if n.title and n.title[1] > n.title[0] and not n.definite]
    beside = [n for n in titled if n.name is not None or n.apposed] or titled
    spans = [n.title for n in beside if n.title]
    titles = [text[words[first].start : words[last - 1].end].split(" (")[0] for first, last in spans]
    role = max(titles, key=len, default=None)
    # Of "seorang pejabat kelompok pemberontak" the name already says all that the role would.
    repeated = role is not None and draft.kind == "unnamed" and role in _name(text, words, draft)
    return None if repeated else role
