"""What an archive takes in, and what it takes in only once."""

from __future__ import annotations

from made import article, fill, reading

from saksi.archive import Filters
from saksi.archive.load import load
from saksi.archive.recode import recode
from saksi.errors import ReadError
from saksi.records import ArticleRecord

GEMPA = "Gempa guncang Cianjur\nGempa bumi mengguncang Cianjur, Senin pagi."
BANJIR = "Banjir rendam Demak\nBanjir merendam ratusan rumah di Demak."


def counts(archive) -> tuple[int, int]:
    return archive.count(), len(list(archive.iter_events()))


def test_what_went_in_comes_out_again(archive):
    made = article(GEMPA, outlet="Harian Uji")
    fill(archive, [made])
    document, record = made
    assert archive.record(document.id) == record
    assert archive.document(document.id) == document.data
    assert list(archive.check()) == []


def test_the_same_bytes_twice_add_nothing(archive):
    made = [
        article(GEMPA, actors=[("Warga", "group", "IDNCVL")], events=[{"type": "AID", "source": "Warga"}])
    ]
    first = fill(archive, made)
    second = fill(archive, made)
    assert (first.added, first.known) == (1, 0)
    assert (second.added, second.known) == (0, 1)
    assert counts(archive) == (1, 1)
    assert len(archive.runs()) == 1


def test_the_same_bytes_twice_in_one_load_are_one_article(archive):
    made = [article(GEMPA), article(GEMPA), article(BANJIR), article(GEMPA)]
    done = fill(archive, made)
    assert (done.added, done.known) == (2, 2)
    assert archive.count() == 2


def test_a_failed_input_is_named_and_the_load_goes_on(archive):
    done = fill(archive, [article(GEMPA)], ReadError("rusak.html", "has no visible text"))
    assert (done.added, done.failed) == (1, 1)
    assert [(f.path, f.cause) for f in archive.failures(done.run)] == [("rusak.html", "has no visible text")]


def test_a_stopped_load_keeps_what_was_read_and_goes_on_in_the_same_run(archive):
    made = [article(f"Judul {n}\nIsi berita nomor {n}.") for n in range(6)]

    def stopping(sources):
        for n, record in enumerate(reading(made)(sources)):
            if n == 3:
                raise KeyboardInterrupt
            yield record

    stopped = load(archive.database, [d for d, _ in made], reading=stopping)
    assert (stopped.stopped, stopped.added, archive.count()) == (True, 3, 3)
    assert archive.runs()[0].finished is None
    resumed = fill(archive, made)
    assert (resumed.run, resumed.added, resumed.known) == (stopped.run, 3, 3)
    assert archive.count() == 6
    assert archive.runs()[0].finished is not None


def test_two_loaders_that_read_the_same_article_store_it_once(archive):
    made = [article(GEMPA)]

    def overtaken(sources):
        for record in reading(made)(sources):
            fill(archive, made)
            yield record

    load(archive.database, [made[0][0]], reading=overtaken)
    assert archive.count() == 1
    assert list(archive.check()) == []


def test_a_new_capture_of_a_url_is_a_revision_with_its_difference(archive):
    url = "https://berita.example/1"
    before = article(
        "Korban gempa 3 orang\nTiga orang tewas.\nWarga mengungsi.", url=url, captured="2025-03-01T01:00:00Z"
    )
    after = article(
        "Korban gempa 7 orang\nTujuh orang tewas.\nWarga mengungsi.", url=url, captured="2025-03-02T01:00:00Z"
    )
    fill(archive, [before, after])
    first, second = archive.history(url)
    assert first.captured == "2025-03-01T01:00:00Z"
    assert second.lines == (
        ("-", "Korban gempa 3 orang"),
        ("-", "Tiga orang tewas."),
        ("+", "Korban gempa 7 orang"),
        ("+", "Tujuh orang tewas."),
        (" ", "Warga mengungsi."),
    )


def test_captures_are_entered_once_and_a_page_that_went_back_is_a_revision(archive):
    url = "https://berita.example/2"
    day = "2025-03-0{}T01:00:00Z".format
    made = [
        article(GEMPA, url=url, captured=day(1)),
        article(GEMPA, url=url, captured=day(2)),
        article(BANJIR, url=url, captured=day(3)),
        article(GEMPA, url=url, captured=day(4)),
    ]
    fill(archive, made)
    fill(archive, made)
    assert [r.captured for r in archive.history(url)] == [day(1), day(3), day(4)]
    assert archive.count() == 2


def test_text_that_no_database_keeps_does_not_stop_a_load(archive):
    made = article(
        "Judul \x00 aneh\nIsi \ud800 dan \u0000 berita.".encode("utf-8", "replace").decode(), outlet="A\x00B"
    )
    fill(archive, [made])
    assert archive.record(1) == made[1]
    assert [h.article.outlet for h in archive.search("aneh")] == ["AB"]


def test_records_stream_oldest_first_and_fit_the_filters(archive):
    made = [
        article(f"Judul {n}\nIsi {n}.", published=f"2025-03-{n:02}", outlet="A" if n % 2 else "B")
        for n in (3, 1, 2, 5, 4)
    ]
    fill(archive, made)
    found = list(archive.records())
    assert [r.published for r in found] == [f"2025-03-{n:02}" for n in (1, 2, 3, 4, 5)]
    assert all(isinstance(r, ArticleRecord) for r in found)

    assert [r.title for r in archive.records(Filters(outlet=("B",), since="2025-03-03"))] == ["Judul 4"]


def test_answers_hold_the_last_capture_of_a_page_and_earlier_ones_only_if_asked(archive):
    url, day = "https://berita.example/3", "2025-03-0{}T01:00:00Z".format
    quake = [("Warga", "group", "IDNCVL")], [{"type": "AID", "source": "Warga", "speaker": "Warga"}]
    first, later = (
        article(text, url=url, captured=day(n), actors=quake[0], events=quake[1])
        for n, text in ((1, GEMPA), (2, f"{GEMPA}\nWarga saling membantu."))
    )
    fill(archive, [later])
    fill(archive, [first])  # comes in late, and is the earlier one all the same
    assert [h.article.id for h in archive.search("gempa")] == [later[0].id]
    assert [e.article.id for e in archive.events()] == [later[0].id]
    assert [r.id for r in archive.records()] == [later[0].id]
    assert [q.article.id for q in archive.quotes()] == [later[0].id]
    assert [a.articles for a in archive.actors()] == [a.articles for a in archive.actors("warga")] == [1]
    every = Filters(revisions=True)
    assert {h.article.id for h in archive.search("gempa", every)} == {first[0].id, later[0].id}
    assert len(archive.events(every)) == 2
    assert len(archive.history(url)) == 2
    recode(archive.database, reading=reading([first, later]))
    assert [h.article.id for h in archive.search("gempa")] == [later[0].id]
    # The page goes back to what it was.
    fill(archive, [article(GEMPA, url=url, captured=day(3), actors=quake[0], events=quake[1])])
    assert [h.article.id for h in archive.search("gempa")] == [first[0].id]


def test_an_article_under_two_urls_stands_while_it_stands_under_one(archive):
    fill(archive, [article(GEMPA, url="https://a.example/1"), article(GEMPA, url="https://b.example/1")])
    fill(archive, [article(BANJIR, url="https://a.example/1")])
    assert archive.count() == 2
    assert len(archive.search("")) == 2
    fill(archive, [article(BANJIR, url="https://b.example/1")])
    assert [h.article.title for h in archive.search("")] == [BANJIR.split("\n")[0]]
