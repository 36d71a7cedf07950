"""Scores who is who against the gold of chains: which mentions mean the same person or body.

The gold is JSONL, one article a line: `{"id", "sha256", "part", "chains": [{"kind", "mentions": [[s, e]]}]}`
with offsets as in `saksi.evaluation.rows`; docs/annotation/coreference.md says what is a mention. A gold
mention is the name alone; a mention of the record stands for it if it is an actor's of that kind (unnamed
persons are persons, groups are bodies), holds it, and begins or ends with it: titles stand before names.
Left aside are chains of the record that meet no gold chain, since the gold does not hold all actors of an
article; chains of one mention; and possessive -nya and titles in apposition, which were not annotated.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from saksi.errors import ReadError
from saksi.evaluation.chains import Chain, Fractions, b_cubed, ceaf_e, f1, muc
from saksi.evaluation.rows import Row, checked_span, in_row, read_rows
from saksi.readers.source import SourceDocument
from saksi.records import ArticleRecord, Span

KINDS = {
    "person": frozenset({"person", "unnamed"}),
    "organisation": frozenset({"organisation", "group", "state"}),
}
MEASURES = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}
APPOSED = frozenset({", ", " (", ") ", " selaku ", " sekaligus ", ", selaku "})
DRAWS = 2000
NOTHING: Fractions = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class GoldChain:
    """The mentions of one person or body, in text order."""

    kind: str
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ChainGold:
    """The chains of one article."""

    row: Row
    chains: tuple[GoldChain, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Gold and record of one article as chains of spans; a span of the record that stands for a gold
    mention is that mention's."""

    row: Row
    gold: tuple[Chain, ...]
    said: tuple[Chain, ...]
    names: tuple[str, ...]

    def fractions(self) -> dict[str, Fractions]:
        """What this article adds to each measure, and to the finding of mentions."""
        found = {name: measure(self.gold, self.said) for name, measure in MEASURES.items()}
        wanted: Chain = frozenset().union(*self.gold)
        have: Chain = frozenset().union(*self.said)
        both = float(len(wanted & have))
        return {"mentions": (both, float(len(wanted)), both, float(len(have))), **found}


def read_chain_gold(gold: Path, articles: Path) -> list[ChainGold]:
    """All articles of the gold, in its order. Raises ReadError as `read_rows` does, or on a faulty chain."""
    found = []
    for row, line, where in read_rows(gold, articles):
        chains = []
        for cells in line["chains"]:
            if cells.get("kind") not in KINDS:
                raise ReadError(where, f"kind is {cells.get('kind')!r}, expected one of {tuple(KINDS)}")
            spans = tuple(checked_span(pair, row, where) for pair in cells["mentions"])
            if len(spans) < 2:
                raise ReadError(where, "a chain needs two mentions")
            chains.append(GoldChain(str(cells["kind"]), spans))
        found.append(ChainGold(row, tuple(chains)))
    return found


def evaluate(
    articles: Sequence[ChainGold], read: Callable[[SourceDocument], ArticleRecord]
) -> list[Comparison]:
    """Reads every article with `read` and sets its actors beside the gold."""
    return [compare(article, read(article.row.document)) for article in articles]


def compare(article: ChainGold, record: ArticleRecord) -> Comparison:
    """Sets the actors of a record beside the gold chains of its article."""
    said: list[tuple[str, str, list[Span]]] = []
    for actor in record.actors:
        found = (in_row(span, article.row, record) for span in actor.mentions)
        said.append((actor.name, actor.kind, [span for span in found if span is not None]))
    meant = _meant(article, said)
    chains, names = [], []
    wanted = {span for chain in article.chains for span in chain.mentions}
    for number, (name, _, spans) in enumerate(said):
        kept = [
            span for span in spans if (number, span) in meant or _counts(span, spans, article.row, wanted)
        ]
        chain: Chain = frozenset(meant.get((number, span), span) for span in kept)
        if len(chain) > 1 and chain & wanted:
            chains.append(chain)
            names.append(name)
    gold = tuple(frozenset(chain.mentions) for chain in article.chains)
    return Comparison(article.row, gold, tuple(chains), tuple(names))


