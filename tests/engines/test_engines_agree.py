"""In this process, on several cores and on Spark: the same records bit for bit, whatever dies on the way."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from made_articles import jsonl, made

from saksi.engines.local import Failure, read_all
from saksi.readers.open import read_sources
from saksi.stories.grouping import place_all
from saksi.stories.index import MemoryIndex
from saksi.stories.keys import article_key

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
HERE = Path(__file__).parent
HOME = Path(__file__).parents[2] / "src"
MADE = 210


def java_is_missing() -> bool:
    if importlib.util.find_spec("pyspark") is None:
        return True
    java = shutil.which("java")
    return (
        java is None or subprocess.run([java, "-version"], capture_output=True, check=False).returncode != 0
    )


needs_spark = pytest.mark.skipif(java_is_missing(), reason="needs pyspark and Java")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory) -> list[str]:
    folder = tmp_path_factory.mktemp("inputs")
    file = folder / "made.jsonl"
    file.write_text(jsonl(made(MADE)) + "no row\n", encoding="utf-8")
    return [str(EXAMPLES), str(file)]


@pytest.fixture(scope="module")
def expected(inputs) -> list[str | Failure]:
    return [_plain(result) for result in read_all(read_sources(inputs))]


def test_several_cores_give_the_records_of_one(inputs, expected) -> None:
    assert [_plain(result) for result in read_all(read_sources(inputs), jobs=2)] == expected


@pytest.fixture(scope="module")
def session(tmp_path_factory) -> Iterator:
    pyspark = pytest.importorskip("pyspark")
    from pyspark.sql import SparkSession

    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    paths = os.pathsep.join([str(HOME), str(HERE), *(p for p in sys.path if p)])
    found = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.executorEnv.PYTHONPATH", paths)
        .config("spark.local.dir", str(tmp_path_factory.mktemp("spark")))
        .getOrCreate()
    )
    yield found
    found.stop()


@pytest.fixture(scope="module")
def on_spark(session, inputs, tmp_path_factory):
    """What Spark gives, one of its two executors killed as soon as both are at work."""
    from saksi.engines.spark import Run, read_on_spark

    out = tmp_path_factory.mktemp("out")
    killed: list[int] = []
    killer = threading.Thread(target=_kill_one, args=(killed,), daemon=True)
    killer.start()
    outcome = read_on_spark(session, Run(inputs, str(out), size=16 << 10, portions=64))
    killer.join()
    return out, outcome, killed


@needs_spark
def test_spark_gives_the_same_records_though_an_executor_dies(session, on_spark, expected) -> None:
    from saksi.engines.record_tables import record_of
    from saksi.engines.spark import records_frame

    out, outcome, killed = on_spark
    assert len(killed) == 1
    rows = [row.asDict(recursive=True) for row in records_frame(session, str(out)).collect()]
    assert sorted(record_of(row).to_json() for row in rows) == sorted(
        r for r in expected if isinstance(r, str)
    )
    assert list(outcome.failures) == [r for r in expected if isinstance(r, Failure)]


@needs_spark
def test_a_rerun_does_only_what_is_not_done(session, on_spark, inputs) -> None:
    from saksi.engines.spark import Run, read_on_spark

    out, first, _ = on_spark
    files = {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")}
    again = read_on_spark(session, Run(inputs, str(out)))
    assert (again.done, again.records, again.faults) == (first.parts, first.records, first.faults)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.parquet")} == files


@needs_spark
def test_spark_finds_the_families_that_filing_one_by_one_finds(session, on_spark, inputs) -> None:
    from saksi.engines.spark import records_frame
    from saksi.stories.spark_families import family_frame, filing, key_frame

    out, _, _ = on_spark
    found = family_frame(session, key_frame(records_frame(session, str(out)))).collect()
    results = read_all(read_sources(inputs))
    keys = {r.id: article_key(r) for r in results if not isinstance(r, Failure)}
    ordered = sorted(keys.values(), key=filing)
    placed = place_all(ordered, MemoryIndex())
    local = {k.article: ordered[p.family].article for k, p in zip(ordered, placed, strict=True)}
    assert len(set(local.values())) < len(local) - MADE // 10  # there are copies to find
    assert {row["article"]: row["family"] for row in found} == local


def _plain(result: object) -> str | Failure:
    return result if isinstance(result, Failure) else result.to_json()  # type: ignore[attr-defined]


def _kill_one(killed: list[int]) -> None:
    """SIGKILL to one executor of this process's Spark, once articles are read (a reading process is there)."""
    for _ in range(1200):
        executors = [p for p in _descendants(os.getpid()) if b"CoarseGrainedExecutorBackend" in _command(p)]
        busy = [p for p in executors if any(b"multiprocessing" in _command(c) for c in _descendants(p))]
        if len(executors) == 2 and busy:
            with contextlib.suppress(ProcessLookupError):
                os.kill(busy[0], signal.SIGKILL)
                killed.append(busy[0])
            return
        time.sleep(0.05)


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _descendants(process: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_descendants(int(child))]
    return found
