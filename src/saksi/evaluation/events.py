"""Scores event coding on single gold sentences: type, source and target country.

The measure is the one that the field uses for PLOVER's gold standard records: a sentence's record is
found at level *type* if some predicted event has its type, at level *source* if that event's source
also shares a code (first three letters), at level *target* if its target does too. Precision is over
predicted rows, a repeated (type, source, target) counting once. Intervals are 95 % percentile
bootstraps over sentences.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saksi.pipeline import Pipeline
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "ACCUSE", "REQUEST", "REJECT",
    "THREATEN", "PROTEST", "MOBILIZE", "SANCTION", "COERCE", "ASSAULT",
)  # fmt: skip
# Types of the 2016 records that the 2021 manual renamed.
RENAMED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
DRAWS = 2000
Json = Mapping[str, Any]
Row = tuple[str, frozenset[str], frozenset[str]]
Counts = Counter[str]


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold record: sentence, type, source and target codes, number of sources named."""

    id: str
    text: str
    type: str
    source: frozenset[str]
    target: frozenset[str]
    sources: int


def predict(rows: Sequence[Json]) -> list[dict[str, Any]]:
    """Reads every gold sentence as an article of one line; silences are left out, as PLOVER has none."""
    pipeline = Pipeline.load()
    return [{"id": row["id"], "events": _events(pipeline.read(_sentence(row)))} for row in rows]


def _sentence(row: Json) -> SourceDocument:
    text = str(row["text"])
    return SourceDocument(text.encode(), text, str(row["id"]), "text/plain")


def _events(record: ArticleRecord) -> list[dict[str, Any]]:
    codes = {a.id: a.code or "" for a in record.actors}
    return [
        {
            "type": event.type,
            "source": [codes[a] for a in event.source],
            "target": [codes[a] for a in event.target],
            "words": " … ".join(record.text[slice(*span)] for span in event.witness.trigger),
            "modality": event.modality,
            "negated": event.negated,
        }
        for event in record.events
        if event.cameo != "010"
    ]


def report(rows: Sequence[Json], predictions: Sequence[Json], *, errors: bool = False) -> Iterator[str]:
    """The figures as lines of text; with `errors`, also every sentence that is not wholly right."""
    gold = read_gold(rows)
    found = _rows(predictions)
    units = [_unit(group, found) for group in _by_text(gold).values()]
    figures = summarise(units)
    intervals = _intervals(units)
    yield f"records {len(gold)}, sentences {len(units)}, predicted rows {sum(u['rows'] for u in units)}"
    for name, value in figures.items():
        low, high = intervals[name]
        yield f"{name:<16} {value:.3f}  [{low:.3f}, {high:.3f}]"
    yield from _per_type(gold, found)
    if errors:
        yield from _errors(gold, found, predictions)


def read_gold(rows: Sequence[Json]) -> list[Gold]:
    """Gold records with a text, types renamed to today's, codes cut to three letters."""
    return [
        Gold(
            str(row["id"]),
            " ".join(str(row["text"]).split()),
            _type(row["event"]),
            _codes(row.get("source")),
            _codes(row.get("target")),
            len(row["source"]) if isinstance(row.get("source"), list) else 0,
        )
        for row in rows
        if row.get("text") and row.get("event") != "DOCUMENT"
    ]


def _type(name: str) -> str:
    upper = name.strip().upper()
    return RENAMED.get(upper, upper)


def _codes(parties: Sequence[Any] | None) -> frozenset[str]:
    codes = [(p.get("code") if isinstance(p, dict) else p) or "" for p in parties or ()]
    return frozenset(c.strip().upper()[:3] for c in codes if c.strip() and c.strip()[0] not in "-~")


def _rows(predictions: Sequence[Json]) -> dict[str, set[Row]]:
    return {
        str(p["id"]): {
            (_type(e["type"]), _codes(e["source"]), _codes(e["target"]))
            for e in p["events"]
            if _type(e["type"]) in TYPES
        }
        for p in predictions
    }


def _by_text(gold: Sequence[Gold]) -> dict[str, list[Gold]]:
    groups: dict[str, list[Gold]] = defaultdict(list)
    for record in gold:
        groups[record.text].append(record)
    return groups


