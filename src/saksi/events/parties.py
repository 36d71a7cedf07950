"""From grammar to parties: which actors fill the source and target of a triggered frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saksi.events.clauses import Grammar
from saksi.events.lexicon import ACTIVE, BARE, NOUN, PASSIVE, EventLexicon, LightForm
from saksi.events.triggers import Hit
from saksi.language.analysis import Analysis, Token
from saksi.records import Span
from saksi.reference.mentions import Mention, Reference

# Relations that lead out of a noun phrase into a clause of its own.
CLAUSAL = ("acl", "acl:relcl", "advcl", "parataxis", "ccomp", "appos")

# Prepositions of phrases that say what something is for or about, not whose it is.
ASIDE = frozenset({"untuk", "bagi", "tentang", "soal", "mengenai", "terkait", "dalam", "pada", "sebagai"})

# Types whose pe-an nouns are owned by whom it is done to (penangkapan aktivis); penolakan warga is the
# residents' own.
UNDERGONE = frozenset({"COERCE", "ASSAULT", "SANCTION", "RETREAT", "MOBILIZE", "AID", "CONCEDE"})
# "menjadi korban penganiayaan"
VICTIM = "korban"
BECOMING = frozenset({"menjadi", "jadi"})
INQUIRY = ("09", "112", "115", "116")
# Words between a word of harm and the event noun that did it.
HARM_REACH = 5


@dataclass(frozen=True, slots=True)
class Party:
    """An actor (or place, "p3", standing for its government) and the words that name it."""

    ref: str
    span: Span


@dataclass(frozen=True, slots=True)
class Arguments:
    """Heads of the phrases around a trigger: who acts, who undergoes, prepositional phrases.

    `harmed` is who the sentence says was hurt in the event that a noun names (X tewas dalam serangan).
    """

    agent: tuple[int, ...]
    patient: tuple[int, ...]
    phrases: Mapping[str, tuple[int, ...]]
    light: Token | None = None
    harmed: tuple[int, ...] = ()


class Parties:
    """Finds the parties of hits in one article.

    `first_person` maps tokens such as *kami* inside a quotation to the actor who speaks there.
    """

    def __init__(
        self,
        analysis: Analysis,
        reference: Reference,
        grammar: Grammar,
        lexicon: EventLexicon,
        first_person: Mapping[int, str],
    ) -> None:
        self.analysis = analysis
        self.reference = reference
        self.grammar = grammar
        self.lexicon = lexicon
        self.first_person = first_person
        self._places = {i: m for m in reference.place_mentions for i in range(m.first, m.last)}
        self._heads = {m.head: m for m in reference.actor_mentions}

    def arguments(self, hit: Hit) -> Arguments:
        """Agent, patient and prepositional phrases of a hit, whatever its grammar."""
        if hit.kind == NOUN:
            return self._noun_arguments(hit)
        phrases = self._phrases(hit)
        if hit.kind == PASSIVE:
            patient = self.grammar.subject(hit.first) or self.grammar.subject(hit.last - 1)
            by = self.grammar.phrases(hit.first).get("oleh", ())
            if by:
                return Arguments(by, patient, phrases)
            # Right behind a passive stands its agent, but where none stands before it, its subject, unless
            # that can act itself (turut disita satu unit motor milik pelaku; ditangkap polisi).
            behind = self.grammar.agent(hit.last - 1)
            if patient:
                return Arguments(behind, patient, phrases)
            agent = tuple(h for h in behind if self.reference.actor_at(h) or h in self.first_person)
            return Arguments(agent, tuple(h for h in behind if h not in agent), phrases)
        fronted = self.grammar.fronted(hit.first) if hit.kind == BARE else None
        if fronted is not None:  # uang yang kami sita
            return Arguments((hit.first - 1,), self.grammar.object(hit.last - 1) or fronted, phrases)
        agent = self.grammar.subject(hit.first) or self.grammar.earlier_subject(hit.first)
        return Arguments(agent, self.grammar.object(hit.last - 1), phrases)

    def _phrases(self, hit: Hit) -> dict[str, tuple[int, ...]]:
        """The hit's prepositional phrases; its own last word may be the preposition (menekankan kepada X)."""
        last = self.analysis.tokens[hit.last - 1]
        if last.upos != "ADP" or hit.last == hit.first + 1:
            return self.grammar.phrases(last.i)
        behind = self.grammar.object(last.i)
        return {**self.grammar.phrases(hit.first), **({last.lower: behind} if behind else {})}

    def light_verb(self, hit: Hit) -> tuple[Token, LightForm] | None:
        """The light verb that carries an event noun (melakukan serangan), if any."""
        if hit.kind != NOUN:
            return None
        governor = self.grammar.governor(hit.first)
        form = self.lexicon.light.get(governor.lower) if governor else None
        if governor is None or form is None:
            return None
        # What does something is not what is done: [pertemuan] membahas Gaza.
        acts = self.analysis.tokens[hit.first].dep.startswith("nsubj") and governor.i > hit.first
        return None if acts and form.kind == ACTIVE and governor.lower.startswith("me") else (governor, form)

    def _noun_arguments(self, hit: Hit) -> Arguments:
        phrases = self.grammar.phrases(hit.last - 1)
        owner = self.grammar.owner(hit.last - 1)
        agent: tuple[int, ...] = phrases.get("oleh", ())
        patient: tuple[int, ...] = ()
        patient_noun = (
            hit.last == hit.first + 1
            and (
                self.analysis.tokens[hit.first].lower.startswith(("pe", "ke"))
                or hit.frame.target[:1] == ("owner",)
            )
            and (hit.frame.type in UNDERGONE or hit.frame.cameo.startswith(INQUIRY))
        )
        if patient_noun:
            patient = phrases.get("terhadap", ()) or phrases.get("atas", ()) or owner
        else:
            agent = agent or owner
        fallen = self._fallen(hit)
        if fallen is not None:
            return Arguments(phrases.get("oleh", ()), self.grammar.subject(fallen.i), phrases, fallen)
        light = self.light_verb(hit)
        if light is None:
            return Arguments(agent, patient, phrases, harmed=self._harmed(hit))
        verb, form = light
        outer = self.grammar.phrases(verb.i)
        phrases = {**outer, **phrases}
        surface = self.grammar.agent(verb.i) if form.kind == PASSIVE else self.grammar.subject(verb.i)
        if form.subject == "agent":
            return Arguments(surface or agent, patient or owner if surface else patient, phrases, verb)
        giver = phrases.get("dari", ()) or phrases.get("oleh", ()) or owner
        return Arguments(giver, surface, phrases, verb)

    def _fallen(self, hit: Hit) -> Token | None:
        """The verb of "menjadi korban [pembacokan]": its subject suffered the event."""
        tokens = self.analysis.tokens
        if hit.first < 2 or tokens[hit.first - 1].lower != VICTIM or hit.frame.type not in UNDERGONE:
            return None
        verb = tokens[hit.first - 2]
        return verb if verb.lower in BECOMING else None

    def _harmed(self, hit: Hit) -> tuple[int, ...]:
        """Subject of the word of harm that the noun's phrase explains: [X] tewas dalam serangan."""
        before = self.analysis.tokens[max(hit.first - 1, 0)]
        if before.upos not in {"ADP", "SCONJ", "DET", "NUM"} and before.lower not in self.lexicon.links:
            return ()
        for i in range(hit.first - 1, max(hit.first - HARM_REACH, -1), -1):
            token = self.analysis.tokens[i]
            if token.lower in self.lexicon.harms:
                return self.grammar.subject(i)
            if token.upos in {"VERB", "PUNCT"}:
                return ()
        return ()

    def fill(self, heads: Sequence[int], *, scenes: bool = False) -> tuple[Party, ...]:
        """Parties named by noun phrases with these heads: each its own actor, else the one inside it.

        A place behind a preposition of place is the scene of an event and no party, unless `scenes`: a
        frame that asks for such a phrase (jam malam di X) means whoever is governed there.
        """
        found: dict[str, Party] = {}
        for head in heads:
            party = self._party(head, scenes)
            both = tuple(Party(m.ref, m.span) for m in self.reference.actors_at(head))
            for one in (party, *both, *self._shared_noun(head)) if party is not None else ():
                found.setdefault(one.ref, one)
        return tuple(found.values())

    def _shared_noun(self, head: int) -> list[Party]:
        """Further owners of one noun: pejabat Hungaria dan [Rumania], warga Azerbaijan dan [Armenia]."""
        found = []
        for owner in self.analysis.children(head, "nmod", "flat", "flat:name", "compound", "amod"):
            for other in self.analysis.children(owner.i, "conj"):
                mention = self._heads.get(other.i)
                if mention is None or mention.form != "name" or not owner.upos == other.upos == "PROPN":
                    continue
                if self.reference.actor(mention.ref).kind == "state":
                    found.append(Party(mention.ref, mention.span))
        return found

    def first_of(self, heads: Sequence[int]) -> tuple[Party, ...]:
        """The first party found among these heads, with those coordinated with it."""
        for head in heads:
            found = self.fill((head,))
            if found:
                return self.fill(self.grammar.coordinated(head)) or found
        return ()

    def _party(self, head: int, scenes: bool = False) -> Party | None:
        if head in self.first_person:
            token = self.analysis.tokens[head]
            return Party(self.first_person[head], (token.start, token.end))
        mention = self.reference.actor_at(head)
        if mention is not None:
            return Party(mention.ref, mention.span)
        inner = self._inside(head)
        if inner is not None:
            return Party(inner.ref, inner.span)
        place = self._places.get(head)
        return Party(place.ref, place.span) if place and (scenes or place.form == "name") else None

    def _inside(self, head: int) -> Mention | None:
        """The first actor mention inside the phrase (rumah [warga Palestina]), clauses left out."""
        for i in self._phrase(head):
            mention = self.reference.actor_at(i)
            if mention is not None and mention.form != "pronoun":
                return mention
        return None

    def _phrase(self, head: int) -> list[int]:
        found, stack = [], [head]
        while stack:
            current = stack.pop()
            found.append(current)
            stack.extend(t.i for t in self.analysis.children(current) if self._belongs(t))
        return sorted(i for i in found if i > head) or []

    def _belongs(self, token: Token) -> bool:
        """Whether the phrase of `token` tells whose or which, not what for or about what."""
        if token.dep in (*CLAUSAL, "conj"):
            return False
        return all(case.lower not in ASIDE for case in self.analysis.children(token.i, "case"))

    def source(self, hit: Hit, arguments: Arguments) -> tuple[Party, ...]:
        """Who does it, after the frame's own account of where the source stands."""
        match hit.frame.source:
            case "agent":
                return self._other(hit, self.fill(arguments.agent))
            case "patient":
                return self._other(hit, self.fill(arguments.patient))
            case "both":
                partners = self.partners(hit, arguments) + arguments.phrases.get("antara", ())
                heads = arguments.agent if hit.kind in {ACTIVE, BARE, NOUN} else arguments.patient
                if arguments.light is not None:  # menerima audiensi: who receives takes part
                    heads = (*arguments.agent, *arguments.patient)
                return self.fill((*heads, *partners)) or self.fill(arguments.patient)
            case "dari":
                return self._other(hit, self.fill(arguments.phrases.get("dari", ())))
        return ()

    def partners(self, hit: Hit, arguments: Arguments) -> tuple[int, ...]:
        """Heads of the other side of a reciprocal frame: bertemu dengan X; with target object, bertemu X."""
        found = arguments.phrases.get("dengan", ())
        if "object" in hit.frame.target and hit.kind in {ACTIVE, BARE}:
            return (*arguments.patient, *found)
        return found

    def target(
        self,
        hit: Hit,
        arguments: Arguments,
        complement: Sequence[int] = (),
        exclude: frozenset[str] = frozenset(),
    ) -> tuple[Party, ...]:
        """Whom it is done to: the frame's places in order, the first that names somebody else wins."""
        if hit.frame.source == "both":
            return ()
        for where in hit.frame.target:
            found = self._other(hit, self._target_at(hit, arguments, where, complement))
            others = tuple(p for p in found if p.ref not in exclude)
            if others:
                return others
        harmed = arguments.harmed if hit.frame.type == "ASSAULT" else ()
        return tuple(p for p in self.fill(harmed) if p.ref not in exclude)

    def _other(self, hit: Hit, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """Parties that are not the trigger's own words: *tersangka korupsi* in menjadi tersangka korupsi."""
        tokens = self.analysis.tokens
        own = range(tokens[hit.first].start, tokens[hit.last - 1].end)
        named = (
            tokens[hit.object_token] if hit.object_token is not None and hit.frame.cameo == "1121" else None
        )
        return tuple(
            p for p in found if p.span[0] not in own and (named is None or p.span != (named.start, named.end))
        )

    def _target_at(
        self, hit: Hit, arguments: Arguments, where: str, complement: Sequence[int]
    ) -> tuple[Party, ...]:
        if where == "object":
            if hit.frame.source == "patient":
                return self.fill(arguments.agent)
            return self.fill(arguments.patient)
        if where == "owner":
            return self._owner(hit, arguments)
        if where == "complement":
            return self.fill(complement or self.grammar.wanted_of(hit.last - 1))
        if where == "subject":
            return self.fill(arguments.agent)
        return self.fill(arguments.phrases.get(where, ()), scenes=True)

    def _owner(self, hit: Hit, arguments: Arguments) -> tuple[Party, ...]:
        """The possessor inside the object phrase: menolak tawaran [AS]; of an event noun, its owner."""
        heads: list[int] = []
        if hit.object_token is not None:
            heads.extend(self.grammar.owner(hit.object_token))
        for head in arguments.patient:
            heads.extend(self.grammar.owner(head))
        if hit.kind == NOUN:
            heads.extend(self.grammar.owner(hit.last - 1))
        return self.first_of(heads)
