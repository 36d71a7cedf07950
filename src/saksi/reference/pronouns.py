"""Whom ia, dia, mereka, pihaknya, keduanya and -nya take up."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from saksi.language.analysis import Analysis
from saksi.language.plain_words import Word
from saksi.reference.actor_lexicon import ActorLexicon
from saksi.reference.mentions import Mention
from saksi.reference.quotation import quoted_tokens

PAIR = 2
_REACH = 3  # sentences, the pronoun's own included
_SUBJECTS = ("nsubj", "nsubj:pass")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention that a pronoun could take up, with what its actor is."""

    mention: Mention
    kind: str
    plural: bool
    sentence: int
    subject: bool


class Pronouns:
    """Resolves the pronouns of an article against its mentions. One that finds nobody stays out."""

    def __init__(
        self,
        analysis: Analysis,
        words: Sequence[Word],
        lexicon: ActorLexicon,
        mentions: Sequence[Mention],
        kinds: dict[str, str],
        plural: frozenset[Mention],
        sides: dict[str, str],
    ) -> None:
        self.analysis = analysis
        self.words = words
        self.lexicon = lexicon
        self.sides = sides
        self.found: list[Mention] = []
        self._quoted = quoted_tokens(analysis)
        self._taken = {i for m in mentions for i in range(m.first, m.last)}
        self._candidates: dict[int, list[Candidate]] = defaultdict(list)
        self._first: dict[str, int] = {}
        for mention in mentions:
            self._note(self._candidate(mention, kinds[mention.ref], mention in plural))

    def resolve(self) -> list[Mention]:
        """A mention for every pronoun that is resolved, in text order; "keduanya" gives two."""
        longest = max(len(p) for p in self.lexicon.pronouns)
        k = 0
        beginnings = self.lexicon.pronoun_beginnings
        while k < len(self.words):
            if self.words[k].lower not in beginnings:
                k += 1
                continue
            window = tuple(w.lower for w in self.words[k : k + longest])
            size = next((n for n in range(len(window), 0, -1) if window[:n] in self.lexicon.pronouns), 0)
            if size and self.words[k].token not in self._taken:
                self._one(k, size)
            k += max(size, 1)
        return self.found

    def _one(self, k: int, size: int) -> None:
        row = self.lexicon.pronouns[tuple(w.lower for w in self.words[k : k + size])]
        first, last = self.words[k].token, self.words[k + size - 1].token + 1
        form, refers = "pronoun", row["refers"]
        if refers == "owner":
            if self.words[k].joint or self.analysis.tokens[first].upos != "PRON":
                return
            form = "clitic"
            if first and self.analysis.tokens[first - 1].upos == "VERB":
                refers = "person"  # menjerat-nya: somebody else than who does it
        elif size == 1 and self.analysis.tokens[first].upos == "ADP":
            return
        wanted = {"two": 2, "three": 3}.get(row["number"], 1)
        span = self.analysis.span(first, last)
        head = next((t.i for t in self.analysis.tokens[first:last] if not first <= t.head < last), first)
        for ref in self._antecedents(first, refers, wanted):
            mention = Mention(ref, span, head, first, last, form)
            self.found.append(mention)
            if form == "pronoun" and wanted == 1:
                kind = "group" if row["refers"] == "many" else "person"
                self._note(self._candidate(mention, kind, row["refers"] == "many"))

    def _note(self, candidate: Candidate) -> None:
        self._candidates[candidate.sentence].append(candidate)
        self._first.setdefault(candidate.mention.ref, candidate.mention.first)

    def _antecedents(self, token: int, refers: str, wanted: int) -> list[str]:
        sentence = self.analysis._sentence_of[token]
        near = [
            c
            for number in range(sentence - _REACH + 1, sentence + 1)
            for c in self._candidates.get(number, ())
            if c.mention.first < token
            and self._fits(c, refers)
            and self._quoted.get(c.mention.head) == self._quoted.get(token)
            and not (refers != "owner" and self._same_clause(c.mention.head, token))
        ]
        if refers == "owner" and (beside := self._beside(near, token)) is not None:
            return [beside]
        ranked = sorted(near, key=lambda c: self._rank(c, sentence, refers), reverse=True)
        refs = list(dict.fromkeys(c.mention.ref for c in ranked))
        if wanted == PAIR and (pair := self._pair(sentence, token, refers)):
            return pair
        if refers == "side":
            return [self.sides.get(ref, ref) for ref in refs[:1]]
        if len(refs) < wanted:
            return []
        return refs[:wanted] if wanted == 1 else sorted(refs[:wanted], key=self._first.__getitem__)

    def _pair(self, sentence: int, token: int, refers: str) -> list[str]:
        """The two named together last before the pronoun: *kedua negara* are [Thailand dan Kamboja]."""
        tokens = self.analysis.tokens
        for number in range(sentence, -1, -1):
            named = [c for c in self._candidates.get(number, ()) if self._fits(c, refers)]
            for one, other in reversed(list(itertools.pairwise(named))):
                between = tokens[one.mention.last : other.mention.first]
                joined = len(between) == 1 and between[0].upos == "CCONJ"
                if joined and other.mention.last <= token and one.mention.ref != other.mention.ref:
                    return [one.mention.ref, other.mention.ref]
        return []

    def _beside(self, near: Sequence[Candidate], token: int) -> str | None:
        """ "Rusia dan sekutu*nya*": the owner stands before the "dan"."""
        tokens = self.analysis.tokens
        for candidate in near:
            last = candidate.mention.last
            if last == token - 2 and tokens[last].upos == "CCONJ":
                return candidate.mention.ref
        return None

    def _rank(self, candidate: Candidate, sentence: int, refers: str) -> tuple[int, int, int]:
        distance = sentence - candidate.sentence
        if refers == "owner":
            return (-distance, 1 if candidate.subject else 0, candidate.mention.first)
        # The subject of the sentence before is a better antecedent than an object beside the pronoun.
        return (-min(distance, 1) if not candidate.subject else 0, -distance, candidate.mention.first)

    def _fits(self, candidate: Candidate, refers: str) -> bool:
        match refers:
            case "person" | "side":
                return candidate.kind in ("person", "unnamed") and not candidate.plural
            case "many":
                return candidate.plural or candidate.kind in ("group",)
            case "state":
                return candidate.kind == "state"
            case "owner":
                known = candidate.mention.form in ("name", "nominal") or candidate.kind == "person"
                return known and (candidate.subject or candidate.mention.form == "name")
        return True

    def _same_clause(self, head: int, token: int) -> bool:
        """Whether both are arguments of one verb: then they are different people."""
        tokens = self.analysis.tokens
        return (
            tokens[head].head == tokens[token].head
            and tokens[head].dep != "conj"
            and head != tokens[head].head
        )

    def _candidate(self, mention: Mention, kind: str, plural: bool) -> Candidate:
        token = self.analysis.tokens[mention.head]
        sentence = self.analysis._sentence_of[mention.head]
        return Candidate(mention, kind, plural, sentence, token.dep in _SUBJECTS)
