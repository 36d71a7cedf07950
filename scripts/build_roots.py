"""Makes `src/saksi/lexicons/roots.csv` and the costs of `affixes.csv` from open sources.

    python scripts/build_roots.py --data DIR

Sources: the root list and the tagged news of PyPI's nlp-id (MIT), the lemma columns of the Universal
Dependencies treebanks of Indonesian (CC BY-SA: CSUI, PUD, GSD) under DIR/ud, and word frequencies of
DIR/text. Only single words and counts are taken. `root_exceptions.csv` is edited by hand and wins.

1. Candidates: the root list and the treebanks' lemmas.
2. A candidate that reads as a derivation of another is dropped, unless a treebank gives it as a lemma,
   or it has a family of its own that the other root cannot explain (jalan: menjalankan, perjalanan).
3. Costs of roots and of derivations are learnt together by expectation maximisation over the word
   forms of the news; treebank lemmas fix the reading of the forms that they cover.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from saksi.language.morphology import CLITIC_COSTS, Morphology, Reading
from saksi.language.morphology_rules import loses_letter
from saksi.lexicons.load import HOME, Lexicons, Row

WORD = re.compile(r"[a-zé]+(?:-[a-zé]+)?")
CONTENT = ("NOUN", "VERB", "ADJ", "ADV")
TREEBANKS = {"csui": "id_csui-ud-train", "pud": "id_pud-ud-test", "gsd": "id_gsd-ud-*"}
ROUNDS = 8
GOLD_WEIGHT = 4.0
SHORT = 3


class Draft(Lexicons):
    """The shipped lexicons with some tables replaced."""

    def __init__(self, **tables: Iterable[Row]) -> None:
        super().__init__()
        self._tables.update({name: tuple(rows) for name, rows in tables.items()})


def nlp_id(name: str) -> Path:
    """A data file of nlp-id, found without importing the package (which needs more than its data)."""
    spec = find_spec("nlp_id")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("build_roots needs the data of nlp-id: pip install --no-deps nlp-id")
    return Path(spec.submodule_search_locations[0]) / "data" / name


def treebank_words(data: Path, pattern: str) -> Iterator[tuple[str, str, str]]:
    """(form, lemma, UPOS) of all syntactic words of the treebank files that match `pattern`."""
    for path in sorted((data / "ud").glob(f"{pattern}.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            cells = line.split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                yield cells[1].lower(), cells[2].lower(), cells[3]


def lemmas(data: Path) -> dict[str, dict[str, Counter[str]]]:
    """For each treebank: form -> counts of its lemmas, over content words."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for name, pattern in TREEBANKS.items():
        table: dict[str, Counter[str]] = defaultdict(Counter)
        for form, lemma, upos in treebank_words(data, pattern):
            if upos in CONTENT and WORD.fullmatch(form) and WORD.fullmatch(lemma):
                table[form][lemma] += 1
        found[name] = table
    return found


def corpus_counts(data: Path) -> Counter[str]:
    """Counts of lower-case word forms that are not mostly written with a capital (names)."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    with lzma.open(data / "text" / "news-tokenised.txt.xz", "rt", encoding="utf-8") as stream:
        lines = [line.split()[1:] for line in stream]
    tagged = nlp_id("dataset_postag.txt")
    lines.append([line.split("\t")[0] for line in tagged.read_text(encoding="utf-8").splitlines()])
    for words in lines:
        for word in words:
            (capital if word[:1].isupper() else lower)[word.lower()] += 1
    return Counter({w: n for w, n in lower.items() if WORD.fullmatch(w) and n > capital[w] // 4})


def candidates(gold: Mapping[str, Mapping[str, Counter[str]]]) -> dict[str, set[str]]:
    """Root -> its sources."""
    found: dict[str, set[str]] = defaultdict(set)
    listed = nlp_id("root-word.txt")
    for root in listed.read_text(encoding="utf-8").split():
        half = halves(root)  # olok-olok lists the root olok
        if WORD.fullmatch(half) and len(half) > 1 and "-" not in half:
            found[half].add("nlpid")
    for name, table in gold.items():
        for counts in table.values():
            for root, count in counts.items():
                if len(root) > 2 and (count > 1 or root in found) and "-" not in root:
                    found[root].add(name)
    return found


def draft(roots: Iterable[str], costs: Mapping[str, int], exceptions: Iterable[Row] = ()) -> Morphology:
    """A morphology of these roots; regular initial letters, the shipped affixes."""
    rows = [{"root": r, "cost": str(costs.get(r, 100)), "nasal": ""} for r in roots]
    return Morphology(Draft(roots=rows, root_exceptions=exceptions))


def hosts(form: str) -> Iterator[tuple[str, int]]:
    """The form itself and what it is without a clitic, with the clitic's cost."""
    yield form, 0
    for clitic, cost in CLITIC_COSTS.items():
        if form.endswith(clitic) and len(form) - len(clitic) >= 3:
            yield form[: -len(clitic)], cost


