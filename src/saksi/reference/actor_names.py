"""Names of persons within phrases, and the small questions that reading a phrase asks of its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from saksi.language.analysis import Analysis, Token
from saksi.language.morphology import root_of
from saksi.reference.actor_called import called_names, parts_of_names
from saksi.reference.actor_units import Unit, Units, Word

AFFILIATING = ("armed", "organisation", "state", "historic", "territory", "region", "ethnic", "seat")
STATES = ("state", "historic", "territory")
BARRIER = frozenset({"VERB", "AUX", "ADP", "SCONJ", "CCONJ", "PRON", "ADV", "PART", "PUNCT", "INTJ"})

_MARKS = frozenset("'\"‘’“”")

PlaceCountry = Callable[[str], str | None]


class NameReader:
    """Finds names of persons at a word, and answers what kind of word stands where."""

    def __init__(
        self, analysis: Analysis, words: Sequence[Word], units: Units, place_country: PlaceCountry
    ) -> None:
        self.analysis = analysis
        self.words = words
        self.units = units
        self.place_country = place_country
        self._count = len(words)
        self._sentence_of = units.sentence_numbers
        self._titled = tuple(self._title_case(s.first, s.last) for s in analysis.sentences)
        self._name_words = self._words_of_names()
        self._called = called_names(words, units, lambda name: place_country(name) is not None)
        self._bodies_alone = self._bodies_without_person()
        self._full_names = self._names_of_article()
        self._parts = parts_of_names(name for names in self._full_names.values() for name in names)

    def _person_at(self, k: int) -> int | None:
        """The word after the person's name that begins at `k` by the model's account."""
        entity = self.units.entity_at(k)
        if entity is None or entity[0].label != "PER" or not self._name_like(k, entity[1]):
            if not self.words[k].text[0].isupper():
                return None
            known = self._known_person(k)
            if known is not None:
                return self._name_end(known)
            return self._prefixed_person(k) or self._part_of_person(k)
        leader = self.units.match(k, "leader")
        end = self._cut_name(k, entity[1])
        if leader is not None and self._titled[self.units.sentence(k)] and leader.last - k > 1:
            end = min(end, leader.last)
        elif leader is not None:
            end = max(end, leader.last)
        match = self.units.match(k, *AFFILIATING)
        namesake = end == k + 1 and self.words[k].text in self._parts
        if match is not None and match.last >= end and not namesake:
            return None
        if (
            end == k + 1
            and self.place_country(self.words[k].text)
            and self.units.in_class(k - 1, "place_before")
        ):
            return None
        return self._name_end(end)

    def _name_end(self, end: int) -> int:
        """The end of a name that is known to reach word `end` (half-open)."""
        end = self._past_nickname(end)
        while (
            end < len(self.words)
            and self.words[end].joint in (" ", "-", "'", "’")
            and self._name_goes_on(end)
        ):
            end += 1
        return end

    def _past_nickname(self, end: int) -> int:
        """Reads over a nickname in marks and the name after it: Munafri ['Appi' Arifuddin]."""
        if end + 1 >= len(self.words) or not self._same(end - 1, end + 1):
            return end
        opening, closing = self.words[end].joint, self.words[end + 1].joint
        marked = len(opening) == 2 and len(closing) == 2 and opening[0] == " " and closing[1] == " "
        if not marked or opening[1] not in _MARKS or closing[0] not in _MARKS:
            return end
        titled = self.words[end].text[0].isupper() and self.words[end + 1].text.istitle()
        return end + 2 if titled and not self.units.matches(end + 1) else end

    def _part_of_person(self, k: int) -> int | None:
        """The word after `k` if it alone is part of a fuller name of the article: Luky of Luky Alfirman."""
        word = self.words[k]
        if word.text not in self._parts or self.units.entity_at(k) is not None or self.units.matches(k):
            return None
        opens = k == 0 or not self._same(k - 1, k)
        if self._token(k).upos not in ("PROPN", "X", "NOUN") or (opens and self._known_word(k)):
            return None
        if k > 0 and self.units.in_class(k - 1, "place_before") and self._same(k - 1, k):
            return None
        nickname = self.units.match(k - 1, "leader") if k > 0 else None
        if nickname is not None and nickname.last > k:
            return None
        beside = [j for j in (k - 1, k + 1) if self._same(j, k) and self.words[max(j, k)].joint == " "]
        alone = all(self.words[j].text.islower() or self.units.matches(j) for j in beside)
        return k + 1 if alone and not self._titled[self.units.sentence(k)] else None

    def _known_person(self, k: int) -> int | None:
        """The end of a full name at `k` that the model sees elsewhere in the article but not here."""
        for name in self._full_names.get(self.words[k].text, ()):
            window = self.words[k : k + len(name)]
            if tuple(w.text for w in window) != name or not self._same(k, k + len(window) - 1):
                continue
            if len(name) > 1 or (k > 0 and not self.units.in_class(k - 1, "place_before")):
                return k + len(name)
        return None

    def _names_of_article(self) -> dict[str, list[tuple[str, ...]]]:
        """Names of two words and more by their first word, longest first, and those only called by a cue."""
        found: dict[str, set[tuple[str, ...]]] = {}
        for name in self._called:
            found.setdefault(name[0], set()).add(name)
        for k, entity in self.units.entities():
            seen = self.units.entity_at(k)
            if entity.label == "PER" and seen is not None and seen[1] > k:
                name = tuple(self._text(k, self._cut_name(k, seen[1])).split())
                if len(name) > 1 and all(w.isalpha() and w[0].isupper() for w in name):
                    found.setdefault(name[0], set()).add(name)
        return {first: sorted(names, key=lambda n: (-len(n), n)) for first, names in found.items()}

    def _prefixed_person(self, k: int) -> int | None:
        """The end of a name whose first words the model has left out: [Ni] [Laksmi] Trisnadewi."""
        if self._inside_body(k):
            return None
        for j in range(k, min(k + 2, len(self.words) - 1)):
            if not self._part_of_name(j) or self.words[j + 1].joint != " " or not self._same(j, j + 1):
                return None
            entity = self.units.entity_at(j + 1)
            if entity is not None and entity[0].label == "PER" and self._name_like(j + 1, entity[1]):
                return self._person_at(j + 1)
        return None

    def _inside_body(self, k: int) -> bool:
        """Whether an unknown word behind a capitalised one rather ends a body's name: Bank [Maju] Budi."""
        word = self.words[k]
        if word.lower in self._name_words or self.units.in_class(k, "name_first") or k == 0:
            return False
        before = self.words[k - 1]
        if word.joint != " " or not self._same(k - 1, k) or not before.text[0].isupper():
            return False
        titles = (self.units.match(j, "agent") for j in range(max(0, k - 3), k))
        return not any(t is not None and t.last == k and t.entry and t.entry.title for t in titles)

    def _part_of_name(self, k: int) -> bool:
        """Whether word `k` could be part of a name that the model did not see: no word, place or acronym."""
        word = self.words[k]
        if not word.text[0].isupper() or self._token(k).upos not in ("PROPN", "X", "NOUN"):
            return False
        if word.lower in self._name_words or self.units.in_class(k, "name_first") == 1:
            return True
        return not self._known_word(k) and self.place_country(word.text) is None and not self.units.matches(k)

    def _cut_name(self, k: int, end: int) -> int:
        """The end of a name without a state, a second leader (Prabowo-Gibran) or a headline's verb."""
        for j in range(k + 1, end):
            match = self.units.match(j, *STATES)
            if match is not None and match.last >= end:
                return j
            pair = self.words[j].joint == "-" and self.units.match(j, "leader") is not None
            if pair and self.units.match(k, "leader") is not None:
                return j
        if not self._titled[self.units.sentence(k)]:
            return end
        for j in range(k + 1, end):
            root = root_of(self.words[j].lower)
            if root != self.words[j].lower and root in self.units.lexicon.vocabulary:
                return j
        return end

    def _words_of_names(self) -> frozenset[str]:
        """Words that the model takes for a whole name of one word somewhere in the article."""
        entities = [e for e in self.analysis.entities if e.label == "PER" and e.last - e.first == 1]
        names = {self.analysis.text[e.start : e.end] for e in entities}
        return frozenset(n.lower() for n in names if n.istitle() and self.place_country(n) is None)

    def _name_goes_on(self, k: int) -> bool:
        """Whether word `k` continues a name that the model cut short (al-Assad, bin Salman, Merz)."""
        word = self.words[k]
        if word.joint not in (" ", "-", "'", "’"):
            return False
        if word.text.islower():
            follows = k + 1 < len(self.words) and self.words[k + 1].text[0].isupper()
            particle = self.units.in_class(k, "particle") == 1 and word.lower != "di"
            return particle and follows and self._token(k + 1).upos == "PROPN"
        pair = word.joint == "-" and self.units.match(k, "leader") is not None
        if pair and not self.units.in_class(k - 1, "particle"):
            return False
        if word.joint != " ":
            return word.text[0].isupper() or self._token(k).upos == "PROPN"
        if self._titled[self.units.sentence(k)] or self.units.entity_at(k) is not None:
            return False
        unknown = word.text.istitle() and not self._known_word(k) and not self.units.matches(k)
        return unknown and self.place_country(word.text) is None and not self.units.in_class(k, "timing")

    def _whole_name(self, match: Unit) -> bool:
        """Whether a leader's name is not part of somebody else's longer name."""
        if match.last - match.first > 1:
            return True
        after = match.last
        longer = (
            after < len(self.words)
            and self.words[after].joint == " "
            and self.words[after].text[0].isupper()
            and self._token(after).upos == "PROPN"
            and not self._titled[self.units.sentence(after)]
            and self._best(after) is None
        )
        return not longer and self._token(match.first).upos in ("PROPN", "NOUN", "X")

    def _opens_name(self, k: int) -> bool:
        """Whether a word of a place's name opens a person's instead, by the model's account."""
        return self._person_at(k) is not None or (k + 1 < len(self.words) and self._person_at(k + 1) == k + 2)

    def _unread_name(self, k: int) -> int:
        """The end of a name at `k` that the model has missed: capitalised words of no other use; `k` if none.

        Where the model sees a person right after it, the words belong to the title.
        """
        run, end = self._capital_run(k), k
        while end < run and (not self._known_word(end) or self.words[end].lower in self._name_words):
            if self._best(end) is not None:
                return k
            end += 1
        if (
            end + 1 < len(self.words)
            and self.units.in_class(end, "carry_on")
            and self.words[end].joint == " "
        ):
            # "Center of Economic Studies"
            return k if self.words[end + 1].text[0].isupper() else end
        later = end < len(self.words) and self._same(k, end) and self._person_at(end) is not None
        # "Direktur Integrasi dan Multimoda (Ditjen Intram)": what brackets shorten is the office.
        shortened = end == k + 1 and end < len(self.words) and self.words[end].joint == " ("
        return k if later or (shortened and self.words[end].text[0].isalpha()) else end

    def _capital_run(self, k: int) -> int:
        end = k
        while end < len(self.words) and (end == k or self.words[end].joint in (" ", "-", "'", ". ")):
            if not self.words[end].text[0].isupper() or self.units.in_class(end, "timing"):
                break
            if end > k and (self._token(end).upos in BARRIER or self._is_sentence_break(end)):
                break
            end += 1
        return max(end, k + 1)

    def _best(self, k: int) -> Unit | None:
        """The longest match at `k`; an extending organisation without extension counts as agent noun."""
        for unit in self.units.matches(k):
            entry = unit.entry
            if entry is None:
                continue
            if entry.extends and self._extension(unit.last) == unit.last and entry.country != "IDN":
                continue
            if entry.sort == "agent" and self._is_verb(k) and not self.units.entity_at(k):
                continue
            return unit
        return None

    def _extension(self, k: int) -> int:
        """The end of the capitalised words that complete an organisation's name from `k` on."""
        end = k
        while end < len(self.words) and self._same(k - 1, end) and self.words[end].joint in (" ", "-", "/"):
            word, token = self.words[end], self._token(end)
            place = self.place_country(word.text) is not None
            if (self._person_at(end) is not None and not place) or self.units.in_class(end, "timing"):
                break
            carry = word.text.islower() and self.units.in_class(end, "carry_on") and end > k
            following = end + 1 < len(self.words) and self.words[end + 1].text[0].isupper()
            if (
                carry
                and following
                and word.lower in ("dan", "untuk", "&", "of")
                and self._best(end + 1) is None
            ):
                end += 1
                continue
            if not (word.text[0].isupper() or word.text[0].isdigit()):
                break
            if self._titled[self.units.sentence(end)] and (token.upos != "PROPN" or self._bare_root(end)):
                break
            if token.upos in ("VERB", "AUX", "ADP", "SCONJ", "PRON", "ADV") and not word.text.isupper():
                break
            title = self.units.match(end, "agent")
            if title is not None and title.entry is not None and title.entry.title:
                break
            end += 1
        while end > k and self.words[end - 1].text.islower():
            end -= 1
        return end

    # Small questions.

    def _token(self, k: int) -> Token:
        return self.analysis.tokens[self.words[k].token]

    def _lower(self, k: int) -> str:
        return self.words[k].lower if k >= 0 else ""

    def _text(self, first: int, last: int) -> str:
        return self.analysis.text[self.words[first].start : self.words[last - 1].end]

    def _same(self, a: int, b: int) -> bool:
        if a < 0 or b < 0 or a >= self._count or b >= self._count:
            return False
        return self._sentence_of[a] == self._sentence_of[b]

    def _is_number(self, k: int) -> bool:
        text = self.words[k].text
        return text[0].isdigit() and len(text) < 7 and self._token(k).upos == "NUM"

    def _is_verb(self, k: int) -> bool:
        """Whether the parse takes word `k` for a verb that is no name (Titled words are left alone)."""
        token = self._token(k)
        return token.upos in ("VERB", "AUX") and token.text.islower() and token.voice != ""

    def _is_sentence_break(self, k: int) -> bool:
        return (
            self.words[k].joint.strip(" ") in {".", "!", "?"}
            and self.words[k - 1].end - self.words[k - 1].start > 3
        )

    def _known_word(self, k: int) -> bool:
        """Whether a capitalised word is an ordinary word, not likely in a name: Jaminan, Sosial, BPJS."""
        word = self.words[k]
        if word.text.isupper() or not word.text.isalpha():
            return True
        if word.lower.endswith("isasi") or (word.lower[:2] in ("ke", "pe") and word.lower[-2:] == "an"):
            return True
        return root_of(word.lower) in self.units.lexicon.vocabulary

    def _cut_organisation(self, k: int, end: int) -> int:
        """The end of an organisation's name without a person's first name or a headline's verb after it."""
        while end - k > 1 and self._part_of_name(end - 1) and self._starts_person(end):
            if self._text(k, end) in self._bodies_alone:
                break
            end -= 1
        end = next((j for j in range(k + 1, end) if self._known_person(j) == end), end)
        if not self._titled[self.units.sentence(k)]:
            return end
        return next((j for j in range(k + 1, end) if self._bare_root(j)), end)

    def _bodies_without_person(self) -> frozenset[str]:
        """Names that the model gives bodies where no person follows: PT Maju is no [PT] [Maju Ali Amri]."""
        bodies = (self.units.entity_at(k) for k, e in self.units.entities() if e.label == "ORG")
        found = (b for b in bodies if b is not None and not self._starts_person(b[1]))
        return frozenset(self.analysis.text[e.start : e.end] for e, _ in found)

    def _starts_person(self, k: int) -> bool:
        entity = self.units.entity_at(k) if k < len(self.words) and self.words[k].joint == " " else None
        return entity is not None and entity[0].label == "PER"

    def _bare_root(self, k: int) -> bool:
        """Whether a word could be the bare verb of a headline (Genjot, Pangkas) and is no place."""
        word = self.words[k]
        plain = word.lower in self.units.lexicon.vocabulary and not word.text.isupper()
        return plain and self.place_country(word.text) is None

    def _name_like(self, k: int, end: int) -> bool:
        return end > k and (self.words[k].text[0].isupper() or self.words[k].text[0].isdigit())

    def _title_case(self, first: int, last: int) -> bool:
        """Whether a sentence is written as headlines are: every word with a capital, no full stop."""
        if self.analysis.tokens[last - 1].text == ".":
            return False
        letters = [
            t.text for t in self.analysis.tokens[first:last] if t.text[0].isalpha() and len(t.text) > 3
        ]
        return len(letters) > 2 and sum(t[0].isupper() for t in letters) > 0.75 * len(letters)
