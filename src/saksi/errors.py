"""Errors, named by what the caller must do about them.

SaksiError
├── ReadError      one source document cannot be read: name it, go on with the next
├── LexiconError   a lexicon table is faulty: stop, show file and line
├── ModelError     the language model is missing or altered: stop
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
        """How it travels to a worker process: by its two parts, not by its message."""
        return type(self), (self.path, self.cause)


class LexiconError(SaksiError):
    """A lexicon table is faulty. The message names file, line and column."""


class ModelError(SaksiError):
    """The language model is missing, or its weights are not those that the manifest names."""


class VerifyError(SaksiError):
    """A saved record does not match the source document that it names."""