def right(row: Row, gold: Gold, level: str) -> bool:
    """Whether a predicted row is right at level type, source or target."""
    kind, source, target = row
    if kind != gold.type:
        return False
    if level == "type":
        return True
    source_right = bool(source & gold.source) if gold.source else not source
    if level == "source" or not source_right:
        return source_right
    if gold.target:
        return bool(target & gold.target)
    return not target or (gold.sources >= 2 and bool(target & gold.source))


LEVELS = ("type", "source", "target")


def _unit(group: Sequence[Gold], found: Mapping[str, set[Row]]) -> Counts:
    """Additive counts of one sentence."""
    counts: Counts = Counter(records=len(group))
    for gold in group:
        rows = found.get(gold.id, set())
        counts["detected"] += bool(rows)
        counts["rows"] += len(rows)
        types = {row[0] for row in rows}
        counts["types"] += len(types)
        counts["types right"] += len(types & {g.type for g in group})
        for level in LEVELS:
            counts["found " + level] += any(right(row, gold, level) for row in rows)
            counts["right " + level] += sum(any(right(row, g, level) for g in group) for row in rows)
    return counts


def summarise(units: Sequence[Counts]) -> dict[str, float]:
    """Precision, recall and F1 at each level from the counts of all sentences."""
    total: Counts = Counter()
    for unit in units:
        total.update(unit)
    recall = {level: _ratio(total["found " + level], total["records"]) for level in LEVELS}
    precision = {level: _ratio(total["right " + level], total["rows"]) for level in LEVELS}
    precision["type"] = _ratio(total["types right"], total["types"])
    figures = {"detected": _ratio(total["detected"], total["records"])}
    for level in LEVELS:
        figures["P " + level] = precision[level]
        figures["R " + level] = recall[level]
        figures["F1 " + level] = _harmonic(precision[level], recall[level])
    return figures


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _harmonic(a: float, b: float) -> float:
    return 2 * a * b / (a + b) if a + b else 0.0


def _intervals(units: Sequence[Counts]) -> dict[str, tuple[float, float]]:
    dice = random.Random(1)
    draws = [summarise(dice.choices(units, k=len(units))) for _ in range(DRAWS)] if units else []
    intervals = {}
    for name in summarise(units):
        values = sorted(draw[name] for draw in draws) or [0.0]
        intervals[name] = (values[int(0.025 * len(values))], values[int(0.975 * len(values)) - 1])
    return intervals


def _per_type(gold: Sequence[Gold], found: Mapping[str, set[Row]]) -> Iterator[str]:
    yield f"{'type':<10} {'gold':>5} {'found':>6} {'with parties':>13} {'predicted':>10} {'right':>6}"
    types_of_text = {text: {g.type for g in group} for text, group in _by_text(gold).items()}
    for kind in TYPES:
        own = [g for g in gold if g.type == kind]
        typed = sum(any(row[0] == kind for row in found.get(g.id, ())) for g in own)
        whole = sum(any(right(row, g, "target") for row in found.get(g.id, ())) for g in own)
        predicted = [g for g in gold if any(row[0] == kind for row in found.get(g.id, ()))]
        good = sum(kind in types_of_text[g.text] for g in predicted)
        yield f"{kind:<10} {len(own):>5} {typed:>6} {whole:>13} {len(predicted):>10} {good:>6}"


def _errors(
    gold: Sequence[Gold], found: Mapping[str, set[Row]], predictions: Sequence[Json]
) -> Iterator[str]:
    words = {str(p["id"]): p["events"] for p in predictions}
    for g in gold:
        rows = found.get(g.id, set())
        reached = [level for level in LEVELS if any(right(row, g, level) for row in rows)]
        if len(reached) == len(LEVELS) and len(rows) == 1:
            continue
        yield ""
        yield f"{g.id} reached: {reached[-1] if reached else 'nothing'}"
        yield f"  {g.text}"
        yield f"  gold {g.type} {sorted(g.source)} > {sorted(g.target)}"
        for event in words.get(g.id, ()):
            mood = event["modality"] + (" not" if event["negated"] else "")
            yield f"  said {event['type']} {event['source']} > {event['target']} ({mood}) {event['words']}"
