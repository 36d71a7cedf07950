"""A clause drawn by hand, whose grammar is asked by words instead of by indices."""

from __future__ import annotations

from dataclasses import replace

from conllu import analysis_from_lines
from saksi.events.clauses import Grammar


class Clause:
    """Lines as in conllu.analysis_from_lines; verbs in di- are passive, as the parser would mark them."""

    def __init__(self, lines: str, *, control: tuple[str, ...] = (), barred: tuple[str, ...] = ()) -> None:
        drawn = analysis_from_lines(lines)
        tokens = tuple(
            t._replace(voice="Pass" if t.lower.startswith("di") else "Act") if t.upos == "VERB" else t
            for t in drawn.tokens
        )
        self.analysis = replace(drawn, tokens=tokens)
        self.grammar = Grammar(
            self.analysis, frozenset(map(self.at, control)), frozenset(map(self.at, barred))
        )

    def at(self, word: str) -> int:
        """The index of a word of which there is one."""
        [found] = [t.i for t in self.analysis.tokens if t.text == word]
        return found

    def words(self, heads: tuple[int, ...]) -> list[str]:
        return [self.analysis.tokens[i].text for i in heads]

    def subject(self, verb: str) -> list[str]:
        return self.words(self.grammar.subject(self.at(verb)))

    def object(self, verb: str) -> list[str]:
        return self.words(self.grammar.object(self.at(verb)))

    def agent(self, verb: str) -> list[str]:
        return self.words(self.grammar.agent(self.at(verb)))

    def earlier(self, verb: str) -> list[str]:
        return self.words(self.grammar.earlier_subject(self.at(verb)))

    def owner(self, noun: str) -> list[str]:
        return self.words(self.grammar.owner(self.at(noun)))

    def phrases(self, word: str) -> dict[str, list[str]]:
        return {p: self.words(heads) for p, heads in self.grammar.phrases(self.at(word)).items()}

    def governor(self, noun: str) -> str | None:
        found = self.grammar.governor(self.at(noun))
        return None if found is None else found.text
