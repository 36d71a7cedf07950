"""The commands `saksi spark read` and `saksi spark families`."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from saksi.errors import MissingExtraError, SaksiError
from saksi.faces.inputs import ColumnsType
from saksi.readers import storage
from saksi.readers.columns import Columns

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SOME_FAILED = 1
_GZIP = b"\x1f\x8b"
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
MASTER = click.option(
    "--master",
    help="Spark's master. Default: the one that spark-submit gives, else all cores of this machine.",
)
LEXICON = click.option(
    "--lexicon", "lexicons", multiple=True, type=FOLDER, help="Your own lexicon tables, on every machine."
)


@click.group()
def spark() -> None:
    """Reads and groups articles on Spark (needs saksi[spark] and Java)."""


@spark.command("read")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--list", "lists", multiple=True, metavar="FILE", help="A file of paths, one a line; may be gzip."
)
@click.option("--to", "out", required=True, metavar="FOLDER", help="Where the records go.")
@click.option("--map", "columns", type=ColumnsType(), help="Columns of Parquet or JSONL, as in `saksi read`.")
@LEXICON
@MASTER
@click.option(
    "--seconds", type=click.FloatRange(1), default=120, show_default=True, help="An article's time limit."
)
@click.option(
    "--portion", type=click.IntRange(1), default=8, show_default=True, help="MiB of a file that a task reads."
)
@click.option(
    "--portions",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Tasks between two done-markers.",
)
def spark_read(
    paths: tuple[str, ...],
    lists: tuple[str, ...],
    out: str,
    columns: Columns | None,
    lexicons: tuple[Path, ...],
    master: str | None,
    seconds: float,
    portion: int,
    portions: int,
) -> None:
    """Reads articles into partitioned Parquet. Run again, it does only what is not done.

    A PATH is what `saksi read` takes but standard input and web addresses: a file, a folder of this
    machine, or an address such as hdfs://... or s3://... that pyarrow can open. Exit status as of `read`.
    """
    everything = [*paths, *(path for name in lists for path in _listed(name))]
    if not everything:
        raise click.UsageError("name a PATH or a --list of them")
    try:
        from saksi.engines.spark import Run, read_on_spark

        run = Run(everything, out, columns or Columns(), lexicons, seconds, portion << 20, portions)
        outcome = read_on_spark(
            session(master), run, tell=lambda line: click.echo(f"saksi: {line}", err=True)
        )
    except SaksiError as error:
        raise click.ClickException(str(error)) from error
    except ImportError as error:
        raise click.ClickException(str(MissingExtraError("reading on Spark", "spark"))) from error
    for failure in outcome.failures:
        click.echo(f"saksi: {failure.path}: {failure.cause}", err=True)
    click.echo(f"{outcome.records} records, {outcome.faults} set aside, in {outcome.parts} parts")
    sys.exit(SOME_FAILED if outcome.faults else 0)


@spark.command("families")
@click.argument("records", metavar="FOLDER")
@click.option("--to", "out", required=True, metavar="FOLDER", help="Where the families go.")
@LEXICON
@MASTER
def spark_families(records: str, out: str, lexicons: tuple[Path, ...], master: str | None) -> None:
    """Groups the records that `saksi spark read` wrote into FOLDER by the text that they print.

    Writes Parquet: article, family (the article printed first), nearest (the one copied), likeness.
    """
    try:
        from saksi.engines.spark import records_frame
        from saksi.stories.spark_families import family_frame, key_frame

        opened = session(master)
        keys = key_frame(records_frame(opened, records), lexicons)
        family_frame(opened, keys).write.mode("overwrite").parquet(storage.for_spark(out))
    except SaksiError as error:
        raise click.ClickException(str(error)) from error
    except ImportError as error:
        raise click.ClickException(str(MissingExtraError("grouping on Spark", "spark"))) from error


def session(master: str | None, **settings: str) -> SparkSession:
    """A Spark session; without a master, and not under spark-submit, on all cores of this machine."""
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder.appName("saksi")
    if master is None and "PYSPARK_GATEWAY_PORT" not in os.environ and "SPARK_REMOTE" not in os.environ:
        master = "local[*]"
    if master is not None:
        builder = builder.master(master)
        if master.startswith("local"):
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()


def _listed(name: str) -> Iterator[str]:
    """The paths in a file, one a line."""
    try:
        data = storage.read(name)
        text = (gzip.decompress(data) if data.startswith(_GZIP) else data).decode()
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{name}: {error}") from error
    return (line.strip() for line in text.splitlines() if line.strip())
