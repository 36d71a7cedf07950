"""A load in a process of its own, to be killed: python loader.py URL COUNT."""

from __future__ import annotations

import sys

from made import article, reading

from saksi.archive import load, open_archive

PEOPLE = [(f"Tokoh {n}", "person", "IDNGOV") for n in range(7)]


def made_articles(count: int):
    """Articles that can be told apart, each with two events and a position."""
    return [
        article(
            f"Berita nomor {n}\nTokoh {n % 7} menolak usul {n}.\nTokoh {n % 7} menyerang lawan.",
            url=f"https://berita.example/{n}",
            published=f"2025-01-{1 + n % 28:02}",
            actors=[PEOPLE[n % 7]],
            events=[
                {"type": "REJECT", "source": PEOPLE[n % 7][0]},
                {"type": "ASSAULT", "source": PEOPLE[n % 7][0]},
            ],
            stances=[(PEOPLE[n % 7][0], "refuses", f"usul {n}")],
        )
        for n in range(count)
    ]


def main(url: str, count: int) -> None:
    """Loads so many articles in small batches; prints how many are in after each."""
    load.BATCH = 10
    made = made_articles(count)
    print("ready", flush=True)
    with open_archive(url, create=True) as archive:
        done = load.load(archive.database, [d for d, _ in made], reading=reading(made))
    print("done", done.added, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
