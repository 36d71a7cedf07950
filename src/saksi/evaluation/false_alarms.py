"""Counts false alarms: events that Saksi finds where there are none, per 1,000 sentences.

Two kinds of text: a set of single sentences that tell of no event, each of a kind (sport, weather, film ...),
JSONL with id, kind and text; and whole articles in which the annotation found no event.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.errors import ReadError
from saksi.evaluation.challenge_score import SILENCE, sentence
from saksi.evaluation.event_gold import EventGold
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

Read = Callable[[SourceDocument], ArticleRecord]


@dataclass(frozen=True, slots=True)
class Quiet:
    """A text without events: where it is from, its kind, and the document to read."""

    name: str
    kind: str
    document: SourceDocument


@dataclass(frozen=True, slots=True)
class Alarms:
    """How many sentences were read, and the events found in them as (name, type, words)."""

    sentences: int
    found: tuple[tuple[str, str, str], ...]

    @property
    def per_thousand(self) -> float:
        """Events found per 1,000 sentences."""
        return 1000 * len(self.found) / self.sentences if self.sentences else 0.0


def read_event_free(path: Path) -> list[Quiet]:
    """The sentences of an event-free set. Raises ReadError naming the line that breaks the shape."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise ReadError(f"{path}:{number}", f"not JSON: {error}") from error
        if not isinstance(row, dict) or set(row) != {"id", "kind", "text"} or not str(row["text"]).strip():
            raise ReadError(f"{path}:{number}", "expected the keys id, kind and text")
        found.append(Quiet(row["id"], row["kind"], sentence(row["id"], row["text"])))
    return found


def event_free_articles(gold: Iterable[EventGold]) -> list[Quiet]:
    """The articles of the gold in which no event was annotated."""
    return [Quiet(article.id, "articles", article.document) for article in gold if not article.events]


def alarms(texts: Sequence[Quiet], read: Read) -> dict[str, Alarms]:
    """False alarms by kind, in the order of the texts; silences are left out, as PLOVER has none."""
    sentences: dict[str, int] = {}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for text in texts:
        record = read(text.document)
        sentences[text.kind] = sentences.get(text.kind, 0) + len(record.sentences)
        said = found.setdefault(text.kind, [])
        for event in record.events:
            if event.cameo != SILENCE:
                said.append((text.name, event.type, record.text[slice(*event.sentence)]))
    return {kind: Alarms(sentences[kind], tuple(found[kind])) for kind in sentences}


def report(by_kind: dict[str, Alarms], title: str, *, errors: bool = False) -> Iterator[str]:
    """The figures as lines of text; with `errors`, every event found."""
    whole = Alarms(
        sum(a.sentences for a in by_kind.values()), tuple(f for a in by_kind.values() for f in a.found)
    )
    counted = f"{len(whole.found)} events in {whole.sentences} sentences"
    yield f"{title}: {counted}, {whole.per_thousand:.1f} per 1,000"
    for kind, some in by_kind.items() if len(by_kind) > 1 else ():
        yield f"  {kind:<20} {len(some.found):>4} in {some.sentences:>4}  {some.per_thousand:>7.1f}"
    for name, kind, words in whole.found if errors else ():
        yield f"  {name}: {kind}  {words}"
