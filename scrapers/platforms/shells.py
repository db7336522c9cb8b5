"""Answers that hold nothing without a script: the listing is said to be hidden, with the platform that hides it when it is known."""

from scrapers.discovery.hidden import hidden_in
from scrapers.discovery.page import read_page
from scrapers.discovery.vendors import load_vendors
from scrapers.platforms.base import SourceSpider


def hidden_listing(spider: SourceSpider, text: str, url: str) -> tuple[str, str] | None:
    """Return code and sentence for a listing that showed no record because a script would show them; None when it is simply empty."""
    page = read_page(text, url)
    hidden = hidden_in(text, page, 0, load_vendors())
    if hidden is not None:
        town, body = spider.collector.town, spider.source.body
        return "javascript_only" if hidden.is_shell else "javascript_listing", hidden.sentence(url, body, town.body(body).siren)
    if not page.words and "<script" in text.lower():
        return "javascript_only", f"{url}: this page is empty until a script runs; nothing can be read there without a browser"
    return None