def _counts(span: Span, spans: Sequence[Span], row: Row, wanted: set[Span]) -> bool:
    """Whether a span of the record that stands for no gold mention counts against it.

    Neither a possessive *-nya* nor a title in apposition to the actor's name was annotated.
    """
    if row.words(span) == "nya" and span not in wanted:
        return False
    before = (row.text[end : span[0]] for _, end in spans if end <= span[0])
    after = (row.text[span[1] : start] for start, _ in spans if start >= span[1])
    return not any(gap in APPOSED for gap in (*before, *after))


def _meant(article: ChainGold, said: Sequence[tuple[str, str, list[Span]]]) -> dict[tuple[int, Span], Span]:
    """(actor number, its span) -> the gold mention it stands for; each gold mention is used once."""
    ranked = sorted(
        (rank, n, span, wanted)
        for chain in article.chains
        for wanted in chain.mentions
        for n, (_, kind, spans) in enumerate(said)
        if kind in KINDS[chain.kind]
        for span in spans
        if (rank := _closeness(span, wanted)) is not None
    )
    meant: dict[tuple[int, Span], Span] = {}
    used: set[Span] = set()
    for _, n, span, wanted in ranked:
        if wanted not in used and (n, span) not in meant:
            meant[n, span] = wanted
            used.add(wanted)
    return meant


def _closeness(span: Span, wanted: Span) -> int | None:
    """0 for the same words, else 1 plus the surplus where the span ends or begins with the wanted words."""
    if span == wanted:
        return 0
    if span[0] <= wanted[0] and wanted[1] <= span[1] and (span[0] == wanted[0] or span[1] == wanted[1]):
        return 1 + (span[1] - span[0]) - (wanted[1] - wanted[0])
    return None


def figures(units: Sequence[dict[str, Fractions]]) -> dict[str, tuple[float, float, float]]:
    """(precision, recall, F1) of each measure over articles; `CoNLL` is the mean F1 of the three."""
    totals: dict[str, Fractions] = {}
    for unit in units:
        for name, more in unit.items():
            a, b, c, d = totals.get(name, NOTHING)
            totals[name] = (a + more[0], b + more[1], c + more[2], d + more[3])
    found = {name: f1(fractions) for name, fractions in totals.items()}
    means = (
        [sum(found[name][k] for name in MEASURES) / len(MEASURES) for k in range(3)] if found else [0.0] * 3
    )
    found["CoNLL"] = (means[0], means[1], means[2])
    return found


def report(comparisons: Sequence[Comparison], *, faults: bool = False) -> Iterator[str]:
    """The figures in per cent as lines of text, with 95 % bootstrap intervals of F1 over articles."""
    units = [c.fractions() for c in comparisons]
    chains = sum(len(c.gold) for c in comparisons)
    mentions = sum(len(chain) for c in comparisons for chain in c.gold)
    yield f"articles {len(units)}, chains {chains}, mentions {mentions}"
    dice = random.Random(1)
    draws = [figures(dice.choices(units, k=len(units))) for _ in range(DRAWS)] if units else []
    yield f"{'':<10} {'P':>6} {'R':>6} {'F1':>6}  95 % of F1"
    for name, (precision, recall, both) in figures(units).items():
        values = sorted(draw[name][2] for draw in draws) or [0.0]
        low, high = values[int(0.025 * len(values))], values[int(0.975 * len(values))]
        cells = " ".join(f"{100 * value:>6.1f}" for value in (precision, recall, both))
        yield f"{name:<10} {cells}  [{100 * low:>5.1f}, {100 * high:>5.1f}]"
    if faults:
        for comparison in comparisons:
            yield from _faults(comparison)


def _faults(comparison: Comparison) -> Iterator[str]:
    row = comparison.row

    def words(spans: Chain) -> str:
        return ", ".join(f"{row.words(s)}@{s[0]}" for s in sorted(spans))  # type: ignore[arg-type, index, type-var]

    for chain in comparison.gold:
        parts = [(n, s) for n, s in zip(comparison.names, comparison.said, strict=True) if chain & s]
        best = max(parts, key=lambda part: len(part[1] & chain), default=None)
        if best is None:
            yield f"{row.id} missed: {words(chain)}"
        elif best[1] != chain:
            yield f"{row.id} {best[0]}: lacks [{words(chain - best[1])}] has too [{words(best[1] - chain)}]"
