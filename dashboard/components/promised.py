"""Was this ever promised? The pledges confirmed for one act as facts, those near it as proposals for signed-in people."""

from html import escape

from dashboard.components.bits import e, flags, pledge_marks, status_badge, tag
from dashboard.components.evidence_card import evidence_card
from dashboard.components.pledge_items import term_words
from dashboard.i18n import lang, n, t
from dashboard.links import PLEDGE, href
from tracker import wording
from tracker.queries.promised import ActPage, NearPledge
from tracker.queries.shapes import PledgeRow


def _pledge(row: PledgeRow) -> str:
    return (
        f"{status_badge(row.status, row.as_of)} {flags(row.flags)}{pledge_marks(row)}"
        f'<a class="cp-text" href="{escape(href(PLEDGE, id=row.id))}">{e(row.text)}</a>'
        f'<div class="cp-meta"><span>{e(row.programme.list_name)}, {e(term_words(row.programme))}</span></div>'
    )


def _near(near: NearPledge) -> str:
    marks = tag(wording.enum_label(near.band, lang()), "machine") if near.band else ""
    marks += tag(t("flag.preexisting"), "warn") if near.preexisting else ""
    rank = f"<span>{e(t('ui.act.rank', rank=n(near.rank)))}</span>" if near.rank else ""
    pairs = dict.fromkeys(theirs if theirs == ours or not ours else f"{theirs} ↔ {ours}" for theirs, ours in near.words)
    words = f"<span>{e(t('ui.act.words', words=', '.join(pairs)))}</span>" if pairs else ""
    return _item(near.row, f'<div class="cp-meta">{marks}{rank}{words}</div>')


def _item(row: PledgeRow, more: str = "") -> str:
    return f'<li class="cp-c{int(row.status)}">{_pledge(row)}{more}</li>'


def _proposals(page: ActPage, signed_in: bool) -> str:
    if not signed_in:
        return f'<p class="cp-note">{e(t("ui.act.signed_in"))}</p>'
    if not page.near:
        return f'<p class="cp-note">{e(t("ui.act.no_near"))}</p>'
    name = "near" if page.proposed else "alike"
    items = "".join(map(_near, page.near))
    return f'<h3>{e(t(f"ui.act.{name}"))}</h3><p class="cp-note">{e(t(f"ui.act.{name}.what"))}</p><ol class="cp-list">{items}</ol>'


def promised_panel(page: ActPage, signed_in: bool) -> str:
    """Return the panel; without a programme on file it says that there is no answer."""
    head = f"<h2>{e(t('ui.act.promised'))}</h2>"
    if not page.pledges:
        return f'{head}<p class="cp-note">{e(t("ui.act.no_pledge"))}</p>'
    early = f'<p class="cp-note">{e(t("ui.act.early"))}</p>' if page.before_terms else ""
    if page.confirmed:
        cards = "".join(f'<ol class="cp-list">{_item(one.row)}</ol>{evidence_card(one.evidence)}' for one in page.confirmed)
        known = f"<h3>{e(t('ui.act.confirmed'))}</h3>{cards}"
    else:
        known = f'<p class="cp-lead">{e(t("ui.act.none", n=n(page.pledges), date=page.town.as_of))}</p>'
    return head + early + known + _proposals(page, signed_in)
