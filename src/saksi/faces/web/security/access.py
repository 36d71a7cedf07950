"""What whoever serves an archive decides about access."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Access:
    """hosts: names under which the room is reached, beside localhost and IP addresses.

    password: the argon2 hash that `saksi password` prints; None: whoever reaches the address may come in.
    per_minute: requests that one client may make in a minute, None for any number.
    """

    hosts: tuple[str, ...] = ()
    password: str | None = None
    per_minute: int | None = None

    def knows(self, host_header: str) -> bool:
        """Whether a Host header names this server.

        A page elsewhere can have its own name point to this machine (DNS rebinding), but its requests still
        carry that name; an IP address cannot be pointed elsewhere.
        """
        name = host_of(host_header)
        return name == "localhost" or is_address(name) or name in {h.lower() for h in self.hosts}


def host_of(host_header: str) -> str:
    """The name or address in a Host header, without port and brackets; "" if there is none."""
    if not host_header or set(host_header) & set("/\\?#@ \t"):
        return ""
    try:
        return (urlsplit(f"//{host_header}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_address(name: str) -> bool:
    """Whether this is an IP address."""
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches what listens at this host."""
    return ip_address(host).is_loopback if is_address(host) else host == "localhost"
