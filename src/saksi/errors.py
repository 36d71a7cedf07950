"""Errors, named by what the caller must do about them.

SaksiError
├── ReadError      one source document cannot be read: name it, go on with the next
│   └── UnchangedError  a page is still what the caller already has: nothing to read
├── MappingError   the user's column mapping is faulty: stop
├── MissingExtraError  an optional part is not installed: the message says how to install it
├── LexiconError   a lexicon table is faulty: stop, show file and line
├── ModelError     the language model is missing or altered: stop
├── ArchiveError   an archive cannot be opened, or a question to it is faulty: stop
└── VerifyError    a saved record does not match its source document
"""

from __future__ import annotations


class SaksiError(Exception):
    """Base of all errors that Saksi raises on purpose."""


class ReadError(SaksiError):
    """A source document cannot be read. `path` names it, `cause` says why in plain words."""

    def __init__(self, path: str, cause: str) -> None:
        super().__init__(f"{path}: {cause}")
        self.path = path
        self.cause = cause

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str]]:
        # An exception is rebuilt from its message alone, unless told otherwise; workers are sent these.
        return type(self), (self.path, self.cause)


class UnchangedError(ReadError):
    """A page is, by its server's word, still what the caller already has."""

    def __init__(self, path: str, cause: str = "is unchanged since it was last fetched") -> None:
        super().__init__(path, cause)


class MappingError(SaksiError):
    """A column mapping that the user stated is faulty."""


class MissingExtraError(SaksiError):
    """An optional library is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional library: pip install 'saksi[{extra}]'")
        self.what = what
        self.extra = extra

    def __reduce__(self) -> tuple[type[MissingExtraError], tuple[str, str]]:
        return type(self), (self.what, self.extra)


class LexiconError(SaksiError):
    """A lexicon table is faulty. The message names file, line and column."""


class ModelError(SaksiError):
    """The language model is missing, or its weights are not those that the manifest names."""


class VerifyError(SaksiError):
    """A saved record does not match the source document that it names."""


class ArchiveError(SaksiError):
    """An archive cannot be opened or used, or a question to it is faulty."""
