"""Whom a bare title or "kelompok itu" takes up again: the latest actor of the article that fits.

The nearer the fit the better: the same noun first, then whoever holds that office, then, if the phrase
points back (itu, tersebut), whose affiliation or country it tells, and at last whom the story is about.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from saksi.language.plain_words import Word
from saksi.reference.actor_codes import explicit_country, sector
from saksi.reference.actor_draft import Draft, Key, title_words
from saksi.reference.actor_lexicon import ActorLexicon
from saksi.reference.actor_nominal import Nominal

_IN_MIND = 100  # actors
_NEAR = 3  # sentences
_LED = 2  # sentences of the reporter
_IRREGULARS = frozenset({"REB", "UAF"})
_PEOPLE = ("person", "unnamed")


class TakeUp:
    """Looks for the antecedent of a phrase among the drafts, which stand in order of latest mention."""

    def __init__(
        self,
        words: Sequence[Word],
        lexicon: ActorLexicon,
        drafts: dict[Key, Draft],
        subject: Callable[[Nominal], int],
        year: int | None,
    ) -> None:
        self.words = words
        self.lexicon = lexicon
        self.drafts = drafts
        self.subject = subject
        self.year = year

    def find(self, nominal: Nominal) -> Draft | None:
        """The actor that the phrase takes up, None if it brings in a new one."""
        if nominal.number == "one":
            return None
        if nominal.is_person:
            return self._person(nominal)
        return self._body(nominal)

    def latest(self, fits: Callable[[Draft], bool]) -> Draft | None:
        """The draft mentioned last that fits, among those that a reader still has in mind."""
        return next((d for d in self._in_mind() if fits(d)), None)

    def _in_mind(self) -> Iterator[Draft]:
        return islice((self.drafts[key] for key in reversed(self.drafts)), _IN_MIND)

    # Persons.

    def _person(self, nominal: Nominal) -> Draft | None:
        head, country = nominal.agents[0].key, explicit_country(nominal)
        found = self.latest(lambda d: d.kind in _PEOPLE and self._same_noun(d, nominal))
        found = found or self.latest(lambda d: self._holds(d, head, country))
        # "Sang perekam" is somebody whom the reader is taken to know, not one described anew.
        opened = self.lexicon.in_class("definite_before", (self.words[nominal.first].lower,))
        if found is not None or not nominal.definite or opened:
            return found
        return self._described(nominal)

    def _described(self, nominal: Nominal) -> Draft | None:
        """ "Politikus PKB itu", "aktris berusia 39 tahun itu": by affiliation, by office, by nearness."""
        near = [d for d in self._in_mind() if self._may_mean(nominal, d)]
        told = [d for d in near if self._shares(nominal, d)]
        if told:
            return told[0]
        if not near:
            return None
        role = sector(nominal)
        # Among those of the last sentences, the one whose trade fits, then the subject, then the latest.
        return max(near, key=lambda d: (bool(role) and role in _sectors(d), self._led(d, nominal)))

    def _may_mean(self, nominal: Nominal, draft: Draft) -> bool:
        """Whether nothing that is known of a person speaks against the description."""
        if draft.kind not in _PEOPLE or draft.key[0] == "title" or draft.nominals[-1].number == "many":
            return False
        if nominal.sentence - draft.nominals[-1].sentence > _NEAR:
            return False
        if self._acts_on(draft, nominal):
            return False
        if draft.kind == "unnamed" and not nominal.quoted and all(n.quoted for n in draft.nominals):
            # "Seorang menteri" in somebody's words is any minister.
            return False
        own, country = _countries(draft), explicit_country(nominal)
        return country is None or not own or country in own

    def _led(self, draft: Draft, nominal: Nominal) -> int:
        """How far the person led what the reporter tells: as main subject, as subject, not at all."""
        near = (n for n in draft.nominals if 0 <= nominal.told - n.told <= _LED and not n.quoted)
        return max((self.subject(n) for n in near), default=0)

    def _acts_on(self, draft: Draft, nominal: Nominal) -> bool:
        """Whether the person is the subject of the sentence in which the phrase is an object."""
        if self.subject(nominal):
            return False
        return any(n.sentence == nominal.sentence and self.subject(n) == 2 for n in draft.nominals)

    @staticmethod
    def _shares(nominal: Nominal, draft: Draft) -> bool:
        """Whether the description names a body or country that the article joined to the person."""
        units = {u.key for u in nominal.units}
        if units and any(units & {u.key for u in n.units} for n in draft.nominals):
            return True
        country = explicit_country(nominal)
        return country is not None and country in _countries(draft)

    def _holds(self, draft: Draft, office: str, country: str | None) -> bool:
        """Whether a known leader holds this office, so that the bare title takes the leader up."""
        if draft.kind != "person" or draft.key[1] != "" or len(draft.key) < 3:
            return False
        entry = self.lexicon.leader(draft.key[2])
        return entry is not None and any(
            t["office"].split(" atau ")[0] == office
            and (country or t["country"]) == t["country"]
            and (self.year is None or int(t["start"]) <= self.year <= int(t["end"] or "9999"))
            for t in entry.terms
        )

    # Bodies, groups, states.

    def _body(self, nominal: Nominal) -> Draft | None:
        head = nominal.agents[0]
        pointing = nominal.definite and head.kind == "organisation" and len(nominal.agents) == 1
        pointing = pointing and not self.lexicon.in_class("government", tuple(head.key.split()))
        if nominal.units or nominal.belongs or (len(nominal.agents) > 1 and not head.takes_role):
            return self.latest(lambda d: self._such_body(d, nominal)) if pointing else None
        found = self.latest(lambda d: self._same_noun(d, nominal))
        if found is None and pointing:
            found = self.latest(lambda d: self._such_body(d, nominal))
        if found is None and (head.takes_role or head.needs):
            found = self.latest(lambda d: _same_kind(d, head.kind) and not _other_trade(d, nominal))
        return found

    def _such_body(self, draft: Draft, nominal: Nominal) -> bool:
        """ "Perusahaan asal Korea itu": a named body of the last sentences, of that trade and country."""
        if not _same_kind(draft, "organisation") or _other_trade(draft, nominal):
            return False
        country = explicit_country(nominal)
        own = _countries(draft)
        near = nominal.sentence - draft.nominals[-1].sentence <= _NEAR
        trade = sector(nominal) in _sectors(draft)
        return near and trade and (country is None or country in own)

    def _same_noun(self, draft: Draft, nominal: Nominal) -> bool:
        head, country = nominal.agents[0], explicit_country(nominal)
        nouns = {a.key for n in draft.nominals for a in n.agents[:1]}
        nouns |= {n.entry.key.lower() for n in draft.nominals if n.entry is not None and n.entry.extends}
        nouns |= {title_words(n, self.words) for n in draft.nominals} - {""}
        if head.key not in nouns and not any(key.startswith(head.key + " ") for key in nouns):
            return False
        if country is not None:
            return any(explicit_country(n) == country for n in draft.nominals)
        return not nominal.units or any(set(nominal.units) <= set(n.units) for n in draft.nominals)


def _same_kind(draft: Draft, kind: str) -> bool:
    match kind:
        case "person":
            return draft.kind in _PEOPLE and draft.key[0] != "title"
        case "state" | "group":
            return draft.kind == kind
    return draft.kind == "organisation" and draft.key[0] == "org"


def _other_trade(draft: Draft, nominal: Nominal) -> bool:
    """Whether a body is known as something else than what the noun says (ponpes, but a ministry)."""
    role, known = sector(nominal), _sectors(draft)
    if role in _IRREGULARS and known & _IRREGULARS:
        return False
    return bool(role and known) and role not in known


def _sectors(draft: Draft) -> set[str]:
    return {s for n in draft.nominals if (s := sector(n))}


def _countries(draft: Draft) -> set[str]:
    return {c for n in draft.nominals if (c := explicit_country(n))}
