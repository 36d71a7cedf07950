"""Reads articles on Spark: the same records as in one process, as partitioned Parquet.

    inputs -> portions -> parts -> OUT/part=00000/outcome=record/*.parquet
                                                 /outcome=fault/*.parquet
                                                 /_SUCCESS

A portion is the work of one Spark task: its articles are read one by one in a process beside the task's
Python worker (see `guard`), which loads the model once and lives on from task to task. A part is a number
of portions written by one Spark job, whose committer moves its files into place all at once and leaves
`_SUCCESS` behind: a part that has it is done, and a rerun passes it over. The plan of the parts is kept
in OUT/_plan.json.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from saksi.engines.guard import Guard, Lost, fault_of
from saksi.engines.local import Failure, read_one, ready_pipeline
from saksi.engines.record_tables import record_schema
from saksi.engines.spark_plan import Plan, make_plan
from saksi.errors import ReadError, SaksiError
from saksi.pipeline import Pipeline
from saksi.readers import storage
from saksi.readers.columns import Columns
from saksi.readers.portions import Portion, Unread, count_lines, unread

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

RECORD, FAULT = "record", "fault"
ROWS_AT_ONCE = 128
# Faults given by name when a run ends; all of them are in the table.
LISTED = 50
# Parts under way at a time: the second one keeps the cores busy while the first one's last tasks end.
PARTS_AT_ONCE = 2


@dataclass(frozen=True)
class Run:
    """What to read and where to write. `seconds`: how long an article may take by the clock.

    `size`: bytes of a portion as it lies in its file; `portions`: how many portions make a part.
    """

    paths: Sequence[str]
    out: str
    columns: Columns = field(default_factory=Columns)
    lexicons: tuple[Path, ...] = ()
    seconds: float = 120.0
    size: int = 8 << 20
    portions: int = 64


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `parts` there are, `done` before it; `failures` are inputs without a record."""

    parts: int
    done: int
    records: int
    faults: int
    failures: tuple[Failure, ...]


def read_on_spark(session: SparkSession, run: Run, tell: Callable[[str], None] = print) -> Outcome:
    """Reads what is not read yet.

    Raises PlanError if OUT belongs to another run, and SparkError if parts failed.
    """
    plan = make_plan(
        run.out,
        paths=run.paths,
        size=run.size,
        portions=run.portions,
        columns=run.columns,
        lexicons=run.lexicons,
        count=lambda portions: _count(session, portions),
    )
    folders = [part_folder(run.out, number) for number in range(len(plan.parts))]
    open_parts = [n for n, folder in enumerate(folders) if not storage.exists(f"{folder}/_SUCCESS")]
    done = len(folders) - len(open_parts)
    if done:
        tell(f"{done} of {len(folders)} parts are done already")
    failed: list[str] = []
    with ThreadPoolExecutor(PARTS_AT_ONCE) as pool:
        futures = {n: pool.submit(_read_part, session, run, plan.parts[n], folders[n]) for n in open_parts}
        for n, future in futures.items():
            error = future.exception()
            tell(f"part {n} of {len(folders)}: " + ("done" if error is None else "failed"))
            if error is not None:
                failed.append(f"part {n}: {str(error).splitlines()[0]}")
    if failed:
        raise SparkError(f"{len(failed)} parts failed; run again to try them again. {'; '.join(failed[:3])}")
    return _outcome(session, run, plan, done)


class SparkError(SaksiError):
    """Parts of a run on Spark failed for reasons that are no article's."""


def part_folder(out: str, number: int) -> str:
    """Where a part lies."""
    return f"{out.rstrip('/')}/part={number:05d}"


def records_frame(session: SparkSession, out: str) -> DataFrame:
    """The records under OUT as a frame: the columns of `record_schema`."""
    frame = session.read.parquet(storage.for_spark(out))
    return frame.where(frame.outcome == RECORD).select(*record_schema().names)


@cache
def output_schema() -> pa.Schema:
    """The columns of what is written: those of a record, the fault, the number within the portion."""
    fault = pa.struct([pa.field("name", pa.string()), pa.field("cause", pa.string())])
    more = [pa.field("fault", fault), pa.field("number", pa.int64()), pa.field("outcome", pa.string())]
    return pa.schema([*record_schema(), *more])


