"""Articles for tests of reviewing: a few events with their trigger words, lexicon rows and confidences."""

from __future__ import annotations

import dataclasses

import made

from saksi.records import ArticleRecord, Witness

POLISI = ("Polisi", "organisation", "IDNCOP")
AKTIVIS = ("Dua aktivis", "unnamed", "IDNCVL")


def article(
    number: int,
    *triggers: tuple[str, str, float],
    rule: str = "frames_conflict:tahan-1",
    kind: str | None = None,
) -> made.Made:
    """An article with an event for each (trigger words, type, confidence), on a line of its own.

    `kind` is the type of all of them if given.
    """
    lines = [f"Polisi {words} dua aktivis pada hari ke-{number}." for words, _, _ in triggers]
    text = "\n".join([f"Berita Uji {number}", *lines])
    document, record = made.article(
        text, actors=[POLISI, AKTIVIS], aliases=[("Dua aktivis", "dua aktivis")],
        events=[{"type": kind or t, "source": "Polisi", "target": "Dua aktivis"} for _, t, _ in triggers],
    )  # fmt: skip
    events = []
    for event, (words, _, confidence) in zip(record.events, triggers, strict=True):
        at = record.text.index(words, event.sentence[0])
        witness = Witness(trigger=((at, at + len(words)),))
        events.append(
            dataclasses.replace(
                event, witness=witness, confidence=confidence, rule=(rule,), modality="happened"
            )
        )
    return document, dataclasses.replace(record, events=tuple(events))


def again(one: made.Made, **changes: object) -> made.Made:
    """The same article as a later run has it: its first event with other fields."""
    document, record = one
    first = dataclasses.replace(record.events[0], **changes)
    return document, dataclasses.replace(record, events=(first, *record.events[1:]))


def words_of(record: ArticleRecord, span: tuple[int, int]) -> str:
    return record.text[slice(*span)]
