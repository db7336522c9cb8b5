"""A link to a document as a page shows it: what every platform hands on, whatever page it was met on."""

from dataclasses import dataclass
from datetime import date

from scrapers.parsers.dates import date_in_name, find_dates
from tracker.vocabulary import DateOrigin, DocumentKind


@dataclass(frozen=True)
class Link:
    """One link of a listing, with the words around it; what a platform knows for certain goes before what the words say."""

    url: str  # canonical
    page_url: str
    text: str = ""
    date_text: str = ""
    heading: str = ""
    kind: DocumentKind | None = None
    raw_kind: str = ""
    listed_date: date | None = None
    listed_date_origin: DateOrigin = DateOrigin.NONE
    reasons: tuple[str, ...] = ()  # why it was taken for a document, when a judge said so


def listed_date(link: Link) -> tuple[date | None, DateOrigin]:
    """Return the date of a link: the platform's, else the date cell's or the text's, else the address's; never a two-digit year."""
    if link.listed_date:
        origin = link.listed_date_origin
        return link.listed_date, DateOrigin.LINK if origin == DateOrigin.NONE else origin
    for text in (link.date_text, link.text):
        days = {found.value for found in find_dates(text) if found.value and not found.two_digits}
        day = days.pop() if len(days) == 1 else date_in_name(text)
        if day:
            return day, DateOrigin.LINK
    day = date_in_name(link.url.rsplit("/", 1)[-1])
    return (day, DateOrigin.NAME) if day else (None, DateOrigin.NONE)
