"""Files by path and by address: the same bytes in and out of a disk and of a file system that pyarrow knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from saksi.readers import storage

DATA = b"Warga Teluk Biru mengungsi.\n"


def path_of(kind: str, folder: Path) -> str:
    """A file two folders deep, by its path or by its address."""
    file = folder / "arsip" / "kini" / "berita.txt"
    return file.as_uri() if kind == "address" else str(file)


@pytest.mark.parametrize("kind", ["path", "address"])
def test_what_is_written_is_there_and_is_read_again(kind: str, tmp_path: Path):
    if kind == "address":
        pytest.importorskip("pyarrow.fs")
    path = path_of(kind, tmp_path)
    assert not storage.exists(path)
    storage.write(path, DATA)
    assert storage.exists(path)
    assert storage.read(path) == DATA
    assert (tmp_path / "arsip" / "kini" / "berita.txt").read_bytes() == DATA
    storage.write(path, b"lain")
    assert storage.read(path) == b"lain"


@pytest.mark.parametrize("kind", ["path", "address"])
def test_a_file_is_opened_at_any_place_in_it(kind: str, tmp_path: Path):
    if kind == "address":
        pytest.importorskip("pyarrow.fs")
    path = path_of(kind, tmp_path)
    storage.write(path, DATA)
    with storage.open_input(path) as stream:
        stream.seek(6)
        assert stream.read(10) == b"Teluk Biru"


@pytest.mark.parametrize("kind", ["path", "address"])
def test_a_file_that_is_not_there_is_an_error_of_the_system(kind: str, tmp_path: Path):
    if kind == "address":
        pytest.importorskip("pyarrow.fs")
    with pytest.raises(OSError, match="berita"):
        storage.read(path_of(kind, tmp_path))


def test_an_address_of_an_unknown_kind_is_refused():
    pytest.importorskip("pyarrow.fs")
    with pytest.raises(ValueError, match="gudang"):
        storage.read("gudang://simpanan/berita.txt")


def test_spark_is_told_that_a_bare_path_is_of_this_machine(tmp_path: Path):
    assert storage.for_spark(str(tmp_path / "a.txt")) == f"file://{tmp_path}/a.txt"
    assert storage.for_spark("s3a://simpanan/a.txt") == "s3a://simpanan/a.txt"
