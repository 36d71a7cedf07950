"""Tables of articles: CSV, TSV, Parquet and JSONL, with guessed and stated columns."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saksi.errors import MappingError, ReadError
from saksi.readers import tables
from saksi.readers.columns import Columns
from saksi.readers.open import read_sources
from saksi.readers.source import SourceDocument

TEXT = "TOKYO - Jepang mengecam Korea Utara, Selasa (4/3/2025)."


def read(path: Path, mapping: str | None = None) -> list[SourceDocument | ReadError]:
    return list(read_sources([str(path)], columns=Columns.parse(mapping) if mapping else None))


def documents(path: Path, mapping: str | None = None) -> list[SourceDocument]:
    found = read(path, mapping)
    assert all(isinstance(d, SourceDocument) for d in found), found
    return [d for d in found if isinstance(d, SourceDocument)]


@pytest.mark.parametrize(
    ("name", "delimiter"), [("a.csv", ","), ("b.csv", ";"), ("c.tsv", "\t"), ("d.csv", "|")]
)
def test_common_names_are_guessed_and_stated_metadata_kept(tmp_path: Path, name: str, delimiter: str):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter)
        writer.writerow(["No", "Judul", "Isi Berita", "Tanggal Terbit", "Tautan", "Media"])
        writer.writerow(
            ["010", "Jepang Kecam, Lagi", f'{TEXT}\nBaris "kedua".', "2025-03-04", "https://a.id/1", "Antara"]
        )
    [document] = documents(path)
    assert document.raw == f'{TEXT}\nBaris "kedua".'
    assert document.meta == {
        "title": "Jepang Kecam, Lagi",
        "url": "https://a.id/1",
        "published": "2025-03-04",
        "outlet": "Antara",
    }
    assert (document.record, document.url, document.media_type) == (1, "https://a.id/1", "text/csv")
    assert document.data in path.read_bytes()
    assert document.data.startswith(b"010")


def test_stated_columns_come_before_guessed_ones(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("text,cerita,judul,kepala\nringkasan saja,Isi penuh.,Salah,Benar\n", encoding="utf-8")
    [document] = documents(path, "text=cerita, title=kepala")
    assert (document.raw, document.meta["title"]) == ("Isi penuh.", "Benar")


def test_jsonl_takes_the_same_mapping(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    rows = [{"cerita": "Isi penuh.", "kepala": "Benar", "text": "ringkasan"}, {"text": "tanpa kolom"}]
    path.write_text("\n".join(json.dumps(r) for r in rows), encoding="utf-8")
    first, second = read(path, "text=cerita,title=kepala")
    assert isinstance(first, SourceDocument)
    assert (first.raw, first.meta["title"]) == ("Isi penuh.", "Benar")
    assert isinstance(second, ReadError)
    assert second.cause == "has no text field (cerita); its fields: text"


def test_bad_rows_are_named_by_number_and_the_run_goes_on(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text('isi,judul\nSatu.,A\nDua.\n"",C\n\nEmpat.,D\n', encoding="utf-8")
    results = read(path)
    assert [(r.path.removeprefix(str(path)), r.cause) for r in results if isinstance(r, ReadError)] == [
        (":2", "has 1 fields where the header names 2"),
        (":3", "its text is empty"),
    ]
    assert [(r.record, r.raw) for r in results if isinstance(r, SourceDocument)] == [
        (1, "Satu."),
        (4, "Empat."),
    ]


def test_a_quotation_mark_never_closed_does_not_swallow_the_table(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tables, "LONGEST_ROW", 200)
    path = tmp_path / "a.csv"
    path.write_text(
        'isi,judul\n"Satu,A\n' + "panjang sekali " * 10 + "\n" + "kata " * 20 + "\nDua.,B\n", encoding="utf-8"
    )
    bad, good = read(path)
    assert isinstance(bad, ReadError)
    assert "quotation mark" in bad.cause
    assert isinstance(good, SourceDocument)
    assert good.raw == "Dua."


@pytest.mark.parametrize(
    ("content", "mapping", "cause"),
    [
        ("a,b\n1,2\n", None, "has no text field"),
        ("isi,judul\n", None, "is a table without rows"),
        ("isi,judul\nx,y\n", "text=tubuh", "has no column tubuh; its columns: isi, judul"),
    ],
)
def test_a_table_without_the_columns_is_one_failure(
    tmp_path: Path, content: str, mapping: str | None, cause: str
):
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    [failure] = read(path, mapping)
    assert isinstance(failure, ReadError)
    assert failure.path == str(path)
    assert failure.cause.startswith(cause)


@pytest.mark.parametrize("mapping", ["isi", "teks=isi", "text=", "text=a,text=b"])
def test_a_faulty_mapping_is_refused(mapping: str):
    with pytest.raises(MappingError):
        Columns.parse(mapping)


def test_encodings_and_broken_bytes(tmp_path: Path):
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes(
            "isi,judul\r\n“Baik,” katanya – lalu pergi,Judul\r\n".replace("Baik,", "Baik").encode(encoding)
        )
        [document] = documents(path)
        assert document.raw == "“Baik” katanya – lalu pergi"
    broken = tmp_path / "rusak.csv"
    broken.write_bytes("isi,judul\nSatu é ".encode() + b"\xff" + " dua ü,A\n".encode())
    [document] = documents(broken)
    assert "\ufffd" in document.raw
    assert "undecodable-bytes" in {d.code for d in document.diagnostics}
    assert document.data in broken.read_bytes()


def test_a_table_of_wide_characters_is_read_until_one_is_broken(tmp_path: Path):
    rows = [f"Judul {n},{TEXT[:9]} {n}" for n in range(400)]
    whole = "\n".join(["judul,isi", *rows, ""]).encode("utf-32-le")
    path = tmp_path / "lebar.csv"
    path.write_bytes(whole)
    assert len(documents(path)) == 400
    path.write_bytes(whole[:-40] + b"\x00\x00\x00\xff" + whole[-40:])
    *given_out, last = read(path)
    assert len(given_out) > 100
    assert all(isinstance(d, SourceDocument) for d in given_out)
    assert isinstance(last, ReadError)
    assert "utf-32-le" in last.cause
    assert last.path == f"{path}:{len(given_out) + 1}"


def test_order_of_slashed_dates_is_seen_over_the_rows(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_text("isi,tanggal\nSatu.,4/5/2024\nDua.,4/25/2024\n", encoding="utf-8")
    assert [d.meta["published_order"] for d in documents(path)] == ["month", "month"]


def test_a_table_on_standard_input_is_known_by_its_header():
    data = b"judul,isi\nA,Satu.\n"
    [document] = list(read_sources(["-"], io.BytesIO(data)))
    assert isinstance(document, SourceDocument)
    assert (document.raw, document.media_type) == ("Satu.", "text/csv")
    [prose] = list(read_sources(["-"], io.BytesIO(b"Isi kontainer, kata polisi, belum diketahui.\n")))
    assert isinstance(prose, SourceDocument)
    assert prose.media_type == "text/plain"


def test_a_cell_that_holds_a_page_gives_its_page_text(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    story = "Presiden membuka rapat kabinet di Istana Merdeka dan menyampaikan arahan kepada para menteri."
    page = f"<html><head><title>x</title></head><body><nav>Beranda</nav><article><p>{story}</p></article></body></html>"
    path.write_text(json.dumps({"html": page}), encoding="utf-8")
    [document] = documents(path, "text=html")
    assert document.main is not None
    assert story in [document.raw[s:e] for s, e in document.main]


# A table that is mostly control characters is taken for a binary file.
CONTROLS = "".join(map(chr, range(32))).translate({9: None, 10: None, 13: None})
cell = st.text(st.characters(codec="utf-8", exclude_characters=CONTROLS), max_size=40)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(cell, cell), min_size=1, max_size=6))
def test_any_cells_come_back_as_written(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, quoting=csv.QUOTE_ALL).writerows(
            [("teks", "nomor"), *((f"teks {a}", b) for a, b in rows)]
        )
    found = [d for d in read(path) if isinstance(d, SourceDocument)]
    plain = [f"teks {a}" for a, _ in rows]
    html = [any(mark in text.lower() for mark in ("</p>", "</div>", "<br")) for text in plain]
    assert [d.raw for d, h in zip(found, html, strict=True) if not h] == [
        t for t, h in zip(plain, html, strict=True) if not h
    ]


class TestParquet:
    def table(self, path: Path, **options) -> None:
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        import datetime as dt

        pq.write_table(
            pa.table(
                {
                    "judul": ["Jepang Kecam", None, "Tiga"],
                    "isi": [TEXT, "", "Isi ketiga."],
                    "tanggal": [dt.datetime(2025, 3, 4, 10, 15), None, dt.datetime(2025, 3, 6)],
                    "link": ["https://a.id/1", "https://a.id/2", "https://a.id/3"],
                    "kode": ["010", "011", "012"],
                }
            ),
            path,
            **options,
        )

    def test_rows_with_their_fields(self, tmp_path: Path):
        path = tmp_path / "a.parquet"
        self.table(path, row_group_size=1)
        first, empty, third = read(path)
        assert isinstance(first, SourceDocument)
        assert first.raw == TEXT
        assert first.meta == {
            "title": "Jepang Kecam",
            "url": "https://a.id/1",
            "published": "2025-03-04T10:15:00",
        }
        assert json.loads(first.data)["kode"] == "010"
        assert isinstance(empty, ReadError)
        assert empty.path == f"{path}:2"
        assert isinstance(third, SourceDocument)
        assert third.record == 3

    def test_mapping_and_standard_input(self, tmp_path: Path):
        path = tmp_path / "a.parquet"
        self.table(path)
        documents = list(
            read_sources(["-"], io.BytesIO(path.read_bytes()), columns=Columns.parse("text=judul"))
        )
        assert [d.raw for d in documents if isinstance(d, SourceDocument)] == ["Jepang Kecam", "Tiga"]

    def test_a_corrupt_row_group_is_named_and_the_next_is_read(self, tmp_path: Path):
        path = tmp_path / "a.parquet"
        self.table(path, row_group_size=1, compression="zstd", use_dictionary=False)
        data = bytearray(path.read_bytes())
        place = data.index(b"\x28\xb5\x2f\xfd")  # the first compressed page
        data[place : place + 4] = b"\x00\x00\x00\x00"
        path.write_bytes(data)
        results = read(path)
        assert isinstance(results[0], ReadError)
        assert results[0].path == f"{path}:1"
        assert "row group 1" in results[0].cause
        assert [r.record for r in results if isinstance(r, SourceDocument)] == [3]

    def test_what_is_no_parquet_is_named(self, tmp_path: Path):
        pytest.importorskip("pyarrow")
        path = tmp_path / "a.parquet"
        path.write_bytes(b"PAR1 bukan")
        [failure] = read(path)
        assert isinstance(failure, ReadError)
        assert failure.cause.startswith("is not a readable Parquet table")

    def test_a_missing_extra_names_the_command(self, tmp_path: Path, monkeypatch):
        import sys

        path = tmp_path / "a.parquet"
        path.write_bytes(b"PAR1")
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        [failure] = read(path)
        assert isinstance(failure, ReadError)
        assert "pip install 'saksi[parquet]'" in failure.cause
