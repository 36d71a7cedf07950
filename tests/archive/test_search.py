"""Search: words with their roots, acronyms, phrases; snippets; pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import BOGOR, JAKARTA, article, fill

from saksi.archive import Filters, search
from saksi.archive.packing import pack, pack_record, record_text, unpack_record
from saksi.archive.words import Question, fold, folded, root, snippet
from saksi.errors import ArchiveError
from saksi.language.morphology import derive
from saksi.lexicons.load import default_lexicons

SERANG = article(
    "Pos polisi diserang\nKelompok bersenjata menyerang pos polisi di Jakarta.",
    published="2025-03-01",
    outlet="Harian Uji",
    places=[JAKARTA],
)
SERANGAN = article(
    "Warga kecam kekerasan\nSerangan itu melukai dua petugas di Bogor.",
    published="2025-03-02",
    places=[BOGOR],
)
AMERIKA = article(
    "Amerika Serikat bantah\nAmerika Serikat membantah tuduhan itu.",
    published="2025-03-03",
    actors=[("Amerika Serikat", "state", "USA")],
)
AS = article(
    "AS kirim bantuan\nAS mengirim bantuan pangan.",
    published="2025-03-04",
    actors=[("Amerika Serikat", "state", "USA")],
    aliases=[("Amerika Serikat", "AS")],
)
SENJATA = article(
    "Gencatan senjata disepakati\nKedua pihak menyepakati gencatan senjata.\nPembelian senjata ditunda.",
    published="2025-03-05",
)
ALL = (SERANG, SERANGAN, AMERIKA, AS, SENJATA)


@pytest.fixture(scope="module")
def filled(shared_archive):
    fill(shared_archive, ALL)
    return shared_archive


@pytest.mark.parametrize(
    "words", ['a,"text":"b', '\\","text":"', "\ud800 tunggal", "baris\nkedua \u2028", "\x00"]
)
def test_the_text_of_a_packed_record_is_read_alone(words):
    """Whatever stands before it in the record, with the very key of the text."""
    _, record = article("Judul\nIsi berita.", url="https://berita.example/,")
    record = replace(
        record, text=f"Judul {words}\nIsi {words}.", outlet=f'{words},"text":"palsu"',
        credits=(words, f"{words},"), byline=f'{words}","text":"palsu"',
    )  # fmt: skip
    data, _ = pack_record(record)
    assert record_text(data) == record.text == unpack_record(data)["text"]


def test_a_damaged_record_has_no_text():
    data, _ = pack_record(SERANG[1])
    for damaged in (b"", data[:1], data[: len(data) // 2], pack(b"{}"), pack(b',"text":"tanpa akhir')):
        with pytest.raises(ArchiveError):
            record_text(damaged)


def titles(page) -> set[str]:
    return {hit.article.title for hit in page}


@pytest.mark.parametrize("word", ["menyerang", "diserang", "serangan", "serang"])
def test_a_word_finds_all_words_of_its_root(filled, word):
    assert titles(filled.search(word)) == {SERANG[1].title, SERANGAN[1].title}


def test_a_capitalised_word_is_a_name_and_finds_only_itself(filled):
    assert titles(filled.search("Menyerang")) == {SERANG[1].title}


def test_an_acronym_finds_the_name_that_it_stands_for_and_the_reverse(filled):
    assert titles(filled.search("AS")) == {AMERIKA[1].title, AS[1].title}
    assert titles(filled.search("Amerika Serikat")) == {AMERIKA[1].title, AS[1].title}
    assert titles(filled.search('"amerika serikat"')) == {AMERIKA[1].title, AS[1].title}


def test_a_phrase_is_its_words_in_order(filled):
    assert titles(filled.search('"gencatan senjata"')) == {SENJATA[1].title}
    assert titles(filled.search('"senjata gencatan"')) == set()
    assert titles(filled.search("senjata gencatan")) == {SENJATA[1].title}


def test_minus_or_and_asterisk(filled):
    assert titles(filled.search("polisi OR pangan")) == {SERANG[1].title, AS[1].title}
    assert titles(filled.search("serang -petugas")) == {SERANG[1].title}
    assert titles(filled.search("gencat*")) == {SENJATA[1].title}
    with pytest.raises(ArchiveError, match="not taken away"):
        filled.search("-polisi")


@pytest.mark.parametrize("text", ['"', "()", 'a"b', "AND", "NOT x", "*", "x:y", "'; DROP", "-", "&|!", "\\"])
def test_no_question_breaks_the_search(filled, text):
    assert len(filled.search(text)) >= 0


def test_highlights_are_the_words_that_answer(filled):
    hit = filled.search("menyerang polisi", Filters(outlet=("harian uji",)))[0]
    shown = [hit.snippet.text[s:e] for s, e in hit.snippet.highlights]
    assert shown == ["menyerang", "polisi"]
    start, end = hit.snippet.span
    assert filled.record(hit.article.number).text[start:end] == hit.snippet.text


def test_filters_narrow_a_search(filled):
    assert titles(filled.search("serang", Filters(place=("bogor",)))) == {SERANGAN[1].title}
    assert titles(filled.search("serang", Filters(until="2025-03-01"))) == {SERANG[1].title}
    assert titles(filled.search("", Filters(actor=("USA",)))) == {AMERIKA[1].title, AS[1].title}
    assert titles(filled.search("", Filters(near=(-6.2, 106.8, 20.0)))) == {SERANG[1].title}


@pytest.mark.parametrize("sort", ["relevance", "date", "oldest"])
def test_pages_together_are_the_whole_answer_in_order(archive, sort):
    made = [
        article(f"Judul {n}\n{'banjir ' * (1 + n % 3)}di kota.", published=f"2025-0{1 + n % 4}-1{n % 9}")
        for n in range(23)
    ]
    fill(archive, made)
    whole = [h.article.number for h in archive.search("banjir", sort=sort, limit=50)]
    found, cursor = [], None
    while True:
        page = archive.search("banjir", sort=sort, limit=4, cursor=cursor)
        found += [h.article.number for h in page]
        cursor = page.cursor
        if cursor is None:
            break
    assert found == whole
    assert len(set(whole)) == 23
    days = [archive.record(n).published for n in whole]
    if sort == "date":
        assert days == sorted(days, reverse=True)
    if sort == "oldest":
        assert days == sorted(days)


def test_what_stands_in_the_headline_comes_first_and_then_what_is_new(archive):
    kpk = [("Komisi Pemberantasan Korupsi", "organisation", "IDNGOV")]
    short = [("Komisi Pemberantasan Korupsi", "KPK")]
    made = [
        article("KPK periksa bupati\nSuap diduga mengalir.", published="2025-03-01", actors=kpk, aliases=short),
        article("Suap bupati, Komisi Pemberantasan Korupsi bergerak\nKasus baru.", published="2025-03-02",
                actors=kpk),
        article("Sidang dibuka\nKPK menyebut suap.", published="2025-03-04", actors=kpk, aliases=short),
        article("Penyuapan terungkap\nKPK menyebut suap.", published="2025-03-03", actors=kpk, aliases=short),
    ]  # fmt: skip
    fill(archive, made)
    found = [(hit.article.number, hit.score) for hit in archive.search("KPK suap")]
    assert found == [(2, 2.0), (4, 1.0), (1, 1.0), (3, 0.0)]
    assert [hit.article.number for hit in archive.search("KPK suap", sort="date")] == [3, 4, 2, 1]
    assert [hit.article.number for hit in archive.search('"periksa bupati" OR sidang*')] == [3, 1]


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 8, 20])
def test_only_the_newest_of_many_are_ranked_and_none_is_lost_or_doubled(archive, monkeypatch, limit):
    monkeypatch.setattr(search, "RANKED", 5)
    fill(archive, [
        article(f"{'Banjir' if n % 3 else 'Rob'} {n}\nKota dilanda banjir.", published=f"2025-03-{n + 1:02}")
        for n in range(12)
    ])  # fmt: skip
    found, cursor = [], None
    while True:
        page = archive.search("banjir", limit=limit, cursor=cursor)
        assert len(page) == limit or page.cursor is None
        found += [hit.article.number for hit in page]
        cursor = page.cursor
        if cursor is None:
            break
        if len(found) <= limit:  # what comes in meanwhile is not ranked, if it is newer than the answer
            fill(archive, [article(f"Banjir baru {limit}\nBanjir.", published="2025-04-01")])
    # 8 to 12 are ranked; those whose number is 3n + 1 have no such headline.
    assert found == [12, 11, 9, 8, 10, 7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize("sort", ["relevance", "date", "oldest"])
@pytest.mark.parametrize("limit", [1, 4, 5, 6, 12, 30])
@pytest.mark.parametrize("text", ["banjir", "rob", "", "tsunami"])
def test_facets_beside_an_answer_change_neither(archive, monkeypatch, sort, limit, text):
    monkeypatch.setattr(search, "RANKED", 5)
    monkeypatch.setattr(search, "FACETED", 8)
    fill(archive, [
        article(f"{'Banjir' if n % 3 else 'Rob'} {n}\nKota dilanda banjir.", published=f"2025-03-{n + 1:02}")
        for n in range(12)
    ])  # fmt: skip
    cursor = None
    for _ in range(3):
        found, facets = archive.search_with_facets(text, sort=sort, limit=limit, cursor=cursor)
        alone = archive.search(text, sort=sort, limit=limit, cursor=cursor)
        assert (list(found), found.cursor) == (list(alone), alone.cursor)
        assert facets == archive.facets(text)
        cursor = found.cursor
        if cursor is None:
            break


def test_a_cursor_serves_its_own_question_only(filled):
    cursor = filled.search("serang", sort="date", limit=1).cursor
    assert len(filled.search("serang", sort="date", limit=1, cursor=cursor)) == 1
    with pytest.raises(ArchiveError, match="another question"):
        filled.search("polisi", sort="date", cursor=cursor)
    with pytest.raises(ArchiveError, match="damaged"):
        filled.search("serang", sort="date", cursor="zz")


def test_words_are_folded():
    assert folded("COVID-19 di Kupang, Zürich") == ["covid", "19", "di", "kupang", "zurich"]


def test_a_snippet_shows_where_most_is_found():
    text = "Judul\n" + "kata " * 80 + "banjir besar di Demak."
    shown = snippet(text, Question("banjir Demak").hits(text, {}), 6)
    assert [shown.text[s:e] for s, e in shown.highlights] == ["banjir", "Demak"]


def test_highlights_find_every_word_of_a_root():
    # What hits() passes over without taking it apart must be no word of the root.
    for row in default_lexicons().table("roots")[::100]:
        wanted = root(fold(row["root"]))
        words = {fold(part) for derived in derive(row["root"]) for part in derived.form.split("-")}
        text = " ".join(sorted(words))
        shown = {text[s:e] for s, e in Question(wanted).hits(text, {})}
        assert shown == {w for w in words if wanted in (w, root(w))}
    # The root of this one cannot be read off it at all.
    assert Question("telepon").hits("Ia menelpon ibunya", {}) == [(3, 11)]
