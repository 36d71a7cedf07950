"""The event lexicon compiled for matching: which word forms trigger which frames.

Built once per `Lexicons` from the tables frames_cooperation, frames_conflict, object_classes,
light_verbs, composition, modality, clause_links and cameo. A frame's verbs are written in their
citation form; passive (diserang), bare (serang, as headlines and imperatives use it) and the frame's
nouns are indexed by their first word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from saksi.language.morphology import bare_of, passive_of
from saksi.lexicons.load import Lexicons, Row

ACTIVE, PASSIVE, BARE, NOUN = "active", "passive", "bare", "noun"


@dataclass(frozen=True, slots=True)
class Frame:
    """One sense of one root: what event it names and where the event's parties stand.

    `rule` is the lexicon row that it stands in, as records name it (frames_conflict:serang-1).
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    source: str
    target: tuple[str, ...]
    operator: str
    objects: frozenset[str]
    not_objects: frozenset[str]
    rule: str


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word form (one or several words) that may trigger `frame`; `kind` is its grammar."""

    words: tuple[str, ...]
    kind: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class LightForm:
    """A form of a light verb: kind active, passive or bare; what its subject is to the noun's event."""

    kind: str
    subject: str
    modality: str


@dataclass(frozen=True, slots=True)
class Compound:
    """What an operator makes of a base event; "=" keeps the base's value."""

    type: str
    mode: str
    cameo: str
    modality: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A modality or negation word."""

    words: tuple[str, ...]
    where: str
    modality: str
    negates: bool


@dataclass(frozen=True)
class EventLexicon:
    """All of the above, indexed."""

    triggers: dict[str, tuple[Trigger, ...]]
    light: dict[str, LightForm]
    compounds: dict[tuple[str, str], Compound]
    cues: dict[str, tuple[Cue, ...]]
    goldstein: dict[str, float]
    cameo_contexts: dict[str, tuple[str, ...]]
    silences: dict[str, str]
    accidents: frozenset[str]
    harms: frozenset[str]
    everybody: frozenset[str]
    accusers: frozenset[str]
    links: dict[str, str]

    @cached_property
    def operators(self) -> Mapping[str, frozenset[str]]:
        """Of each first word of a trigger, the operators of its frames, if they have any."""
        found = {
            word: frozenset(t.frame.operator for t in triggers if t.frame.operator)
            for word, triggers in self.triggers.items()
        }
        return {word: operators for word, operators in found.items() if operators}

    def compound(self, operator: str, cameo: str | None, type_: str) -> Compound | None:
        """What `operator` makes of a base event: the longest CAMEO prefix decides, then type, then "*"."""
        if cameo is not None:
            for length in range(len(cameo), 1, -1):
                found = self.compounds.get((operator, cameo[:length]))
                if found:
                    return found
        return self.compounds.get((operator, type_)) or self.compounds.get((operator, "*"))


def compile_events(lexicons: Lexicons) -> EventLexicon:
    """The compiled event lexicon of these tables, cached per `Lexicons`."""
    return _compile(lexicons)


@lru_cache(maxsize=4)
def _compile(lexicons: Lexicons) -> EventLexicon:
    classes = _classes(lexicons)
    triggers: dict[str, list[Trigger]] = {}
    for table in ("frames_conflict", "frames_cooperation"):
        for row in lexicons.table(table):
            for trigger in _triggers(table, row, classes):
                triggers.setdefault(trigger.words[0], []).append(trigger)
    cameo = lexicons.table("cameo")
    return EventLexicon(
        triggers={word: tuple(found) for word, found in triggers.items()},
        light=_light(lexicons),
        compounds={
            (row["operator"], row["base"]): Compound(
                row["type"],
                row["mode"],
                row["cameo"],
                row["modality"],
                f"composition:{row['operator']},{row['base']}",
            )
            for row in lexicons.table("composition")
        },
        cues=_cues(lexicons),
        goldstein={row["code"]: float(row["goldstein"]) for row in cameo},
        cameo_contexts={row["code"]: tuple(row["contexts"].split()) for row in cameo},
        links={row["word"]: row["kind"] for row in lexicons.table("clause_links")},
        harms=classes.get("harmed", frozenset()),
        everybody=classes.get("everybody", frozenset()),
        accusers=classes.get("accuser", frozenset()),
        accidents=classes.get("accident", frozenset()),
        silences={row["word"]: row["kind"] for row in lexicons.table("silence_cues")},
    )


def _classes(lexicons: Lexicons) -> dict[str, frozenset[str]]:
    """Each class's words, with included classes written out."""
    direct: dict[str, set[str]] = {}
    for row in lexicons.table("object_classes"):
        direct.setdefault(row["class"], set()).add(row["word"])

    def expand(name: str, seen: frozenset[str]) -> set[str]:
        words: set[str] = set()
        for word in direct.get(name, ()):
            if not word.startswith("@"):
                words.add(word)
            elif word[1:] not in seen:
                words |= expand(word[1:], seen | {name})
        return words

    return {name: frozenset(expand(name, frozenset({name}))) for name in direct}


