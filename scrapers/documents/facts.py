"""What a post or a page declares of itself: the day it was published, and the name of its site. Both are read, never guessed."""

import re
from collections.abc import Iterator
from datetime import date

_FRONT_DATE = re.compile(
    r"\A\ufeff?\s*---[ \t]*\n(?:(?!---).{0,2000}\n)*?(?:date|published|pubdate)\s*:\s*['\"]?(\d{4}-\d{2}-\d{2})", re.IGNORECASE
)
_META = re.compile(r"<meta\b[^<>]{0,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(property|name|itemprop|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dcterms.issued")
_SITES = ("og:site_name", "application-name")
_HEAD = 60_000  # characters: declarations stand at the top
_NAME = 120


def facts_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return (`date`, ISO day) and (`site`, name) when a text declares them; a date that is none is left out."""
    return tuple(_facts(text[:_HEAD]))


def _facts(text: str) -> Iterator[tuple[str, str]]:
    declared: dict[str, str] = {}
    for tag in _META.findall(text):
        said = {name.lower(): one or other for name, one, other in _ATTRIBUTE.findall(tag)}
        key = said.get("property") or said.get("name") or said.get("itemprop") or ""
        declared.setdefault(key.lower(), " ".join(said.get("content", "").split()))
    front = _FRONT_DATE.match(text)
    day = front[1] if front else next((declared[key][:10] for key in _DATES if declared.get(key)), "")
    if _is_day(day):
        yield "date", day
    site = next((declared[key] for key in _SITES if declared.get(key)), "")
    if site:
        yield "site", site[:_NAME]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
