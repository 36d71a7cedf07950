"""Files by path, or by address of a file system that pyarrow knows (hdfs://, s3://, gs://, abfs://)."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, BinaryIO, cast

_ADDRESS = "://"


def open_input(path: str) -> BinaryIO:
    """Opens a file for reading, at any place in it. Raises OSError or ValueError."""
    if _ADDRESS not in path:
        return open(path, "rb")
    filesystem, inner = _resolve(path)
    return cast(BinaryIO, filesystem.open_input_file(inner))


def for_spark(path: str) -> str:
    """The path as Spark must be told it: a bare one would be looked for on the cluster's own file system."""
    return path if _ADDRESS in path else "file://" + os.path.abspath(path)


def exists(path: str) -> bool:
    """Whether there is a file."""
    if _ADDRESS not in path:
        return os.path.exists(path)
    filesystem, inner = _resolve(path)
    from pyarrow.fs import FileType

    return bool(filesystem.get_file_info(inner).type != FileType.NotFound)


def read(path: str) -> bytes:
    """The bytes of a file. Raises OSError or ValueError."""
    with open_input(path) as stream:
        return stream.read()


def write(path: str, data: bytes) -> None:
    """Writes a file, making its folder. Raises OSError."""
    if _ADDRESS not in path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(data)
        return
    filesystem, inner = _resolve(path)
    filesystem.create_dir(inner.rsplit("/", 1)[0], recursive=True)
    with filesystem.open_output_stream(inner) as stream:
        stream.write(data)


def _resolve(path: str) -> tuple[Any, str]:
    from pyarrow.fs import FileSystem

    # Hadoop's name for the same store.
    filesystem, inner = FileSystem.from_uri(path.replace("s3a://", "s3://", 1))
    return filesystem, inner
