"""An actor in the making: the phrases that mean it, and the keys that tell actors apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from saksi.language.plain_words import Word
from saksi.reference.actor_codes import Code
from saksi.reference.actor_nominal import Nominal

Key = tuple[str, ...]
NOBODY: Key = ("nobody",)


@dataclass
class Draft:
    """An actor in the making: the phrases that mean it, in text order."""

    key: Key
    kind: str
    nominals: list[Nominal] = field(default_factory=list)
    code: Code = field(default_factory=lambda: Code(None, ""))

    @property
    def last(self) -> int:
        """The word that its latest phrase is headed by."""
        return self.nominals[-1].head


def title_words(nominal: Nominal, words: Sequence[Word]) -> str:
    """The title of a person in lower case, short forms written out: "menteri agama" for Menag.

    Empty for a phrase without a title.
    """
    if nominal.title is None or not nominal.agents:
        return ""
    rest = " ".join(w.lower for w in words[nominal.noun_end : nominal.title[1]])
    return f"{nominal.agents[0].key} {rest}".strip()
