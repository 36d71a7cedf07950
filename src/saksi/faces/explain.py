"""The explanation of a sentence as a person wants to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from saksi.explanation import Decision, Explanation, Place, SentenceExplanation, Word
from saksi.faces.brief import TYPE_STYLE, plain
from saksi.faces.messages import say, why
from saksi.records import Actor, Event, Span

# What a "parties" decision tells of itself; everything else in its detail is a phrase by its place.
OWN = ("source place", "target place", "source", "target", "modality", "modality words", "negated words")


class Explainer:
    """Prints explanations to a console, in English or Indonesian."""

    def __init__(self, console: Console, language: str = "en") -> None:
        self._console = console
        self._language = language

    def print(self, explanation: Explanation) -> None:
        """Prints the sentences that were asked for, with their trees and decisions."""
        record = explanation.record
        self._console.print(Text(plain(record.title or record.source.path), style="bold"))
        if not explanation.sentences:
            self._console.print(Text(say("no-such-sentence", self._language), style="dim"))
        actors = {a.id: a for a in record.actors}
        for sentence in explanation.sentences:
            self._sentence(record.text, actors, sentence)

    def _sentence(self, text: str, actors: Mapping[str, Actor], sentence: SentenceExplanation) -> None:
        self._console.print()
        self._console.print(Text(f"[{sentence.number}] {plain(sentence.text)}", style="bold cyan"))
        for root in (w for w in sentence.tree if w.head == w.i):
            self._console.print(Padding(_tree(root, sentence.tree), (0, 0, 0, 2)))
        for decision in sentence.decisions:
            self._decision(text, decision)
        self._unknown(sentence)
        for event in sentence.events:
            self._line(self._event(actors, event), 2)
        if not sentence.events:
            self._line(Text(say("no-events", self._language), style="dim"), 2)

    def _line(self, text: Text, indent: int) -> None:
        self._console.print(Padding(text, (0, 0, 0, indent)))

    def _decision(self, text: str, decision: Decision) -> None:
        line = Text(_quoted(text, decision.words) if decision.stage != "outside" else "", style="bold")
        line.append(f"  {why(decision.stage, decision.reason, self._language)}", style="")
        for place in decision.rules:
            line.append(f"  {_place(place)}", style="dim")
        extra = {k: v for k, v in decision.detail.items() if k not in OWN}
        if decision.stage == "parties":
            self._line(line, 4)
            self._parties(text, decision.detail, extra)
            return
        for name, values in extra.items():
            line.append(f"  {name}: {_values(text, values)}", style="dim")
        self._line(line, 4 if decision.stage != "trigger" else 2)

    def _parties(
        self, text: str, detail: Mapping[str, Sequence[Any]], phrases: Mapping[str, Sequence[Any]]
    ) -> None:
        for side in ("source", "target"):
            taken = _values(text, detail[side]) or say("nobody", self._language)
            places = " ".join(detail[f"{side} place"]) or "-"
            self._line(Text(f"{say(side, self._language)}: {taken}  ({places})"), 6)
        if phrases:
            told = "; ".join(f"{name}: {_values(text, spans)}" for name, spans in phrases.items())
            self._line(Text(f"{say('phrases', self._language)}: {told}", style="dim"), 6)
        mood = Text(f"{say('modality', self._language)}: {detail['modality'][0]}")
        if detail["modality words"]:
            mood.append(f"  «{_values(text, detail['modality words'])}»")
        if detail["negated words"]:
            mood.append(f"  {say('not', self._language)} «{_values(text, detail['negated words'])}»")
        self._line(mood, 6)

    def _unknown(self, sentence: SentenceExplanation) -> None:
        if not any(d.stage == "trigger" for d in sentence.decisions) and sentence.unknown:
            self._line(Text(say("no-trigger", self._language)), 2)
        for word in sentence.unknown:
            line = Text(f"{plain(word.text)}", style="bold")
            line.append(f"  {say('in-no-frame', self._language)}", style="")
            if word.near:
                line.append(
                    f"; {say('nearest', self._language)} {', '.join(_place(p) for p in word.near)}",
                    style="dim",
                )
            self._line(line, 4)

    def _event(self, actors: Mapping[str, Actor], event: Event) -> Text:
        line = Text(f"→ {event.id} ")
        line.append(
            event.type + (f"/{event.mode}" if event.mode else ""), style=TYPE_STYLE.get(event.type, "")
        )
        sides = (
            ", ".join(f"{plain(actors[a].name)} [{actors[a].code or '?'}]" for a in side) or "?"
            for side in (event.source, event.target)
        )
        denied = f"{say('not', self._language)} " if event.negated else ""
        line.append(f" {event.cameo or ''}  {' → '.join(sides)}  {denied}{event.modality}")
        line.append(f"  {', '.join(event.rule)}", style="dim")
        return line


def _tree(word: Word, words: Sequence[Word]) -> Tree:
    label = Text(plain(word.text), style="bold" if word.head == word.i else "")
    label.append(f"  {word.dep} {word.upos}", style="dim")
    if word.root != word.text.lower():
        label.append(f" ({word.root})", style="dim")
    branch = Tree(label, guide_style="dim")
    for child in words:
        if child.head == word.i and child.i != word.i:
            branch.children.append(_tree(child, words))
    return branch


def _quoted(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(plain(text[start:end]) for start, end in spans)


def _values(text: str, values: Sequence[Any]) -> str:
    """Names as they are, spans as their words."""
    return ", ".join(plain(text[v[0] : v[1]]) if isinstance(v, tuple) else str(v) for v in values)


def _place(place: Place) -> str:
    key = place.rule.partition(":")[2]
    return f"{place.file}:{place.line} {key}" + (f" {place.codes}" if place.codes else "")
