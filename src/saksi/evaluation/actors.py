"""Measures actor codes on gold sentences: does the mention at a gold phrase give the same country or body?

`python -m saksi.evaluation.actors --data FOLDER` reads `events/gold-dev.jsonl` under the folder. For
every source and target phrase of the gold, the actor mentioned at the phrase's head (else the first
inside it, else the place) is compared by the first three letters of its code.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from saksi.cleaning import clean
from saksi.language.analyse import load_model
from saksi.language.analysis import Analysis
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument
from saksi.reference.actors import find_actors
from saksi.reference.mentions import Reference
from saksi.reference.places import find_places


@dataclass(frozen=True, slots=True)
class Result:
    """One gold phrase: its words, the code wanted and the code found (None if no actor was)."""

    phrase: str
    wanted: str
    found: str | None

    @property
    def right(self) -> bool:
        """Whether the first three letters agree."""
        return self.found is not None and self.found[:3] == self.wanted[:3]


def evaluate(rows: Sequence[Mapping[str, Any]]) -> list[Result]:
    """A result for every source and target phrase that stands in its sentence as written."""
    lexicons, model = default_lexicons(), load_model()
    results = []
    for row in rows:
        text = str(row["text"])
        article = clean(SourceDocument(text.encode(), text, str(row["id"]), "text/plain"), lexicons)
        analysis = model.analyse(article.text, article.paragraphs)
        actors = find_actors(article, analysis, lexicons)
        places = find_places(article, analysis, lexicons)
        reference = Reference(actors.actors, places.places, (), actors.mentions, places.mentions, ())
        for party in (*row["source"], *row["target"]):
            start = article.text.find(party["text"])
            if start >= 0:
                found = code_at(analysis, reference, start, start + len(party["text"]))
                results.append(Result(party["text"], party["code"], found))
    return results


def code_at(analysis: Analysis, reference: Reference, start: int, end: int) -> str | None:
    """The code of the actor at the head of these words, else of the first actor or place inside them."""
    inside = [t for t in analysis.tokens if start <= t.start and t.end <= end]
    indices = {t.i for t in inside}
    heads = [t.i for t in inside if t.head not in indices or t.head == t.i]
    for i in (*heads, *(t.i for t in inside)):
        mention = reference.actor_at(i)
        if mention is not None and (code := reference.actor(mention.ref).code):
            return code
    countries = {p.id: p.country for p in reference.places}
    mentions = (m for m in reference.place_mentions if indices & set(range(m.first, m.last)))
    return next((c for m in mentions if (c := countries[m.ref])), None)


def main(arguments: Sequence[str] | None = None, out: TextIO = sys.stdout) -> None:
    """Prints the share of phrases coded alike and, with --errors, those that are not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    path = options.data / "events" / "gold-dev.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    results = evaluate(rows)
    right = sum(r.right for r in results)
    out.write(f"{right} of {len(results)} phrases coded alike ({right / max(len(results), 1):.1%})\n")
    for result in results if options.errors else ():
        if not result.right:
            out.write(f"{result.wanted}\t{result.found or '-'}\t{result.phrase}\n")


if __name__ == "__main__":
    main()
