"""From hits to drafts: operators compose with the event in their complement.

"mengancam akan memutuskan hubungan" holds two hits, the operator *mengancam* and the base
*memutuskan hubungan*; together they are one event, a threat (table composition). A base that an
operator took is not an event of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from saksi.events.accounts import account
from saksi.events.clauses import NOMINAL
from saksi.events.complements import COMPLEMENT_REACH, Complements
from saksi.events.drafts import Draft
from saksi.events.lexicon import NOUN, Compound, EventLexicon
from saksi.events.links import ClauseLinks
from saksi.events.modality import Mood, mood_of
from saksi.events.parties import Arguments, Parties, Party
from saksi.events.trace import UNTRACED, Trace
from saksi.events.triggers import Hit
from saksi.language.analysis import Analysis

MOST_NESTED = 4
MATERIAL_CONFLICT = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
# Prepositions of the one addressed, who may be named after all that is said to him.
ADDRESSING = frozenset({"kepada", "terhadap", "oleh"})
HELP = frozenset({"AID", "SUPPORT", "COOPERATE"})
# Operators whose complement is done by somebody else than their own subject.
OTHERS_ACT = frozenset({"demand", "urge", "accuse", "deny", "forbid", "permit", "oppose", "support"})
WILLING = frozenset({"commit", "offer", "agree"})
# Denials of success or of time, not of will: gagal mencapai kesepakatan refuses nothing.
UNWILLED = frozenset({"belum", "gagal", "batal", "urung", "nyaris", "hampir", "tanpa", "bukan"})
COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})

ASKING = frozenset({"demand", "urge"})
# Words that open what somebody is asked to do.
ASKED_BY = frozenset({"agar", "supaya", "untuk", "jangan"})
# A frame with this operator is an event only while it is still to come.
PROMISE = "promise"
TO_COME = frozenset({"planned", "offered"})
# The base whose composition with an operator of asking is: give way.
YIELDING = "08"


@dataclass(frozen=True)
class Composer:
    """Turns the hits of one sentence into drafts."""

    analysis: Analysis
    lexicon: EventLexicon
    parties: Parties
    links: ClauseLinks
    trace: Trace = UNTRACED

    @cached_property
    def _complements(self) -> Complements:
        return Complements(self.analysis, self.parties.grammar, self.links)

    def drafts(self, hits: Sequence[Hit]) -> list[Draft]:
        """One draft for each hit that no operator took as its complement."""
        taken: set[Hit] = set()
        found = []
        for hit in self._complements.outer_first(hits):
            if hit in taken:
                continue
            draft = self._draft(hit, hits, taken)
            if draft is not None:
                found.append(self._aimed(self._future(draft)))
        return sorted(found, key=lambda d: d.hit.first)

    def _draft(self, hit: Hit, hits: Sequence[Hit], taken: set[Hit], level: int = 0) -> Draft | None:
        """The draft of a hit with its complement; None for an operator that found none to work on."""
        taken.add(hit)
        arguments = self.parties.arguments(hit)
        mood = self._mood(hit, arguments)
        if hit.frame.operator == PROMISE and not level and mood.modality not in TO_COME:
            self._note(hit, "dropped", "no-promise")
            return None
        if hit.frame.operator not in {"", PROMISE} and level < MOST_NESTED:
            for candidate in self._complements.of(hit, hits, taken):
                base = self._draft(candidate, hits, taken, level + 1)
                if base is not None:
                    self._note(candidate, "complement", hit.frame.operator, (hit.frame.rule,))
                    self._take_coordinated(candidate, hits, taken)
                    return self._composed(hit, arguments, mood, base)
        accident = self._by_accident(hit, arguments)
        asked = hit.frame.type == "NONE" and hit.frame.operator in ASKING and self._asks(hit)
        if (hit.frame.type == "NONE" and not asked) or accident:
            self._note(hit, "dropped", "accident" if accident else "no-complement")
            return None
        self._take_object(hit, hits, taken)
        draft = self._plain(hit, arguments, mood)
        return self._apply(draft, self.lexicon.compounds[hit.frame.operator, "*"]) if asked else draft

    def _asks(self, hit: Hit) -> bool:
        """Whether a clause of what is to be done follows: mengingatkan kader [agar] tidak korupsi."""
        for token in self.analysis.tokens[hit.last : min(hit.last + COMPLEMENT_REACH, self._end(hit))]:
            if token.lower in ASKED_BY:
                return True
            if token.upos in {"VERB", "PUNCT"}:
                return False
        return False

    def _end(self, hit: Hit) -> int:
        return self.analysis.sentence_of(hit.first).last

    def _by_accident(self, hit: Hit, arguments: Arguments) -> bool:
        """Floods, crashes and beasts kill without doing anything to anyone."""
        if hit.frame.type not in MATERIAL_CONFLICT:
            return False
        return any(self.analysis.tokens[head].lower in self.lexicon.accidents for head in arguments.agent)

    def _mood(self, hit: Hit, arguments: Arguments) -> Mood:
        """The mood of the trigger, and of the light verb that carries it."""
        mood = mood_of(self.analysis, hit.first, self.lexicon)
        if arguments.light is None:
            return mood.joined(self._mood_of_clause(hit))
        light = self.lexicon.light.get(arguments.light.lower)
        mood = mood.joined(mood_of(self.analysis, arguments.light.i, self.lexicon))
        if light is not None and light.modality:
            words = (arguments.light.start, arguments.light.end)
            mood = mood.joined(Mood(light.modality, (words,)))
        return mood

    def _mood_of_clause(self, hit: Hit) -> Mood:
        """What the verb says of the event noun that is its subject: [penarikan] akan menenangkan kota."""
        token = self.analysis.tokens[hit.first]
        verb = self.analysis.tokens[token.head]
        if hit.kind != NOUN or not token.dep.startswith("nsubj") or verb.upos != "VERB" or verb.i < hit.last:
            return Mood()
        mood = mood_of(self.analysis, verb.i, self.lexicon)
        if mood.modality in {"planned", "offered", "expected"}:
            return Mood("expected", mood.modality_spans)
        return Mood("hypothetical", mood.modality_spans) if mood.modality == "hypothetical" else Mood()

    def _plain(self, hit: Hit, arguments: Arguments, mood: Mood) -> Draft:
        source = self.parties.source(hit, arguments)
        own = frozenset(p.ref for p in source)
        target = self.parties.target(hit, arguments, exclude=own) or self._helped(hit, own)
        frame = hit.frame
        draft = Draft(
            hit=hit,
            type=frame.type,
            mode=frame.mode,
            contexts=frame.contexts,
            cameo=frame.cameo,
            source=source,
            target=target,
            mood=mood,
            trigger=self._trigger_spans(hit, arguments),
            tokens=frozenset(range(hit.first, hit.last)),
            topic=self._topic(hit, arguments),
            rules=(frame.rule,),
        )
        self._note_parties(draft, arguments)
        return self._alone(draft, frame.operator) if frame.operator not in {"", PROMISE} else draft

    def _helped(self, hit: Hit, own: frozenset[str]) -> tuple[Party, ...]:
        """Who acts "dengan bantuan X" is helped by X: the subject of the clause."""
        if hit.kind != NOUN or hit.frame.type not in HELP:
            return ()
        before = self.analysis.tokens[max(hit.first - 1, 0)]
        verb = next((t for t in self.analysis.ancestors(hit.first) if t.upos == "VERB"), None)
        if before.lower not in {"dengan", "atas", "berkat"} or verb is None:
            return ()
        subject = self.parties.fill(self.parties.grammar.subject(verb.i))
        return tuple(p for p in subject if p.ref not in own)

    def _alone(self, draft: Draft, operator: str) -> Draft:
        """An operator whose complement holds no event that the lexicon knows."""
        compound = self.lexicon.compounds.get((operator, "-"))
        mood = draft.mood
        if mood.negated and operator in WILLING and self._refuses(mood):
            compound = self.lexicon.compounds.get(("refuse", "-"), compound)
            mood = Mood("", mood.negated_spans)
            return self._apply(replace(draft, mood=mood), compound) if compound else draft
        if compound is None:
            return draft
        return replace(
            draft, mood=self._with_modality(mood, compound), rules=_with_rule(draft.rules, compound)
        )

    def _aimed(self, draft: Draft) -> Draft:
        """What somebody does something *untuk* is planned, where nothing else says how real it is.

        What he offers or is asked to do it for is no nearer than that: [siap untuk] datang untuk menyetujui.
        """
        mark = self.links.purpose(draft.hit)
        if draft.mood.modality not in {"", "happened", "agreed"} or mark is None:
            return draft
        token = self.analysis.tokens[mark]
        mood = replace(draft.mood, modality="planned", modality_spans=((token.start, token.end),))
        for verb in self.analysis.ancestors(draft.hit.first):
            served = mood_of(self.analysis, verb.i, self.lexicon) if verb.i < mark else Mood()
            mood = mood.joined(replace(served, negated=False, negated_spans=()))
        return replace(draft, mood=mood)

    def _future(self, draft: Draft) -> Draft:
        """akan + event is a promise or a threat; tidak akan + cooperation is a refusal."""
        mood = draft.mood
        if mood.modality not in {"planned", "offered"} or not mood.modality_spans:
            return draft
        if self.links.timed(draft.hit):
            return draft
        if mood.negated and draft.type in COOPERATIVE and self._refuses(mood):
            compound = self.lexicon.compound("refuse", draft.cameo, draft.type)
            mood = Mood("", mood.modality_spans + mood.negated_spans)
        elif mood.negated:
            return draft
        else:
            operator = "commit" if mood.modality == "offered" else "future"
            compound = self.lexicon.compound(operator, draft.cameo, draft.type)
            mood = Mood("", mood.modality_spans)
        if compound is None or (compound.type == "THREATEN" and not draft.source):
            return draft
        changed = self._apply(replace(draft, mood=mood), compound)
        if draft.hit.frame.source == "both" and compound.type != "=":
            changed = self._with_partner(changed, self.parties.arguments(draft.hit))
        return changed

    def _with_partner(self, draft: Draft, arguments: Arguments) -> Draft:
        """A promised meeting has one who promises and one who is to be met."""
        partners = self.parties.fill(self.parties.partners(draft.hit, arguments))
        refs = {p.ref for p in partners}
        source = tuple(p for p in draft.source if p.ref not in refs)
        return replace(draft, source=source, target=partners) if source and partners else draft

    def _refuses(self, mood: Mood) -> bool:
        return all(self.analysis.text[s:e].lower() not in UNWILLED for s, e in mood.negated_spans)

    def _composed(self, hit: Hit, arguments: Arguments, mood: Mood, base: Draft) -> Draft:
        operator = hit.frame.operator
        if mood.negated and operator in WILLING and self._refuses(mood):
            operator, mood = "refuse", Mood("", mood.negated_spans)
        elif base.mood.negated and operator in WILLING and base.type in COOPERATIVE:
            operator, mood = "refuse", replace(mood, modality_spans=base.mood.negated_spans)
        compound = self.lexicon.compound(operator, base.cameo, base.type)
        if base.mood.negated and operator in ASKING and base.type in MATERIAL_CONFLICT:
            compound = self.lexicon.compound(operator, YIELDING, "")  # do no violence: give way
        source = self.parties.source(hit, arguments) or (base.source if operator not in OTHERS_ACT else ())
        target = self._composed_target(hit, arguments, base, source)
        draft = replace(
            base,
            hit=hit,
            contexts=tuple(dict.fromkeys((*hit.frame.contexts, *base.contexts))),
            source=source,
            target=target,
            mood=mood,
            trigger=self._trigger_spans(hit, arguments) + base.trigger,
            tokens=base.tokens | frozenset(range(hit.first, hit.last)),
            topic=self._about(arguments) or self._about(self.parties.arguments(base.hit)) or base.hit.first,
            rules=(hit.frame.rule, *base.rules),
        )
        self._note_parties(draft, arguments)
        if compound is None:
            return replace(draft, type=hit.frame.type, mode=hit.frame.mode, cameo=hit.frame.cameo)
        return self._apply(draft, compound)

    def _composed_target(
        self, hit: Hit, arguments: Arguments, base: Draft, source: tuple[Party, ...]
    ) -> tuple[Party, ...]:
        if hit.frame.source == "both" and len(source) > 1:
            return ()
        own = frozenset(p.ref for p in source)
        # A complement that is itself the object (menolak usulan) is no target; its parties may be.
        skipped = {"object", "complement", "subject"} if self._object_is_base(arguments, base) else set()
        places = tuple(where for where in hit.frame.target if where not in skipped)
        narrowed = replace(hit, frame=replace(hit.frame, target=places))
        target = self.parties.target(narrowed, self._before(arguments, base), (), own)
        others = tuple(p for p in base.source if p.ref not in own)
        beyond = tuple(p for p in base.target if p.ref not in own)
        if "complement" in hit.frame.target:
            return target or others or beyond
        # A place is whoever governs there, unless an actor is named: penarikan pemberontak dari kota.
        named = tuple(p for p in beyond if not p.ref.startswith("p"))
        return target or named or others or beyond

    def _before(self, arguments: Arguments, base: Draft) -> Arguments:
        """The arguments without phrases that stand behind the base and so belong to it.

        "minta penarikan pemberontak dari Aleppo" asks nothing of Aleppo; whom a demand is made *kepada*
        may come last all the same.
        """
        end = min(base.tokens)
        phrases = {
            preposition: tuple(h for h in heads if h < end or preposition in ADDRESSING)
            for preposition, heads in arguments.phrases.items()
        }
        return replace(arguments, phrases=phrases)

    def _object_is_base(self, arguments: Arguments, base: Draft) -> bool:
        return any(head in base.tokens for head in arguments.patient)

    def _apply(self, draft: Draft, compound: Compound) -> Draft:
        return replace(
            draft,
            type=draft.type if compound.type == "=" else compound.type,
            mode=draft.mode if compound.mode == "=" else (compound.mode or None),
            cameo=draft.cameo if compound.cameo == "=" else compound.cameo,
            mood=self._with_modality(draft.mood, compound),
            rules=_with_rule(draft.rules, compound),
        )

    def _with_modality(self, mood: Mood, compound: Compound) -> Mood:
        """The compound's modality, unless the operator's own words say less about reality."""
        if mood.modality in {"alleged", "hypothetical", "planned", "expected", "demanded"}:
            return mood
        return replace(mood, modality=compound.modality)

    def _take_object(self, hit: Hit, hits: Sequence[Hit], taken: set[Hit]) -> None:
        """The event noun that is the trigger's own object (mencabut [jam malam]) is no second event."""
        for other in hits:
            if other.kind == NOUN and hit.object_token is not None and other is not hit:
                objects = range(hit.object_token, hit.object_token + max(hit.object_words, 1))
                if set(objects) & set(range(other.first, other.last)):
                    taken.add(other)
                    self._note(other, "dropped", "own-object", (hit.frame.rule,))

    def _take_coordinated(self, base: Hit, hits: Sequence[Hit], taken: set[Hit]) -> None:
        """Events coordinated with a complement (menghentikan ... dan menarik ...) share its operator."""
        for hit in hits:
            token = self.analysis.tokens[hit.first]
            if hit not in taken and token.dep == "conj" and base.first <= token.head < base.last:
                taken.add(hit)
                self._note(hit, "dropped", "coordinated", (base.frame.rule,))

    def _topic(self, hit: Hit, arguments: Arguments) -> int | None:
        """What a plain event is about: its tentang-phrase, else an object that is no party itself."""
        about = self._about(arguments)
        if about is not None:
            return about
        for head in (hit.object_token, *arguments.patient):
            if head is not None and self.parties.reference.actor_at(head) is None:
                return head
        return None

    def _about(self, arguments: Arguments) -> int | None:
        for preposition in ("tentang", "mengenai", "soal", "terkait", "atas"):
            for head in arguments.phrases.get(preposition, ()):
                if self.parties.reference.actor_at(head) is None:
                    return head
        return None

    def _trigger_spans(self, hit: Hit, arguments: Arguments) -> tuple[tuple[int, int], ...]:
        """The trigger's words: light verb, trigger, and the object head that made it specific."""
        tokens = self.analysis.tokens
        spans = [(tokens[hit.first].start, tokens[hit.last - 1].end)]
        if arguments.light is not None:
            spans.append((arguments.light.start, arguments.light.end))
        if hit.object_token is not None and tokens[hit.object_token].upos in NOMINAL:
            last = tokens[hit.object_token + max(hit.object_words, 1) - 1]
            spans.append((tokens[hit.object_token].start, last.end))
        return tuple(sorted(set(spans)))

    def _note(self, hit: Hit, stage: str, reason: str, by: tuple[str, ...] = ()) -> None:
        words = (self.analysis.span(hit.first, hit.last),)
        self.trace.note(stage, words, reason, (hit.frame.rule, *by))

    def _note_parties(self, draft: Draft, arguments: Arguments) -> None:
        words = (self.analysis.span(draft.hit.first, draft.hit.last),)
        self.trace.note(
            "parties", words, "", (draft.hit.frame.rule,), account(draft, arguments, self.analysis)
        )


def _with_rule(rules: tuple[str, ...], compound: Compound) -> tuple[str, ...]:
    return (*rules, compound.rule) if compound.rule else rules
