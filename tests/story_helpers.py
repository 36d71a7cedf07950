"""Builds small article records by hand, with spans found from their words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence

from saksi.records import (
    Actor,
    ArticleRecord,
    Block,
    Date,
    Event,
    Place,
    Position,
    Quote,
    Source,
    Span,
    Witness,
)

Draft = Callable[[str, Sequence[Span]], Event]


def article(
    name: str,
    *paragraphs: str,
    title: str | None = None,
    published: str | None = "2025-05-02T08:00",
    outlet: str | None = None,
    credits: Sequence[str] = (),
    actors: Sequence[Actor] = (),
    places: Sequence[Place] = (),
    dates: Sequence[Date] = (),
    quotes: Sequence[Quote] = (),
    events: Sequence[Draft] = (),
    positions: Sequence[Position] = (),
) -> ArticleRecord:
    """A record whose text is the title and the paragraphs, each of them one sentence."""
    pieces = [*([title] if title else []), *paragraphs]
    text, spans = "", []
    for piece in pieces:
        text += "\n" if text else ""
        spans.append((len(text), len(text) + len(piece)))
        text += piece
    kinds = [*(["headline"] if title else []), *["paragraph"] * len(paragraphs)]
    return ArticleRecord(
        id="sha256:" + hashlib.sha256(name.encode()).hexdigest(),
        source=Source(f"{name}.txt"),
        outlet=outlet,
        language="id",
        title=title,
        published=published,
        dateline=None,
        byline=None,
        credits=tuple(credits),
        text=text,
        blocks=tuple(Block(kind, span, span) for kind, span in zip(kinds, spans, strict=True)),
        sentences=tuple(spans),
        actors=tuple(actors),
        places=tuple(places),
        dates=tuple(dates),
        quotes=tuple(quotes),
        events=tuple(draft(text, spans) for draft in events),
        positions=tuple(positions),
    )


def actor(id: str, name: str, code: str | None, kind: str = "organisation") -> Actor:
    return Actor(id, name, kind, code, code[:3] if code else None, None, ())


def place(id: str, name: str, lat: float | None, lon: float | None, country: str = "IDN") -> Place:
    return Place(id, name, None, lat, lon, country, ())


def day(id: str, start: str, end: str | None = None) -> Date:
    return Date(id, (0, 0), start, end or start, "day")


def quote(id: str, speaker: str) -> Quote:
    return Quote(id, "indirect", (0, 0), speaker, None)


def event(
    id: str,
    type: str,
    trigger: str,
    source: Sequence[str] = (),
    target: Sequence[str] = (),
    *,
    modality: str = "happened",
    negated: bool = False,
    mode: str | None = None,
    cameo: str | None = None,
    place: str | None = None,
    date: str | None = None,
    quote: str | None = None,
) -> Draft:
    """An event on the last place where the words of `trigger` stand, in that paragraph or headline."""

    def make(text: str, spans: Sequence[Span]) -> Event:
        start = text.rindex(trigger)
        sentence = next(span for span in spans if span[0] <= start < span[1])
        return Event(
            id=id,
            type=type,
            mode=mode,
            contexts=(),
            cameo=cameo,
            goldstein=None,
            source=tuple(source),
            target=tuple(target),
            place=place,
            date=date,
            modality=modality,
            negated=negated,
            quote=quote,
            sentence=sentence,
            witness=Witness(trigger=((start, start + len(trigger)),)),
            confidence=1.0,
        )

    return make


# A report of an agency, in five paragraphs, and what newsrooms make of it.
FERRY = (
    "Sebuah kapal feri yang membawa 87 penumpang kandas di perairan Pulau Rambai pada Kamis malam setelah"
    " mesinnya mati diterjang gelombang setinggi tiga meter.",
    "Kepala Kantor SAR setempat Darwis Panggabean mengatakan seluruh penumpang telah dievakuasi ke pelabuhan"
    " terdekat dengan dua kapal nelayan dan satu kapal patroli.",
    "Seorang anak buah kapal masih dicari karena terjatuh ke laut ketika berusaha memperbaiki baling-baling"
    " di buritan sebelum kapal itu kandas.",
    "Nakhoda feri sudah dimintai keterangan oleh syahbandar, sedangkan pemilik kapal belum dapat dihubungi"
    " sampai berita ini diturunkan.",
    "Badan meteorologi sebelumnya memperingatkan nelayan dan operator kapal agar tidak berlayar sampai akhir"
    " pekan karena angin kencang dari barat laut.",
)
LOCAL_LEDE = (
    "Warga Kampung Sukajadi menyambut keluarga mereka yang selamat dari kapal kandas dengan tangis haru di"
    " dermaga, Jumat pagi."
)
INDEPENDENT = (
    "Polisi perairan memeriksa nakhoda kapal yang kandas dekat Pulau Rambai, kata Komisaris Yusran Malik.",
    "Menurut penyelidikan awal polisi, kapal itu berangkat tanpa izin berlayar dan dengan jaket pelampung"
    " yang tidak cukup untuk semua penumpang.",
    "Keluarga anak buah kapal yang hilang meminta pencarian diteruskan sampai ia ditemukan.",
)
UNRELATED = (
    "Pemerintah Kota Lembah Hijau menutup sementara dua ruas jalan untuk perbaikan saluran air mulai Senin.",
    "Warga diminta memakai jalan lingkar selatan selama pekerjaan yang diperkirakan selesai dalam sepuluh hari.",
)
