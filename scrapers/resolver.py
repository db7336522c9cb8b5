"""The resolver that connections go by: a name that leads to a private machine leads nowhere.

The guard asks for a name's addresses before a request leaves, but the connection asks again, and a hostile name server may answer
otherwise the second time. What this resolver gives is what is connected to, so nothing is ever sent to a private machine by its name.
An address in figures is not resolved: the guard has judged it.
"""

from collections.abc import Sequence
from functools import partial

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.abstract import isIPAddress
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from scrapers.guard import is_public


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, which gives public addresses only."""

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802 (Twisted's name)
        """Return the address of a name, or the failure of a name that has none."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found if isIPAddress(name) else found.addCallback(partial(_public, name))


def _public(name: str, address: str) -> str:
    if not is_public(address):
        raise DNSLookupError(f"{name}: {address} is not a public address")
    return address
