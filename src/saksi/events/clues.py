"""What speaks for or against a draft's being an event: the clues that the judge weighs.

A clue is a short phrase ("source state", "late in the article"). Some are also given together with the
draft's type or group of types ("no target & ASSAULT"), since what tells an attack apart does not tell a
promise apart. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from saksi.events.drafts import Draft, root_of
from saksi.events.lexicon import NOUN
from saksi.events.nearby import Nearby
from saksi.events.parties import Party
from saksi.events.relevance import BODIES, NOBODY, PUBLIC, Relevance
from saksi.language.analysis import Sentence
from saksi.records import Span
from saksi.reference.mentions import Mention

Candidate = tuple[Draft, Sentence]

# PLOVER's quadrants, and the clues that are also given with them and with the type.
GROUPS: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
UNOPPOSED = "nothing against"
PARTIES = ("source ", "target ", "no ")
BY_TYPE = (*PARTIES, "verb ", "noun", "mood ", "quoted ", "told by", "against: ", UNOPPOSED)

POINTING = frozenset({"itu", "ini", "tersebut", "tadi", "serupa"})
SPEAKERS_OWN = frozenset({"kami", "kita", "saya", "aku"})
OTHERS = frozenset({"dia", "ia", "mereka", "nya", "-nya", "beliau"})
EARLIER = "sebelumnya"
# What opens a clause of time or condition in front of the trigger.
IF_OR_WHEN = frozenset({"jika", "bila", "kalau", "apabila", "ketika", "saat"})
LAW = frozenset({"COP", "JUD"})
# Tokens of a long and of a short sentence; paragraphs of the lead and the beginning, counted from 0 with the
# headline; the part of the paragraphs from which an article is in its late part.
LONG, SHORT = 35, 10
LEAD, BEGINNING, LATE = 1, 3, 0.7
# Parties of one side that are looked at.
LOOKED_AT = 2


@dataclass(frozen=True)
class ClueFinder:
    """Finds the clues of the candidates of one article. `headline` is its span, `published` an ISO day."""

    candidates: Sequence[Candidate]
    nearby: Nearby
    relevance: Relevance
    dates: Mapping[str, tuple[str | None, str | None, str]]
    date_mentions: Sequence[Mention]
    headline: Span | None
    published: str | None

    def clues(self, draft: Draft, sentence: Sentence) -> frozenset[str]:
        """All clues of one of the candidates."""
        plain = frozenset(self._plain(draft, sentence))
        group = GROUPS[draft.type]
        return plain | {
            f"type {draft.type}",
            f"types of {group}",
            f"root {root_of(draft)}",
            *(f"{clue} & {group}" for clue in plain if clue.startswith(PARTIES)),
            *(f"{clue} & {draft.type}" for clue in plain if clue.startswith(BY_TYPE)),
        }

    def _plain(self, draft: Draft, sentence: Sentence) -> Iterator[str]:
        yield from self._trigger(draft)
        yield from self._position(draft, sentence)
        for side, parties in (("source", draft.source), ("target", draft.target)):
            yield from self._side(side, parties)
        yield from self._sides(draft)
        yield from self._mood(draft)
        yield from self._time(draft, sentence)
        yield from self._elsewhere(draft, sentence)

    def _trigger(self, draft: Draft) -> Iterator[str]:
        token = self.relevance.analysis.tokens[draft.hit.first]
        yield "noun" if draft.hit.kind == NOUN else f"verb {draft.hit.kind}"
        yield f"tag {token.upos}"
        yield f"relation {token.dep.split(':')[0]}"
        if len(draft.trigger) > 1:
            yield "several words"
        if draft.hit.object_token is not None:
            yield "object asked for"
        if draft.hit.frame.operator:
            yield "operator"
        if len(draft.rules) > 1:
            yield "composed"
        if self.points(draft):
            yield "pointing"
        reason = self.relevance.objection(draft)
        yield f"against: {reason}" if reason else UNOPPOSED

    def points(self, draft: Draft) -> bool:
        """Whether a noun points at an event told already: serangan [itu]."""
        if draft.hit.kind != NOUN or len(draft.tokens) != draft.hit.last - draft.hit.first:
            return False
        after = self.relevance.analysis.tokens[draft.hit.last : draft.hit.last + 1]
        return bool(after) and after[0].lower in POINTING

    def _position(self, draft: Draft, sentence: Sentence) -> Iterator[str]:
        paragraph, last = sentence.paragraph, self.relevance.analysis.sentences[-1].paragraph
        if self._in_headline(sentence):
            yield "in the headline"
        elif paragraph <= LEAD:
            yield "in the lead"
        elif paragraph <= BEGINNING:
            yield "near the beginning"
        elif paragraph >= LATE * (last + 1):
            yield "late in the article"
        tokens = self.relevance.analysis.tokens
        size = sentence.last - sentence.first
        if len(self.relevance.analysis.sentences) == 1:
            yield "text of one sentence"
        if size > LONG:
            yield "long sentence"
        elif size < SHORT:
            yield "short sentence"
        if any(t.lower == EARLIER for t in tokens[sentence.first : sentence.last]):
            yield "sebelumnya"
        if any(t.lower in IF_OR_WHEN for t in tokens[sentence.first : draft.hit.first]):
            yield "behind if or when"

    def _side(self, side: str, parties: Sequence[Party]) -> Iterator[str]:
        if not parties:
            yield f"no {side}"
        elif len(parties) > 1:
            yield f"several on the {side} side"
        for party in parties[:LOOKED_AT]:
            yield f"{side} {self._role(party)}"
            if party.ref in self.relevance.speakers:
                yield f"speaks elsewhere: {side}"
            words = self.relevance.analysis.text[slice(*party.span)].lower()
            if words in SPEAKERS_OWN:
                yield f"first person: {side}"
            elif words in OTHERS:
                yield f"pronoun: {side}"

    def _role(self, party: Party) -> str:
        """What sort of actor the party is, as far as its code and kind tell."""
        if party.ref.startswith("p"):
            return "place"
        actor = self.relevance.reference.actor(party.ref)
        code = actor.code or ""
        if code[:3] == NOBODY:
            return "of no country"
        if self.relevance.everybody_at(party):
            return "everybody"
        if actor.kind == "state":
            return "state"
        if code.startswith(BODIES):
            return "body"
        for role, codes in (("law", LAW), ("military", {"MIL"}), ("public", PUBLIC)):
            if code[3:6] in codes:
                return role
        if code[3:6] in {"CRM", "CVL"}:
            return {"CRM": "criminal", "CVL": "civilian"}[code[3:6]]
        return actor.kind

    def _sides(self, draft: Draft) -> Iterator[str]:
        parties = (*draft.source, *draft.target)
        if not parties:
            yield "neither side"
        if not draft.source or not draft.target:
            return
        yield "both sides"
        if self.relevance.international(parties):
            yield "two countries"
        if sum(self.relevance.public(p) for p in parties) > 1:
            yield "both of public life"

    def _mood(self, draft: Draft) -> Iterator[str]:
        yield f"mood {draft.mood.modality or 'plain'}"
        if draft.mood.negated:
            yield "negated"
        finding = self.nearby.quote_at(draft.trigger[0][0])
        if finding is None:
            yield "told by the reporter"
        else:
            yield f"quoted {finding.quote.kind}"
            speaker = finding.quote.speaker
            if any(p.ref == speaker for p in draft.source):
                yield "speaker acts"
            if any(p.ref == speaker for p in draft.target):
                yield "speaker undergoes"
        if self.nearby.attributed(draft.trigger[0]):
            yield "in an attribution"

    def _time(self, draft: Draft, sentence: Sentence) -> Iterator[str]:
        date = self.nearby.nearest(self.date_mentions, draft.hit.first, sentence, in_place=False)
        if date is None:
            return
        start, end, granularity = self.dates[date.ref]
        yield "date"
        yield f"date of a {granularity}"
        if self.published and end and end[:4] < self.published[:4]:
            yield "in an earlier year"
        elif self.published and start and start[:10] > self.published[:10]:
            yield "on a day to come"

    def _elsewhere(self, draft: Draft, sentence: Sentence) -> Iterator[str]:
        """What the other candidates tell: an event that is told again is likely one."""
        if self._frames[draft.type, draft.hit.frame.id] > 1:
            yield "same row again"
        other_rows = self._parties_of.get(draft.type, {})
        for party in {*((0, p.ref) for p in draft.source), *((1, p.ref) for p in draft.target)}:
            if set(other_rows.get(party, ())) - {draft.hit.frame.id}:
                yield "same party in another row"
                break
        if not self._in_headline(sentence):
            if draft.type in self._headline_types:
                yield "type in the headline"
            if root_of(draft) in self._headline_roots:
                yield "root in the headline"
        density = 100 * len(self.candidates) // max(len(self.relevance.analysis.tokens), 1)
        yield f"candidates in a hundred words: {min(3, density)}"

    def _in_headline(self, sentence: Sentence) -> bool:
        return self.headline is not None and sentence.start < self.headline[1]

    @cached_property
    def _frames(self) -> Counter[tuple[str, str]]:
        return Counter((d.type, d.hit.frame.id) for d, _ in self.candidates)

    @cached_property
    def _parties_of(self) -> Mapping[str, Mapping[tuple[int, str], set[str]]]:
        """Of each type, the frames in which a party stands on a side (0 source, 1 target)."""
        found: dict[str, dict[tuple[int, str], set[str]]] = {}
        for draft, _ in self.candidates:
            rows = found.setdefault(draft.type, {})
            for side, parties in enumerate((draft.source, draft.target)):
                for party in parties:
                    rows.setdefault((side, party.ref), set()).add(draft.hit.frame.id)
        return found

    @cached_property
    def _headline_types(self) -> frozenset[str]:
        return frozenset(d.type for d, s in self.candidates if self._in_headline(s))

    @cached_property
    def _headline_roots(self) -> frozenset[str]:
        return frozenset(root_of(d) for d, s in self.candidates if self._in_headline(s))
