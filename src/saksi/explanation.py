"""Why a sentence was coded as it was, or was not coded: the coder's own decisions, sentence by sentence.

The article is read by the pipeline as always, with an account kept on the way (`events.trace`). Nothing is
decided here: the account is sorted by sentence, its lexicon rows are found in their files, and words that no
frame knows are listed with the rows nearest to them.
"""

from __future__ import annotations

import dataclasses
import difflib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from saksi.events.lexicon import EventLexicon, compile_events
from saksi.events.trace import Account, Step
from saksi.language.analysis import Analysis, Sentence, Token
from saksi.lexicons.load import HOME, Lexicons, Row, schema
from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Event, Span

FRAMES = ("frames_conflict", "frames_cooperation")
NEAR = 3
ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Place:
    """A lexicon row: `rule` as records name it, its file and line, what it codes, its example."""

    rule: str
    file: str
    line: int
    codes: str
    example: str


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its tree: indices count in the article, `head` is the word's own index for a root."""

    i: int
    text: str
    span: Span
    upos: str
    root: str
    head: int
    dep: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the coder: an `events.trace.Step` with the places of its rules."""

    stage: str
    words: tuple[Span, ...]
    reason: str
    rules: tuple[Place, ...]
    detail: Mapping[str, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A verb or noun that stands in no frame, and the rows nearest to it: same root, else spelt alike."""

    text: str
    span: Span
    root: str
    near: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """All that was decided about one sentence; `number` counts from 1."""

    number: int
    span: Span
    text: str
    tree: tuple[Word, ...]
    decisions: tuple[Decision, ...]
    unknown: tuple[Unknown, ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """An article's record with the explanation of its sentences."""

    record: ArticleRecord
    sentences: tuple[SentenceExplanation, ...]

    def to_json(self) -> str:
        """One line of JSON: id, source, and the sentences. The same article always gives the same bytes."""
        made = {
            "id": self.record.id,
            "source": dataclasses.asdict(self.record.source),
            "sentences": [dataclasses.asdict(s) for s in self.sentences],
        }
        return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def explain(pipeline: Pipeline, source: SourceDocument, wanted: str | None = None) -> Explanation:
    """Reads an article and explains its sentences.

    `wanted` narrows to one sentence by its number (from 1), or to those that hold these words in any case.
    """
    account = Account()
    record = pipeline.read(source, account)
    assert account.analysis is not None
    explainer = _Explainer(record, account.analysis, account.steps, pipeline.lexicons)
    numbered = enumerate(account.analysis.sentences, 1)
    return Explanation(
        record, tuple(explainer.sentence(n, s) for n, s in numbered if _is_wanted(record, n, s, wanted))
    )


def _is_wanted(record: ArticleRecord, number: int, sentence: Sentence, wanted: str | None) -> bool:
    if wanted is None:
        return True
    if wanted.strip().isdecimal():
        return number == int(wanted)
    return (
        " ".join(wanted.split()).lower()
        in " ".join(record.text[sentence.start : sentence.end].split()).lower()
    )


@dataclass(frozen=True)
class _Explainer:
    record: ArticleRecord
    analysis: Analysis
    steps: Sequence[Step]
    lexicons: Lexicons

    def sentence(self, number: int, sentence: Sentence) -> SentenceExplanation:
        here = [s for s in self.steps if s.words and sentence.start <= s.words[0][0] < sentence.end]
        known = [span for step in here for span in step.words]
        return SentenceExplanation(
            number=number,
            span=(sentence.start, sentence.end),
            text=self.record.text[sentence.start : sentence.end],
            tree=tuple(_word(t) for t in self.analysis.sentence_tokens(sentence)),
            decisions=tuple(self._decision(step) for step in here),
            unknown=tuple(self._unknown(sentence, known)),
            events=tuple(e for e in self.record.events if e.sentence == (sentence.start, sentence.end)),
        )

    def _decision(self, step: Step) -> Decision:
        rules = tuple(place(self.lexicons, rule) for rule in step.rules)
        return Decision(step.stage, step.words, step.reason, rules, dict(step.detail))

    def _unknown(self, sentence: Sentence, known: Sequence[Span]) -> Iterator[Unknown]:
        lexicon = compile_events(self.lexicons)
        for token in self.analysis.sentence_tokens(sentence):
            if token.upos not in {"VERB", "NOUN"} or _has_a_task(token, lexicon):
                continue
            if any(start <= token.start < end for start, end in known):
                continue
            near = tuple(place(self.lexicons, rule) for rule in nearest(self.lexicons, token))
            derived = token.upos == "NOUN" and token.root != token.lower and near
            if token.upos == "VERB" or derived:
                yield Unknown(token.text, (token.start, token.end), token.root, near)


def _word(token: Token) -> Word:
    return Word(token.i, token.text, (token.start, token.end), token.upos, token.root, token.head, token.dep)


def _has_a_task(token: Token, lexicon: EventLexicon) -> bool:
    """Whether the event lexicon knows the word as something else than a trigger: light verb, cue, link."""
    return token.lower in lexicon.light or token.lower in lexicon.cues or token.lower in lexicon.links


def place(lexicons: Lexicons, rule: str) -> Place:
    """Where the row that `rule` names stands: ours by file name, a user's by its path."""
    table, _, key = rule.partition(":")
    path, line = lexicons.locate(table, key)
    row = _rows(lexicons, table)[key]
    codes = "/".join(v for v in (row.get("type", ""), row.get("mode", "")) if v)
    cameo = row.get("cameo", "")
    shown = path.name if path.parent == HOME else str(path)
    return Place(rule, shown, line, f"{codes} {cameo}".strip(), row.get("example", ""))


@lru_cache(maxsize=32)
def _rows(lexicons: Lexicons, table: str) -> Mapping[str, Row]:
    return {",".join(row[k] for k in schema(table).key): row for row in lexicons.table(table)}


def nearest(lexicons: Lexicons, token: Token) -> list[str]:
    """Rules of the frames of the token's root, else of the triggers spelt most like it; at most three."""
    by_root, by_word = _frames(lexicons)
    found = by_root.get(token.root, [])
    if not found and token.upos == "VERB":
        alike = difflib.get_close_matches(token.lower, sorted(by_word), NEAR, ALIKE)
        found = [rule for word in alike for rule in by_word[word]]
    return list(dict.fromkeys(found))[:NEAR]


@lru_cache(maxsize=4)
def _frames(lexicons: Lexicons) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    by_root: dict[str, list[str]] = {}
    for table in FRAMES:
        for row in lexicons.table(table):
            by_root.setdefault(row["root"], []).append(f"{table}:{row['id']}")
    by_word = {
        word: [trigger.frame.rule for trigger in triggers]
        for word, triggers in compile_events(lexicons).triggers.items()
    }
    return by_root, by_word
