"""An archive of hand-made articles for tests of the reading room; needs no language model."""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "archive"))
import made

JAKARTA = made.JAKARTA
ACTORS = (("Kementerian Luar Negeri", "organisation", "IDNGOV"), ("Amerika Serikat", "state", "USA"))


def plain() -> list[made.Made]:
    return [
        made.article(
            f"Indonesia Desak Gencatan Senjata ke-{n}\nKementerian Luar Negeri mendesak Amerika Serikat di Jakarta.",
            outlet="Koran Uji", published=f"2025-03-{n:02d}", actors=ACTORS, places=[JAKARTA],
            events=[{
                "type": "REQUEST", "cameo": "1056", "source": ACTORS[0][0], "target": ACTORS[1][0],
                "place": "Jakarta", "modality": "demanded",
            }],
            stances=[(ACTORS[0][0], "demands", "gencatan senjata")],
        )
        for n in range(1, 4)
    ]  # fmt: skip


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "<svg onload=alert(3)><a xlink:href='javascript:alert(3)'>x</a></svg>",
    "</title><style>body{background:url(//evil.example)}</style>",
    "javascript:alert(4)",
    "' onmouseover='alert(5)",
    "{{ 7*7 }}{% raw %}",
    "\u202egnp.exe\u2066\u200f tampak",
    "</pre></details><iframe src=//evil.example></iframe>",
    "<!--<b>",
)


def hostile() -> list[made.Made]:
    """Every hostile string as title, body, outlet, URL, actor, place and issue of an article of its own."""
    return [
        made.article(
            f"{evil}\nMenurut {evil} polisi menahan {evil} kemarin.", url=f"{evil}#{n}", outlet=evil,
            published=f"2025-04-{n:02d}", actors=[(evil, "person", "IDN")],
            places=[(evil, n, -6.2, 106.8, "IDN")],
            events=[{"type": "COERCE", "source": evil, "target": evil, "place": evil, "speaker": evil}],
            stances=[(evil, "demands", evil)],
        )
        for n, evil in enumerate(HOSTILE, 1)
    ]  # fmt: skip


def with_type(one: made.Made, kind: str) -> made.Made:
    """The article as a later run has it: its first event of another type."""
    document, record = one
    first = dataclasses.replace(record.events[0], type=kind)
    return document, dataclasses.replace(record, events=(first, *record.events[1:]))
