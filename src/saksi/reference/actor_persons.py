"""Which person a name means: short forms of fuller names, brackets, forms of address, known leaders."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from saksi.language.plain_words import Word
from saksi.records import Diagnostic
from saksi.reference.actor_codes import Context, explicit_country
from saksi.reference.actor_lexicon import ActorLexicon, Entry
from saksi.reference.actor_nominal import Nominal

_NICKNAME = re.compile(r" ['\"‘“]\w+['\"’”] ")
_SPACES = str.maketrans(dict.fromkeys('.-"“”', " "))


class Persons:
    """All names of an article; `aliases` maps short forms given in brackets to full names."""

    def __init__(
        self,
        text: str,
        words: Sequence[Word],
        lexicon: ActorLexicon,
        context: Context,
        aliases: Mapping[str, str],
    ) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.context = context
        self.diagnostics: list[Diagnostic] = []
        self._names: dict[tuple[str, ...], list[int]] = {}
        self._fuller: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        self._aliases = {plain(short, lexicon): plain(long, lexicon) for short, long in aliases.items()}

    def add(self, nominal: Nominal) -> None:
        """Takes note of a name; all names must be known before the first `key`."""
        self._names.setdefault(self.name(nominal), []).append(nominal.head)

    def known(self, words: tuple[str, ...]) -> bool:
        """Whether these words are a name of the article, part of one, short for one, or begin with one."""
        if words in self._aliases:
            return True
        own = not any(w in self.lexicon.vocabulary for w in words)
        return any(_part_of(words, name) or (own and name == words[:1]) for name in self._names)

    def name(self, nominal: Nominal) -> tuple[str, ...]:
        """The words of a name, forms of address and short forms in brackets resolved."""
        assert nominal.name is not None
        first, last = nominal.name
        words = plain(self.text[self.words[first].start : self.words[last - 1].end], self.lexicon)
        return self._aliases.get(words, words)

    def key(self, nominal: Nominal) -> tuple[str, ...]:
        """The fullest name in the article that this name is a part of."""
        words = self.name(nominal)
        assert nominal.name is not None
        first, last = nominal.name
        text = self.text[self.words[first].start : self.words[last - 1].end]
        known = self._leader(nominal, _split(text)) or self._leader(nominal, words)
        known = known or self._leader(nominal, _split(_NICKNAME.sub(" ", text)))
        if known is not None and not self._namesake(words, known):
            return ("", known.key)
        full = self._fullest(words, nominal)
        leader = self._leader(nominal, full)
        return ("", leader.key) if leader is not None else full

    def _fullest(self, words: tuple[str, ...], nominal: Nominal) -> tuple[str, ...]:
        longer = self._longer(words)
        if not longer:
            return words
        before = {n: max((k for k in self._names[n] if k <= nominal.head), default=-1) for n in longer}
        heard = [n for n in longer if before[n] >= 0]
        if len(heard) > 1 or (not heard and len(longer) > 1):
            span = (self.words[nominal.first].start, self.words[nominal.last - 1].end)
            names = ", ".join(" ".join(w.capitalize() for w in n) for n in sorted(heard or longer))
            message = f"the name could mean {names}; the one named last before it was taken"
            self.diagnostics.append(Diagnostic("info", "ambiguous-name", message, span))
        if heard:
            return max(heard, key=lambda n: before[n])
        return min(longer, key=lambda n: min(self._names[n]))

    def _namesake(self, words: tuple[str, ...], leader: Entry) -> bool:
        """Whether a single name is that of a fuller name of the article, not of a leader from elsewhere."""
        if len(words) != 1 or not self._longer(words):
            return False
        return not {t["country"] for t in leader.terms} & set(self.context.countries[:3])

    def _longer(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """The fullest names of the article that these words are part of."""
        if words not in self._fuller:
            longer = [n for n in self._names if len(n) > len(words) and _part_of(words, n)]
            longer = longer or [n for n in self._names if _initials_of(words, n)]
            self._fuller[words] = [
                n for n in longer if not any(len(m) > len(n) and _part_of(n, m) for m in longer)
            ]
        return self._fuller[words]

    def _leader(self, nominal: Nominal, words: tuple[str, ...]) -> Entry | None:
        """The known leader of this name, if the article gives no reason to think of somebody else."""
        entry = self.lexicon.leader(" ".join(words))
        if entry is None or not words:
            return None
        countries = {t["country"] for t in entry.terms}
        stated = explicit_country(nominal) if nominal.agents else None
        if stated is not None and stated not in countries and not countries & {"IGO", "NGO", ""}:
            return None
        if len(words) > 1 or not self.lexicon.is_common(" ".join(words)):
            return entry
        told = any(t["office"].split()[0] in {a.key.split()[0] for a in nominal.agents} for t in entry.terms)
        return entry if told or countries & set(self.context.countries[:3]) else None


def plain(name: str, lexicon: ActorLexicon) -> tuple[str, ...]:
    """A name's words in lower case without forms of address."""
    words = _split(name)
    while len(words) > 1 and (size := lexicon.in_class("title_noise", words)) and size < len(words):
        words = words[size:]
    return words


def _split(name: str) -> tuple[str, ...]:
    words = (w.strip("'‘’") for w in name.lower().translate(_SPACES).split())
    return tuple(w for w in words if w)


def _part_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name's words stand in a fuller name in this order (Rizki in Rizki Agung Prakoso)."""
    position = 0
    for word in short:
        try:
            position = full.index(word, position) + 1
        except ValueError:
            return False
    return True


def _initials_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a name of one word is made of the first letters of all words of a fuller one (AHY)."""
    return len(short) == 1 and len(full) > 1 and short[0] == "".join(w[0] for w in full)
