"""Who speaks decides who acts: drafts seen in the light of the quotes around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from saksi.events.clauses import Grammar
from saksi.events.drafts import Draft
from saksi.events.lexicon import NOUN, PASSIVE, EventLexicon
from saksi.events.nearby import Nearby
from saksi.events.parties import Party
from saksi.language.analysis import Analysis, Sentence
from saksi.reference.mentions import Reference
from saksi.speech.findings import QuoteFinding

# Roles that a demonstration may be against.
AUTHORITIES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "PTY", "ELI", "BUS", "OPP"})
# Types that are done by saying so.
UTTERED = frozenset({"REQUEST", "SUPPORT", "CONCEDE", "ACCUSE", "REJECT"})
# What the frame table writes where the source is who is quoted.
SPEAKER = "speaker"
# Deeds that a court tries.
TRIED = frozenset({"ASSAULT", "COERCE", "PROTEST", "THREATEN", "MOBILIZE"})


@dataclass(frozen=True)
class Voices:
    """Changes drafts of one article by who is quoted around them."""

    analysis: Analysis
    reference: Reference
    quotes: Sequence[QuoteFinding]
    nearby: Nearby
    lexicon: EventLexicon

    def first_person(self) -> Mapping[int, str]:
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

    def acted(self, draft: Draft) -> Draft:
        """A draft whose agent is no speaker thrown in: "pelaku, kata Idas, memukul korban".

        Behind the attribution the agent itself may stand ("kata Idas, pelaku memukul korban").
        """
        finding = self.nearby.quote_at(draft.trigger[0][0])
        if finding is None or finding.speaker_mention is None or finding.quote.cue is None:
            return draft
        said = finding.speaker_mention.span
        thrown_in = finding.quote.cue[0] < said[0] and said[1] <= draft.trigger[0][0]
        kept = tuple(p for p in draft.source if not (said[0] <= p.span[0] and p.span[1] <= said[1]))
        if not thrown_in or len(kept) == len(draft.source):
            return draft
        behind = [
            m
            for m in self.reference.actor_mentions
            if said[1] <= m.span[0] and m.span[1] <= draft.trigger[0][0] and m.ref != finding.quote.speaker
        ]
        return replace(draft, source=kept or tuple(Party(m.ref, m.span) for m in behind[-1:]))

    def demanded(self, draft: Draft) -> Draft:
        """ "X harus ...", said by somebody else than X, is that speaker's demand on X."""
        if draft.mood.modality != "demanded" or draft.type == "REQUEST":
            return draft
        finding = self.nearby.quote_at(draft.trigger[0][0])
        if finding is None or finding.quote.speaker is None:
            return draft
        speaker = finding.quote.speaker
        own = {(self.analysis.tokens[i].start, self.analysis.tokens[i].end) for i in finding.first_person}
        if own & {p.span for p in draft.source}:
            return draft  # "kami harus ..." demands nothing of others
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
            rules=(*draft.rules, compound.rule),
        )

    def spoken(self, draft: Draft, grammar: Grammar) -> Draft:
        """ "Terima kasih kepada ...", "mohon maaf ...": who says it does it, where no subject is told."""
        if draft.type not in UTTERED or draft.source:
            return draft
        finding = self.nearby.quote_at(draft.trigger[0][0])
        if finding is None or finding.quote.speaker is None or finding.speaker_mention is None:
            return draft
        if draft.hit.frame.source != SPEAKER and (
            draft.hit.kind in {PASSIVE, NOUN}
            or finding.quote.kind == "indirect"
            or grammar.subject(draft.hit.first)
        ):
            return draft
        speaker = finding.quote.speaker
        target = tuple(p for p in draft.target if p.ref != speaker)
        return replace(draft, source=(Party(speaker, finding.speaker_mention.span),), target=target)

    def against(self, draft: Draft, sentence: Sentence) -> Draft:
        """A protest without a named target is against the first authority that its grievance names."""
        if draft.type != "PROTEST" or draft.target:
            return draft
        own = {p.ref for p in draft.source}
        for mention in self.reference.actor_mentions:
            if not max(draft.tokens) < mention.first < sentence.last or mention.ref in own:
                continue
            code = self.reference.actor(mention.ref).code or ""
            authority = code[3:6] in AUTHORITIES or self.reference.actor(mention.ref).kind == "state"
            if authority and not self.nearby.attributed(mention.span):
                return replace(draft, target=(Party(mention.ref, mention.span),))
        return draft

    def charged(self, draft: Draft) -> Draft:
        """A deed that a prosecutor or a charge tells is alleged; what he does himself is not."""
        finding = self.nearby.quote_at(draft.trigger[0][0])
        if draft.type not in TRIED or draft.mood.modality not in {"", "happened"} or finding is None:
            return draft
        said = finding.speaker_mention
        if said is None or any(p.ref == said.ref for p in draft.source):
            return draft
        words = self.analysis.text[slice(*said.span)].casefold().split()
        if self.lexicon.accusers.isdisjoint(words):
            return draft
        return replace(draft, mood=replace(draft.mood, modality="alleged", modality_spans=(said.span,)))
