"""The text cut for a browser: nothing lost, nothing doubled, every mark where its words are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from saksi.faces.web.segments import marks_of, original, paragraphs, part_with, parts_of, within
from saksi.records import Actor, ArticleRecord, Block, Event, Quote, Source, Witness

TEXT = "Polisi menahan dua aktivis.\nMenteri mengecam penahanan itu."


def record(**changes) -> ArticleRecord:
    base = ArticleRecord(
        id="sha256:0", source=Source("x"), outlet=None, language="id", title=None, published=None,
        dateline=None, byline=None, credits=(), text=TEXT,
        blocks=(Block("paragraph", (0, 27), (0, 27)), Block("paragraph", (28, 59), (28, 59))),
        sentences=((0, 27), (28, 59)), actors=(), places=(), dates=(), quotes=(), events=(), positions=(),
    )  # fmt: skip
    return replace(base, **changes)


def event(ref: str, **witness) -> Event:
    return Event(
        ref, "COERCE", "arrest", (), "173", -5.0, ("a1",), (), None, None, "happened", False, None, (0, 27),
        Witness(**witness), 1.0,
    )  # fmt: skip


def test_overlapping_marks_cut_the_text_at_every_edge() -> None:
    made = record(
        actors=(Actor("a1", "Polisi", "organisation", "IDNCOP", "IDN", None, ((0, 6),)),),
        events=(event("e1", trigger=((7, 14),), source=((0, 6),)),),
        quotes=(Quote("q1", "indirect", (0, 27), None, None),),
    )
    first = next(paragraphs(made)).segments
    assert [s.text for s in first] == ["Polisi", " ", "menahan", " dua aktivis."]
    assert set(first[0].refs) == {"q1", "a1", "e1"}
    assert first[2].refs == ("q1", "e1")
    assert first[2].opens == ("e1",)


def test_a_reference_opens_once() -> None:
    made = record(actors=(Actor("a1", "x", "person", None, None, None, ((0, 6), (28, 35))),))
    opened = [ref for p in paragraphs(made) for s in p.segments for ref in s.opens]
    assert opened == ["a1"]


SPANS = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda p: (min(p), max(p)))


@given(st.lists(SPANS, max_size=12))
def test_segments_join_to_the_text_and_bear_every_mark(spans) -> None:
    actors = tuple(Actor(f"a{n}", "x", "person", None, None, None, (s,)) for n, s in enumerate(spans))
    made = record(actors=actors)
    shown = list(paragraphs(made))
    assert "\n".join("".join(s.text for s in p.segments) for p in shown) == TEXT
    for mark in marks_of(made):
        words = "".join(s.text for p in shown for s in p.segments if mark.ref in s.refs)
        assert words == TEXT[slice(*mark.span)].replace("\n", "")


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6))
def test_the_original_is_shown_from_first_to_last_character(text, spans) -> None:
    blocks = [
        Block("furniture", (min(a, b, len(text)), min(max(a, b), len(text))), None, "x") for a, b in spans
    ]
    assert "".join(run.text for run in original(text, blocks)) == text


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(1, 30), st.data())
def test_parts_hold_every_block_once_and_none_is_longer_than_asked(lengths, most, data) -> None:
    blocks, at = [], 0
    for length in lengths:
        blocks.append(Block("paragraph", (at, at + length), (at, at + length)))
        at += length + 1
    word = data.draw(st.integers(0, len(blocks) - 1))
    span = (blocks[word].span[0], blocks[word].span[1])
    made = record(
        text="x" * at, blocks=tuple(blocks), events=(event("e1", trigger=(span,), place=((0, 1),)),)
    )
    parts = parts_of(made, most)
    assert [block for part in parts for block in part] == blocks
    for part in parts:
        assert len(part) == 1 or part[-1].span[1] - part[0].span[0] <= most
    assert blocks[word] in parts[part_with(made, parts, "e1")]
    assert part_with(made, parts, "e99") == 0


@given(st.text(max_size=60), st.lists(st.integers(1, 20), min_size=1, max_size=9))
def test_pieces_of_the_original_join_to_it(text, steps) -> None:
    runs = list(original(text, [Block("furniture", (3, 9), None, "x")] if len(text) > 9 else []))
    pieces, at = [], 0
    for step in [*steps, len(text)]:
        pieces += within(runs, at, at + step)
        at += step
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)
