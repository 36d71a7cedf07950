"""Makes `src/saksi/lexicons/story_words.csv`: how many of 100,000 sentences of news hold a root.

    python scripts/build_story_words.py --data DIR

Source: the sentences of DIR/text (see NOTICE.md). Only counts of single roots are taken.
"""

from __future__ import annotations

import argparse
import csv
import lzma
from collections import Counter
from pathlib import Path

from saksi.language.morphology import root_of
from saksi.lexicons.load import HOME
from saksi.stories.terms import WORD

FEWEST = 20  # of 100,000 sentences; rarer roots are left out and count as rare


def main() -> None:
    """Reads the corpus and writes the table in order of roots."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    text = parser.parse_args().data / "text" / "news-tokenised.txt.xz"
    held: Counter[str] = Counter()
    sentences = 0
    with lzma.open(text, "rt", encoding="utf-8") as stream:
        for line in stream:
            sentences += 1
            held.update({root_of(word) for word in WORD.findall(line.lower())})
    rows = ((root, round(count * 100_000 / sentences)) for root, count in sorted(held.items()))
    with (HOME / "story_words.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["root", "sentences"])
        writer.writerows(row for row in rows if row[1] >= FEWEST and row[0][0].isalpha())


if __name__ == "__main__":
    main()
