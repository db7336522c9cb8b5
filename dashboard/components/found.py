"""What a search found: marked titles and stretches of text, with their page and the way to check them; marks are told in words too."""

from collections.abc import Sequence
from html import escape

from dashboard.components.bits import certain_day, e, flags, pledge_marks, status_badge, tag
from dashboard.components.evidence_card import amount_text, from_ocr, source_links
from dashboard.components.pledge_items import term_words
from dashboard.i18n import lang, n, t
from dashboard.links import ACT, PLEDGE, href, reading
from tracker import wording
from tracker.linking.asked import Asked, Need
from tracker.queries.reading_shapes import Segment
from tracker.queries.search import ActHit, PledgeHit

_SHOWN_NEIGHBOURS = 12


def marked(segments: Sequence[Segment]) -> str:
    """Return text with its marks; everything printed is escaped."""
    return "".join(f'<mark class="cp-f-{one.mark}">{e(one.text)}</mark>' if one.mark else e(one.text) for one in segments)


def legend(neighbours: bool) -> str:
    """Return what the marks mean."""
    names = ("typed", "neighbour") if neighbours else ("typed",)
    return '<p class="cp-note">' + " ".join(f'<mark class="cp-f-{name}">{e(t(f"ui.search.mark.{name}"))}</mark>' for name in names) + "</p>"


def _need(need: Need) -> str:
    words = t("ui.search.phrase", words=need.written) if len(need.terms) > 1 else need.written
    others = list(dict.fromkeys(way.written for way in need.neighbours))
    if not others:
        return f"<li><b>{e(words)}</b></li>"
    more = " …" if len(others) > _SHOWN_NEIGHBOURS else ""
    shown = e(t("ui.search.with", word="\0", others=", ".join(others[:_SHOWN_NEIGHBOURS]) + more))
    return f"<li>{shown.replace(e(chr(0)), f'<b>{e(words)}</b>')}</li>"


def heard(asked: Asked, most: int) -> str:
    """Return how a question was understood: each word with its neighbours, the words left out, and whether it was cut."""
    lines = ""
    if asked.needs:
        lines = f'<p class="cp-note">{e(t("ui.search.searched"))}</p><ul class="cp-heard">{"".join(map(_need, asked.needs))}</ul>'
    if asked.left_out:
        lines += f'<p class="cp-note">{e(t("ui.search.left_out", words=", ".join(asked.left_out)))}</p>'
    if asked.cut:
        lines += f'<p class="cp-warn">{e(t("ui.search.cut", words=n(most)))}</p>'
    return lines


def act_hit(hit: ActHit) -> str:
    """Return one decision that was found."""
    act = hit.act
    outcome = wording.enum_label(act.outcome, lang()) if act.outcome else t("outcome.unknown")
    check = tag(t("ocr.check"), "warn") if from_ocr(act) else ""
    money = max((one for one in act.amounts if one.value is not None), key=lambda one: one.value or 0, default=None)
    facts = [certain_day(act.date, act.date_certain), e(act.body), e(outcome), e(t("ui.page_n", n=n(hit.page)))]
    facts += [e(amount_text(money))] if money else []
    number = tag(act.number) if act.number else ""
    read = f'<a href="{escape(reading(act.sha256, act.body_key, hit.page))}">{e(t("ui.reading.open"))}</a>'
    links = f'<div class="cp-links">{read}<a href="{escape(href(ACT, id=act.id))}">{e(t("ui.act.open"))}</a></div>'
    return (
        f'<li class="cp-found"><div class="cp-meta">{"".join(f"<span>{fact}</span>" for fact in facts)}{number}{check}</div>'
        f'<h3>{marked(hit.title)}</h3><div class="cp-passage">{marked(hit.stretch)}</div>'
        f"{links}{source_links(act.sha256, hit.page, act.document_url)}</li>"
    )


def pledge_hit(hit: PledgeHit) -> str:
    """Return one pledge that was found."""
    row = hit.row
    return (
        f'<li class="cp-c{int(row.status)}">{status_badge(row.status, row.as_of)} {flags(row.flags)}{pledge_marks(row)}'
        f'<a class="cp-text" href="{escape(href(PLEDGE, id=row.id))}">{marked(hit.text)}</a>'
        f'<div class="cp-meta"><span>{e(row.programme.list_name)}, {e(term_words(row.programme))}</span></div></li>'
    )
