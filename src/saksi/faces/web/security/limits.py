"""How much one client may ask: a bucket each, that fills with time; and how many may wait their turn."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import IPv6Address, ip_address

from starlette.exceptions import HTTPException

MOST_CLIENTS = 10_000
_V6_NETWORK = 64  # bits: what one household is usually given


class Buckets:
    """At most `per_minute` units a minute and client, as many at once. Memory is bounded.

    The clients that asked longest ago are forgotten first. For the event loop's thread only.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()  # client -> units left, at

    def __len__(self) -> int:
        return len(self._left)

    def wait(self, client: str, cost: float = 1.0) -> float:
        """Takes `cost` units and gives 0.0; or takes none and gives the seconds until there are so many.

        Nothing costs more than a full bucket.
        """
        cost = min(cost, self._size)
        now = self._clock()
        left, at = self._left.pop(client, (self._size, now))
        left = min(self._size, left + (now - at) * self._size / 60)
        short = cost - left
        self._left[client] = (left if short > 0 else left - cost, now)
        if len(self._left) > MOST_CLIENTS:
            self._left.popitem(last=False)
        return short * 60 / self._size if short > 0 else 0.0


def client_key(address: str) -> str:
    """Whom an address belongs to: of IPv6 the network, since one client has a whole one."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or int(parsed) >> (128 - _V6_NETWORK))
    return address


def retry_after(seconds: float) -> dict[str, str]:
    """The header that says when to come again."""
    return {"Retry-After": str(max(1, math.ceil(seconds)))}


class Turnstile:
    """Lets so many requests wait for something that takes long, and sends the others away (503)."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._inside = 0

    @contextmanager
    def passing(self) -> Iterator[None]:
        """One of those inside. Raises HTTPException (503 with Retry-After). For the event loop's thread."""
        if self._inside >= self._most:
            raise HTTPException(503, "too many are waiting for this; come again shortly", retry_after(5))
        self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
