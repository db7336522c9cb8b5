"""A name that changes between the guard's question and the connection reaches no private machine."""

import pytest
from scrapy.resolver import dnscache
from twisted.internet import reactor
from twisted.internet.error import DNSLookupError

from scrapers.guard import Doors
from scrapers.resolver import PublicResolver
from scrapers.settings import scrapy_settings


def resolved(name: str, address: str) -> object:
    dnscache.limit = 10
    dnscache[name] = address
    found: list[object] = []
    PublicResolver(reactor, 10, 1.0).getHostByName(name).addBoth(found.append)  # type: ignore[arg-type]
    return getattr(found[0], "value", found[0])


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.3", "169.254.169.254"])
def test_a_private_answer_is_none(address: str) -> None:
    assert isinstance(resolved("rebind.invalid", address), DNSLookupError)


def test_public_answers_and_addresses_in_figures_pass() -> None:
    assert resolved("mairie.invalid", "93.184.216.34") == "93.184.216.34"
    assert resolved("127.0.0.1", "127.0.0.1") == "127.0.0.1"  # an open door, which the guard judged


def test_crawls_connect_by_this_resolver() -> None:
    assert scrapy_settings(Doors())["TWISTED_DNS_RESOLVER"] == "scrapers.resolver.PublicResolver"