def _count(session: SparkSession, portions: Sequence[Portion]) -> list[int]:
    """Lines of each portion; counted by the executors, since it takes reading all of a file."""
    if not portions:
        return []
    return list(session.sparkContext.parallelize(portions, len(portions)).map(count_lines).collect())


def _read_part(session: SparkSession, run: Run, portions: Sequence[Portion], folder: str) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    columns, lexicons, seconds = run.columns, run.lexicons, run.seconds

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from read_portion(portions[number], columns, lexicons, seconds)

    # One number a task.
    numbers = session.range(0, len(portions), 1, len(portions))
    rows = numbers.mapInArrow(read, from_arrow_schema(output_schema()))
    ordered = rows.sortWithinPartitions("outcome", "number")
    ordered.write.mode("overwrite").partitionBy("outcome").parquet(storage.for_spark(folder))


def read_portion(
    portion: Portion, columns: Columns, lexicons: tuple[Path, ...], seconds: float
) -> Iterator[pa.RecordBatch]:
    """The rows of a portion's articles, in batches: what a Spark task does."""
    guard = _guard(lexicons, seconds)
    rows: list[dict[str, Any]] = []
    for number, article in enumerate(unread(portion, columns)):
        rows.append({"number": number, **_row(guard, article)})
        if len(rows) == ROWS_AT_ONCE:
            yield _batch(rows)
            rows = []
    if rows:
        yield _batch(rows)


def _row(guard: Guard[Unread, str | Failure], article: Unread | ReadError) -> dict[str, Any]:
    if isinstance(article, ReadError):
        return _fault(article.path, article.cause)
    answer = guard.call(article)
    if isinstance(answer, Lost):
        return _fault(article.name, answer.cause)
    if isinstance(answer, Failure):
        return _fault(answer.path, answer.cause)
    return {"outcome": RECORD, **json.loads(answer)}


def _fault(name: str, cause: str) -> dict[str, Any]:
    # A file's name need not be Unicode, a column must.
    printable = name.encode("utf-8", "backslashreplace").decode()
    return {"outcome": FAULT, "fault": {"name": printable, "cause": cause}}


def _batch(rows: Sequence[dict[str, Any]]) -> pa.RecordBatch:
    """The rows as a table; one that a table cannot hold (a number too large) is set aside."""
    try:
        return pa.RecordBatch.from_pylist(rows, output_schema())
    except _UNFIT:
        return pa.RecordBatch.from_pylist([_fitting(row) for row in rows], output_schema())


def _fitting(row: dict[str, Any]) -> dict[str, Any]:
    try:
        pa.RecordBatch.from_pylist([row], output_schema())
    except _UNFIT as error:
        source = row["source"]
        name = source["path"] if source["record"] is None else f"{source['path']}:{source['record']}"
        return {"number": row["number"], **_fault(name, fault_of(error))}
    return row


_UNFIT = (pa.ArrowException, ValueError, OverflowError)


@lru_cache(maxsize=1)
def _guard(lexicons: tuple[Path, ...], seconds: float) -> Guard[Unread, str | Failure]:
    """The reading process of this Python worker; Spark keeps the worker, and so the model, between tasks."""
    return Guard(_work, _start, (lexicons,), seconds=seconds)


_pipeline: Pipeline | None = None


def _start(lexicons: tuple[Path, ...]) -> None:
    global _pipeline
    _pipeline = ready_pipeline(lexicons)


def _work(article: Unread) -> str | Failure:
    assert _pipeline is not None
    result = read_one(_pipeline, article.read())
    return result if isinstance(result, Failure) else result.to_json()


def _outcome(session: SparkSession, run: Run, plan: Plan, done: int) -> Outcome:
    frame = session.read.parquet(storage.for_spark(run.out))
    counts = {row["outcome"]: row["count"] for row in frame.groupBy("outcome").count().collect()}
    faults = frame.where(frame.outcome == FAULT).select("fault.name", "fault.cause").limit(LISTED).collect()
    failures = [Failure(row["name"], row["cause"]) for row in faults]
    return Outcome(
        parts=len(plan.parts),
        done=done,
        records=counts.get(RECORD, 0),
        faults=counts.get(FAULT, 0) + len(plan.failures),
        failures=(*plan.failures, *failures),
    )