def halves(form: str) -> str:
    """One half of a doubled word, or the word."""
    left, _, right = form.partition("-")
    return left if left == right else form


def settled(form: str, gold: Mapping[str, Mapping[str, Counter[str]]]) -> str:
    """What the treebanks say the lemma of a form is, CSUI and PUD before GSD; "" if none has it."""
    votes: Counter[str] = Counter()
    for name in ("csui", "pud"):
        votes.update(gold[name].get(form, {}))
    if not votes:
        votes.update(gold["gsd"].get(form, {}))
    # An unanalysed copy beside an analysed one is an omission of the annotation.
    return max(votes, key=lambda r: (votes[r] + (r != form) * 0.5, r)) if votes else ""


def clean(
    found: Mapping[str, set[str]],
    counts: Counter[str],
    gold: Mapping[str, Mapping[str, Counter[str]]],
    kept: set[str],
) -> set[str]:
    """The candidates that are roots. `kept` are those that the exceptions decide upon."""
    model = draft(sorted(found), {})
    family: dict[str, float] = defaultdict(float)
    members: dict[str, set[str]] = defaultdict(set)
    for form, count in counts.items():
        for root in {r.root for h, _ in hosts(halves(form)) for r in model.readings(h)}:
            members[root].add(form)
            family[root] += math.log1p(count)
    roots = set()
    for root in found:
        # Words of the root list are seldom derived of roots so short: berkas, selatan, topan.
        rivals = {r.root for r in model.readings(root) if r.root != root and len(r.root) > SHORT}
        rivals &= set(members)
        lemma = settled(root, gold)
        attested = found[root] & {"csui", "pud"}
        if root in kept or not rivals or (lemma == root and attested):
            roots.add(root)
            continue
        if lemma and lemma != root:
            continue
        explained = set().union(*(members[r] for r in rivals))
        own = sum(math.log1p(counts[f]) for f in sorted(members[root] - explained))
        rival = max(sum(math.log1p(counts[f]) for f in sorted(members[r] - members[root])) for r in rivals)
        if own > 1.5 or rival < 3.0:
            roots.add(root)
    return roots


def learn(
    roots: set[str], counts: Counter[str], gold: Mapping[str, Mapping[str, Counter[str]]]
) -> tuple[dict[str, int], dict[str, int]]:
    """Costs of the roots and of the derivations, in tenths of a nat, by expectation maximisation."""
    model = draft(sorted(roots), {})
    readings: list[tuple[float, list[Reading]]] = []
    for form, count in sorted(counts.items()):
        found = [Reading(cost, r.root, r.label) for h, cost in hosts(halves(form)) for r in model.readings(h)]
        lemma = settled(form, gold)
        right = [r for r in found if r.root == lemma and lemma != form]
        if right:
            readings.append((GOLD_WEIGHT * math.log1p(count), right))
        elif found:
            readings.append((math.log1p(count), found))
    root_cost: dict[str, float] = dict.fromkeys(sorted(roots), 10.0)
    label_cost = {label: a.cost / 10 for label, a in model.affixes.items()}
    for _ in range(ROUNDS):
        root_mass: dict[str, float] = defaultdict(float)
        label_mass: dict[str, float] = defaultdict(float)
        for weight, found in readings:
            scores = [math.exp(-root_cost[r.root] - label_cost[r.label] - r.cost / 10) for r in found]
            total = sum(scores)
            for reading, score in zip(found, scores, strict=True):
                root_mass[reading.root] += weight * score / total
                label_mass[reading.label] += weight * score / total
        root_cost = _costs({r: root_mass[r] for r in sorted(roots)}, 0.05)
        label_cost = _costs({a: label_mass[a] for a in model.affixes}, 1.0)
    return _tenths(root_cost), _tenths(label_cost)


