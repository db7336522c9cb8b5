"""The rules that keep a crawl on the site, on the subject, and short; and those about the address that a volunteer types."""

import pytest

from scrapers.discovery.address import check_address
from scrapers.discovery.frontier import STRONG, Frontier, Lead
from scrapers.discovery.page import PageLink
from scrapers.discovery.sorting import Site, bare_host, continues
from scrapers.discovery.traps import is_other_file, is_trap
from tracker.errors import InputError

HERE = "http://mairie.invalid/conseil/pv"


@pytest.mark.parametrize(
    "url",
    [
        "http://mairie.invalid/agenda?month=5&year=2031", "http://mairie.invalid/IMG/IMG/IMG/x", "http://mairie.invalid/node/node/7",
        "http://mairie.invalid/a/b/a/c/a/d", "http://mairie.invalid/" + "x" * 500, "http://mairie.invalid/" + "/".join("abcdefghijklmno"),
        "http://mairie.invalid/p?" + "&".join(f"a{n}=1" for n in range(9)), "http://mairie.invalid/wp-login.php",
    ],
)  # fmt: skip
def test_addresses_that_lead_nowhere(url: str) -> None:
    assert is_trap(url)


@pytest.mark.parametrize("url", [HERE, "http://mairie.invalid/conseil?page=2", "http://mairie.invalid/spip.php?rubrique12"])
def test_addresses_of_listings_are_no_traps(url: str) -> None:
    assert not is_trap(url) and not is_other_file(url)


@pytest.mark.parametrize(
    ("url", "text", "goes_on"),
    [
        (HERE + "?page=2", "2", True), (HERE + "/page/3", "Suivant ›", True), (HERE + "?annee=2019", "2019", True),
        ("http://mairie.invalid/conseil/archives", "Archives 2014", True), (HERE + "?page=4", "»", True),
        (HERE + "/page/2", "Articles plus anciens", True), (HERE + "/page/2", "← Publications plus anciennes", True),
        ("http://autre.invalid/conseil/pv?page=2", "2", False), ("http://mairie.invalid/sport/tennis", "2", False),
        (HERE + "/x", "Inscription à la cantine", False),
    ],
)  # fmt: skip
def test_what_continues_a_listing(url: str, text: str, goes_on: bool) -> None:
    assert continues(PageLink(url, text), HERE) is goes_on


def test_a_site_is_its_hosts_its_subdomains_and_the_known_publishers() -> None:
    site = Site(frozenset({bare_host("https://www.mairie.invalid/")}))
    assert site.holds("http://mairie.invalid/") and site.holds("https://deliberations.mairie.invalid/")
    assert not site.holds("http://mairie.invalid.attaque.invalid/") and not site.holds("http://autremairie.invalid/")
    assert site.may_follow("https://data.megalis.bretagne.bzh/x") and not site.may_follow("https://presse.invalid/")


def lead(name: str, worth: float) -> Lead:
    return Lead(PageLink(f"http://mairie.invalid/{name}"), HERE, worth, 1)


def test_the_best_lead_comes_first_and_the_pages_are_counted() -> None:
    frontier = Frontier(max_pages=2)
    for name, worth in (("a", 0.4), ("b", 0.9), ("c", 0.6)):
        frontier.add(lead(name, worth))
    asked = [frontier.pop(), frontier.pop()]
    assert [one.url[-1] for one in asked if one] == ["b", "c"] and frontier.pop() is None
    assert [one.url[-1] for one in frontier.left()] == ["a"]


def test_a_site_that_gives_nothing_is_given_up_sooner_for_weak_words() -> None:
    def asked(worth: float, records: int) -> int:
        frontier = Frontier(max_pages=1000, records=records)
        for number in range(200):
            frontier.add(lead(str(number), worth))
        count = 0
        while frontier.pop():
            frontier.gave(False)
            count += 1
        return count

    assert asked(0.4, 0) < asked(STRONG, 0) < 40
    assert asked(0.4, 50) > asked(0.4, 0)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("https://www.ville.example/docs/pv.pdf", "one document"), ("https://www.facebook.com/mairie", "social network"),
        ("https://x.com/mairie", "social network"), ("http://192.0.2.7/", "IP address"), ("http://[2001:db8::1]/", "IP address"),
        ("http://2130706433/", "IP address"), ("http://0x7f.1/", "IP address"), ("file:///etc/passwd", "not the address of a web site"),
        ("http://localhost:8501/", "private network"), ("http://intranet/", "private network"), ("http://mairie.local/", "private network"),
        ("ftp://ville.example/", "not the address of a web site"), ("https://user:secret@ville.example/", "password"),
        ("https://ville.example:8080/", "port"), ("bonjour", "not a web address"), ("", "not a web address"),
        ("http://[::1", "not an address"),
    ],
)  # fmt: skip
def test_addresses_that_cannot_be_a_town_hall_s_site(typed: str, expected: str) -> None:
    with pytest.raises(InputError, match=expected) as refusal:
        check_address(typed)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("www.ville.example", "https://www.ville.example/"), ("https://www.ville.example", "https://www.ville.example/"),
        ("http://ville-de-l-est.example/accueil.html", "http://ville-de-l-est.example/accueil.html"),
    ],
)  # fmt: skip
def test_addresses_of_sites_are_taken(typed: str, address: str) -> None:
    assert check_address(typed) == address
