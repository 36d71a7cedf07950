"""Codes the events of an article: hits, parties, composition, place, date, quote, confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from saksi.cleaning.article import Article
from saksi.events.clauses import Grammar
from saksi.events.composing import Composer
from saksi.events.contexts import ContextFinder
from saksi.events.drafts import Draft, EventFinding
from saksi.events.guards import Guards
from saksi.events.lexicon import NOUN, EventLexicon, compile_events
from saksi.events.links import ClauseLinks
from saksi.events.merging import merge
from saksi.events.modality import Mood
from saksi.events.parties import Parties, Party
from saksi.events.relevance import Relevance
from saksi.events.repeats import Identity, Telling, unrepeated
from saksi.events.silences import find_silences
from saksi.events.triggers import find_triggers
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons
from saksi.records import Event, Span, Witness
from saksi.reference.mentions import Mention, Reference
from saksi.speech.findings import QuoteFinding

CONTROL = frozenset({"demand", "urge", "permit", "forbid", "accuse"})
# Roles that a demonstration may be against.
AUTHORITIES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "PTY", "ELI", "BUS", "OPP"})
NAMED = frozenset({"person", "organisation", "state"})
SILENCE = "silence"
POINTING = frozenset({"itu", "ini", "tersebut", "tadi", "serupa"})


@dataclass(frozen=True)
class Coder:
    """Codes one article. All that it needs is given; it changes nothing."""

    article: Article
    analysis: Analysis
    reference: Reference
    quotes: Sequence[QuoteFinding]
    lexicon: EventLexicon
    contexts: ContextFinder
    guards: Guards

    def findings(self) -> tuple[EventFinding, ...]:
        """All events in text order, ids e1.., parties as actor ids or place ids ("p3")."""
        grammar = Grammar(self.analysis, self._object_control(), self._dated() | self._links())
        parties = Parties(self.analysis, self.reference, grammar, self.lexicon, self._first_person())
        composer = Composer(self.analysis, self.lexicon, parties, ClauseLinks(self.analysis, self.lexicon))
        drafts: list[tuple[Draft, Sentence]] = []
        for sentence in self.analysis.sentences:
            if self.guards.outside(sentence):
                continue
            headline = self._in_headline(sentence)
            hits = find_triggers(self.analysis, sentence, self.lexicon, grammar, headline=headline)
            silences = find_silences(self.analysis, sentence, self.lexicon, parties)
            silent = frozenset().union(*(d.tokens for d in silences))
            found = [d for d in composer.drafts(hits) if not d.tokens & silent] + silences
            found = merge([self._demanded(d) for d in found], grammar)
            drafts.extend((self._protest_target(d, sentence), sentence) for d in found)
        judge = Relevance(self.analysis, self.reference, self.lexicon.everybody)
        kept = [
            (d, s) for d, s in drafts if self._worth(d) and (d.hit.frame.id == SILENCE or judge.relevant(d))
        ]
        return self._numbered(self._unrepeated(kept))

    def _in_headline(self, sentence: Sentence) -> bool:
        headline = self.article.headline
        return headline is not None and sentence.start < headline[1]

    def _object_control(self) -> frozenset[int]:
        return frozenset(
            t.i
            for t in self.analysis.tokens
            if any(c.frame.operator in CONTROL for c in self.lexicon.triggers.get(t.lower, ()))
        )

    def _dated(self) -> frozenset[int]:
        return frozenset(i for m in self.reference.date_mentions for i in range(m.first, m.last))

    def _links(self) -> frozenset[int]:
        """Words that open a clause or phrase of time, cause or purpose, whatever their tag."""
        kinds = self.lexicon.links
        return frozenset(
            t.i for t in self.analysis.tokens if kinds.get(t.lower, "instrument") != "instrument"
        )

    def _first_person(self) -> Mapping[int, str]:
        """kami, kita, saya inside a quotation -> the speaker, or the state the speaker speaks for."""
        states = {a.country: a.id for a in self.reference.actors if a.kind == "state"}
        found = {}
        for finding in self.quotes:
            speaker = finding.quote.speaker
            if speaker is None:
                continue
            actor = self.reference.actor(speaker)
            for i in finding.first_person:
                plural = self.analysis.tokens[i].lower in {"kami", "kita"}
                governs = actor.code is not None and actor.code[3:6] in {"GOV", "MIL"}
                found[i] = states.get(actor.country, speaker) if plural and governs else speaker
        return found

    def _quote_at(self, start: int) -> QuoteFinding | None:
        inside = [q for q in self.quotes if q.content[0] <= start < q.content[1]]
        return min(inside, key=lambda q: q.content[1] - q.content[0]) if inside else None

    def _demanded(self, draft: Draft) -> Draft:
        """ "X harus ...", said by somebody else than X, is that speaker's demand on X."""
        if draft.mood.modality != "demanded" or draft.type == "REQUEST":
            return draft
        finding = self._quote_at(draft.trigger[0][0])
        if finding is None or finding.quote.speaker is None:
            return draft
        speaker = finding.quote.speaker
        addressed = tuple(p for p in draft.source or draft.target if p.ref != speaker)
        compound = self.lexicon.compound("demand", draft.cameo, draft.type)
        if compound is None or not addressed or finding.speaker_mention is None:
            return draft
        return replace(
            draft,
            type=compound.type,
            mode=compound.mode or None,
            cameo=compound.cameo,
            source=(Party(speaker, finding.speaker_mention.span),),
            target=addressed,
        )

    def _protest_target(self, draft: Draft, sentence: Sentence) -> Draft:
        """A protest without a named target is against the first authority that its grievance names."""
        if draft.type != "PROTEST" or draft.target:
            return draft
        own = {p.ref for p in draft.source}
        for mention in self.reference.actor_mentions:
            if not max(draft.tokens) < mention.first < sentence.last or mention.ref in own:
                continue
            code = self.reference.actor(mention.ref).code or ""
            authority = code[3:6] in AUTHORITIES or self.reference.actor(mention.ref).kind == "state"
            if authority and not self._attributed(mention.span):
                return replace(draft, target=(Party(mention.ref, mention.span),))
        return draft

    def _worth(self, draft: Draft) -> bool:
        """An event must name a party; a pointing noun (serangan itu) speaks of one told already."""
        if not draft.source and not draft.target:
            return False
        if draft.hit.kind == NOUN and len(draft.tokens) == draft.hit.last - draft.hit.first:
            after = self.analysis.tokens[draft.hit.last : draft.hit.last + 1]
            if after and after[0].lower in POINTING:
                return False
        return True

    def _unrepeated(self, drafts: list[tuple[Draft, Sentence]]) -> list[tuple[Draft, Sentence]]:
        """The drafts without those that tell an event again; see `repeats`."""
        tellings = []
        for draft, sentence in drafts:
            date = self._nearest(self.reference.date_mentions, draft, sentence, in_place=False)
            topic = self.analysis.tokens[draft.topic].lower if draft.topic is not None else None
            tellings.append(Telling(draft, self._in_headline(sentence), date.ref if date else None, topic))
        kept = {id(d) for d in unrepeated(tellings, Identity(self._country, self._named))}
        return [(d, s) for d, s in drafts if id(d) in kept]

    def _named(self, party: Party) -> bool:
        """Whether the party is a person, body or state called by its name, here or elsewhere."""
        return party.ref.startswith("a") and self.reference.actor(party.ref).kind in NAMED

    def _country(self, party: Party) -> str:
        if party.ref.startswith("a"):
            return self.reference.actor(party.ref).code or party.ref
        return party.ref

    def _numbered(self, drafts: list[tuple[Draft, Sentence]]) -> tuple[EventFinding, ...]:
        ordered = sorted(drafts, key=lambda d: (d[0].hit.first, d[0].cameo))
        return tuple(EventFinding(self._event(f"e{n}", d, s), d.topic) for n, (d, s) in enumerate(ordered, 1))

    def _event(self, name: str, draft: Draft, sentence: Sentence) -> Event:
        finding = self._quote_at(draft.trigger[0][0])
        place = self._nearest(self.reference.place_mentions, draft, sentence, in_place=True)
        date = self._nearest(self.reference.date_mentions, draft, sentence, in_place=False)
        return Event(
            id=name,
            type=draft.type,
            mode=draft.mode,
            contexts=self.contexts.contexts(draft, sentence),
            cameo=draft.cameo or None,
            goldstein=self.lexicon.goldstein.get(draft.cameo),
            source=tuple(p.ref for p in draft.source),
            target=tuple(p.ref for p in draft.target),
            place=place.ref if place else None,
            date=date.ref if date else None,
            modality=draft.mood.modality or "happened",
            negated=draft.mood.negated,
            quote=finding.quote.id if finding else None,
            sentence=(sentence.start, sentence.end),
            witness=self._witness(draft, place, date),
            confidence=self._confidence(draft),
        )

    def _witness(self, draft: Draft, place: Mention | None, date: Mention | None) -> Witness:
        mood: Mood = draft.mood
        return Witness(
            trigger=draft.trigger,
            source=_spans(p.span for p in draft.source),
            target=_spans(p.span for p in draft.target),
            place=(place.span,) if place else (),
            date=(date.span,) if date else (),
            modality=_spans(mood.modality_spans),
            negated=_spans(mood.negated_spans) if mood.negated else (),
        )

    def _nearest(
        self, mentions: Sequence[Mention], draft: Draft, sentence: Sentence, *, in_place: bool
    ) -> Mention | None:
        """The mention of the sentence that stands nearest to the trigger, attributions left out."""
        best: tuple[int, Mention] | None = None
        for mention in mentions:
            if not sentence.first <= mention.first < sentence.last or self._attributed(mention.span):
                continue
            if in_place and not self._locative(mention):
                continue
            distance = abs(mention.first - draft.hit.first) + (0 if mention.first > draft.hit.first else 3)
            if best is None or distance < best[0]:
                best = (distance, mention)
        return best[1] if best else None

    def _locative(self, mention: Mention) -> bool:
        """Whether the place stands behind a preposition of place."""
        for i in range(mention.first - 1, max(-1, mention.first - 5), -1):
            token = self.analysis.tokens[i]
            if token.upos == "ADP":
                return token.lower in {"di", "ke", "dari", "dekat", "sekitar", "pada", "menuju", "antara"}
            if token.upos in {"VERB", "PUNCT"}:
                return False
        return False

    def _attributed(self, span: Span) -> bool:
        return any(q.attribution[0] <= span[0] < q.attribution[1] for q in self.quotes if q.attribution)

    def _confidence(self, draft: Draft) -> float:
        """How much of the frame was found: parties, and words that narrow the sense."""
        score = 0.6
        score += 0.15 if draft.source else 0.0
        score += 0.1 if draft.target or draft.hit.frame.source == "both" else 0.0
        score += 0.1 if draft.hit.object_token is not None or len(draft.trigger) > 1 else 0.0
        score -= 0.1 if draft.hit.kind == NOUN and len(draft.trigger) == 1 else 0.0
        return round(min(score, 0.95), 2)


def _spans(spans: object) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))  # type: ignore[call-overload]


def code_events(
    article: Article,
    analysis: Analysis,
    reference: Reference,
    quotes: Sequence[QuoteFinding],
    lexicons: Lexicons,
) -> tuple[EventFinding, ...]:
    """The events of an article in text order, ids e1..; see `Coder`."""
    lexicon = compile_events(lexicons)
    return Coder(
        article,
        analysis,
        reference,
        quotes,
        lexicon,
        ContextFinder(analysis, lexicon, lexicons),
        Guards(analysis, lexicons),
    ).findings()
