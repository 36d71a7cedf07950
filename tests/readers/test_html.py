"""HTML pages: page text in page order, the story in it, and the page's own metadata."""

import pytest

from saksi.errors import ReadError
from saksi.readers.html import main_lines, read_html
from saksi.readers.page import parse_page

ISI = [
    "KUPANG - Pemerintah Kota Kupang membuka tiga pasar baru untuk pedagang yang berjualan di badan jalan.",
    "Wali kota mengatakan pembangunan ketiga pasar itu menelan dua puluh miliar rupiah dan selesai cepat.",
    '"Pedagang boleh menempati kios mulai pekan depan tanpa biaya selama enam bulan," kata wali kota itu.',
    "Para pedagang menyambut baik keputusan itu, tetapi meminta angkutan umum ditambah menuju lokasi baru.",
]
HALAMAN = f"""<!DOCTYPE html><html lang="id"><head><title>Kupang Buka Tiga Pasar - Harian Contoh</title>
<meta property="og:title" content="Kupang Buka Tiga Pasar">
<meta property="og:site_name" content="Harian Contoh">
<meta property="article:published_time" content="2024-05-07T09:30:00+08:00">
<meta name="author" content="Rina Wulandari">
<link rel="canonical" href="https://www.contoh.id/kupang/pasar"><script>var a = "<p>jangan</p>";</script>
<style>p {{ color: red }}</style></head><body><nav><a href="/">Beranda</a> <a href="/e">Ekonomi</a></nav>
<article><h1>Kupang Buka Tiga Pasar</h1>
<figure><img src="a.jpg"><figcaption>Kios baru di Kupang</figcaption></figure>
<p>{ISI[0]}</p><p>{ISI[1]}</p><div class="ads">IKLAN</div><p>{ISI[2]}</p><p>{ISI[3]}</p></article>
<aside><h3>Terpopuler</h3><ul><li><a href="/1">Sapi Lepas di Tengah Kota</a></li></ul></aside>
<footer>Hak cipta Harian Contoh</footer></body></html>"""


def test_page_text_main_and_metadata() -> None:
    source = read_html(HALAMAN.encode(), "hal.html")
    lines = source.raw.split("\n")
    assert "jangan" not in source.raw
    assert "color" not in source.raw
    assert lines[:3] == ["Beranda Ekonomi", "Kupang Buka Tiga Pasar", "Kios baru di Kupang"]
    assert lines[-1] == "Hak cipta Harian Contoh"
    assert source.main is not None
    main = [source.raw[s:e] for s, e in source.main]
    assert [line for line in main if line in ISI] == ISI
    assert "Sapi Lepas di Tengah Kota" not in main
    assert [source.raw[s:e] for s, e in source.captions] == ["Kios baru di Kupang"]
    assert dict(source.meta) == {
        "title": "Kupang Buka Tiga Pasar",
        "url": "https://www.contoh.id/kupang/pasar",
        "published": "2024-05-07T09:30:00+08:00",
        "byline": "Rina Wulandari",
        "outlet": "Harian Contoh",
        "language": "id",
    }


def test_lines_of_the_story_are_found_whatever_the_extractor_passed_over() -> None:
    page = parse_page("<nav>Menu</nav><div>" + "".join(f"<p>{line}</p>" for line in ISI) + "</div>")
    found = main_lines(page, "\n".join(ISI[1:3]))
    assert [page.line_text(line) for line in found] == ISI


def test_a_page_without_story_says_so() -> None:
    source = read_html(b"<html><body><ul><li><a href=x>Masuk</a></ul></body></html>", "x.html")
    assert source.main is None
    assert "no-main-text" in [d.code for d in source.diagnostics]


@pytest.mark.parametrize("page", [b"<html></html>", b"<html><script>x</script></html>", b"  "])
def test_a_page_without_text_is_refused(page: bytes) -> None:
    with pytest.raises(ReadError):
        read_html(page, "x.html")


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 50_000 + b"dalam sekali",
        b"<p>a" * 50_000,
        b"<html><body>" + b"<b><i>" * 20_000 + b"kata",
        b"<html><p>satu\x00dua</p><p>&#xD800; &#0; &#1114112;</p>",
        b"<html><!-- <p>" + b"x" * 10_000 + b"<p>tidak ditutup",
    ],
)
def test_hostile_pages_end(page: bytes) -> None:
    try:
        source = read_html(page, "x.html")
    except ReadError:
        return
    source.raw.encode("utf-8")


def test_declared_encoding_is_used() -> None:
    page = '<html><head><meta charset="windows-1251"></head><p>Кота'.encode("windows-1251")
    assert read_html(page, "x.html").raw == "Кота"
