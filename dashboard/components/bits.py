"""Small pieces of HTML: everything that comes from a document or a person is escaped here, and a status is always icon and word."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from html import escape

from dashboard.i18n import lang, t
from dashboard.links import PLEDGES, href
from tracker import wording
from tracker.issue_words import told_issue
from tracker.queries.shapes import PledgeRow
from tracker.vocabulary import Flag, PledgeSourceKind, Status


def e(text: object) -> str:
    """Return text that HTML cannot read as code."""
    return escape(str(text).replace("\f", "\n"), quote=True)


def icon(status: Status) -> str:
    """Return the drawing of a status; always beside its word."""
    return f'<span class="cp-ic cp-c{int(status)}" aria-hidden="true"></span>'


def status_badge(status: Status, as_of: date | None = None, *, kept: bool = False, big: bool = False) -> str:
    """Return icon and word of a status."""
    words = wording.status_label(status, as_of=as_of, kept_so_far=kept, lang=lang())
    return f'<span class="cp-status{" big" if big else ""} cp-c{int(status)}">{icon(status)}<span>{e(words)}</span></span>'


def tag(words: str, kind: str = "", link: str | None = None) -> str:
    """Return a small label, a link when an address is given."""
    css = f'class="cp-tag {kind}"'
    return f'<a {css} href="{e(link)}">{e(words)}</a>' if link else f"<span {css}>{e(words)}</span>"


def flags(names: Sequence[str]) -> str:
    """Return the flags beside a status."""
    return "".join(tag(wording.enum_label(Flag(name), lang()), "warn") for name in names)


def themes(names: Sequence[str]) -> str:
    """Return the themes of a pledge, each a link to its list."""
    return "".join(tag(wording.theme_label(name, lang()), link=href(PLEDGES, theme=name)) for name in names)


def pledge_marks(row: PledgeRow) -> str:
    """Return what a reader must know before the words: that residents ask it, what a merger did to it, why it is not published."""
    kept = tag(wording.enum_label(PledgeSourceKind.DEMANDE, lang())) if row.is_demand else ""
    kept += tag(wording.enum_label(row.merger, lang())) if row.merger else ""
    if row.publishable:
        return kept
    marks = [(row.wording == "own", wording.label("wording.own", lang())), (row.second_hand, wording.label("pledge.second_hand", lang()))]
    marks += [(not row.confirmed, wording.label("pledge.unconfirmed", lang())), (True, wording.label("pledge.not_published", lang()))]
    return kept + "".join(tag(words, "warn") for shown, words in marks if shown)


def warning(message: str, code: str = "") -> str:
    """Return a warning of the log in the reader's language, with the log's own sentence folded under it when it says more."""
    told = told_issue(message, code, lang())
    if not told.detail:
        return e(told.words)
    return f'{e(told.words)}<details class="cp-detail"><summary>{e(t("ui.issue.detail"))}</summary>{e(told.detail)}</details>'


def day(moment: date | datetime | None) -> str:
    """Return a date in full, or a word that says it is unknown."""
    if moment is None:
        return t("ui.unknown_date")
    return wording.date_long(moment.date() if isinstance(moment, datetime) else moment, lang())


def certain_day(moment: date | None, certain: bool) -> str:
    """Return a date as HTML; one that no document prints for certain says so beside it."""
    doubt = " " + tag(t("date.unsure"), "warn") if moment is not None and not certain else ""
    return e(day(moment)) + doubt


def plain_label(text: str) -> str:
    """Return printed text as the label of a button: Streamlit reads labels as Markdown, so every mark of it is escaped."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def table(
    head: Sequence[str], rows: Sequence[Sequence[str]], caption: str = "", css: str = "", numbers: frozenset[int] = frozenset()
) -> str:
    """Return a table that can be read aloud; cells are HTML already escaped, the first of a row is its heading."""

    def cell(place: int, html: str, head_cell: bool = False) -> str:
        kind = "num" if place in numbers else ""
        name = "th" if head_cell or place == 0 else "td"
        scope = ' scope="col"' if head_cell else ' scope="row"' if place == 0 else ""
        return f'<{name}{scope} class="{kind}">{html}</{name}>'

    top = "".join(cell(place, html, True) for place, html in enumerate(head))
    body = "".join("<tr>" + "".join(cell(place, html) for place, html in enumerate(row)) + "</tr>" for row in rows)
    named = f"<caption>{e(caption)}</caption>" if caption else ""
    return f'<div class="cp-scroll"><table class="cp-table {css}">{named}<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def definition(rows: Sequence[tuple[str, str]]) -> str:
    """Return a list of facts; values are HTML already escaped, empty ones are left out."""
    return '<dl class="cp-dl">' + "".join(f"<dt>{e(name)}</dt><dd>{value}</dd>" for name, value in rows if value) + "</dl>"
