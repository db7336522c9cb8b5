"""Addresses that a crawl must not follow, whatever their words: endless calendars, sessions, repeated segments, twins of a page."""

import re
from collections import Counter
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from scrapers.discovery.pages import refused_path
from scrapers.discovery.words import load_words

MAX_ADDRESS = 400
MAX_SEGMENTS = 12
MAX_PARAMETERS = 6
_REPEATS = 3  # a segment met this often means that relative links pile up
_OTHER_FILES = re.compile(
    r"\.(jpe?g|png|gif|svg|webp|ico|bmp|css|js|json|xml|rss|atom|ics|vcf|mp[34]|m4[av]|avi|mov|wmv|webm|ogg|wav|woff2?|ttf|eot|exe|apk|dmg|iso)$",
    re.IGNORECASE,
)


def is_trap(url: str) -> bool:
    """Say whether an address is one that leads nowhere or for ever."""
    parts = urlsplit(url)
    segments = [one for one in unquote(parts.path).lower().split("/") if one]
    return (
        len(url) > MAX_ADDRESS
        or len(segments) > MAX_SEGMENTS
        or len(parse_qsl(parts.query)) > MAX_PARAMETERS
        or _piles_up(segments)
        or refused_path(url, load_words()) is not None
    )


def is_other_file(url: str) -> bool:
    """Say whether an address names an image, a style, a sound: never a page nor a record."""
    return _OTHER_FILES.search(urlsplit(url).path) is not None


def _piles_up(segments: list[str]) -> bool:
    """Say whether path segments repeat: the same one often, or twice in a row."""
    counted = Counter(segments)
    return any(count >= _REPEATS for count in counted.values()) or any(a == b for a, b in pairwise(segments))
