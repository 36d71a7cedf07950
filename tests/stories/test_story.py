"""A small story from end to end: three newsrooms, two origins, one denial. Also through the archive."""

from __future__ import annotations

import pytest

from saksi.archive import story_store
from saksi.archive.archive import open_archive
from saksi.lexicons.load import default_lexicons
from saksi.readers.source import SourceDocument
from saksi.stories.grouping import place
from saksi.stories.index import MemoryIndex
from saksi.stories.keys import article_key
from saksi.stories.origins import Copying
from saksi.stories.story import tell_story

AGENCY = """Kelompok bersenjata menembak tiga guru di Kabupaten Nduga
NDUGA, 5 Mei 2025 (ANTARA) - Kelompok bersenjata menembak tiga guru di Kabupaten Nduga, Papua Pegunungan, pada Minggu (4/5/2025).
Kapolres Nduga AKBP Samuel Rante mengatakan para guru diserang ketika pulang dari rapat di kantor distrik.
"Kami mengejar pelaku ke arah hutan di sebelah timur kampung," kata Samuel.
Para korban dievakuasi dengan helikopter ke rumah sakit di Wamena pada Senin pagi.
Pemerintah daerah menutup sementara semua sekolah di distrik itu sampai keadaan aman.
"""
COPY = """Tiga Guru Ditembak di Nduga
Nduga, 5 Mei 2025 (ANTARA) - Kelompok bersenjata menembak tiga guru di Kabupaten Nduga, Papua Pegunungan, pada Minggu (4/5/2025).
Kapolres Nduga AKBP Samuel Rante mengatakan para guru diserang ketika pulang dari rapat di kantor distrik.
Para korban dievakuasi dengan helikopter ke rumah sakit di Wamena pada Senin pagi.
Persatuan guru setempat meminta jaminan keamanan dari gubernur.
"""
OWN = """Komnas HAM Kecam Penembakan Guru di Nduga
Jayapura, 6 Mei 2025 - Komnas HAM mengecam kelompok bersenjata yang menembak tiga guru di Kabupaten Nduga pada Minggu (4/5/2025).
Ketua perwakilan Komnas HAM di Papua Yuliana Mote mendesak polisi segera menangkap pelaku penembakan para guru itu.
"Guru tidak boleh menjadi sasaran," kata Yuliana.
"""
ELSEWHERE = """Harga Cabai Naik di Pasar Induk
Bandung, 5 Mei 2025 - Harga cabai rawit di pasar induk naik dua kali lipat karena hujan terus-menerus.
Pedagang berharap pasokan dari lereng gunung pulih pekan depan.
"""


def document(text: str, host: str) -> SourceDocument:
    return SourceDocument(text.encode(), text, f"{host}.txt", "text/plain", url=f"https://{host}/berita/1")


DOCUMENTS = [
    document(AGENCY, "www.antaranews.com"),
    document(COPY, "www.jawapos.com"),
    document(ELSEWHERE, "www.kompas.com"),
    document(OWN, "www.tempo.co"),
]


@pytest.fixture(scope="module")
def records(pipeline):
    return [pipeline.read(source) for source in DOCUMENTS]


@pytest.fixture(scope="module")
def placed(records):
    index = MemoryIndex()
    return [place(article_key(record), index) for record in records]


@pytest.fixture(scope="module")
def story(records, placed):
    members = [(r, p) for r, p in zip(records, placed, strict=True) if p.story == placed[0].story]
    return tell_story([r for r, _ in members], {r.id: p.family for r, p in members}, default_lexicons())


def test_the_four_articles_are_two_stories_and_three_texts(placed):
    assert [p.story for p in placed] == [0, 0, 2, 0]
    assert [p.family for p in placed] == [0, 0, 2, 3]


def test_the_copy_is_no_origin_of_its_own(records, story):
    assert story.origins == 2
    copy = story.articles[1]
    assert copy.origins == ("agency:ANTARA",)
    assert copy.copying == Copying(records[1].id, records[0].id, "ANTARA", "credit")
    (added,) = copy.added
    assert records[1].text[slice(*added)].startswith("Persatuan guru setempat")


def test_the_shooting_is_one_happening_reported_by_two_origins(records, story):
    (shooting,) = [h for h in story.happenings if h.type == "ASSAULT" and len(h.accounts) > 2]
    assert {a.article for a in shooting.accounts} == {records[0].id, records[1].id, records[3].id}
    assert shooting.origins == 2
    assert shooting.days == ("2025-05-04", "2025-05-04")


def test_the_archive_tells_the_same_story(tmp_path, records, story):
    with open_archive(tmp_path / "a.db", create=True) as archive:
        archive.add(DOCUMENTS)
        done = archive.update_stories()
        assert (done.filed, done.told) == (4, 2)
        rows = {row.title: row for row in archive.stories()}
        row = rows[records[0].title]
        assert (row.articles, row.origins) == (3, 2)
        told = archive.story(row.id).story
        assert told.happenings == story.happenings
        assert [a.copying for a in told.articles] == [a.copying for a in story.articles]
        assert archive.update_stories() == story_store.Updated(0, 0)
