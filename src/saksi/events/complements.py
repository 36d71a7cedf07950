"""Which hits may be what an operator is about: berjanji [mengizinkan], [usulan] ditolak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from saksi.events.clauses import Grammar
from saksi.events.lexicon import NOUN, PASSIVE
from saksi.events.links import ClauseLinks
from saksi.events.triggers import Hit
from saksi.language.analysis import Analysis

# Words that may stand between an operator and its complement without ending the clause.
COMPLEMENT_REACH = 12
LINKS = frozenset({"untuk", "agar", "supaya", "bahwa", "guna", "akan", "tidak", "segera"})


@dataclass(frozen=True)
class Complements:
    """Finds complements among the hits of one sentence."""

    analysis: Analysis
    grammar: Grammar
    links: ClauseLinks

    def outer_first(self, hits: Sequence[Hit]) -> list[Hit]:
        """Operators before what they may govern: by depth in the tree, then by position.

        Of two verbs in a row the first governs, wherever the tree hangs it: [berjanji] mengizinkan.
        """
        depth = {hit: sum(1 for _ in self.analysis.ancestors(hit.first)) for hit in hits}
        for before, hit in pairwise(hits):
            between = self.analysis.tokens[before.last : hit.first]
            if before.kind != NOUN and before.frame.operator and all(t.lower in LINKS for t in between):
                depth[hit] = max(depth[hit], depth[before])
        return sorted(hits, key=lambda h: (not h.frame.operator, depth[h], h.first))

    def of(self, hit: Hit, hits: Sequence[Hit], taken: set[Hit]) -> list[Hit]:
        """Hits that may stand in the operator's complement, likeliest first."""
        free = [h for h in hits if h not in taken]
        found = []
        if hit.kind == PASSIVE:
            fronted = self._fronted(hit, [h for h in free if h.first < hit.first])
            found += [fronted] if fronted is not None else []
        after = [h for h in free if h.first >= hit.last]
        found += [c for c in after if self._governs(hit, c) or self._adjoins(hit, c)]
        return found

    def _fronted(self, hit: Hit, before: Sequence[Hit]) -> Hit | None:
        """The event noun that is subject of a passive operator: [usulan ...] ditolak."""
        subject = self.grammar.subject(hit.first)
        for candidate in before:
            if candidate.kind == NOUN and any(candidate.first <= s < candidate.last for s in subject):
                return candidate
        for candidate in before:
            run = self.analysis.tokens[candidate.last : hit.first]
            if candidate.kind == NOUN and all(
                t.upos != "VERB" and t.lower not in {",", ".", "yang"} for t in run
            ):
                return candidate
        return None

    def _governs(self, hit: Hit, candidate: Hit) -> bool:
        """Whether the tree has the operator above the candidate, through complements only."""
        if self.links.parted(hit, candidate):
            return False
        path = []
        i = candidate.first
        for ancestor in self.analysis.ancestors(i):
            path.append(self.analysis.tokens[i].dep.split(":")[0])
            i = ancestor.i
            if hit.first <= i < hit.last:
                return len(path) <= 4 and not set(path) & {"conj", "parataxis", "appos", "nsubj"}
        return False

    def _adjoins(self, hit: Hit, candidate: Hit) -> bool:
        """Whether only the operator's object or a linking word stands between them."""
        if candidate.first - hit.last > COMPLEMENT_REACH or self.links.parted(hit, candidate):
            return False
        between = self.analysis.tokens[hit.last : candidate.first]
        for token in between:
            if token.lower in LINKS:
                continue
            if token.upos in {"VERB", "CCONJ", "PUNCT", "SCONJ"} or token.lower == "yang":
                return False
        return True
