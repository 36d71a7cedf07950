"""Measures what it costs to find an article's story in archives of growing size.

The keys are made up: a thousand articles a day, half of them on stories that are going on, one in five a
copy, with terms in the frequencies of real text. An archive is filled with keys whose stories are given;
then more articles are placed into it and timed. What an article's key costs is timed apart, on made-up text.
"""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert

from saksi.archive.database import Database, open_database
from saksi.archive.story_index import SqlIndex, pack_key
from saksi.archive.tables import (
    articles,
    documents,
    records,
    runs,
    stories,
    story_keys,
    story_members,
)
from saksi.records import ArticleRecord, Block, Source
from saksi.stories.grouping import place
from saksi.stories.index import findable_terms
from saksi.stories.keys import PLACES, SCHEME, ArticleKey, article_key, shingles

A_DAY, FIRST_DAY = 1_000, 735_600
GOING_ON, JOINS, COPIES = 300, 0.5, 0.2
COPY_KEYS, SHARED_KEYS = 33, 20
TIMED, BATCH = 2_000, 5_000
WORDS = 420  # of an article, as the mean of 947 real ones
_PLACES, _KEYS = struct.Struct(f"<{PLACES}I"), struct.Struct(f"<{COPY_KEYS}Q")
_VOCABULARY = [f"w:kata{n}" for n in range(60_000)]
_FREQUENCIES = list(accumulate(1.0 / (n + 20) for n in range(len(_VOCABULARY))))
Tell = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class AtSize:
    """Milliseconds to place one article in an archive of `articles`: mean and 95th percentile.

    `cpu` is the mean by processor time, which other work on the machine does not lengthen.
    """

    articles: int
    mean: float
    p95: float
    cpu: float
    joined: float  # share of the timed articles that joined a story


@dataclass(slots=True)
class _Topic:
    """A story as the bench makes it up: its opener's number, its terms, its last article."""

    number: int
    terms: Sequence[str]
    last: ArticleKey | None = None


@dataclass(frozen=True, slots=True)
class _Made:
    key: ArticleKey
    story: int


def bench(folder: Path, sizes: Sequence[int], tell: Tell | None = None) -> Iterator[AtSize]:
    """Fills one archive to each of the sizes in turn, and times `TIMED` articles at each."""
    database = open_database(folder / "stories.db", create=True)
    with database.writing() as connection:
        row = {"id": 1, "started": "", "version": "", "settings": "{}", "lexicons": "", "model": ""}
        connection.execute(insert(runs), [row])
    made = _made_up(random.Random(1))
    filled = 0
    for size in sorted(sizes):
        while filled < size:
            batch = list(islice(made, min(BATCH, size - filled)))
            with database.writing() as connection:
                _fill(connection, batch, filled)
            filled += len(batch)
            if tell is not None:
                tell(filled)
        yield _timed(database, list(islice(made, TIMED)), filled)
        filled += TIMED
    database.close()


def key_cost(articles: int = 500) -> float:
    """Milliseconds to make the key of an article of WORDS words, its record given."""
    made = [_record(n) for n in range(articles)]
    start = time.perf_counter()
    for record in made:
        article_key(record)
    return (time.perf_counter() - start) / articles * 1e3


def yardstick(articles: int = 500) -> tuple[float, float] | None:
    """Milliseconds a signature: (ours by rensa, datasketch's); None if datasketch is not installed."""
    try:
        from datasketch import MinHash
    except ModuleNotFoundError:
        return None
    from rensa import RMinHash

    texts = [sorted(shingles([_record(n).text])) for n in range(articles)]
    start = time.perf_counter()
    for text in texts:
        sketch = RMinHash(num_perm=PLACES, seed=1)
        sketch.update(text)
        sketch.digest()
    middle = time.perf_counter()
    for text in texts:
        MinHash(num_perm=PLACES, seed=1).update_batch([shingle.encode() for shingle in text])
    end = time.perf_counter()
    return (middle - start) / articles * 1e3, (end - middle) / articles * 1e3