def outdone(
    roots: set[str], found: Mapping[str, set[str]], model: Morphology, costs: Mapping[str, int]
) -> set[str]:
    """Roots that read better as a derivation: copies of forms in treebanks, listed nouns in -an.

    Other words of the root list stay roots even where a cheaper reading exists (petir, busi, difusi).
    """
    worse = set()
    for root in roots:
        best = model.cheapest(root)
        if best is None or best.root == root or costs[root] + model.affixes["bare"].cost <= best.cost:
            continue
        noun = best.label.endswith("an") and best.label != "me-kan" and len(best.root) > SHORT
        if "nlpid" not in found[root] or noun or root.endswith("nya"):
            worse.add(root)
    return worse


def _costs(mass: Mapping[str, float], floor: float) -> dict[str, float]:
    total = sum(mass.values()) + floor * len(mass)
    return {key: -math.log((value + floor) / total) for key, value in mass.items()}


def _tenths(costs: Mapping[str, float]) -> dict[str, int]:
    return {key: round(cost * 10) for key, cost in costs.items()}


def nasal_habit(root: str, counts: Counter[str], model: Morphology) -> str:
    """Whether the root is seen to keep the letter that it should lose after meN- and peN-."""
    if not loses_letter(root):
        return ""
    lost = kept = 0
    for affix in model.affixes.values():
        if affix.nasal:
            regular = model._derived(root, affix)[0].form
            ending = {"p": "m", "t": "n", "s": "n", "k": "ng"}[root[0]]
            lost += counts[regular]
            kept += counts[affix.prefix + ending + root + affix.suffix]
    if kept >= 2 and kept > 9 * lost:
        return "keep"
    return "both" if kept >= 2 and kept * 10 > lost else ""


def write(path: Path, header: list[str], rows: Iterable[list[str]]) -> None:
    """A sorted CSV table."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def main() -> None:
    """Build both tables in place."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with ud/ and text/")
    data = parser.parse_args().data
    gold = lemmas(data)
    counts = corpus_counts(data)
    for lemma_table in gold.values():
        for form, votes in lemma_table.items():
            counts[form] += sum(votes.values())
    found = candidates(gold)
    exceptions = Lexicons().table("root_exceptions")
    forced = {row["root"] for row in exceptions}
    for root in forced - set(found):
        found[root] = {"saksi"}
    derived = {row["form"] for row in exceptions if row["form"] != row["root"]}
    roots = clean({r: s for r, s in found.items() if r not in derived}, counts, gold, forced)
    root_cost, label_cost = learn(roots, counts, gold)
    model = draft(sorted(roots), root_cost)
    roots -= outdone(roots, found, model, root_cost) - forced
    root_cost, label_cost = learn(roots, counts, gold)
    model = draft(sorted(roots), root_cost)
    rows = [
        [root, str(cost), nasal_habit(root, counts, model), " ".join(sorted(found[root]))]
        for root, cost in root_cost.items()
    ]
    write(HOME / "roots.csv", ["root", "cost", "nasal", "source"], rows)
    affixes = Lexicons().table("affixes")
    table = [[str(label_cost[r["label"]]) if k == "cost" else v for k, v in r.items()] for r in affixes]
    write(HOME / "affixes.csv", list(affixes[0]), table)


if __name__ == "__main__":
    main()
