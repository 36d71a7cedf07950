"""Morphological features, as Universal Dependencies writes them, of tagged words: data of `features`."""

from __future__ import annotations

from collections.abc import Mapping

from saksi.lexicons.load import Lexicons


class Features:
    """Looks features up by part of speech and word; the narrowest row of the lexicon counts."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._of: dict[str, dict[tuple[str, str], str]] = {"word": {}, "doubled": {}, "any": {}}
        self._prefixes: dict[str, list[tuple[str, str]]] = {}
        for row in lexicons.table("features"):
            if row["kind"] == "prefix":
                beginning = row["form"].removesuffix("-")
                self._prefixes.setdefault(row["upos"], []).append((beginning, row["feats"]))
            else:
                self._of[row["kind"]][row["upos"], row["form"]] = row["feats"]

    def of(self, lower: str, upos: str, voice: str = "") -> str:
        """Features of a word in small letters, sorted, `Name=Value` joined by `|`; "" if it has none.

        `voice` (Act, Pass or "") is the model's, since it does not follow from the word alone.
        """
        found = self._plain(lower, upos)
        if not voice:
            return found
        # Voice comes last in the order of the alphabet: no other name of the scheme begins with V or later.
        return f"{found}|Voice={voice}" if found else f"Voice={voice}"

    def _plain(self, lower: str, upos: str) -> str:
        found = self._of["word"].get((upos, lower))
        if found is None and _is_doubled(lower):
            found = self._of["doubled"].get((upos, "*-*"))
        if found is None:
            found = next(
                (f for beginning, f in self._prefixes.get(upos, ()) if lower.startswith(beginning)), None
            )
        return self._of["any"].get((upos, "*"), "") if found is None else found


def _is_doubled(lower: str) -> bool:
    half, hyphen, other = lower.partition("-")
    return bool(hyphen) and half == other


def features_of(feats: str) -> Mapping[str, str]:
    """Name to value of features as a treebank's column or a token writes them (`_` and "" have none)."""
    return dict(part.split("=", 1) for part in feats.split("|") if "=" in part)
