"""RSS 2.0, RSS 1.0 and Atom feeds: each entry gives its page, its enclosed files, and the files that its text links to.

The day an entry was posted is an upload date: it is never the day of the sitting.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate_to_datetime

from lxml import etree

from scrapers.platforms.addresses import absolute
from scrapers.platforms.links import Link
from scrapers.platforms.page_links import read_page_links
from scrapers.platforms.sitemap_read import read_day
from scrapers.platforms.wordpress_read import rendered
from scrapers.platforms.xml_read import XmlError, child_words, children, local, parse_xml, words
from tracker.vocabulary import DateOrigin

_MAX_ENTRIES = 2000
_ROOTS = ("rss", "feed", "rdf")


@dataclass(frozen=True)
class Feed:
    """What a feed holds: pages to look at, files at once, and the address of older entries."""

    pages: tuple[Link, ...]
    files: tuple[Link, ...]
    next_url: str | None


def read_feed(data: bytes, url: str, charset: str | None = None) -> Feed:
    """Return the entries of a feed; raise `XmlError` when the answer is something else."""
    root = parse_xml(data, charset)
    if local(root) not in _ROOTS:
        raise XmlError(f"expected an RSS or Atom feed, found <{local(root)[:40]}>")
    pages: dict[str, Link] = {}
    files: dict[str, Link] = {}
    for entry in _entries(root):
        page = _page(entry, url)
        if page:
            pages.setdefault(page.url, page)
        for link in _files(entry, url, page):
            files.setdefault(link.url, link)
    only_pages = tuple(link for link in pages.values() if link.url not in files)
    return Feed(only_pages, tuple(files.values()), _next(root, url))


def read_links(data: bytes, url: str, charset: str | None = None) -> list[Link]:
    """Return every link of a feed, files first."""
    feed = read_feed(data, url, charset)
    return [*feed.files, *feed.pages]


def _entries(root: etree._Element) -> list[etree._Element]:
    found = [element for element in root.iter() if local(element) in ("item", "entry")]
    return found[:_MAX_ENTRIES]


def _page(entry: etree._Element, url: str) -> Link | None:
    """Return the entry's own page, with its title and the day it was posted."""
    target = next((address for rel, address in _addresses(entry) if rel in ("", "alternate")), "") or _guid(entry)
    address = absolute(url, target) if target else None
    return _dated(Link(address, url, text=_title(entry)), entry) if address else None


def _title(entry: etree._Element) -> str:
    return rendered(child_words(entry, "title"))


def _guid(entry: etree._Element) -> str:
    """Return the identifier of an entry when it says that it is an address."""
    for guid in children(entry, "guid"):
        if guid.get("isPermaLink", "true").lower() == "true" and words(guid).startswith("http"):
            return words(guid)
    return ""


def _addresses(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield relation and address of each `link` child: RSS writes the address as text, Atom as an attribute."""
    for link in children(element, "link"):
        yield link.get("rel", "").lower(), link.get("href") or words(link)


def _files(entry: etree._Element, url: str, page: Link | None) -> Iterator[Link]:
    title = _title(entry)
    enclosed = [child.get("url") or "" for child in children(entry, "enclosure", "content") if child.get("url")]
    enclosed += [address for rel, address in _addresses(entry) if rel == "enclosure"]
    for target in enclosed:
        address = absolute(url, target)
        if address:
            yield _dated(Link(address, page.url if page else url, text=title), entry)
    for link in _inside(entry, page.url if page else url):
        yield _dated(replace(link, heading=link.heading or title), entry)


def _inside(entry: etree._Element, page_url: str) -> Iterator[Link]:
    """Yield the links written in the entry's text, which is HTML: escaped, in CDATA, or as elements of Atom's XHTML."""
    for child in children(entry, "description", "content", "summary", "encoded"):
        if child.get("type", "").lower() == "xhtml":
            text = etree.tostring(child, encoding="unicode", method="html")
        else:
            text = "".join(child.itertext())
        if "href" in text:
            yield from read_page_links(text, page_url).links


def _dated(link: Link, entry: etree._Element) -> Link:
    day = _posted(entry)
    return replace(link, listed_date=day, listed_date_origin=DateOrigin.UPLOAD) if day else link


def _posted(entry: etree._Element) -> date | None:
    text = child_words(entry, "pubdate", "published", "date", "updated")
    if read_day(text):
        return read_day(text)
    try:
        return parsedate_to_datetime(text).date() if text else None
    except (ValueError, IndexError, TypeError):
        return None


def _next(root: etree._Element, url: str) -> str | None:
    """Return the address of the page of older entries, for the feeds that name one."""
    holders = [root, *children(root, "channel")]
    target = next((address for holder in holders for rel, address in _addresses(holder) if rel == "next" and address), "")
    return absolute(url, target) if target else None
