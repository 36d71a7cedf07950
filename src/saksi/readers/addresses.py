"""Which network addresses may be asked for pages, and connections that keep to them.

An address is checked when the connection to it is made, on the very address connected to: a name that
first resolves to a public address and then to a private one gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NameResolutionError, NewConnectionError

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedAddressError(Exception):
    """A host has no public address, and the user did not allow private ones."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet.

    Private, loopback, link-local, shared, reserved, multicast and documentation addresses do not, nor
    does an IPv6 address that carries one of those inside (mapped, 6to4, Teredo, NAT64).
    """
    try:
        parsed = ipaddress.ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    return "%" not in address and all(_is_public(a) for a in _meant(parsed))


def _is_public(address: _Address) -> bool:
    # `is_global` alone holds for some multicast and site-local addresses.
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address.is_loopback
        or (isinstance(address, ipaddress.IPv6Address) and address.is_site_local)
    )


def _meant(address: _Address) -> list[_Address]:
    """The addresses that packets to `address` end at, as far as it tells: IPv4 ones may be inside IPv6."""
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    if address.ipv4_mapped is not None:
        return [address.ipv4_mapped]
    if address in _NAT64:
        return [ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)]
    tunnelled = [address.sixtofour, *(address.teredo or ())]
    return [address, *(inner for inner in tunnelled if inner is not None)]


def _connect(connection: HTTPConnection) -> socket.socket:
    """A socket to the first public address of the host that answers. Raises RefusedAddressError."""
    try:
        found = socket.getaddrinfo(connection.host, connection.port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameResolutionError(connection.host, connection, socket.gaierror(str(error))) from error
    allowed = [entry for entry in found if is_public(str(entry[4][0]))]
    if not allowed:
        raise RefusedAddressError(f"{connection.host} has no public address")
    failure: OSError | None = None
    for family, kind, protocol, _, address in allowed:
        made = socket.socket(family, kind, protocol)
        try:
            made.settimeout(connection.timeout)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            made.connect(address)
        except OSError as error:
            made.close()
            failure = error
        else:
            return made
    raise NewConnectionError(connection, str(failure)) from failure


class _PublicHTTP(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _PublicHTTPS(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _connect(self)


class _PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTP


class _PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPS


def pool(*, allow_private: bool, **options: Any) -> urllib3.PoolManager:
    """Connections to public addresses only, or to any. No proxy is used, whatever the environment says."""
    manager = urllib3.PoolManager(**options)
    if not allow_private:
        manager.pool_classes_by_scheme = {"http": _PublicHTTPPool, "https": _PublicHTTPSPool}
    return manager
