"""What can hang on the head of a phrase: places, lists of a title, owners, factions, other states."""

from __future__ import annotations

from dataclasses import replace

from saksi.reference.actor_lexicon import Entry
from saksi.reference.actor_names import AFFILIATING, STATES, NameReader
from saksi.reference.actor_nominal import Nominal
from saksi.reference.actor_units import Unit

_CLAUSE_REACH = 9
_LIST_REACH = 10
_DESCRIPTION_REACH = 12
_PUBLIC = frozenset({"GOV", "LEG", "JUD", "COP", "MIL", "SPY"})


class Attachments(NameReader):
    """Reads what follows a head, one kind of attachment a method."""

    def _following_place(self, nominal: Nominal) -> None:
        """Reads the country of a place or organisation right after the phrase: di Guinea, untuk PBB."""
        k = nominal.last
        if nominal.name is not None or k + 1 >= len(self.words) or not self._same(nominal.first, k + 1):
            return
        if self.words[k].lower == "yang" and not nominal.units:
            k = self._place_in_clause(k)
        if not self.units.in_class(k, "place_link") or self.words[k].joint.strip():
            return
        after = k + 1
        while after < len(self.words) and (
            self.units.in_class(after, "place_before") or self.units.in_class(after, "many")
        ):
            after += 1
        country = self._country_at(after) if after < len(self.words) else None
        if country is not None:
            nominal.belongs.append(country[0])

    def _described(self, nominal: Nominal) -> None:
        """ "Aktris *berusia 39 tahun itu*": a description that a demonstrative closes makes it definite."""
        if nominal.definite or nominal.name is not None or nominal.number:
            return
        k = nominal.last
        if (
            k >= len(self.words)
            or not self._same(nominal.first, k)
            or not self.units.in_class(k, "describing")
        ):
            return
        for j in range(k + 1, min(k + _DESCRIPTION_REACH, len(self.words))):
            if not self._same(k, j) or self.words[j].joint.strip(" -"):
                return
            if self.units.in_class(j, "demonstrative"):
                # In "pria yang menulis surat itu" it is the letter that "itu" points at.
                clause = self.words[k].lower == "yang"
                nominal.definite = not clause or not self.words[j - 1].text[0].islower()
                return

    def _place_in_clause(self, k: int) -> int:
        """The first preposition of place in the relative clause that begins at `k` (or `k` itself)."""
        for j in range(k + 1, min(k + _CLAUSE_REACH, len(self.words) - 1)):
            if not self._same(k, j) or self.words[j].joint.strip():
                return k
            if self.words[j].lower == "di":
                return j
        return k

    def _country_at(self, k: int) -> tuple[str, int] | None:
        """The country of the name at `k`, and the word after it."""
        if k >= len(self.words) or self.words[k].joint.strip():
            return None
        match = self.units.match(k, *AFFILIATING)
        if match is not None and match.entry is not None and match.entry.country:
            return match.entry.country, match.last
        end = self._capital_run(k)
        for last in range(min(end, k + 3), k, -1):
            country = self.place_country(self._text(k, last))
            if country:
                return country, last
        return None

    def _listed(self, nominal: Nominal, k: int) -> int:
        """The end of "*X, Y, dan Z*" inside a title or an organisation's name; `k` if it is no such list.

        Word `k` follows the first comma; all members are capitalised and none is an actor.
        """
        if not self.words[k - 1].text[0].isupper() or k - 1 <= nominal.head:
            return k
        end, closed = k, False
        while end < len(self.words) and self._same(k, end) and end - k < _LIST_REACH:
            word = self.words[end]
            joined = word.joint == " " or (word.joint == ", " and not closed)
            if self.units.in_class(end, "and") and joined:
                closed = True
            elif not word.text[0].isupper() or not joined or self._opens_actor(end):
                break
            end += 1
        return end if closed and not self.units.in_class(end - 1, "and") else k

    def _opens_actor(self, k: int) -> bool:
        return self._person_at(k) is not None or self._best(k) is not None

    def _faction(self, k: int) -> int:
        """The word after "(dari) Fraksi X" if a name follows directly; `k` if none does."""
        end = k
        for _ in range(3):
            match = self._best(end) if end < len(self.words) and self.words[end].joint == " " else None
            if match is None or match.entry is None or match.entry.sort not in ("agent", "organisation"):
                break
            end = match.last
        named = end < len(self.words) and self._same(k - 1, end) and self._person_at(end) is not None
        return end if named else k

    def _abroad(self, match: Unit) -> tuple[Entry, int] | None:
        """A body known as Indonesia's that another state's name makes foreign (DPR Filipina), and its end."""
        entry, k = match.entry, match.last
        if entry is None or entry.sort != "organisation" or not entry.country or entry.role not in _PUBLIC:
            return None
        if k >= len(self.words) or self.words[k].joint != " " or not self._same(k - 1, k):
            return None
        state = self.units.match(k, *STATES)
        if state is None or state.entry is None or state.entry.country == entry.country:
            return None
        name = f"{entry.key} {state.entry.key}"
        return replace(entry, key=name, country=state.entry.country), state.last

    def _owns(self, nominal: Nominal, after: int) -> bool:
        """Whether a name that ends before word `after` is not the person's own but whose person it is.

        Relatives and followers always (istri Andi), counsel where a name follows (pengacara Andi, Budi).
        """
        head = tuple(nominal.agents[0].key.split())
        if nominal.number == "many" or nominal.agents[0].kind != "person":
            return True
        if self.units.lexicon.in_class("family", head) == len(head):
            return True
        if (
            len(nominal.agents) > 1
            or not self.units.lexicon.in_class("counsel", head)
            or after >= len(self.words)
        ):
            return False
        if self.words[after].lower == "lainnya":
            return True
        return (
            self.words[after].joint == ", "
            and self._same(after - 1, after)
            and self._person_at(after) is not None
        )

    def _titles_follow(self, k: int) -> bool:
        """Whether an organisation or rank and then a name follow, so that the words before were no name."""
        for _ in range(3):
            if k >= len(self.words) or self.words[k].joint != " ":
                return False
            match = self.units.match(k, "organisation", "agent")
            if (
                match is None
                or match.entry is None
                or (match.entry.sort == "agent" and not match.entry.title)
            ):
                return False
            k = match.last
            if k < len(self.words) and self.words[k].joint == " " and self._person_at(k) is not None:
                return True
        return False

    def _takes_name(self, nominal: Nominal) -> bool:
        return nominal.number != "many" and any(a.title or a.kind == "person" for a in nominal.agents)

    def _carries_on(self, nominal: Nominal, k: int) -> bool:
        """ "Menteri Perencanaan *dan* Investasi": both sides capitalised, no new actor after it."""
        if not nominal.is_person or k + 1 >= len(self.words) or not self._same(k, k + 1):
            return False
        previous, following = self.words[k - 1], self.words[k + 1]
        if k == nominal.head + 1 or not previous.text[0].isupper() or not following.text[0].isupper():
            return False
        return (
            self._best(k + 1) is None and self._person_at(k + 1) is None and self._token(k + 1).upos != "VERB"
        )

    def _attached(self, nominal: Nominal, k: int) -> bool:
        """Whether the parse hangs word `k` on the phrase."""
        inside = range(self.words[nominal.head].token, self.words[k].token)
        return self._token(k).head in inside or self._token(k).head == self.words[nominal.head].token

    def _new_clause(self, nominal: Nominal, match: Unit) -> bool:
        """Whether an agent noun after a complete phrase opens a new one (in a headline without verbs)."""
        return bool(nominal.belongs) and match.entry is not None and not match.entry.title

    def _add_entity(self, nominal: Nominal, k: int, end: int, label: str) -> None:
        if label == "LOC":
            country = self.place_country(self._text(k, end))
            if country:
                nominal.belongs.append(country)
            return
        match = self._best(k)
        nominal.units.append(
            match.entry if match and match.entry else Entry("organisation", self._text(k, end))
        )
