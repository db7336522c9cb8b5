"""A pledge in a list: status, quote as a link, list, themes and how much evidence stands behind it."""

from html import escape

from dashboard.components.bits import flags, pledge_marks, status_badge, tag, themes
from dashboard.i18n import lang, t
from dashboard.links import PLEDGE, href
from tracker import wording
from tracker.queries.shapes import PledgeRow, ProgrammeCard


def term_words(card: ProgrammeCard) -> str:
    """Return a term as its two years."""
    return f"{card.term_start.year}–{card.term_end.year}"


def item(row: PledgeRow) -> str:
    """Return one pledge as a list item."""
    evidence = wording.plural("count.evidence", row.evidence, lang()) if row.evidence else t("ui.no_evidence_yet")
    waiting = tag(t("ui.suggestions_n", n=row.suggestions), "machine") if row.suggestions else ""
    return (
        f'<li class="cp-c{int(row.status)}">{status_badge(row.status, row.as_of)} {flags(row.flags)}{pledge_marks(row)}'
        f'<a class="cp-text" href="{escape(href(PLEDGE, id=row.id))}">{escape(row.text)}</a>'
        f'<div class="cp-meta"><span>{escape(row.programme.list_name)}, {term_words(row.programme)}</span>{themes(row.themes)}'
        f"<span>{escape(evidence)}</span>{waiting}</div></li>"
    )


def items(rows: list[PledgeRow]) -> str:
    """Return a list of pledges."""
    return '<ol class="cp-list">' + "".join(item(row) for row in rows) + "</ol>"
