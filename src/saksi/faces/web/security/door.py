"""The door: one password for all who come in, and the sessions of those inside."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

import argon2

MOST_SESSIONS = 1_000
LASTS = 12 * 3600  # seconds
LONGEST_PASSWORD = 1_024  # characters
SESSION = "session"  # the cookie
_HASHER = argon2.PasswordHasher()


def hashed(password: str) -> str:
    """The argon2id hash of a password, as `Door` takes it."""
    return _HASHER.hash(password)


def is_hash(line: str) -> bool:
    """Whether this is a hash that `Door` can check passwords with."""
    try:
        argon2.extract_parameters(line)
    except argon2.exceptions.InvalidHashError:
        return False
    return True


class Door:
    """Checks the password and keeps the sessions in memory: they end with the server. Safe among threads."""

    def __init__(self, password_hash: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._hash = password_hash
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._known = b""  # digest of the password, once it was given rightly
        self._sessions: OrderedDict[bytes, float] = OrderedDict()  # digest of the token -> when it ends
        self._lock = Lock()

    def is_known(self, password: str) -> bool:
        """Whether this is the password, if that can be told without the slow hash. In constant time."""
        return hmac.compare_digest(self._known, self._digest(password))

    def is_right(self, password: str) -> bool:
        """Whether this is the password. Slow on purpose: never call it in the event loop."""
        if len(password) > LONGEST_PASSWORD:
            return False
        with self._lock:  # each check takes 64 MiB
            try:
                _HASHER.verify(self._hash, password)
            except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
                return False
            self._known = self._digest(password)
            return True

    def open(self) -> str:
        """A new session's token."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._sessions[self._digest(token)] = self._clock() + LASTS
            if len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return token

    def is_open(self, token: str) -> bool:
        """Whether this is the token of a session that goes on."""
        return self._sessions.get(self._digest(token), 0.0) > self._clock()

    def close(self, token: str) -> None:
        """Ends a session."""
        with self._lock:
            self._sessions.pop(self._digest(token), None)

    def _digest(self, words: str) -> bytes:
        return hmac.digest(self._key, words.encode("utf-8", "surrogatepass"), hashlib.sha256)
