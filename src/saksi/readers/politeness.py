"""Manners of the fetcher: robots.txt, and pauses between requests to one host."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from saksi.errors import ReadError

AGENT = "saksi"
# A site may ask for longer pauses than ours; beyond this it is taken for "don't".
_LONGEST_PAUSE = 60.0

# Gives the text of a robots.txt, "" where there is none. Raises ReadError where the site can't say.
RobotsReader = Callable[[str], str]


class Manners:
    """Remembers, for each site, its rules and when it was last asked."""

    def __init__(
        self,
        read_robots: RobotsReader,
        *,
        pause: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`pause`: seconds between two requests to one host, at least."""
        self._read_robots = read_robots
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, Protego | ReadError] = {}
        self._free_at: dict[str, float] = {}

    def refusal(self, url: str) -> str | None:
        """Why the site does not want `url` to be read, or None if it may be."""
        rules = self._rules_of(url)
        if isinstance(rules, ReadError):
            return f"robots.txt of the site cannot be read, so nothing of it is ({rules.cause})"
        if not rules.can_fetch(url, AGENT):
            return "robots.txt of the site asks not to read it"
        if (rules.crawl_delay(AGENT) or 0) > _LONGEST_PAUSE:
            return f"robots.txt of the site asks for pauses of more than {_LONGEST_PAUSE:.0f} seconds"
        return None

    def wait(self, url: str) -> None:
        """Waits until the host may be asked again."""
        host = _host(url)
        now = self._clock()
        wait = self._free_at.get(host, now) - now
        if wait > 0:
            self._sleep(wait)
        self._free_at[host] = self._clock() + self._pause_of(url)

    def hold(self, url: str, seconds: float) -> None:
        """The host wants to be left alone for so long."""
        self._free_at[_host(url)] = self._clock() + seconds

    def _pause_of(self, url: str) -> float:
        rules = self._rules.get(_origin(url))
        asked = rules.crawl_delay(AGENT) if isinstance(rules, Protego) else None
        return max(self._pause, min(asked or 0.0, _LONGEST_PAUSE))

    def _rules_of(self, url: str) -> Protego | ReadError:
        origin = _origin(url)
        if origin not in self._rules:
            try:
                self._rules[origin] = Protego.parse(self._read_robots(f"{origin}/robots.txt"))
            except ReadError as error:
                self._rules[origin] = error
        return self._rules[origin]


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
