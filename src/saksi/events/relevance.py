"""What speaks against a draft's being an event: PLOVER codes dealings of distinct actors of public life.

News tells much else in the same words: a ministry supports small firms, an official thanks his staff, a
swindler asks for money. An objection decides nothing by itself: it is a clue for the judge. By type:

* SUPPORT, CONSULT, COOPERATE and AID take two sides. Within one country backing must go to an actor of
  public life, praise and thanks come from one; CONSULT and COOPERATE join two of them (an official who
  visits a place of his own country visits nobody); AID comes from one, or answers need (disaster, flight,
  war).
* What is only said needs somebody of public life, or an organisation, on one side.
* AGREE and REQUEST with neither an addressee nor an event that is promised or asked for are talk, unless an
  actor of public life asks that (agar) a measure be taken.
* THREATEN without an action threatened is advice unless an actor of public life is on the other side; so
  is what officials ask of everybody (masyarakat, pengguna jalan).
* REJECT as a breach of law (CAMEO 128) is what states, authorities and organised actors do, or what is
  done to them.
* What is said only as a condition or possibility, with one side alone, is nothing that was said; nor does
  the public at large support anybody.
* A party of no country (para penipu, seorang pembeli) is a kind of person, nobody in particular.
* An event noun that no verb carries and that is neither subject nor heading (dalam kunjungan itu, sejak
  kesepakatan X) is background unless both sides are named.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.events.drafts import Draft
from saksi.events.lexicon import NOUN
from saksi.events.parties import Party
from saksi.language.analysis import Analysis
from saksi.reference.mentions import Reference

# CAMEO roles of those who act in public life, beside states and international bodies.
PUBLIC = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "OPP", "REB", "SEP", "UAF", "SPY", "ELI"})
BODIES = ("IGO", "NGO", "INT")
VERBAL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "REQUEST", "REJECT", "THREATEN", "COOPERATE"})
# Blame in words; charges, suits and inquiries (09, 114-116) are acts whoever makes them.
BLAME = frozenset({"110", "111", "112", "113"})
APOLOGY = frozenset({"055", "056"})
TWO_SIDED = frozenset({"SUPPORT", "CONSULT", "COOPERATE", "AID"})
VAGUE = {"AGREE": frozenset({"030"}), "REQUEST": frozenset({"020", "100"}), "THREATEN": frozenset({"130"})}
# Deeds of force and of law, which are told without parties too (dua orang ditahan).
DEEDS = frozenset({"ACCUSE", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
# Types that the public at large is said to be of the mind to do.
OPINION = frozenset({"SUPPORT", "ACCUSE"})
# Promises of cooperation, backing and talks.
TALK = ("030", "031", "032", "036")
# Prepositions of the one to whom something is promised, and how far behind the promise they stand.
PARTNER = frozenset({"dengan", "kepada", "bagi"})
PARTNER_REACH = 5
# Those who work together on a case.
INVESTIGATORS = frozenset({"COP", "JUD"})
REAL = frozenset({"", "happened", "ongoing"})
VISITS = frozenset({"042", "043"})
NOBODY = "---"
# What residents, workers or students say together.
VOICED_BY_GROUPS = frozenset({"THREATEN", "REQUEST", "REJECT"})


# What somebody whom the article quotes says for himself.
VOICED_BY_SPEAKERS = frozenset({"REQUEST", "REJECT", "ACCUSE", "SUPPORT"})


@dataclass(frozen=True)
class Relevance:
    """Raises objections to drafts of one article; `speakers` are the actors whom it quotes."""

    analysis: Analysis
    reference: Reference
    everybody: frozenset[str]
    speakers: frozenset[str] = frozenset()

    def objection(self, draft: Draft) -> str:
        """Why the draft is no event between actors, as the module tells; "" if it is one."""
        parties = (*draft.source, *draft.target)
        if not parties:
            return "" if self._deed(draft) else "no-party"
        if all(self._country(p) == NOBODY for p in parties):
            return "nobody"
        sides = 2 if draft.target and draft.source else len(draft.source)
        return self._talk(draft, sides) or self._unfit(draft, sides)

    def _talk(self, draft: Draft, sides: int) -> str:
        """Why the draft is only talk: in passing, of what may be, of nobody in particular, or private."""
        parties = (*draft.source, *draft.target)
        if sides < 2 and self._background(draft):
            return "background"
        if draft.mood.modality == "hypothetical" and draft.type in VERBAL and sides < 2:
            return "possible"
        if draft.type in OPINION and draft.source and all(self.everybody_at(p) for p in draft.source):
            return "opinion"
        if draft.type == "AGREE" and not draft.target and not self._promises(draft):
            return "talk"
        if draft.cameo in {"036", "040"} and {self._role(p) for p in parties} <= INVESTIGATORS:
            return "routine"
        spoken = draft.type in VERBAL or draft.cameo in BLAME
        if spoken and not any(self.public(p) or self._organised(p, draft.type) for p in parties):
            return "private"
        return ""

    def _unfit(self, draft: Draft, sides: int) -> str:
        """Why the draft lacks what its type or code asks for."""
        parties = (*draft.source, *draft.target)
        if draft.cameo in APOLOGY:
            return "" if any(self.public(p) for p in draft.source) else "private"
        if draft.type == "SUPPORT" and self._praises(draft):
            return ""
        if draft.type == "CONSULT" and sides == 1 and self._meets(draft):
            return ""
        if draft.type in TWO_SIDED:
            two_sided = sides > 1 and (self.international(parties) or self._domestic(draft))
            return "" if two_sided else ("routine" if sides > 1 else "one-sided")
        if draft.cameo in VAGUE.get(draft.type, ()) and draft.tokens <= set(
            range(draft.hit.first, draft.hit.last)
        ):
            return "" if self._addressed(draft) or self._definite(draft) else "talk"
        if draft.cameo == "128":
            return "" if any(self.public(p) for p in parties) else "private"
        return "no-party" if draft.cameo == "016" and not draft.source else ""

    def _deed(self, draft: Draft) -> bool:
        """Whether a verb tells something done, of which the text may leave open by whom and to whom."""
        if draft.type not in DEEDS or draft.mood.negated or draft.mood.modality not in REAL:
            return False
        starts = {start for start, _ in draft.trigger}
        return any(t.upos == "VERB" for t in self.analysis.tokens if t.start in starts)

    def _background(self, draft: Draft) -> bool:
        """A bare event noun in a phrase of time, cause or place, or inside another noun's phrase."""
        if draft.hit.kind != NOUN or len(draft.trigger) > 1:
            return False
        if draft.type == "PROTEST" and (draft.source or any(self.public(p) for p in draft.target)):
            return False
        token = self.analysis.tokens[draft.hit.first]
        return token.dep.split(":")[0] not in {"root", "nsubj", "csubj", "parataxis"}

    def international(self, parties: tuple[Party, ...]) -> bool:
        """Whether the parties are of more than one country."""
        return len(self._countries(parties) - {NOBODY, None}) > 1

    def _countries(self, parties: tuple[Party, ...]) -> set[str | None]:
        return {self._country(p) for p in parties}

    def worlds_apart(self, one: Draft, other: Draft) -> bool:
        """Whether two drafts tell two events since on one side their countries differ.

        One meeting or accord may be told from either end: X met Y, Y was received by X.
        """
        sources = self._countries(one.source), self._countries(other.source)
        targets = self._countries(one.target), self._countries(other.target)
        crossed = _may_be_one(sources[0], targets[1]) and _may_be_one(targets[0], sources[1])
        return not crossed and not (_may_be_one(*sources) and _may_be_one(*targets))

    def _domestic(self, draft: Draft) -> bool:
        """Whether what passes between actors of one country is more than routine."""
        parties = (*draft.source, *draft.target)
        if any(p.ref.startswith("p") for p in parties):
            return False
        if draft.type == "SUPPORT" and draft.hit.frame.source == "both":
            return any(self.public(p) for p in parties)
        if draft.type == "SUPPORT":
            return any(self.public(p) for p in draft.target)
        if draft.type == "AID":
            return any(self.public(p) for p in draft.source)
        if draft.cameo in VISITS:
            return False
        public = sum(self.public(p) for p in parties)
        return public > 1 or (draft.type == "CONSULT" and public > 0)

    def _addressed(self, draft: Draft) -> bool:
        """Whether a bare promise, request or warning has an actor of public life on the other side."""
        if not draft.target:  # two states that agree have each other
            return draft.type == "AGREE" and self.international(draft.source)
        if draft.type == "AGREE":
            return True
        if draft.type == "REQUEST" and any(self.public(p) or p.ref in self.speakers for p in draft.source):
            return not all(self.everybody_at(p) for p in draft.target)
        return any(self.public(p) for p in draft.target) or (
            draft.type == "REQUEST" and self.international((*draft.source, *draft.target))
        )

    def _promises(self, draft: Draft) -> bool:
        """Whether a promise to no actor is a state's, of help or settlement, or says to whom it is made."""
        foreign = any(
            p.ref.startswith("p") or self.reference.actor(p.ref).kind == "state" for p in draft.source
        )
        together = len(draft.source) > 1 and any(self.public(p) for p in draft.source)
        return foreign or together or not draft.cameo.startswith(TALK)

    def _meets(self, draft: Draft) -> bool:
        """Whether a verb tells of a meeting with an actor of public life, whoever met him."""
        if draft.hit.kind == NOUN or draft.mood.negated or draft.mood.modality not in REAL:
            return False
        return draft.cameo not in VISITS and any(self.public(p) for p in draft.source)

    def _definite(self, draft: Draft) -> bool:
        """Whether an actor of public life asks that (agar) something be done, by whom it may be."""
        if draft.type != "REQUEST" or draft.target or not any(self.public(p) for p in draft.source):
            return False
        behind = self.analysis.tokens[draft.hit.last - 1 : draft.hit.last + 2]
        return any(token.lower in {"agar", "supaya"} for token in behind)

    def everybody_at(self, party: Party) -> bool:
        """Whether the party is the public at large, to whom advice is given."""
        words = self.analysis.text[slice(*party.span)].casefold().split()
        return bool(words) and not self.everybody.isdisjoint(words)

    def _praises(self, draft: Draft) -> bool:
        """Whether an actor of public life praises or thanks a party that is named."""
        return (
            draft.hit.kind != NOUN
            and not draft.hit.frame.operator
            and bool(draft.target)
            and any(self.public(p) or p.ref in self.speakers for p in draft.source)
        )

    def public(self, party: Party) -> bool:
        """Whether the party acts in public life: states, their organs, parties, international bodies."""
        if party.ref.startswith("p"):
            return True
        actor = self.reference.actor(party.ref)
        code = actor.code or ""
        return actor.kind == "state" or code.startswith(BODIES) or code[3:6] in PUBLIC

    def _organised(self, party: Party, type_: str) -> bool:
        """Whether a private party is heard: an organisation, a group that asks, who is quoted."""
        actor = self.reference.actor(party.ref)
        if type_ in VOICED_BY_SPEAKERS and party.ref in self.speakers:
            return True
        return actor.kind == "organisation" or (type_ in VOICED_BY_GROUPS and actor.kind == "group")

    def _role(self, party: Party) -> str:
        """The CAMEO role in the party's code, "" where it has none."""
        if party.ref.startswith("p"):
            return ""
        return (self.reference.actor(party.ref).code or "")[3:6]

    def _country(self, party: Party) -> str | None:
        """The first three letters of the party's code: a country, an international body, or nobody's."""
        for place in self.reference.places:
            if place.id == party.ref:
                return place.country
        actor = self.reference.actor(party.ref)
        return actor.code[:3] if actor.code else None


def _may_be_one(mine: set[str | None], theirs: set[str | None]) -> bool:
    """Whether two sets of countries may be of one party: unless both are known and they share none."""
    return not mine or not theirs or bool({None, NOBODY} & (mine | theirs)) or not mine.isdisjoint(theirs)
