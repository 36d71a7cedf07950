"""A record full of what exports stumble over."""

from __future__ import annotations

from dataclasses import replace

from saksi.records import (
    Actor,
    ArticleRecord,
    Date,
    Event,
    Place,
    Position,
    Quote,
    Source,
    Witness,
)

TITLE = 'Warga & "Ormas" {Bela Negara}: 100% Tolak #Relokasi_2'
TEXT = (
    f"{TITLE}\n"
    '=HYPERLINK("http://a.example") kata "Si Jago"\tdan; warga, 😀 menolak | relokasi.\n'
    "TNI menembak warga. TNI tidak menembak warga. TNI akan menembak warga. TNI menuntut warga pergi. "
    "Rusia dan Amerika Serikat sepakat berunding."
)


def span(words: str, start: int = 0) -> tuple[int, int]:
    begin = TEXT.index(words, start)
    return begin, begin + len(words)


def event(number: int, sentence: str, trigger: str, **changes: object) -> Event:
    whole = span(sentence)
    made = Event(
        id=f"e{number}",
        type="ASSAULT",
        mode="firearms",
        contexts=("military",),
        cameo="190",
        goldstein=-10.0,
        source=("a1",),
        target=("a2",),
        place="p1",
        date="d1",
        modality="happened",
        negated=False,
        quote=None,
        sentence=whole,
        witness=Witness(
            trigger=(span(trigger, whole[0]),),
            source=(span("TNI", whole[0]),) if "TNI" in sentence else (),
            target=(span("warga", whole[0]),) if "warga" in sentence else (),
        ),
        confidence=0.9,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


RECORD = ArticleRecord(
    id="sha256:" + "0" * 64,
    source=Source('-folder/berita, "satu".txt', "https://a.example/x?a=1&b={2}", "text/plain", 7),
    outlet="Koran; Contoh",
    language="id",
    title=TITLE,
    published="2025-03-04T00:30+07:00",
    dateline=None,
    byline="Budi, Sari",
    credits=("Antara", "AFP"),
    text=TEXT,
    blocks=(),
    sentences=tuple(
        span(s)
        for s in (
            TITLE,
            TEXT.splitlines()[1],
            "TNI menembak warga.",
            "TNI tidak menembak warga.",
            "TNI akan menembak warga.",
            "TNI menuntut warga pergi.",
            "Rusia dan Amerika Serikat sepakat berunding.",
        )
    ),
    actors=(
        Actor("a1", "TNI", "organisation", "IDNMIL", "IDN", None, (span("TNI"),)),
        Actor("a2", 'warga\t"Si Jago"\nkampung', "group", "IDNCVL", "IDN", None, (span("warga, 😀"),)),
        Actor("a3", "=cmd|' /C calc'!A0", "unnamed", None, None, None, (span("Si Jago"),)),
        Actor("a4", "Rusia", "state", "RUS", "RUS", None, (span("Rusia"),)),
        Actor("a5", "Amerika Serikat", "state", "USA", "USA", None, (span("Amerika Serikat"),)),
        Actor("a6", "PBB", "organisation", "IGOUNO", None, None, ()),
        Actor("a7", "rumah sakit", "organisation", "IDNMED", "IDN", None, ()),
        Actor("a8", "wartawan", "group", "IDNJRN", "IDN", None, ()),
    ),
    places=(
        Place("p1", "Kota Lama", 123, -6.5, 106.75, "IDN", ()),
        Place("p2", "Indonesia", 1643084, -5.0, 120.0, "IDN", ()),
    ),
    dates=(Date("d1", span("2"), "2025-03-01", "2025-03-01", "day", None),),
    quotes=(
        Quote("q1", "direct", span("Si Jago"), "a2", span("kata"), (), None),
        Quote("q2", "indirect", span("menolak | relokasi"), None, None, (), None),
    ),
    events=(
        event(1, "TNI menembak warga.", "menembak"),
        event(2, "TNI tidak menembak warga.", "menembak", negated=True),
        event(3, "TNI akan menembak warga.", "menembak", modality="planned"),
        event(
            4,
            "TNI menuntut warga pergi.",
            "menuntut",
            type="REQUEST",
            mode="change",
            cameo="010",
            modality="demanded",
        ),
        event(
            5,
            "Rusia dan Amerika Serikat sepakat berunding.",
            "sepakat",
            type="AGREE",
            mode=None,
            cameo="0356",
            goldstein=7.0,
            source=("a4", "a5"),
            target=(),
            place=None,
            date=None,
            modality="agreed",
            witness=Witness(trigger=(span("sepakat"),), source=(span("Rusia"), span("Amerika Serikat"))),
        ),
        event(
            6,
            TEXT.splitlines()[1],
            "menolak",
            type="ACCUSE",
            mode="allege",
            cameo="112",
            source=("a3", "a6"),
            target=("a7", "a8"),
        ),
    ),
    positions=(Position("a2", "relokasi; =1+1", "refuses", "e6", (span("menolak"),)),),
)
