"""Walks a played site without a server, by its links: what a visitor could reach."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urljoin, urlsplit

from tests.sites.model import Answer, Asked, Site

_HREF = re.compile(rb'<(?:a|i?frame) [^>]*?\b(?:href|src)="([^"]+)')


def ask(site: Site, url: str) -> Answer | None:
    """Ask a site without a server."""
    parts = urlsplit(url)
    return site.answer(Asked(f"{parts.scheme}://{parts.netloc}", "GET", parts.path + (f"?{parts.query}" if parts.query else "")))


def reachable(site: Site, limit: int = 700) -> set[str]:
    """Return the addresses that links reach from the home page, calendars aside."""
    seen: set[str] = set()
    waiting = [f"{site.origin}/"]
    while waiting and len(seen) < limit:
        url = waiting.pop(0)
        if url in seen or "month=" in url or "/photo-" in url:
            continue
        seen.add(url)
        answer = ask(site, url)
        assert answer is not None or f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" not in (site.origin, *site.also), f"{url} is linked"
        waiting += [urljoin(url, answer.headers["Location"])] if answer is not None and "Location" in answer.headers else []
        if answer is not None and answer.media.startswith("text/html"):
            found = (unescape(href.decode("latin-1" if b"iso-8859-1" in answer.body else "utf-8")) for href in _HREF.findall(answer.body))
            waiting += [urljoin(url, href).split("#")[0] for href in found]
    return seen


def sent_pages(site: Site) -> Iterator[tuple[str, str]]:
    """Yield address and text of each web page that links reach, the papers that are pages left out."""
    papers = {paper.content for paper in site.papers}
    for url in sorted(reachable(site)):
        answer = ask(site, url)
        if answer is not None and answer.media.startswith("text/html") and answer.body not in papers:
            yield url, answer.body.decode("latin-1" if b"iso-8859-1" in answer.body else "utf-8")