def _words(cell: str, classes: dict[str, frozenset[str]]) -> frozenset[str]:
    words: set[str] = set()
    for item in cell.split():
        if item.startswith("@"):
            words |= classes.get(item[1:], frozenset())
        else:
            words.add(item)
    return frozenset(words)


def _triggers(table: str, row: Row, classes: dict[str, frozenset[str]]) -> list[Trigger]:
    frame = Frame(
        id=row["id"],
        type=row["type"],
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split()),
        cameo=row["cameo"],
        source=row["source"],
        target=tuple(row["target"].split()),
        operator=row["operator"],
        objects=_words(row["object"], classes),
        not_objects=_words(row["not_object"], classes),
        rule=f"{table}:{row['id']}",
    )
    # A word may be both a noun and the bare form of its verb (sanksi, embargo): it triggers as either.
    found: dict[tuple[tuple[str, ...], str], None] = {}
    for verb in row["verb"].split():
        found.update(dict.fromkeys(_verb_forms(verb, row["root"])))
    for noun in row["noun"].split():
        found[tuple(noun.split("_")), NOUN] = None
    return [Trigger(words, kind, frame) for words, kind in found]


def _verb_forms(verb: str, root: str = "") -> list[tuple[tuple[str, ...], str]]:
    """(words, kind) of a verb: itself, and for meN- verbs its passive and bare forms.

    A verb that begins as its root does (terima kasih) is no ter- form.
    """
    first, *rest = verb.split("_")
    forms: list[tuple[tuple[str, ...], str]]
    # Fixed passives too: ditetapkan sebagai tersangka, tewas ditembak.
    passive_word = any(word.startswith("di") and len(word) > 4 for word in (first, *rest))
    if passive_word and not first.startswith(("me", "ber")):
        return [((first, *rest), PASSIVE)]
    forms = [((first, *rest), ACTIVE)]
    if first.startswith("me"):
        passive, bare = passive_of(first), bare_of(first)
        if passive and passive != first:
            forms.append(((passive, *rest), PASSIVE))
        if bare and bare != first:
            forms.append(((bare, *rest), BARE))
    elif first.startswith("ter") and len(first) > 5 and not root.startswith(first):
        forms = [((first, *rest), PASSIVE)]
    return forms


def _light(lexicons: Lexicons) -> dict[str, LightForm]:
    light: dict[str, LightForm] = {}
    for row in lexicons.table("light_verbs"):
        for words, kind in _verb_forms(row["verb"]):
            light.setdefault(words[0], LightForm(kind, row["subject"], row["modality"]))
    return light


def _cues(lexicons: Lexicons) -> dict[str, tuple[Cue, ...]]:
    cues: dict[str, list[Cue]] = {}
    for row in lexicons.table("modality"):
        words = tuple(row["cue"].split("_"))
        cues.setdefault(words[0], []).append(
            Cue(words, row["where"], row["modality"], row["negates"] == "yes")
        )
    return {word: tuple(sorted(found, key=lambda c: -len(c.words))) for word, found in cues.items()}
