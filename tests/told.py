"""A clause drawn by hand with its actors: who does a trigger's event to whom."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from clause import Clause
from saksi.events.lexicon import Frame, compile_events
from saksi.events.parties import Parties
from saksi.events.triggers import Hit
from saksi.lexicons.load import default_lexicons
from saksi.reference.mentions import Mention, Reference
from scene import reference_of


class Told(Clause):
    """A clause with its actors: asks who does a trigger's event to whom, by the names of the actors."""

    def __init__(self, lines: str, *actors: str, places: tuple[str, ...] = (), **more: Any) -> None:
        self.first_person: dict[str, str] = more.pop("first_person", {})
        self.nominal: tuple[str, ...] = more.pop("nominal", ())
        states: tuple[str, ...] = more.pop("states", ())
        super().__init__(lines, **more)
        named = reference_of(self.analysis, {name: name for name in actors})
        scenes = [self.analysis.tokens[self.at(place)] for place in places]
        self.reference = Reference(
            tuple(replace(a, kind="state") if a.name in states else a for a in named.actors),
            (),
            (),
            named.actor_mentions,
            tuple(
                Mention(
                    t.text,
                    (t.start, t.end),
                    t.i,
                    t.i,
                    t.i + 1,
                    "nominal" if t.text in self.nominal else "name",
                )
                for t in scenes
            ),
            (),
        )
        self.parties = Parties(
            self.analysis,
            self.reference,
            self.grammar,
            compile_events(default_lexicons()),
            {self.at(word): ref for word, ref in self.first_person.items()},
        )

    def hit(self, words: str, kind: str, object_word: str = "", **frame: Any) -> Hit:
        first, *_, last = [self.at(word) for word in (words.split() * 2)]
        given = {"type": "ASSAULT", "cameo": "190", "source": "agent", "target": ("object",), **frame}
        whole = Frame(
            id="x",
            mode=None,
            contexts=(),
            operator="",
            objects=frozenset(),
            not_objects=frozenset(),
            rule="x",
            **given,
        )
        return Hit(first, last + 1, kind, whole, self.at(object_word) if object_word else None)

    def names(self, found: tuple[Any, ...]) -> list[str]:
        refs = {actor.id: actor.name for actor in self.reference.actors}
        return [refs.get(party.ref, party.ref) for party in found]

    def arguments(self, *words: str, **frame: Any) -> dict[str, Any]:
        found = self.parties.arguments(self.hit(*words, **frame))
        told: dict[str, Any] = {"agent": self.words(found.agent), "patient": self.words(found.patient)}
        for preposition, heads in found.phrases.items():
            told[preposition] = self.words(heads)
        if found.light is not None:
            told["light"] = found.light.text
        if found.harmed:
            told["harmed"] = self.words(found.harmed)
        return told

    def pair(self, *words: str, **frame: Any) -> tuple[list[str], list[str]]:
        """Names of source and target."""
        hit = self.hit(*words, **frame)
        arguments = self.parties.arguments(hit)
        return self.names(self.parties.source(hit, arguments)), self.names(
            self.parties.target(hit, arguments)
        )
