"""Runs: what coding the same articles anew changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import article, fill, reading

from saksi.archive import Filters
from saksi.archive.compare import record_changes
from saksi.archive.recode import recode
from saksi.errors import ArchiveError

WARGA = ("Warga", "group", "IDNCVL")
BEFORE = article(
    "Warga menolak tambang\nWarga menolak tambang di desa.",
    actors=[WARGA],
    events=[{"type": "REJECT", "source": "Warga"}],
    stances=[("Warga", "refuses", "tambang")],
)
SAME = article("Hujan turun\nHujan turun sepanjang hari.", events=[])
AFTER = (
    BEFORE[0],
    replace(
        BEFORE[1],
        events=(replace(BEFORE[1].events[0], type="PROTEST", modality="planned"),),
        positions=(),
    ),
)


@pytest.fixture
def coded_twice(archive):
    fill(archive, [BEFORE, SAME])
    recode(archive.database, reading=reading([AFTER, SAME]))
    return archive


def test_a_new_run_replaces_what_is_asked_and_keeps_what_was_said(coded_twice):
    assert [e.type for e in coded_twice.events()] == ["PROTEST"]
    assert [e.type for e in coded_twice.events(Filters(type=("REJECT",)))] == []
    assert list(coded_twice.positions()) == []
    assert len(coded_twice.search("tambang")) == 1
    assert len(coded_twice.search("", sort="oldest")) == 2
    assert list(coded_twice.check()) == []


def test_a_new_run_does_not_count_what_an_article_names_twice(coded_twice):
    assert [(a.actor.name, a.articles) for a in coded_twice.actors("warga")] == [("Warga", 1)]
    assert coded_twice.actor(1).articles == 1


def test_two_runs_can_be_compared(coded_twice):
    both = coded_twice.overlap(1, 2)
    assert (both.both, both.same) == (2, 1)
    [change] = coded_twice.diff(1, 2)
    assert change.article.title == "Warga menolak tambang"
    parts = {c.part: c for c in change.changes}
    assert set(parts) == {"events", "positions"}
    assert parts["events"].gone[0].startswith("REJECT Warga -> - | happened")
    assert parts["events"].new[0].startswith("PROTEST Warga -> - | planned")
    with pytest.raises(ArchiveError, match="no run 7"):
        coded_twice.overlap(1, 7)


def test_a_stopped_recoding_goes_on_where_it_stopped(archive):
    fill(archive, [BEFORE, SAME])

    def stopping(sources):
        yield next(iter(reading([AFTER, SAME])(sources)))
        raise KeyboardInterrupt

    stopped = recode(archive.database, reading=stopping)
    resumed = recode(archive.database, reading=reading([AFTER, SAME]))
    assert (stopped.stopped, stopped.added) == (True, 1)
    assert (resumed.run, resumed.added) == (stopped.run, 1)
    assert archive.overlap(1, 2).both == 2


def test_ids_alone_are_no_difference():
    record = BEFORE[1]
    renamed = replace(
        record,
        actors=(replace(record.actors[0], id="a9"),),
        events=(replace(record.events[0], source=("a9",)),),
        positions=(replace(record.positions[0], actor="a9"),),
    )
    assert list(record_changes(record.to_dict(), renamed.to_dict())) == []
