"""Codes the events of an article: hits, parties, composition, place, date, quote, confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from saksi.cleaning.article import Article
from saksi.events.clauses import Grammar
from saksi.events.clues import Candidate, ClueFinder
from saksi.events.composing import Composer
from saksi.events.contexts import ContextFinder
from saksi.events.drafts import Draft, EventFinding
from saksi.events.grievances import Grievances
from saksi.events.guards import Guards
from saksi.events.judge import Judge, Verdict, load_judge
from saksi.events.lexicon import EventLexicon, compile_events
from saksi.events.links import ClauseLinks
from saksi.events.merging import VOICED, merge
from saksi.events.modality import Mood
from saksi.events.nearby import Nearby
from saksi.events.parties import Parties, Party
from saksi.events.relevance import Relevance
from saksi.events.sameness import Identity, Sameness
from saksi.events.silences import find_silences
from saksi.events.trace import UNTRACED, Trace
from saksi.events.triggers import find_triggers
from saksi.events.voices import Voices
from saksi.language.analysis import Analysis, Sentence
from saksi.lexicons.load import Lexicons
from saksi.records import Event, Span, Witness
from saksi.reference.mentions import Mention, Reference
from saksi.speech.findings import QuoteFinding

CONTROL = frozenset({"demand", "urge", "permit", "forbid", "accuse"})
NAMED = frozenset({"person", "organisation", "state"})
SILENCE = "silence"
# What is told of another day and another place is another event.
ELSEWHERE_AND_THEN = frozenset({"other date", "other place"})
# Years between an event and an article that make it history.
HISTORY_YEARS = 10
MEETING, NEUTRAL_GROUND = "040", "044"
# A missing answer stands in the text or not; there is nothing to weigh.
SILENCE_CONFIDENCE = 0.75


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
    grievances: Grievances
    judge: Judge
    trace: Trace = UNTRACED

    @cached_property
    def nearby(self) -> Nearby:
        """Places, dates and quotes around a word."""
        return Nearby(self.analysis, self.quotes)

    def findings(self) -> tuple[EventFinding, ...]:
        """All events in text order, ids e1.., parties as actor ids or place ids ("p3")."""
        kept = sorted(self._judged(), key=lambda k: (k[0][0].hit.first, k[0][0].cameo))
        return tuple(
            EventFinding(self._event(f"e{n}", self.grievances.named(d, s), s, chance), d.topic)
            for n, ((d, s), chance) in enumerate(kept, 1)
        )

    @cached_property
    def candidates(self) -> list[Candidate]:
        """All that might be an event, in text order: drafts that the judge has yet to look at."""
        voices = Voices(self.analysis, self.reference, self.quotes, self.nearby, self.lexicon)
        grammar = Grammar(self.analysis, self._object_control(), self._dated() | self._links())
        parties = Parties(self.analysis, self.reference, grammar, self.lexicon, voices.first_person())
        links = ClauseLinks(self.analysis, self.lexicon)
        composer = Composer(self.analysis, self.lexicon, parties, links, self.trace)
        drafts: list[tuple[Draft, Sentence]] = []
        for sentence in self.analysis.sentences:
            if self.guards.outside(sentence):
                where, words = self.guards.why(sentence)
                self.trace.note("outside", ((sentence.start, sentence.end),), where, (), {"words": words})
                continue
            headline = self._in_headline(sentence)
            hits = find_triggers(
                self.analysis, sentence, self.lexicon, grammar, headline=headline, trace=self.trace
            )
            silences = find_silences(self.analysis, sentence, self.lexicon, parties)
            silent = frozenset().union(*(d.tokens for d in silences))
            told = composer.drafts(hits)
            found = [d for d in told if self._holds(d, "silence" if d.tokens & silent else "")] + silences
            found = merge([voices.demanded(voices.acted(d)) for d in found], grammar, self.trace)
            found = [voices.against(voices.spoken(d, grammar), sentence) for d in found]
            drafts.extend((d, sentence) for d in found)
        drafts = [(voices.charged(d), s) for d, s in drafts if self._holds(d, self._history(d, s))]
        return self._unvoiced(drafts)

    @cached_property
    def _clue_finder(self) -> ClueFinder:
        return ClueFinder(
            candidates=self.candidates,
            nearby=self.nearby,
            relevance=Relevance(self.analysis, self.reference, self.lexicon.everybody, self._speakers()),
            dates={d.id: (d.start, d.end, d.granularity) for d in self.reference.dates},
            date_mentions=self.reference.date_mentions,
            headline=self.article.headline,
            published=self.article.published,
        )

    @cached_property
    def _sameness(self) -> Sameness:
        identity = Identity(self._country, self._named)
        return Sameness(
            self.nearby,
            identity,
            self.reference.date_mentions,
            self.reference.place_mentions,
            self.article.headline,
        )

    def clues(self, candidate: Candidate) -> frozenset[str]:
        """What speaks for and against one of the candidates' being an event."""
        return self._clue_finder.clues(*candidate)

    def alike(self, first: Candidate, second: Candidate) -> frozenset[str] | None:
        """What speaks for and against two candidates' being one event; None if they cannot be."""
        if first[0].type != second[0].type or _is_silence(first) != _is_silence(second):
            return None
        if self._clue_finder.relevance.worlds_apart(first[0], second[0]):
            return None
        clues = self._sameness.clues(first, second)
        return None if clues >= ELSEWHERE_AND_THEN else clues

    def _judged(self) -> list[tuple[Candidate, float]]:
        """The candidates that the judge keeps, each with its chance; silences are no matter of chance."""
        candidates = self.candidates
        clues = [frozenset() if _is_silence(c) else self.clues(c) for c in candidates]
        chances = [
            1.0 if _is_silence(c) else self.judge.chance(found)
            for c, found in zip(candidates, clues, strict=True)
        ]
        verdicts = self.judge.verdicts(chances, lambda n, m: self.alike(candidates[n], candidates[m]))
        kept = []
        for candidate, found, verdict in zip(candidates, clues, verdicts, strict=True):
            self._note_verdict(candidate[0], found, verdict)
            if verdict.kept:
                sure = SILENCE_CONFIDENCE if _is_silence(candidate) else verdict.chance
                kept.append((candidate, sure))
        return kept

    def _note_verdict(self, draft: Draft, clues: frozenset[str], verdict: Verdict) -> None:
        """Takes note of what was decided, with the chance and the clues that weighed most."""
        told, against = self.judge.reasons(clues)
        detail = {"chance": (f"{verdict.chance:.2f}",), "for": told, "against": against}
        if verdict.kept:
            self.trace.note("judged", draft.trigger, "event", draft.rules, detail)
        elif verdict.repeats is None:
            objection = self._clue_finder.relevance.objection(draft)
            self.trace.note("dropped", draft.trigger, objection or "unlikely", draft.rules, detail)
        else:
            earlier = self.candidates[verdict.repeats][0].trigger
            self.trace.note("dropped", draft.trigger, "repeat", draft.rules, {**detail, "with": earlier})

    def _unvoiced(self, drafts: list[Candidate]) -> list[Candidate]:
        """The drafts without what demonstrators ask for and blame: that is what their protest is about."""
        crowds = {
            p.ref
            for d, _ in drafts
            for p in d.source
            if d.type == "PROTEST" and p.ref.startswith("a") and self.reference.actor(p.ref).kind not in NAMED
        }
        return [
            (d, s)
            for d, s in drafts
            if d.type not in VOICED or not d.source or not {p.ref for p in d.source} <= crowds
        ]

    def _speakers(self) -> frozenset[str]:
        return frozenset(q.quote.speaker for q in self.quotes if q.quote.speaker is not None)

    def _in_headline(self, sentence: Sentence) -> bool:
        headline = self.article.headline
        return headline is not None and sentence.start < headline[1]

    def _object_control(self) -> frozenset[int]:
        operators = self.lexicon.operators
        asking = (t for t in self.analysis.tokens if t.lower in operators)
        return frozenset(t.i for t in asking if not CONTROL.isdisjoint(operators[t.lower]))

    def _dated(self) -> frozenset[int]:
        return frozenset(i for m in self.reference.date_mentions for i in range(m.first, m.last))

    def _links(self) -> frozenset[int]:
        """Words that open a clause or phrase of time, cause or purpose, whatever their tag."""
        kinds = self.lexicon.links
        return frozenset(
            t.i for t in self.analysis.tokens if kinds.get(t.lower, "instrument") != "instrument"
        )

    def _holds(self, draft: Draft, objection: str) -> bool:
        """Whether nothing speaks against the draft; what does is noted."""
        if objection:
            self.trace.note("dropped", draft.trigger, objection, draft.rules)
        return not objection

    def _history(self, draft: Draft, sentence: Sentence) -> str:
        """What is dated more than ten years before the article is told as history, not as news."""
        date = self._date(draft, sentence)
        told = next((d.end for d in self.reference.dates if date and d.id == date.ref), None)
        newest = self.article.published or max((d.end or "" for d in self.reference.dates), default="")
        if not told or not newest:
            return ""
        return "history" if int(newest[:4]) - int(told[:4]) > HISTORY_YEARS else ""

    def _date(self, draft: Draft, sentence: Sentence) -> Mention | None:
        return self.nearby.nearest(self.reference.date_mentions, draft.hit.first, sentence, in_place=False)

    def _named(self, party: Party) -> bool:
        """Whether the party is a person, body or state called by its name, here or elsewhere."""
        return self._kind(party) in NAMED and party.ref.startswith("a")

    def _kind(self, party: Party) -> str:
        """The actor's kind; a place that acts is a state."""
        return self.reference.actor(party.ref).kind if party.ref.startswith("a") else "state"

    def _country(self, party: Party) -> str:
        if party.ref.startswith("a"):
            return self.reference.actor(party.ref).code or party.ref
        return party.ref

    def _event(self, name: str, draft: Draft, sentence: Sentence, chance: float) -> Event:
        finding = self.nearby.quote_at(draft.trigger[0][0])
        place = self.nearby.nearest(self.reference.place_mentions, draft.hit.first, sentence, in_place=True)
        date = self._date(draft, sentence)
        draft = self._abroad(draft, place)
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
            confidence=round(chance, 2),
            rule=draft.rules,
        )

    def _abroad(self, draft: Draft, place: Mention | None) -> Draft:
        """A meeting of two countries' people in a third country is a meeting on neutral ground."""
        if draft.cameo != MEETING or place is None or draft.mood.negated:
            return draft
        countries = {self._country(p)[:3] for p in draft.source if p.ref.startswith("a")}
        seat = next((p.country for p in self.reference.places if p.id == place.ref), None)
        if len(countries & self._states()) < 2 or seat is None or seat in countries:
            return draft
        return replace(draft, cameo=NEUTRAL_GROUND, mode="third-party")

    def _states(self) -> frozenset[str]:
        return frozenset(a.country for a in self.reference.actors if a.country is not None)

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


def _is_silence(candidate: Candidate) -> bool:
    return candidate[0].hit.frame.id == SILENCE


def _spans(spans: object) -> tuple[Span, ...]:
    return tuple(sorted(set(spans)))  # type: ignore[call-overload]


def code_events(
    article: Article,
    analysis: Analysis,
    reference: Reference,
    quotes: Sequence[QuoteFinding],
    lexicons: Lexicons,
    trace: Trace = UNTRACED,
) -> tuple[EventFinding, ...]:
    """The events of an article in text order, ids e1..; see `Coder`. `trace` takes note of every decision."""
    trace.begin(analysis)
    return coder(article, analysis, reference, quotes, lexicons, trace).findings()


def coder(
    article: Article,
    analysis: Analysis,
    reference: Reference,
    quotes: Sequence[QuoteFinding],
    lexicons: Lexicons,
    trace: Trace = UNTRACED,
) -> Coder:
    """The coder of one article."""
    lexicon = compile_events(lexicons)
    return Coder(
        article,
        analysis,
        reference,
        quotes,
        lexicon,
        ContextFinder(analysis, lexicon, lexicons),
        Guards(analysis, lexicons),
        Grievances(analysis, lexicons),
        load_judge(lexicons),
        trace,
    )