def _made_up(dice: random.Random) -> Iterator[_Made]:
    """Keys in the order of time, without end; `story` is the number of the article that opened it."""
    going_on: list[_Topic] = []
    number = 0
    while True:
        topic = dice.choice(going_on) if going_on and dice.random() < JOINS else None
        if topic is None:
            topic = _Topic(number, [*_words(dice, 8), *(f"w:kisah{number}x{n}" for n in range(4))])
            going_on.append(topic)
            if len(going_on) > GOING_ON:
                going_on.pop(dice.randrange(len(going_on) // 2))
        key = _key(dice, number, topic)
        topic.last = key
        yield _Made(key, topic.number)
        number += 1


def _key(dice: random.Random, number: int, topic: _Topic) -> ArticleKey:
    chosen = dict.fromkeys((*dice.sample(topic.terms, 9), *_words(dice, 9)))
    weights = {term: dice.uniform(0.5, 1.0) for term in chosen}
    norm = sum(weight * weight for weight in weights.values()) ** 0.5
    terms = sorted(((term, weight / norm) for term, weight in weights.items()), key=lambda t: (-t[1], t[0]))
    signature = list(_PLACES.unpack(dice.randbytes(_PLACES.size)))
    copy_keys = [key >> 1 for key in _KEYS.unpack(dice.randbytes(_KEYS.size))]
    if topic.last is not None and dice.random() < COPIES:
        signature[: PLACES * 3 // 4] = topic.last.signature[: PLACES * 3 // 4]
        copy_keys[:SHARED_KEYS] = topic.last.copy_keys[:SHARED_KEYS]
    return ArticleKey(
        article="sha256:" + blake2b(str(number).encode(), digest_size=32).hexdigest(),
        day=FIRST_DAY + number // A_DAY,
        published=None,
        outlet=None,
        credits=(),
        shingles=400,
        signature=tuple(signature),
        copy_keys=tuple(copy_keys),
        terms=tuple(terms),
    )


def _words(dice: random.Random, count: int) -> list[str]:
    return dice.choices(_VOCABULARY, cum_weights=_FREQUENCIES, k=count)


def _timed(database: Database, made: Sequence[_Made], filled: int) -> AtSize:
    """Places the articles in one transaction, as an update does, and times each."""
    times = []
    joined = 0
    with database.writing() as connection:
        for n, each in enumerate(made, filled):
            _insert(connection, _article_rows(each.key, n + 1))
        index = SqlIndex(connection)
        worked = time.process_time()
        for n, each in enumerate(made, filled):
            start = time.perf_counter()
            index.enter(n + 1, 1, None)
            joined += place(each.key, index).nearest is not None
            times.append(time.perf_counter() - start)
        worked = time.process_time() - worked
    times.sort()
    mean = sum(times) / len(times)
    p95 = times[int(0.95 * len(times))]
    return AtSize(filled, mean * 1e3, p95 * 1e3, worked / len(made) * 1e3, joined / len(made))


def _fill(connection: Connection, made: Sequence[_Made], filled: int) -> None:
    """Files keys into the stories that they were made for, many at once. Ids are numbers from 1."""
    rows: dict[Table, list[dict[str, Any]]] = {}
    copies: list[tuple[int, int]] = []
    terms: list[tuple[str, int, int, int]] = []
    for number, each in enumerate(made, filled):
        for table, found in (
            *_article_rows(each.key, number + 1).items(),
            *_story_rows(each, number).items(),
        ):
            rows.setdefault(table, []).extend(found)
        copies.extend((key, number) for key in each.key.copy_keys)
        terms.extend((term, each.key.day or 0, number, each.story) for term in findable_terms(each.key))
    _insert(connection, rows)
    # By far the most rows: in order, and past SQLAlchemy, which would take longer than the database.
    connection.exec_driver_sql("INSERT INTO story_copies VALUES (?, ?)", sorted(copies))
    connection.exec_driver_sql("INSERT INTO story_terms VALUES (?, ?, ?, ?)", sorted(terms))


def _insert(connection: Connection, rows: Mapping[Table, list[dict[str, Any]]]) -> None:
    for table, found in rows.items():
        if found:
            connection.execute(insert(table), found)


def _article_rows(key: ArticleKey, article: int) -> dict[Table, list[dict[str, Any]]]:
    sha = bytes.fromhex(key.article.removeprefix("sha256:"))
    return {
        documents: [{"id": article, "sha256": sha, "media_type": "text/plain", "size": 0, "data": b""}],
        records: [{"id": article, "article_id": article, "run_id": 1, "digest": 0, "data": b""}],
        articles: [{"id": article, "record_id": article, "day": key.day or 0, "language": "id"}],
    }


def _story_rows(made: _Made, number: int) -> dict[Table, list[dict[str, Any]]]:
    key, article, story = made.key, number + 1, made.story + 1
    opens = made.story == number
    return {
        story_keys: [
            {"article_id": article, "run_id": 1, "number": number, "scheme": SCHEME, "data": pack_key(key)}
        ],
        stories: [{"id": article, "first_day": key.day, "last_day": key.day, "articles": 1, "origins": 1}]
        if opens
        else [],
        story_members: [
            {
                "article_id": article,
                "story_id": story,
                "origin_id": article,
                "nearest_id": None if opens else story,
                "likeness": 0.0,
                "copied": False,
                "number": number,
            }
        ],
    }


def _record(number: int) -> ArticleRecord:
    """An article of made-up words, nothing found in it."""
    dice = random.Random(number)
    text = " ".join(word.removeprefix("w:") for word in _words(dice, WORDS))
    return ArticleRecord(
        id=f"sha256:{number:064x}",
        source=Source("bench"),
        outlet=None,
        language="id",
        title=None,
        published="2025-05-02",
        dateline=None,
        byline=None,
        credits=(),
        text=text,
        blocks=(Block("paragraph", (0, len(text)), (0, len(text))),),
        sentences=((0, len(text)),),
        actors=(),
        places=(),
        dates=(),
        quotes=(),
        events=(),
        positions=(),
    )
