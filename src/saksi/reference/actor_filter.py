"""Which phrases are actors at all: not the place in "di Rusia", nor a bare "lembaga"."""

from __future__ import annotations

from collections.abc import Sequence

from saksi.language.analysis import Analysis
from saksi.language.plain_words import Word
from saksi.reference.actor_codes import Context
from saksi.reference.actor_lexicon import HOME
from saksi.reference.actor_names import STATES
from saksi.reference.actor_nominal import Nominal
from saksi.reference.actor_units import Units

# Bodies that are buildings too: "di rumah sakit" is where, not who.
_BUILDINGS = frozenset({"MED", "EDU", "REL", "BUS"})
# Marxisme, Pan-Islamisme: what people believe, nobody.
_DOCTRINE = "isme"
_SEAT_RELATIONS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "conj"})


class ActorFilter:
    """Keeps the phrases that can be actors."""

    def __init__(self, analysis: Analysis, words: Sequence[Word], units: Units, context: Context) -> None:
        self.analysis = analysis
        self.words = words
        self.units = units
        self.context = context

    def kept(self, nominals: Sequence[Nominal]) -> list[Nominal]:
        """The actors among these phrases, in the same order."""
        return [n for n in nominals if self._keeps(n)]

    def acting(self, nominal: Nominal) -> bool:
        """Whether the phrase is a subject, or stands after "oleh", "kepada" ... or beside such a phrase."""
        if nominal.entry is not None and nominal.entry.role:
            return True
        if self.units.in_class(nominal.head - 1, "seat_preposition") and nominal.before:
            return True
        inside = range(self.words[nominal.first].token, self.words[nominal.last - 1].token + 1)
        for i in inside:
            token = self.analysis.tokens[i]
            while token.dep in ("conj", "appos", "flat", "flat:name") and token.head != token.i:
                token = self.analysis.tokens[token.head]
            if token.dep == "nsubj" and self.analysis.tokens[token.head].voice != "Pass":
                return self.analysis.tokens[token.head].upos == "VERB"
        return False

    def subject(self, nominal: Nominal) -> int:
        """2 for the subject of a sentence's main clause, 1 for that of another clause, else 0."""
        tokens = self.analysis.tokens
        best = 0
        for i in range(self.words[nominal.first].token, self.words[nominal.last - 1].token + 1):
            if tokens[i].dep in ("nsubj", "nsubj:pass"):
                verb = tokens[tokens[i].head]
                best = max(best, 2 if verb.head == verb.i or verb.dep == "conj" else 1)
        return best

    def _keeps(self, nominal: Nominal) -> bool:
        if nominal.name is not None:
            return not self._thing_named(nominal)
        if nominal.agents:
            return self._keeps_agent(nominal)
        entry = nominal.entry
        if entry is None:
            thing = self.units.in_class(nominal.first, "no_actor")
            return nominal.label == "ORG" and not thing and not self._is_place(nominal)
        if entry.sort in STATES or entry.sort == "territory":
            return not self._is_place(nominal)
        if entry.sort == "seat":
            return self._keeps_seat(nominal)
        if entry.sort in ("organisation", "armed"):
            return not (entry.role in _BUILDINGS and self._is_place(nominal))
        return entry.sort == "ethnic" and entry.country not in ("", HOME) and not self._is_place(nominal)

    def _thing_named(self, nominal: Nominal) -> bool:
        """Whether what the model calls a person is no one: Graha X, SP2HP, (Lombok) Barat, Marxisme."""
        assert nominal.name is not None
        first, last = nominal.name
        if last - first == 1 and self.units.in_class(first, "no_person") == 1:
            return True
        if nominal.agents:
            return False
        if any(c.isdigit() for k in range(first, last) for c in self.words[k].text):
            return True
        if last - first == 1:
            return self.words[first].lower.endswith(_DOCTRINE)
        return self.units.in_class(first, "no_actor") == 1

    def _keeps_agent(self, nominal: Nominal) -> bool:
        head = nominal.agents[0]
        if self.units.in_class(nominal.head, "no_actor") > len(head.key.split()) - 1 + (
            len(head.key.split()) == 1
        ):
            return False
        if self.units.in_class(nominal.first - 1, "document") and nominal.before and head.title:
            return self.words[nominal.head].text[0].islower()
        specific = bool(
            nominal.units
            or nominal.belongs
            or nominal.definite
            or nominal.possessed
            or nominal.owner
            or nominal.ethnic
        )
        if head.kind == "organisation" and head.role in _BUILDINGS and self._is_place(nominal):
            return False
        if head.kind == "state":
            return bool(nominal.units or nominal.belongs or nominal.definite or len(nominal.agents) > 1)
        if not head.role and not specific:
            return (nominal.number != "" and (head.kind == "person" or len(nominal.agents) > 1)) or any(
                a.role for a in nominal.agents
            )
        others = any(a.role and not a.needs for a in nominal.agents[1:])
        specific = specific or self._named_body(nominal)
        return specific or nominal.number != "" or not head.needs or others

    def _named_body(self, nominal: Nominal) -> bool:
        """Whether capitals make a name of a body's noun: Satgas Penanggulangan Aktivitas Ilegal."""
        rest = self.words[nominal.noun_end : nominal.last]
        capital = all(w.text[0].isupper() for w in (self.words[nominal.head], *rest))
        return nominal.agents[0].kind != "person" and len(rest) > 1 and capital and not nominal.titled

    def _keeps_seat(self, nominal: Nominal) -> bool:
        """A capital acts if it is subject or object, or stands after "dengan", "oleh" ... without a list."""
        entry, token = nominal.entry, self.analysis.tokens[self.words[nominal.head].token]
        assert entry is not None
        if self._is_place(nominal) or self._named_after(nominal):
            return False
        if entry.country == HOME and not self.context.in_sentence(nominal.sentence) - {HOME}:
            return False
        if self.units.in_class(nominal.head - 1, "seat_preposition") and nominal.before:
            return True
        return token.dep in _SEAT_RELATIONS and token.upos in ("PROPN", "NOUN")

    def _is_place(self, nominal: Nominal) -> bool:
        """Whether a word for a place stands before the phrase: di Rusia, Kota London."""
        k = nominal.first - 1
        if k < 0 or not nominal.before:
            return False
        return bool(self.units.in_class(k, "place_before")) and self.words[nominal.first].joint == " "

    def _named_after(self, nominal: Nominal) -> bool:
        """Whether the name of a country follows after a comma: "Jenewa, Swiss"."""
        k = nominal.last
        if k >= len(self.words) or self.words[k].joint != ", ":
            return False
        match = self.units.match(k, *STATES)
        return match is not None and self.units.sentence(k) == nominal.sentence
