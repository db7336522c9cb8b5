"""From a page's links to decisions: which are records, which are worth following, which are neither, and why.

A link whose address looks like a file is a document; any other is a page until its bytes say otherwise. Pure: it asks for nothing.
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlsplit

from scrapers.discovery.context import told_of
from scrapers.discovery.frontier import MAX_DEPTH, STRONG
from scrapers.discovery.judge import Judged, LinkEvidence, judge
from scrapers.discovery.page import Page, PageLink
from scrapers.discovery.pages import publishing_host
from scrapers.discovery.traps import is_other_file, is_trap
from scrapers.discovery.words import load_words
from scrapers.parsers.dates import find_dates
from scrapers.parsers.text import plain
from scrapers.pipelines import DOCUMENT_SUFFIXES, suffix
from scrapers.platforms.links import Link
from tracker.vocabulary import DateOrigin

SURE_RECORD, SURE_NOT = 0.8, 0.25  # between them a document is opened, and its first page decides
_REFUSED = 0.01
FOLLOWING_WORTH = 0.9  # the next page of a listing that gave records
_YEARS = r"(?:annee )?(?:19|20)\d\d(?: ?[-/] ?(?:19|20)?\d\d)?"
_YEAR = re.compile(r"20[0-3]\d")
_FOLLOWING = re.compile(
    r"\W*(?:\d{1,3}|(?:pages? |articles? |publications? |actualites? |documents? )?"
    r"(?:suivante?s?|precedente?s?|next|older(?: posts| entries)?|plus ancien(?:ne)?s?|voir plus|charger plus|derniere?|premiere)(?: page)?"
    rf"|page \d{{1,3}}|{_YEARS}|archives?(?: (?:19|20)\d\d)?)\W*"
)


@dataclass(frozen=True)
class Site:
    """Where a crawl may follow links: the town's own hosts, those its file names, and those that publish for many bodies."""

    hosts: frozenset[str]

    def holds(self, url: str) -> bool:
        """Say whether an address is on the town's own site or on a host that its file names."""
        host = bare_host(url)
        return any(host == one or host.endswith("." + one) for one in self.hosts)

    def may_follow(self, url: str) -> bool:
        """Say whether a page of this address may be asked."""
        return self.holds(url) or publishing_host(urlsplit(url).hostname or "", load_words()) is not None


def bare_host(url: str) -> str:
    """Return the host of an address (or a bare host name) without `www.`: both spellings are one site."""
    host = urlsplit(url).hostname if "//" in url else url
    return (host or "").lower().removeprefix("www.")


def names_a_file(url: str) -> bool:
    """Say whether an address looks like that of a document rather than of a page."""
    return suffix(url) in DOCUMENT_SUFFIXES


def evidence_of(link: PageLink, page: Page, first_page: str = "") -> LinkEvidence:
    """Return what is known of a link for the judge."""
    return LinkEvidence(link.url, text=link.text, heading=link.heading, page_title=told_of(page), first_page=first_page)


def judged(link: PageLink, page: Page, first_page: str = "") -> Judged:
    """Return the judge's word on a link; the row around it speaks when the link's own words give no date."""
    evidence = evidence_of(link, page, first_page)
    first = judge(evidence)
    if first.date or not link.row or link.row in link.text:
        return first
    again = judge(replace(evidence, text=f"{link.text} {link.row}"[:500]))
    return again if again.is_record == first.is_record else first


def why_not(link: PageLink, found: Judged, worth: float, depth: int, *, another_year: bool = False) -> str:
    """Return why a promising link is not asked as a page; empty when it may be."""
    if is_other_file(link.url):
        return "an image, a style or a sound"
    if is_trap(link.url) and not another_year:
        return "an address that leads nowhere"
    if found.score < _REFUSED and any(char.isdigit() for char in link.text):
        return "a document that is no record"  # its address does not look like a file, its words do
    return f"depth {depth}" if depth > MAX_DEPTH + (found.is_record or worth >= STRONG) else ""


def another_year(link: PageLink, page_url: str) -> bool:
    """Say whether a link asks the same page for another year: the one calendar that a listing of records may have."""
    here, there = urlsplit(page_url), urlsplit(link.url)
    asked, before = dict(parse_qsl(there.query)), dict(parse_qsl(here.query))
    changed = {name for name in asked if asked[name] != before.get(name)}
    return (
        (here.hostname, here.path) == (there.hostname, there.path)
        and len(changed) == 1
        and all(_YEAR.fullmatch(asked[one]) for one in changed)
    )


def continues(link: PageLink, page_url: str) -> bool:
    """Say whether a link goes on with a listing: its next page, another year."""
    words = plain(link.text)
    if not words and "page" not in link.url:
        return False
    here, there = urlsplit(page_url), urlsplit(link.url)
    if here.hostname != there.hostname:
        return False
    if _FOLLOWING.fullmatch(words):
        return _near(here.path, there.path)
    asked = dict(parse_qsl(there.query))
    return here.path == there.path and any(
        value.isdigit() and name.lower() in ("page", "p", "paged", "start") for name, value in asked.items()
    )


def _near(here: str, there: str) -> bool:
    """Say whether two paths lie in the same folder of a site, one below the other, or beside it."""
    one, other = here.rstrip("/"), there.rstrip("/")
    return other.startswith(one) or one.startswith(other) or one.rpartition("/")[0] == other.rpartition("/")[0]


def to_link(link: PageLink, page: Page, found: Judged) -> Link:
    """Return the link of a document with what the judge said: its kind, its certain date, and why it was kept."""
    where = DateOrigin.LINK if found.date and found.date_certain else DateOrigin.NONE
    return Link(
        link.url, page.url, text=link.text, heading=link.heading, kind=found.kind, listed_date_origin=where,
        date_text=_words_of_the_date(link), listed_date=found.date if found.date_certain else None, reasons=found.reasons,
    )  # fmt: skip


def _words_of_the_date(link: PageLink) -> str:
    """Return the words beside a link when they print one day; of several on one line nobody knows whose they are."""
    days = {found.value for found in find_dates(link.row)} if link.row != link.text else set()
    return link.row if len(days) == 1 else ""
