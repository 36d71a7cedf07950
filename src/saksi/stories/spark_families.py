"""Families of near copies as Spark jobs: the same as `grouping` finds article by article.

Whether an article is a copy, and of which earlier one, depends only on the keys of the articles filed
before it. So candidates can be found for all articles at once, by a join on their copy keys with the
same bounds as the index has, and a family is what following each copy to its source ends in.

Articles are filed by day of printing, the undated last, and within a day by id: the order of `filing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from saksi.engines.record_tables import record_of
from saksi.lexicons.load import Lexicons
from saksi.stories.grouping import COPIES, EACH, is_copy
from saksi.stories.keys import ArticleKey, article_key

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

UNDATED = 9_999_999
_KEYS = pa.schema(
    [
        pa.field("day", pa.int64()),
        pa.field("article", pa.string()),
        pa.field("shingles", pa.int64()),
        pa.field("signature", pa.list_(pa.int64())),
        pa.field("copy_keys", pa.list_(pa.int64())),
    ]
)
_JUDGED = pa.schema(
    [pa.field("later", pa.int64()), pa.field("earlier", pa.int64()), pa.field("shared", pa.float64())]
)
_NOBODY = ArticleKey("", None, None, None, (), 0, (), (), ())


def filing(key: ArticleKey) -> tuple[int, str]:
    """What articles are ordered by before they are filed."""
    return (UNDATED if key.day is None else key.day, key.article)


def key_frame(records: DataFrame, lexicons: tuple[Path, ...] = ()) -> DataFrame:
    """The copy keys of the records, one row an article: day, article, shingles, signature, copy_keys."""

    def keys(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        tables = Lexicons(lexicons)
        for batch in batches:
            yield _key_batch([article_key(record_of(row), tables) for row in batch.to_pylist()])

    return records.mapInArrow(keys, _spark_schema(_KEYS))


def family_frame(session: SparkSession, keys: DataFrame) -> DataFrame:
    """By article its family: article, family (the article that opened it), nearest (its source), likeness.

    `nearest` is null and `likeness` 0 where an article copies none. Of several keys of one article one is
    taken.
    """
    from pyspark.sql import functions as f

    filed = _numbered(session, keys.dropDuplicates(["article"])).persist()
    copies = _copies(filed).persist()
    families = _follow(copies.select("later", "earlier"))
    names = filed.select("number", "article")
    joined = (
        names.join(copies, names.number == copies.later, "left")
        .join(families.withColumnRenamed("later", "of"), f.col("number") == f.col("of"), "left")
        .select("number", "article", "earlier", "likeness", f.coalesce("root", "number").alias("root"))
    )
    openers = names.select(f.col("number").alias("root"), f.col("article").alias("family"))
    sources = names.select(f.col("number").alias("earlier"), f.col("article").alias("nearest"))
    return (
        joined.join(openers, "root")
        .join(sources, "earlier", "left")
        .select("article", "family", "nearest", f.coalesce("likeness", f.lit(0.0)).alias("likeness"))
    )


def _numbered(session: SparkSession, keys: DataFrame) -> DataFrame:
    """The keys with the number under which each is filed."""
    ordered = keys.orderBy("day", "article")
    # Small numbers instead of ids of 71 characters make the joins' shuffles a third.
    return ordered.rdd.zipWithIndex().map(lambda pair: (pair[1], *pair[0])).toDF(_numbered_schema())


def _copies(filed: DataFrame) -> DataFrame:
    """Of each article that is a copy its best source: later, earlier, likeness."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    held = filed.select("number", f.explode(f.array_distinct("copy_keys")).alias("key"))
    # As in the index: of every key only the articles filed first count.
    first = Window.partitionBy("key").orderBy("number")
    holders = held.withColumn("rank", f.row_number().over(first)).where(f.col("rank") <= EACH)
    pairs = (
        held.select("key", f.col("number").alias("later"))
        .join(holders.select("key", f.col("number").alias("earlier")), "key")
        .where("earlier < later")
        .groupBy("later", "earlier")
        .count()
    )
    most = Window.partitionBy("later").orderBy(f.col("count").desc(), "earlier")
    candidates = pairs.withColumn("rank", f.row_number().over(most)).where(f.col("rank") <= COPIES)
    fields = [name for name in _KEYS.names if name not in {"article", "copy_keys"}]
    mine = filed.select(f.col("number").alias("later"), *(f.col(n).alias(f"later_{n}") for n in fields))
    theirs = filed.select(f.col("number").alias("earlier"), *(f.col(n).alias(f"earlier_{n}") for n in fields))
    compared = candidates.select("later", "earlier").join(mine, "later").join(theirs, "earlier")
    judged = compared.mapInArrow(_judge, _spark_schema(_JUDGED))
    best = Window.partitionBy("later").orderBy(f.col("shared").desc(), "earlier")
    chosen = judged.withColumn("rank", f.row_number().over(best)).where("rank = 1")
    return chosen.select("later", "earlier", f.round("shared", 4).alias("likeness"))


def _judge(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Of pairs of articles those that print one text, and how much of it they share."""
    for batch in batches:
        found = []
        for row in batch.to_pylist():
            same, shared = is_copy(_side(row, "later"), _side(row, "earlier"))
            if same:
                found.append({"later": row["later"], "earlier": row["earlier"], "shared": shared})
        yield pa.RecordBatch.from_pylist(found, _JUDGED)


def _side(row: dict[str, Any], side: str) -> ArticleKey:
    day = row[f"{side}_day"]
    return replace(
        _NOBODY,
        day=None if day == UNDATED else day,
        shingles=row[f"{side}_shingles"],
        signature=tuple(row[f"{side}_signature"]),
    )


def _follow(links: DataFrame) -> DataFrame:
    """Where following each link to its end leads: later, root. Every round doubles the steps taken."""
    from pyspark.sql import functions as f

    reached = links.select("later", f.col("earlier").alias("root")).localCheckpoint()
    while True:
        onward = reached.select(f.col("later").alias("root"), f.col("root").alias("next"))
        step = reached.join(onward, "root", "left")
        moved = step.select("later", f.coalesce("next", "root").alias("root"), "next").localCheckpoint()
        reached = moved.select("later", "root")
        if moved.where(f.col("next").isNotNull()).isEmpty():
            return reached


def _key_batch(keys: Sequence[ArticleKey]) -> pa.RecordBatch:
    rows = [
        {
            "day": filing(key)[0],
            "article": key.article,
            "shingles": key.shingles,
            "signature": list(key.signature),
            "copy_keys": list(key.copy_keys),
        }
        for key in keys
    ]
    return pa.RecordBatch.from_pylist(rows, _KEYS)


def _spark_schema(schema: pa.Schema) -> Any:
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def _numbered_schema() -> Any:
    return _spark_schema(pa.schema([pa.field("number", pa.int64()), *_KEYS]))
