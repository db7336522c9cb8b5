"""The guard, the addresses and the outcomes: pure decisions, hostile input."""

from types import SimpleNamespace

import pytest
from scrapy import signals
from scrapy.http import Request, Response
from scrapy.robotstxt import ProtegoRobotParser
from scrapy.utils.test import get_crawler

from scrapers.guard import Doors, is_public
from scrapers.outcomes import Tally, decide
from scrapers.platforms.addresses import absolute, canonical
from scrapers.platforms.html_list import read_listing
from scrapers.platforms.throttle import PoliteThrottle
from scrapers.settings import scrapy_settings
from tests.loopback import listing
from tracker.errors import InputError
from tracker.towns import Selectors


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0", "192.168.1.1", "100.64.0.1", "224.0.0.1", "::1", "fe80::1%eth0", "fc00::1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1", "ff02::1", "fec0::1",
     "::ffff:0:10.0.0.1"],
)  # fmt: skip
def test_private_addresses_and_their_disguises_are_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2a01:e0a::1", "::ffff:93.184.216.34"])
def test_public_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("door", ["10.0.0.1:80", "localhost:80", "127.0.0.1", "127.0.0.1:x", "example.org:80"])
def test_only_loopback_with_a_port_may_be_opened(door: str) -> None:
    with pytest.raises(InputError, match="expected a loopback address"):
        Doors.from_environment({"CHOSE_PROMISE_ALLOW_LOOPBACK": door})


def test_rewrite_needs_an_open_door() -> None:
    rewrite = {"CHOSE_PROMISE_REWRITE": "http://demo.invalid=http://127.0.0.1:8123"}
    with pytest.raises(InputError, match="CHOSE_PROMISE_REWRITE"):
        Doors.from_environment(rewrite)
    doors = Doors.from_environment({**rewrite, "CHOSE_PROMISE_ALLOW_LOOPBACK": "127.0.0.1:8123"})
    assert doors.destination("http://demo.invalid/a?b") == "http://127.0.0.1:8123/a?b"
    assert doors.destination("http://demo.invalid.evil.org/a") == "http://demo.invalid.evil.org/a"
    assert doors.hosts() == {"demo.invalid", "127.0.0.1"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("HTTP://Mairie.FR:80/a/é.pdf#page=2", "http://mairie.fr/a/%C3%A9.pdf"),
        ("https://mairie.fr/dl?utm_source=x&PHPSESSID=1&id=3", "https://mairie.fr/dl?id=3"),
        ("https://mairie.fr:8443/a;jsessionid=77?b=", "https://mairie.fr:8443/a?b="),
    ],
)
def test_one_address_one_spelling(raw: str, expected: str) -> None:
    assert canonical(raw) == expected == canonical(expected)


@pytest.mark.parametrize("href", ["javascript:go()", "mailto:a@b.fr", "file:///etc/passwd", "http://[bad/", "http://a:port/"])
def test_what_is_no_address_is_no_link(href: str) -> None:
    assert absolute("http://mairie.fr/", href) is None


def test_listing_survives_broken_and_hostile_markup() -> None:
    page = '<base href="/docs/"><li class=doc><a href="a.pdf">PV<b> du </a></li><a href="x' + "<div>" * 5000
    found = read_listing(page, "http://mairie.fr/list", Selectors(row="li.doc"))
    assert [link.url for link in found.links] == ["http://mairie.fr/docs/a.pdf"]
    assert read_listing("", "http://mairie.fr/", Selectors()).links == ()
    assert read_listing(listing("/a.pdf|x", "/a.pdf|y"), "http://m.fr/", Selectors()).links[0].text == "x"


@pytest.mark.parametrize(
    ("tally", "outcome"),
    [
        (Tally(documents=2), "ok"),
        (Tally(), "empty"),
        (Tally(listing="robots"), "blocked"),
        (Tally(listing="http_500"), "failed"),
        (Tally(unfetched=["http_403"], faults=["http_403"]), "blocked"),
        (Tally(unfetched=["http_403", "http_404"]), "failed"),
        (Tally(documents=1, faults=["http_404"], unfetched=["http_404"]), "partial"),
        (Tally(documents=1, cut="closespider_timeout"), "partial"),
        (Tally(cut="closespider_timeout"), "failed"),
        (Tally(faults=["crawl_error"]), "failed"),
    ],
)
def test_outcomes(tally: Tally, outcome: str) -> None:
    assert decide(tally, 1)[0] == outcome


def test_crawl_delay_is_a_floor_that_the_throttle_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_ALLOW_LOOPBACK", "127.0.0.1:8123")
    crawler = get_crawler(settings_dict=scrapy_settings(Doors.from_environment()))
    slots = {"mairie.fr": SimpleNamespace(delay=1.0), "127.0.0.1": SimpleNamespace(delay=0.0)}
    crawler.engine = SimpleNamespace(downloader=SimpleNamespace(slots=slots))  # type: ignore[assignment]
    throttle = PoliteThrottle(crawler)
    throttle.mindelay, throttle.maxdelay = 1.0, 30.0
    robots = ProtegoRobotParser(b"User-agent: *\nCrawl-delay: 7\n", None)
    for host, floor in (("mairie.fr", 7.0), ("127.0.0.1", 0.0)):
        url = f"http://{host}/a.pdf"
        crawler.signals.send_catch_log(signals.robots_parsed, robotparser=robots, request=Request(url))
        assert slots[host].delay == floor
        throttle._adjust_delay(slots[host], 0.01, Response(url))
        assert slots[host].delay == floor


def test_fewer_documents_than_expected_is_partial() -> None:
    assert decide(Tally(documents=2), 3)[0] == "partial"
    assert decide(Tally(), 0)[0] == "ok"
