"""Scores event coding on the challenge set, by type and by phenomenon.

An expected event is found by a predicted one that has the type of one of its readings, first where the
triggers overlap, then anywhere in the sentence; each counts once. Parties are right if a mention of the
predicted actor overlaps the expected words. Every further predicted event is wrong; optional events count
neither way. Silences are left out, as PLOVER has none.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from saksi.evaluation.challenge import Challenge, Expected, Reading
from saksi.evaluation.events import TYPES
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Event, Span

SILENCE = "010"
DRAWS = 2000
Counts = Counter[str]
FIELDS = ("source", "target", "who, whom", "mode", "modality", "negated")


@dataclass(frozen=True, slots=True)
class Answer:
    """A sentence and what Saksi said of it; `pairs` are indices (expected, predicted) of what was found."""

    challenge: Challenge
    record: ArticleRecord
    predicted: tuple[Event, ...]
    pairs: tuple[tuple[int, int], ...]


def sentence(name: str, text: str) -> SourceDocument:
    """A sentence as an article of one line."""
    return SourceDocument(text.encode(), text, name, "text/plain")


def answer(challenge: Challenge, read: Callable[[SourceDocument], ArticleRecord]) -> Answer:
    """Reads the sentence and pairs what is expected with what is said."""
    record = read(sentence(challenge.id, challenge.text))
    predicted = tuple(e for e in record.events if e.cameo != SILENCE)
    ranked = sorted(
        (
            not overlap(expected.trigger, event.witness.trigger),
            expected.optional,
            _rank(expected, event),
            g,
            p,
        )
        for g, expected in enumerate(challenge.events)
        for p, event in enumerate(predicted)
        if reading_of(expected, event) is not None
    )
    pairs: dict[int, int] = {}
    for *_, g, p in ranked:
        if g not in pairs and p not in pairs.values():
            pairs[g] = p
    return Answer(challenge, record, predicted, tuple(sorted(pairs.items())))


def reading_of(expected: Expected, event: Event) -> Reading | None:
    """The reading that the event agrees with most: type, then negation, then modality; None if no type."""
    typed = [r for r in expected.readings if r.type == event.type]
    return max(
        typed, key=lambda r: (r.negated == event.negated, event.modality in r.modalities), default=None
    )


def _rank(expected: Expected, event: Event) -> int:
    return next(n for n, reading in enumerate(expected.readings) if reading.type == event.type)


def overlap(some: Sequence[Span], others: Sequence[Span]) -> bool:
    """Whether a span of one overlaps a span of the other."""
    return any(a[0] < b[1] and b[0] < a[1] for a in some for b in others)


def judge(expected: Expected, event: Event, record: ArticleRecord) -> dict[str, bool]:
    """Which fields of a found event are right; a field that the set leaves open is not in the answer."""
    reading = reading_of(expected, event)
    if reading is None:
        return {}
    right = {"modality": event.modality in reading.modalities, "negated": event.negated == reading.negated}
    if reading.mode is not None:
        right["mode"] = event.mode == reading.mode
    source, target = _words(event.source, record), _words(event.target, record)
    if expected.source is not None:
        right["source"] = _named(expected.source, source)
    if expected.target is not None:
        partner = expected.source if expected.source and not expected.target else ()
        right["target"] = _named(expected.target, target) or (
            len(expected.source or ()) > 1 and overlap(partner, target)
        )
    right["who, whom"] = right.get("source", True) and right.get("target", True)
    return right


def _words(actors: Sequence[str], record: ArticleRecord) -> list[Span]:
    return [span for actor in record.actors if actor.id in actors for span in actor.mentions]


def _named(expected: Sequence[Span], said: Sequence[Span]) -> bool:
    return overlap(expected, said) if expected else not said


def count(given: Answer) -> Counts:
    """Additive counts of one sentence, over all and by type (`gold ASSAULT`)."""
    counts: Counts = Counter(sentences=1)
    found = dict(given.pairs)
    open_ones = {g for g, expected in enumerate(given.challenge.events) if expected.optional}
    for g, expected in enumerate(given.challenge.events):
        if g in open_ones:
            continue
        counts["gold"] += 1
        kind = given.predicted[found[g]].type if g in found else expected.type
        counts["gold " + kind] += 1
        if g not in found:
            continue
        counts["found"] += 1
        counts["found " + kind] += 1
        for field, good in judge(expected, given.predicted[found[g]], given.record).items():
            counts["judged " + field] += 1
            counts[field] += good
            counts[f"{field} {kind}"] += good
    uncounted = {found[g] for g in open_ones if g in found}
    for event in (e for p, e in enumerate(given.predicted) if p not in uncounted):
        counts["predicted"] += 1
        counts["predicted " + event.type] += 1
    counts["whole"] = whole(given)
    return counts


def whole(given: Answer) -> bool:
    """Whether everything about the sentence is right: every event, every field, and nothing else."""
    events, found = given.challenge.events, dict(given.pairs)
    if len(found) < len(given.predicted) or any(
        g not in found for g, e in enumerate(events) if not e.optional
    ):
        return False
    return all(
        all(judge(events[g], given.predicted[p], given.record).values())
        for g, p in given.pairs
        if not events[g].optional
    )


def figures(units: Sequence[Counts]) -> dict[str, float]:
    """Precision, recall and F1 of types, F1 with parties, and the share of sentences wholly right."""
    total = _total(units)
    return {
        "P type": _ratio(total["found"], total["predicted"]),
        "R type": _ratio(total["found"], total["gold"]),
        "F1 type": _ratio(2 * total["found"], total["predicted"] + total["gold"]),
        "F1 who, whom": _ratio(2 * total["who, whom"], total["predicted"] + total["gold"]),
        "sentence right": _ratio(total["whole"], total["sentences"]),
    }


def report(answers: Sequence[Answer], *, errors: bool = False) -> Iterator[str]:
    """The figures as lines of text; `errors` lists the sentences of the dev half that went wrong."""
    units = [count(a) for a in answers]
    total = _total(units)
    yield (
        f"sentences {total['sentences']}, gold {total['gold']}, predicted {total['predicted']}, "
        f"found {total['found']}, wrong {total['predicted'] - total['found']}"
    )
    intervals = _intervals(units)
    for name, value in figures(units).items():
        yield f"{name:<16} {value:.3f}  [{intervals[name][0]:.3f}, {intervals[name][1]:.3f}]"
    yield "of found events right:"
    for field in FIELDS:
        judged = total["judged " + field]
        yield f"  {field:<10} {_ratio(total[field], judged):.3f}  of {judged}"
    yield from _table("type", {kind: [_of_type(u, kind) for u in units] for kind in TYPES})
    yield from _table("phenomenon", _by_phenomenon(answers, units))
    if errors:
        for given in answers:
            if given.challenge.part == "dev" and not whole(given):
                yield from _error(given)


def _of_type(counts: Counts, kind: str) -> Counts:
    names = ("gold", "predicted", "found", "who, whom", "modality", "negated")
    return Counter({name: counts[f"{name} {kind}"] for name in names})


def _by_phenomenon(answers: Sequence[Answer], units: Sequence[Counts]) -> dict[str, list[Counts]]:
    groups: dict[str, list[Counts]] = {}
    for given, counts in zip(answers, units, strict=True):
        for name in given.challenge.phenomena:
            groups.setdefault(name, []).append(counts)
    return groups


def _table(title: str, groups: dict[str, list[Counts]]) -> Iterator[str]:
    columns = ("gold", "predicted", "found", "who, whom", "modality", "negated")
    yield f"{title:<22}" + "".join(f"{name:>11}" for name in (*columns, "P", "R", "F1"))
    for name, units in groups.items():
        total, rates = _total(units), figures(units)
        cells = "".join(f"{total[column]:>11}" for column in columns)
        yield f"{name:<22}{cells}" + "".join(f"{rates[r]:>11.2f}" for r in ("P type", "R type", "F1 type"))


def _intervals(units: Sequence[Counts]) -> dict[str, tuple[float, float]]:
    """95 % percentile bootstrap over sentences."""
    dice = random.Random(1)
    draws = [figures(dice.choices(units, k=len(units))) for _ in range(DRAWS)] if units else []
    found = {}
    for name in figures(units):
        values = sorted(draw[name] for draw in draws) or [0.0]
        found[name] = (values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1])
    return found


def _total(units: Sequence[Counts]) -> Counts:
    total: Counts = Counter()
    for unit in units:
        total.update(unit)
    return total


def _ratio(part: int, among: int) -> float:
    return part / among if among else 0.0


def _error(given: Answer) -> Iterator[str]:
    challenge, pairs = given.challenge, dict(given.pairs)
    yield ""
    yield f"{challenge.id}  {challenge.text}"
    for g, expected in enumerate(challenge.events):
        event = given.predicted[pairs[g]] if g in pairs else None
        wrong = (
            []
            if event is None
            else [f for f, good in judge(expected, event, given.record).items() if not good]
        )
        if expected.optional:
            continue
        mark = "-" if event is None else ("~ " + ", ".join(wrong) if wrong else "=")
        kinds = "/".join(
            f"{'not ' if r.negated else ''}{r.type} {'|'.join(r.modalities)}" for r in expected.readings
        )
        sides = (_quoted(side, challenge.text) for side in (expected.source, expected.target))
        yield f"  {mark} {kinds}: {' > '.join(sides)}"
    names = {a.id: f"{a.name} [{a.code}]" for a in given.record.actors}
    for event in given.predicted:
        parties = " > ".join(", ".join(names[a] for a in side) for side in (event.source, event.target))
        mood = f"{'not ' if event.negated else ''}{event.type} {event.modality}"
        words = _quoted(event.witness.trigger, given.record.text)
        yield f"    said {mood} {event.mode or ''}: {parties}  «{words}»"


def _quoted(spans: Sequence[Span] | None, text: str) -> str:
    return "(open)" if spans is None else ", ".join(text[start:end] for start, end in spans) or "(nobody)"
