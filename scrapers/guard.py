"""Where a crawl may knock: only public addresses over http(s) on the usual ports; everything else is refused before a byte is sent.

Every address that a host name resolves to must be public, so names, numbers and short forms of private machines are all caught, and
redirects come back through the same gate. The one exception is a loopback server named in the environment by the tests or the demo:
`CHOSE_PROMISE_ALLOW_LOOPBACK=127.0.0.1:8123`. Only together with it, `CHOSE_PROMISE_REWRITE=http://public=http://127.0.0.1:8123`
answers a public address from that server while every item keeps the public address, so that no id depends on a port.
"""

import asyncio
import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from tracker.errors import InputError

ALLOW, REWRITE = "CHOSE_PROMISE_ALLOW_LOOPBACK", "CHOSE_PROMISE_REWRITE"
PORTS = {"http": 80, "https": 443}
# Networks that carry an IPv4 address inside an IPv6 one (NAT64, 6to4, Teredo, IPv4-compatible): `is_global` trusts them, we do not.
_DISGUISES = tuple(ip_network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "::ffff:0:0:0/96"))


class AddressRefusedError(IgnoreRequest):
    """The address is private, on another port or not http(s)."""


class UnknownHostError(IgnoreRequest):
    """The host name has no address."""


def is_public(text: str) -> bool:
    """Say whether an IP address is one of the open internet."""
    address = ip_address(text.split("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in _DISGUISES):
            return False
        if address.is_site_local:  # fec0::/10, deprecated but still routed inside some networks
            return False
    return address.is_global and not address.is_multicast


def origin(url: str) -> str:
    """Return scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


@dataclass(frozen=True)
class Doors:
    """The loopback servers that this process may reach, and the public origins they stand for."""

    open: frozenset[str] = frozenset()  # "127.0.0.1:8123"
    rewrites: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Self:
        """Read the two variables; a door that is not loopback, or a rewrite to no open door, is refused."""
        doors = frozenset(environ.get(ALLOW, "").replace(",", " ").split())
        for door in doors:
            _check_door(door)
        pairs = tuple(_rewrite(text, doors) for text in environ.get(REWRITE, "").split())
        return cls(doors, pairs)

    def destination(self, url: str) -> str:
        """Return the address that is really asked for this one."""
        if not self.rewrites:
            return url
        public = origin(url)
        local = self._by_origin.get(public)
        return local + url[len(public) :] if local else url

    @cached_property
    def _by_origin(self) -> dict[str, str]:
        return dict(self.rewrites)

    def hosts(self) -> set[str]:
        """Return the host names that need no politeness, because they are this computer."""
        names = [urlsplit(public).hostname for public, _ in self.rewrites] + [urlsplit(f"//{door}").hostname for door in self.open]
        return {name for name in names if name}


def _check_door(door: str) -> None:
    try:
        host, port = urlsplit(f"//{door}").hostname, urlsplit(f"//{door}").port
        good = host is not None and port is not None and ip_address(host).is_loopback
    except ValueError:
        good = False
    if not good:
        raise InputError(f"{ALLOW}: expected a loopback address and port such as 127.0.0.1:8123, found {door!r}")


def _rewrite(text: str, doors: frozenset[str]) -> tuple[str, str]:
    public, _, local = text.partition("=")
    if urlsplit(local).netloc not in doors or urlsplit(public).scheme not in PORTS:
        raise InputError(f"{REWRITE}: expected http://public=http://loopback:port with a server named in {ALLOW}, found {text!r}")
    return origin(public), origin(local)


class AddressGuard:
    """Downloader middleware at order 760: after redirects, so each hop is judged; robots.txt requests pass it too."""

    def __init__(self, crawler: Crawler) -> None:
        """Remember the doors; answers of the resolver are kept for the crawl."""
        self.doors = Doors.from_environment()
        self.stats = crawler.stats
        self.answers: dict[tuple[str, int], tuple[str, ...]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way of building a middleware."""
        return cls(crawler)

    async def process_request(self, request: Request, spider: Any = None) -> None:
        """Refuse the request unless its true destination is public or an open door."""
        url = self.doors.destination(request.url)
        try:
            parts, port = urlsplit(url), urlsplit(url).port
        except ValueError as error:
            raise self._refusal(request.url, "not an address") from error
        if parts.netloc in self.doors.open and parts.scheme in PORTS:
            return
        if parts.scheme not in PORTS or not parts.hostname:
            raise self._refusal(request.url, "only http and https are fetched")
        if (port or PORTS[parts.scheme]) not in PORTS.values():
            raise self._refusal(request.url, f"port {port} is not one of a public site")
        for address in await self._resolve(parts.hostname, port or PORTS[parts.scheme]):
            if not is_public(address):
                raise self._refusal(request.url, f"{address} is not a public address")

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Response:
        """Drop an answer that came from a private address after all (the name changed between question and call)."""
        address = getattr(response, "ip_address", None)
        is_door = urlsplit(self.doors.destination(request.url)).netloc in self.doors.open
        if address is not None and not is_door and not is_public(str(address)):
            raise self._refusal(request.url, f"{address} answered, which is not a public address")
        return response

    async def _resolve(self, host: str, port: int) -> tuple[str, ...]:
        if (host, port) not in self.answers:
            try:
                found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
            except (OSError, UnicodeError) as error:
                raise UnknownHostError(f"{host}: no such host") from error
            self.answers[host, port] = tuple(str(row[4][0]) for row in found)
        return self.answers[host, port]

    def _refusal(self, url: str, reason: str) -> AddressRefusedError:
        if self.stats is not None:
            self.stats.inc_value("guard/refused")
        return AddressRefusedError(f"{url}: address refused: {reason}")
