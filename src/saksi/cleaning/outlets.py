"""Which outlet printed the article: from the address, the page's own name, or the dateline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from saksi.lexicons.load import Lexicons


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet: the id that rules refer to, and its name in records."""

    id: str
    name: str
    agency: bool


@dataclass(frozen=True)
class Outlets:
    """Outlets by internet domain and by the names that they are written with (case folded).

    `words` are the single words of all names.
    """

    hosts: Mapping[str, Outlet]
    names: Mapping[str, Outlet]
    words: frozenset[str]

    def of_url(self, url: str | None) -> Outlet | None:
        """The outlet whose site the address belongs to, subdomains included."""
        parts = host_of(url).split(".")
        return next((o for i in range(len(parts)) if (o := self.hosts.get(".".join(parts[i:])))), None)

    def named(self, name: str | None) -> Outlet | None:
        """The outlet of this name, as a dateline or a site name gives it."""
        return self.names.get(" ".join((name or "").casefold().split()))


@lru_cache(maxsize=8)
def outlets(lexicons: Lexicons) -> Outlets:
    """The outlets of a lexicon."""
    hosts: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    for row in lexicons.table("outlets"):
        outlet = Outlet(row["id"], row["name"], row["agency"] == "yes")
        hosts.update(dict.fromkeys(row["hosts"].split(), outlet))
        names.update(dict.fromkeys([row["name"].casefold(), *row["names"].casefold().split("|")], outlet))
        names.update(dict.fromkeys(row["hosts"].split(), outlet))
    words = frozenset(word for name in names for word in name.replace(".", " ").split())
    return Outlets(hosts, names, words)


def host_of(url: str | None) -> str:
    """Host of an address in lower case, without "www."; "" if there is none."""
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
