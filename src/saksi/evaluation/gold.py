"""Reads the gold of named entities and holds it against the articles that it was made on.

The gold is JSONL, one article a line, and holds no words of the text:

    {"id": "756", "sha256": "<hex>", "part": "train", "entities": [[0, 5, "LOC", {"gpe": true}]],
     "furniture": [[90, 124]]}

Offsets are half-open code points into the `text` field of the article's row, as it stands there.
`sha256` is the fingerprint of that field in UTF-8: a row that has changed is refused. `furniture` are
the lines that no one annotated (pointers to videos, scroll prompts). docs/annotation/entities.md says
what is an entity.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from saksi.errors import ReadError
from saksi.language.sentences import SentenceSplitter
from saksi.language.tokenizer import Tokenizer
from saksi.lexicons.load import default_lexicons
from saksi.records import Span
from saksi.training.corpora import Sentence

LABELS = ("PER", "ORG", "LOC")
GROUP = "GRP"
PARTS = ("train", "test")
DETIK = "detik"  # source of the sentences of annotated articles


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """A name in the text. `label` is PER, ORG, LOC, or GRP for an unnamed group; `gpe` marks a place
    that acts as a state or a government.
    """

    start: int
    end: int
    label: str
    gpe: bool = False


@dataclass(frozen=True, slots=True)
class EntityGold:
    """The entities of one article, in text order, none overlapping another."""

    id: str
    part: str
    text: str
    entities: tuple[GoldEntity, ...]
    furniture: tuple[Span, ...]

    @property
    def paragraphs(self) -> list[Span]:
        """Spans of the lines that were annotated."""
        found: list[Span] = []
        start = 0
        for line in self.text.split("\n"):
            end = start + len(line)
            if line.strip() and (start, end) not in self.furniture:
                found.append((start, end))
            start = end + 1
        return found


def read_entity_gold(gold: Path, articles: Path) -> list[EntityGold]:
    """All articles of the gold, in its order, with their texts from `articles` (JSONL with id and text).

    Raises ReadError if an article is missing or its text is not the one that was annotated, or if a
    line of the gold breaks its own rules.
    """
    rows = list(_json_lines(gold))
    wanted = {str(row.get("id")) for _, row in rows}
    texts = {str(row["id"]): str(row["text"]) for _, row in _json_lines(articles) if str(row["id"]) in wanted}
    return [_article(row, texts, f"{gold}:{number}") for number, row in rows]


def training_sentences(gold: Path, articles: Path) -> list[Sentence]:
    """The sentences of the gold's train half with their names in IOB tags; their source is DETIK."""
    lexicons = default_lexicons()
    tokenizer, splitter = Tokenizer(lexicons), SentenceSplitter(lexicons)
    found: list[Sentence] = []
    for article in read_entity_gold(gold, articles):
        if article.part == "train":
            found.extend(tagged_sentences(article, tokenizer, splitter)[0])
    return [replace(sentence, source=DETIK) for sentence in found]


def tagged_sentences(
    gold: EntityGold, tokenizer: Tokenizer, splitter: SentenceSplitter
) -> tuple[list[Sentence], int]:
    """(sentences with PER/ORG/LOC in IOB tags, how many were left out), for training.

    A sentence is left out if a name in it begins or ends inside a token: the page has glued it to its
    neighbour ("DilansirReuters"), and no tag of a whole token is right.
    """
    found: list[Sentence] = []
    dropped = 0
    names = [e for e in gold.entities if e.label in LABELS]
    for start, end in gold.paragraphs:
        spans = tokenizer.tokenize(gold.text, start, end)
        for first, last in splitter.split(gold.text, spans):
            sentence = _tagged(gold.text, spans[first:last], names, f"gold:{gold.id}")
            if sentence is None:
                dropped += 1
            else:
                found.append(sentence)
    return found, dropped


def _tagged(text: str, spans: Sequence[Span], names: Sequence[GoldEntity], source: str) -> Sentence | None:
    begins = {start: i for i, (start, _) in enumerate(spans)}
    ends = {end: i for i, (_, end) in enumerate(spans)}
    tags = ["O"] * len(spans)
    for name in names:
        if name.end <= spans[0][0] or name.start >= spans[-1][1]:
            continue
        if name.start not in begins or name.end not in ends:
            return None
        for i in range(begins[name.start], ends[name.end] + 1):
            tags[i] = f"{'B' if i == begins[name.start] else 'I'}-{name.label}"
    following = [start for start, _ in spans[1:]]
    return Sentence(
        text=text[spans[0][0] : spans[-1][1]],
        words=tuple(text[s:e] for s, e in spans),
        spaces=(*(after > end for after, (_, end) in zip(following, spans, strict=False)), True),
        iob=tuple(tags),
        source=source,
    )


def _json_lines(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    with path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                try:
                    yield number, json.loads(line)
                except json.JSONDecodeError as error:
                    raise ReadError(f"{path}:{number}", f"not JSON: {error}") from error


def _article(row: Mapping[str, Any], texts: Mapping[str, str], where: str) -> EntityGold:
    name = str(row.get("id"))
    if name not in texts:
        raise ReadError(where, f"no article with id {name}")
    text = texts[name]
    if hashlib.sha256(text.encode()).hexdigest() != row.get("sha256"):
        raise ReadError(where, f"the text of article {name} is not the one that was annotated")
    if row.get("part") not in PARTS:
        raise ReadError(where, f"part is {row.get('part')!r}, expected one of {PARTS}")
    entities = tuple(_entity(cells, where) for cells in row["entities"])
    furniture = tuple((int(s), int(e)) for s, e in row.get("furniture", ()))
    made = EntityGold(name, str(row["part"]), text, entities, furniture)
    _check(made, where)
    return made


def _entity(cells: Sequence[Any], where: str) -> GoldEntity:
    start, end, label, *rest = cells
    if label not in (*LABELS, GROUP):
        raise ReadError(where, f"unknown label {label!r}")
    if len(rest) > 1 or (rest and (set(rest[0]) != {"gpe"} or label != "LOC")):
        raise ReadError(where, f"unknown attribute in {list(cells)}")
    return GoldEntity(int(start), int(end), label, bool(rest and rest[0]["gpe"]))


def _check(gold: EntityGold, where: str) -> None:
    """Raises ReadError unless every entity is a trimmed span of an annotated line, in order, apart."""
    last = 0
    for entity in gold.entities:
        words = gold.text[entity.start : entity.end]
        if not words or words != words.strip() or entity.end > len(gold.text):
            raise ReadError(where, f"span {entity.start}-{entity.end} is empty, loose or outside the text")
        if entity.start < last:
            raise ReadError(where, f"span {entity.start}-{entity.end} is out of order or overlaps another")
        if not any(s <= entity.start and entity.end <= e for s, e in gold.paragraphs):
            raise ReadError(where, f"span {entity.start}-{entity.end} is outside the annotated lines")
        last = entity.end
