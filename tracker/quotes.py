"""Finds a quote in the stored text of an act, word for word but for white space, and says on which page it stands.

It looks inside the act's own window first, then on the act's pages (a person reads pages; a border may be wrong).
"""

import re

from sqlmodel import Session, col, select

from tracker.items import PAGE_BREAK
from tracker.models import Act, DocumentPage
from tracker.refusals import BadInput


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(re.escape(word) for word in quote.split()))


def _pages(session: Session, sha256: str) -> list[DocumentPage]:
    query = select(DocumentPage).where(DocumentPage.sha256 == sha256).order_by(col(DocumentPage.page))
    return list(session.exec(query).all())


def pages_of_quote(act: Act, pages: list[DocumentPage], quote: str) -> list[int]:
    """Return the pages where a quote of this act begins, those of the act's own window first."""
    pattern = _pattern(quote)
    if not pages:
        return [act.page_from] if pattern.search(act.text) else []
    starts, text = [], ""
    for row in pages:
        starts.append(len(text))
        text += row.text + PAGE_BREAK
    places = [found.start() for found in pattern.finditer(text)]
    inside = [place for place in places if act.span_start <= place < act.span_end]
    numbered = [(place, max(row.page for row, start in zip(pages, starts, strict=True) if start <= place)) for place in places]
    own = [page for place, page in numbered if place in inside]
    return own + [page for place, page in numbered if place not in inside and act.page_from <= page <= act.page_to]


def find_quote(session: Session, act: Act, quote: str, page: int | None = None) -> int:
    """Return the page of a quote, or refuse: not in the act's text, or not on the page that was given."""
    found = pages_of_quote(act, _pages(session, act.sha256), quote)
    if not found:
        raise BadInput("evidence.quote_not_found", first=act.page_from, last=act.page_to)
    if page is not None and page not in found:
        raise BadInput("evidence.quote_not_on_page", found=found[0], page=page)
    return page if page is not None else found[0]
