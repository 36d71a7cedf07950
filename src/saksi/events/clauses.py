"""Who stands where in a clause: subject, object, passive agent, prepositional phrases, owner.

The dependency tree leads; where it gives nothing (the parser errs in about one relation in four) the
word order decides, which in Indonesian is strict enough: subject - verb - object - preposition.
All functions take and give token indices of heads of noun phrases.
"""

from __future__ import annotations

from dataclasses import dataclass

from saksi.language.analysis import Analysis, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
INSIDE_NP = NOMINAL | {"ADJ", "DET", "NUM", "SYM", "X"}
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
# Prepositions that, before a number, say how many at most: hingga 4.000 tentara, sampai dua kapal.
UP_TO = frozenset({"hingga", "sampai"})
# Pronouns that stand between a fronted object and its bare verb.
DOERS = frozenset({"kita", "kami", "saya", "aku", "ia", "dia", "mereka", "anda"})
# How far to the right of a trigger the word order alone may look for a prepositional phrase.
PHRASE_REACH = 14


@dataclass(frozen=True)
class Grammar:
    """Finds arguments in one analysis.

    `object_control` are indices of verbs whose object, not subject, is the understood subject of
    their complement (meminta X pergi); `off_limits` are tokens that never are arguments (dates,
    words such as *saat* and *usai* that taggers take for nouns).
    """

    analysis: Analysis
    object_control: frozenset[int]
    off_limits: frozenset[int]

    def subject(self, i: int) -> tuple[int, ...]:
        """Heads of the surface subject of verb `i`, through control, coordination and relative clauses."""
        return self._subject(i, 0)

    def _subject(self, i: int, depth: int) -> tuple[int, ...]:
        analysis = self.analysis
        own = [t for t in analysis.children(i, *SUBJECTS) if t.i not in self.off_limits and t.lower != "yang"]
        before = [t for t in own if t.i < i] or own
        if before:
            return self.coordinated(before[-1].i)
        token = analysis.tokens[i]
        opening = self._opening_phrase(i)
        if opening is not None:
            return self.coordinated(opening)
        if depth > 6 or token.head == i:
            return self._subject_by_order(i)
        head = analysis.tokens[token.head]
        relation = token.dep.split(":")[0]
        if relation == "acl" and head.i in self.off_limits:
            return self._subject(head.i, depth + 1)  # Kiev membantah dan balik [menuding] Moskow
        if relation == "acl":
            return self._relative_subject(i, head, depth)
        if relation in {"conj", "parataxis"} and (
            head.upos in {"VERB", "ADJ", "AUX"} or head.i in self.off_limits
        ):
            return self._subject(head.i, depth + 1)
        if relation in {"xcomp", "ccomp", "advcl", "obj", "aux", "advmod"} and head.upos not in NOMINAL:
            return self._controller(i, head, depth)
        return self._subject_by_order(i)

    def _relative_subject(self, i: int, head: Token, depth: int) -> tuple[int, ...]:
        """Subject of a clause inside a noun phrase: the noun itself (yang), or who owns the noun (untuk)."""
        marks = {t.lower for t in self.analysis.children(i, "mark", "case")}
        if marks & {"untuk", "guna", "agar", "supaya", "bahwa", "buat"}:
            owner = self.owner(head.i)
            if owner and self.analysis.tokens[i].voice != "Pass":
                return owner
            governor = self.analysis.tokens[head.head]
            return self._subject(governor.i, depth + 1) if governor.upos == "VERB" else ()
        return (head.i,)

    def _controller(self, i: int, head: Token, depth: int) -> tuple[int, ...]:
        if head.i in self.object_control and head.i < i:
            if head.voice == "Pass":
                return self._subject(head.i, depth + 1)
            between = tuple(h for h in self.object(head.i) if h < i)
            if between:
                return between
        if head.voice == "Pass" and i > head.i and self.analysis.tokens[i].dep.split(":")[0] == "advcl":
            # "Hal itu disampaikan Menlu usai bertemu ...": who met is who said it.
            teller = self.agent(head.i)
            if teller:
                return teller
        return self._subject(head.i, depth + 1)

    def earlier_subject(self, i: int) -> tuple[int, ...]:
        """Subject of the main verb before `i` whose subject a verb behind a comma or link goes on with.

        "Polisi gerebek gudang, sita senjata": who seizes is who raided.
        """
        sentence = self.analysis.sentence_of(i)
        tokens = self.analysis.tokens
        before = i - 1
        while before >= sentence.first and tokens[before].upos in {"ADV", "AUX", "PART"}:
            before -= 1
        if before < sentence.first or tokens[before].upos not in {"PUNCT", "CCONJ"}:
            return ()
        if tokens[before].lower not in {",", "dan", "serta", "lalu", "kemudian"}:
            return ()
        for j in range(before - 1, sentence.first, -1):
            if tokens[j].lower in {'"', "“", "”", ":", ";"}:
                return ()
            if tokens[j].upos == "VERB" and self._relative_marker(j, sentence.first) is None:
                found = self.subject(j)
                if found:
                    return found
        return ()

    def _opening_phrase(self, i: int) -> int | None:
        """The noun phrase right before verb `i` that opens its clause: behind a comma or at the start."""
        sentence = self.analysis.sentence_of(i)
        tokens = self.analysis.tokens
        j = i - 1
        while j >= sentence.first and tokens[j].upos in {"ADV", "AUX", "PART"}:
            j -= 1
        start = self._phrase_start(j, sentence.first)
        if start is None or tokens[start].lower == "yang":
            return None
        first = start
        while first > sentence.first and tokens[first - 1].upos in INSIDE_NP - NOMINAL:
            first -= 1
        if first > sentence.first and tokens[first - 1].lower != ",":
            return None
        return start if tokens[first].upos != "ADP" else None

    def _subject_by_order(self, i: int) -> tuple[int, ...]:
        """The nearest noun phrase before `i` that no preposition governs, within the clause.

        A relative clause on the way (X yang berbasis di Y [menyerang]) is stepped over to its noun.
        """
        sentence = self.analysis.sentence_of(i)
        tokens = self.analysis.tokens
        j = i - 1
        while j >= sentence.first:
            token = tokens[j]
            if token.upos == "SCONJ" or token.lower in {'"', "“", "”", ":", ";"}:
                return ()
            if token.upos == "VERB":
                relative = self._relative_marker(j, sentence.first)
                if relative is None:
                    return ()
                j = relative
                continue
            if token.lower == "yang":
                head = self._phrase_start(j - 1, sentence.first)
                return (head,) if head is not None else ()
            if token.upos in INSIDE_NP and j not in self.off_limits:
                start = self._phrase_start(j, sentence.first)
                if start is None:
                    return ()
                before = tokens[start - 1] if start > sentence.first else None
                if before is not None and before.upos == "VERB":
                    relative = self._relative_marker(start - 1, sentence.first)
                    if relative is not None:
                        j = relative
                        continue
                    if any(t.lower == "," for t in tokens[j + 1 : i]):
                        return ()  # gerebek [gudang], sita senjata: the object of another verb
                if before is None or before.upos != "ADP":
                    return (start,)
                j = start - 1
            j -= 1
        return ()

    def _relative_marker(self, verb: int, limit: int) -> int | None:
        """The *yang* whose clause verb `verb` heads, adverbs and auxiliaries between passed over."""
        tokens = self.analysis.tokens
        j = verb - 1
        while j >= limit and tokens[j].upos in {"ADV", "AUX", "PART"}:
            j -= 1
        return j if j >= limit and tokens[j].lower == "yang" else None

    def _phrase_start(self, j: int, limit: int) -> int | None:
        """First nominal token of the unbroken noun phrase that ends at `j`."""
        tokens = self.analysis.tokens
        start = None
        while j >= limit and tokens[j].upos in INSIDE_NP and j not in self.off_limits:
            if tokens[j].upos in NOMINAL:
                start = j
            j -= 1
        return start

    def object(self, i: int) -> tuple[int, ...]:
        """Heads of the object of active verb `i`: the tree's, else the noun phrase right behind it."""
        found = [
            t
            for t in self.analysis.children(i, "obj", "iobj")
            if t.i > i and (t.upos in NOMINAL or self._counted(t.i)) and t.i not in self.off_limits
        ]
        if found:
            return self.coordinated(found[0].i)
        following = self._phrase_behind(i)
        return self.coordinated(following) if following is not None else ()

    def _counted(self, i: int) -> bool:
        """Whether a number counts word `i`, which makes it a noun whatever its tag: tiga [begal]."""
        return bool(self.analysis.children(i, "nummod"))

    def fronted(self, i: int) -> tuple[int, ...] | None:
        """What stands before "kami sita": the object of a bare verb behind a pronoun; None elsewhere."""
        tokens = self.analysis.tokens
        if i < 1 or tokens[i - 1].lower not in DOERS:
            return None
        return self._subject_by_order(i - 1) if i - 1 > self.analysis.sentence_of(i).first else ()

    def agent(self, i: int) -> tuple[int, ...]:
        """Heads of the agent of passive verb `i`: the oleh-phrase, else the bare phrase right behind it."""
        phrases = self.phrases(i)
        if "oleh" in phrases:
            return phrases["oleh"]
        following = self._phrase_behind(i)
        return self.coordinated(following) if following is not None else ()

    def _phrase_behind(self, i: int) -> int | None:
        """Head of a noun phrase that follows `i` at once (adverbs and quantifiers may stand between)."""
        sentence = self.analysis.sentence_of(i)
        tokens = self.analysis.tokens
        for j in range(i + 1, min(sentence.last, i + 6)):
            token = tokens[j]
            if j in self.off_limits:
                return None
            if token.upos in NOMINAL:
                return j
            if token.upos in {"DET", "NUM", "ADV", "SYM"} or token.lower in UP_TO | {"oleh"}:
                continue
            return None
        return None

    def wanted_of(self, i: int) -> tuple[int, ...]:
        """Subject of the agar-clause right of `i`: tuntutan agar [pemerintah] memberi hak."""
        sentence = self.analysis.sentence_of(i)
        for j in range(i + 1, min(sentence.last, i + PHRASE_REACH)):
            token = self.analysis.tokens[j]
            if token.lower in {"agar", "supaya"}:
                head = self._phrase_behind(j)
                return self.coordinated(head) if head is not None else ()
            if token.upos == "PUNCT" and token.lower != ",":
                return ()
        return ()

    def owner(self, i: int) -> tuple[int, ...]:
        """Noun phrases that follow noun `i` without a preposition: serangan [Rusia], tuntutan [buruh]."""
        sentence = self.analysis.sentence_of(i)
        tokens = self.analysis.tokens
        found = []
        for j in range(i + 1, sentence.last):
            token = tokens[j]
            if token.upos not in INSIDE_NP or j in self.off_limits:
                break
            if token.upos in NOMINAL:
                found.append(j)
        return tuple(found)

    def phrases(self, i: int) -> dict[str, tuple[int, ...]]:
        """Prepositional phrases of `i` (and of its object): preposition -> heads, nearest first."""
        found: dict[str, list[int]] = {}
        governors = [i, *(t.i for t in self.analysis.children(i, "obj", "nsubj:pass", "xcomp"))]
        for governor in governors:
            for child in self.analysis.children(governor):
                if child.i in self.off_limits or child.upos not in NOMINAL:
                    continue
                for case in self.analysis.children(child.i, "case")[:1]:
                    if case.i > i or child.i < i:
                        found.setdefault(case.lower, []).extend(self.coordinated(child.i))
        for preposition, head in self._phrases_by_order(i):
            found.setdefault(preposition, []).extend(h for h in self.coordinated(head))
        return {p: tuple(dict.fromkeys(heads)) for p, heads in found.items()}

    def _phrases_by_order(self, i: int) -> list[tuple[str, int]]:
        """(preposition, head) of the phrases right of `i` up to the next verb or clause mark."""
        sentence = self.analysis.sentence_of(i)
        tokens = self.analysis.tokens
        found = []
        for j in range(i + 1, min(sentence.last - 1, i + PHRASE_REACH)):
            token = tokens[j]
            if token.upos in {"VERB", "SCONJ"} or token.lower in {"yang", ";", ":", '"', "”", "“"}:
                break
            if token.upos == "ADP":
                head = self._phrase_behind(j)
                if head is not None:
                    found.append((token.lower, head))
        return found

    def coordinated(self, head: int) -> tuple[int, ...]:
        """`head` and the heads coordinated with it (Rusia dan Iran)."""
        found = [head]
        for child in self.analysis.children(head, "conj"):
            if child.upos in NOMINAL and child.i not in self.off_limits:
                found.extend(h for h in self.coordinated(child.i) if h not in found)
        return tuple(found)

    def governor(self, i: int) -> Token | None:
        """The verb that noun `i` depends on as object or subject, else the verb right before its phrase."""
        token = self.analysis.tokens[i]
        head = self.analysis.tokens[token.head]
        if (
            head.i != i
            and head.upos == "VERB"
            and token.dep.split(":")[0] in {"obj", "nsubj", "obl", "xcomp"}
        ):
            return head
        sentence = self.analysis.sentence_of(i)
        for j in range(i - 1, max(sentence.first, i - 4) - 1, -1):
            before = self.analysis.tokens[j]
            if before.upos == "VERB":
                return before
            # "menegaskan pentingnya dukungan" gives no support: its object is another noun.
            if before.upos not in {"DET", "NUM", "ADJ", "ADV", "NOUN"} or before.lower.endswith("nya"):
                return None
        return None
