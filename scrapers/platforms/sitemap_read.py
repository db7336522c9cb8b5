"""Sitemaps: an index names other sitemaps, a url set names pages and files; both are read leniently and bounded."""

import re
from dataclasses import dataclass
from datetime import date

from lxml import etree

from scrapers.platforms.addresses import absolute
from scrapers.platforms.links import Link
from scrapers.platforms.xml_read import XmlError, child_words, children, local, parse_xml
from tracker.vocabulary import DateOrigin

_MAX_ENTRIES = 50_000  # what the protocol allows in one file
_DAY = re.compile(r"\A\s*(\d{4})-(\d\d)-(\d\d)")


@dataclass(frozen=True)
class Sitemap:
    """What one sitemap file holds."""

    sitemaps: tuple[Link, ...]  # of an index, newest first
    links: tuple[Link, ...]  # of a url set, in its order


def read_sitemap(data: bytes, url: str, charset: str | None = None) -> Sitemap:
    """Return the content of a sitemap; raise `XmlError` when the answer is something else."""
    root = parse_xml(data, charset)
    if local(root) == "sitemapindex":
        found = _entries(root, url, "sitemap")
        return Sitemap(tuple(sorted(found, key=lambda link: link.listed_date or date.min, reverse=True)), ())
    if local(root) == "urlset":
        return Sitemap((), tuple(_entries(root, url, "url")))
    raise XmlError(f"expected a sitemap, found <{local(root)[:40]}>")


def read_links(data: bytes, url: str, charset: str | None = None) -> list[Link]:
    """Return the pages and files of a url set; empty for an index."""
    return list(read_sitemap(data, url, charset).links)


def _entries(root: etree._Element, page_url: str, name: str) -> list[Link]:
    found: dict[str, Link] = {}
    for entry in children(root, name)[:_MAX_ENTRIES]:
        url = absolute(page_url, child_words(entry, "loc"))
        if url:
            day = read_day(child_words(entry, "lastmod"))
            origin = DateOrigin.UPLOAD if day else DateOrigin.NONE
            found.setdefault(url, Link(url, page_url, listed_date=day, listed_date_origin=origin))
    return list(found.values())


def read_day(text: str) -> date | None:
    """Return the day of an ISO moment such as `2026-07-09T10:00:00+02:00`; None when there is none."""
    match = _DAY.match(text)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
