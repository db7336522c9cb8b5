"""A pledge in a list: status, quote as a link, list, themes and how much evidence stands behind it; its parts under a compound one."""

from collections.abc import Sequence
from html import escape

from dashboard.components.bits import flags, pledge_marks, status_badge, tag, themes
from dashboard.i18n import lang, t
from dashboard.links import PLEDGE, href
from tracker import wording
from tracker.queries import Family
from tracker.queries.shapes import PledgeRow, ProgrammeCard, Totals
from tracker.vocabulary import Status


def term_words(card: ProgrammeCard) -> str:
    """Return a term as its two years."""
    return f"{card.term_start.year}–{card.term_end.year}"


def totals_words(counted: Totals, demands: bool = False) -> str:
    """Return both totals in one sentence; only one when no pledge is compound."""
    written = wording.plural("count.demands" if demands else "count.pledges", counted.written, lang())
    if not counted.compound:
        return written
    compound = wording.plural("count.compound", counted.compound, lang())
    single = wording.plural("count.asked" if demands else "count.single", counted.single, lang())
    return t("ui.totals.asked" if demands else "ui.totals", written=written, compound=compound, single=single)


def item(row: PledgeRow, under: str = "") -> str:
    """Return one pledge as a list item, with its parts `under` it when it is compound."""
    evidence = wording.plural("count.evidence", row.evidence, lang()) if row.evidence else t("ui.no_evidence_yet")
    waiting = tag(t("ui.suggestions_n", n=row.suggestions), "machine") if row.suggestions else ""
    by_parts = row.is_parent and row.status == Status.UNEXAMINED
    shown = "" if by_parts else status_badge(row.status, row.as_of)
    about = "" if by_parts and not row.evidence else f"<span>{escape(evidence)}</span>"
    return (
        f'<li class="cp-c{int(row.status)}">{shown} {flags(row.flags)}{pledge_marks(row)}'
        f'<a class="cp-text" href="{escape(href(PLEDGE, id=row.id))}">{escape(row.text)}</a>'
        f'<div class="cp-meta"><span>{escape(row.programme.list_name)}, {term_words(row.programme)}</span>{themes(row.themes)}'
        f"{about}{waiting}</div>{under}</li>"
    )


def items(rows: Sequence[PledgeRow]) -> str:
    """Return a list of pledges."""
    return '<ol class="cp-list">' + "".join(map(item, rows)) + "</ol>"


def _part(row: PledgeRow) -> str:
    evidence = f"<span>{escape(wording.plural('count.evidence', row.evidence, lang()))}</span>" if row.evidence else ""
    waiting = tag(t("ui.suggestions_n", n=row.suggestions), "machine") if row.suggestions else ""
    return (
        f'<li class="cp-c{int(row.status)}">{status_badge(row.status, row.as_of)} {flags(row.flags)}'
        f'<a class="cp-text" href="{escape(href(PLEDGE, id=row.id))}">{escape(row.text)}</a>'
        f'<div class="cp-meta">{evidence}{waiting}</div></li>'
    )


def family(one: Family, whole: int) -> str:
    """Return a pledge as written; a compound one is marked, with the parts that answer the reader's wish out of `whole` under it."""
    if not one.parts:
        return item(one.head)
    words = t("ui.compound", parts=wording.plural("count.parts", whole, lang()))
    if len(one.parts) < whole:
        words += f" ({wording.plural('count.shown', len(one.parts), lang(), all=whole)})"
    parts = "".join(map(_part, one.parts))
    return item(one.head, f'<p class="cp-kicker cp-whole">{escape(words)}</p><ol class="cp-family">{parts}</ol>')


def families(found: Sequence[Family], whole: dict[str, int]) -> str:
    """Return a list of pledges as written; `whole` says how many parts each compound one has."""
    return '<ol class="cp-list">' + "".join(family(one, whole.get(one.head.id, 0)) for one in found) + "</ol>"
