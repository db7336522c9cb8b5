"""Answers of WordPress' own interface (REST, version 2): the list of files, and the pages with their text."""

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

from bs4 import BeautifulSoup

from scrapers.pipelines import DOCUMENT_SUFFIXES, suffix
from scrapers.platforms.addresses import absolute
from scrapers.platforms.links import Link
from scrapers.platforms.page_links import read_page_links
from scrapers.platforms.sitemap_read import read_day
from scrapers.settings import MAX_LISTING_BYTES
from tracker.vocabulary import DateOrigin

_TAG = re.compile(r"<[^<>]{0,500}>")


class RestError(ValueError):
    """The answer is not what the interface gives; the message says what it is."""


def read_media(text: str, api_url: str) -> list[Link]:
    """Return the files of one answer of `media`; the day on them is the day of upload, never that of a sitting."""
    found: dict[str, Link] = {}
    for row in read_rows(text):
        url = absolute(api_url, str(row.get("source_url") or ""))
        if url and suffix(url) in DOCUMENT_SUFFIXES:
            day = read_day(str(row.get("date") or ""))
            origin = DateOrigin.UPLOAD if day else DateOrigin.NONE
            found.setdefault(url, Link(url, api_url, text=rendered(row.get("title")), listed_date=day, listed_date_origin=origin))
    return list(found.values())


def read_pages(text: str, api_url: str) -> list[Link]:
    """Return the files that the pages of one answer of `pages` link to, each with its words and, failing a heading, its page's title."""
    found: dict[str, Link] = {}
    for row in read_rows(text):
        content = row.get("content")
        html = str(content.get("rendered") or "") if isinstance(content, dict) else ""
        page_url = absolute(api_url, str(row.get("link") or "")) or api_url
        for link in read_page_links(html, page_url).links:
            if suffix(link.url) in DOCUMENT_SUFFIXES:
                found.setdefault(link.url, replace(link, heading=link.heading or rendered(row.get("title"))))
    return list(found.values())


def read_rows(text: str) -> list[dict[str, Any]]:
    """Return the rows of an answer; raise `RestError` when it is a page, an error or something else."""
    if len(text) > MAX_LISTING_BYTES:
        raise RestError(f"{len(text)} characters, at most {MAX_LISTING_BYTES} are read")
    try:
        raw = json.loads(text.lstrip("\ufeff").strip())
    except (ValueError, RecursionError) as error:
        what = "a web page" if "<" in text[:500] else "other text"
        raise RestError(f"expected JSON of WordPress' interface, found {what}") from error
    if isinstance(raw, dict) and "code" in raw:
        raise RestError(f"WordPress' interface refused: {str(raw['code'])[:100]}")
    if not isinstance(raw, list):
        raise RestError(f"expected a list of WordPress' interface, found {type(raw).__name__}")
    return [row for row in raw if isinstance(row, dict)]


def rendered(value: Any) -> str:
    """Return a title as a reader sees it: `{"rendered": "Procès-verbal &#8211; mars"}` holds HTML."""
    text = value.get("rendered") if isinstance(value, dict) else value
    return " ".join(unescape(_TAG.sub(" ", str(text or "")[:2000])).split())[:500]


def advertised_api(text: str, page_url: str) -> str | None:
    """Return the address of the interface that a WordPress page names in its head, when it does."""
    tag = BeautifulSoup(text[:200_000], "lxml").select_one('link[rel$="api.w.org/"][href]')
    return absolute(page_url, str(tag.get("href"))) if tag is not None else None
