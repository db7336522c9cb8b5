"""From a programme to a checked list: the page of the document on the left, one proposed pledge on the right, keys for every answer."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.components import sheet_team
from dashboard.components.bits import e, warning
from dashboard.components.page_picture import page_picture
from dashboard.components.sheet_actions import SAID, actions
from dashboard.components.sheet_card import card, page_words, whole_list, why
from dashboard.components.sheet_moves import AT, go, move
from dashboard.i18n import n, t
from dashboard.session import sign_in_address, viewer
from dashboard.town import choose_town
from tracker import queries
from tracker.queries import SheetView
from tracker.queries.shapes import Viewer
from tracker.vocabulary import PledgeSourceKind
from tracker.worksheets.projection import SheetItem, Standing

_WARNINGS = 4


def _choose(slug: str, person: Viewer) -> str | None:
    """Return the programme that the address asks for, else the one chosen, else the first."""
    known = dict(queries.worksheets(slug, person))
    asked = st.query_params.get("sheet") or st.session_state.get("sheet-ref")
    refs = list(known)
    if not refs:
        return None
    start = refs.index(asked) if asked in refs else 0
    chosen = refs[start]
    if len(refs) > 1:
        chosen = st.selectbox(t("ui.sheet.choose"), refs, index=start, format_func=lambda ref: f"{known[ref]} ({ref.partition('/')[2]})")
    if st.session_state.get("sheet-ref") not in (None, chosen):
        go(None)
    st.session_state["sheet-ref"] = chosen
    st.query_params["sheet"] = chosen
    return chosen


def _current(view: SheetView) -> SheetItem | None:
    """Return the passage to show: the one asked for once by the address, else the one reached, else the first without an answer."""
    if view.view is None:
        return None
    asked = st.query_params.get("item")
    if asked:
        go(asked)
        del st.query_params["item"]
    found = view.view.by_id.get(st.session_state.get(AT) or "")
    if found is not None:
        return found
    shown = [one for one in view.view.items if one.open] or [one for one in view.view.items if one.proposed or one.state.decision]
    return shown[0] if shown else None


def _show_said() -> None:
    """Say what the last action did, in a place that is always there: nothing below it moves or closes."""
    words, failed = st.session_state.pop(SAID, None) or ("", False)
    with st.container(key="cp-said"):
        st.html(f'<p class="cp-note" role="status">{"" if failed else e(words)}&nbsp;</p>')
        if failed:
            st.error(words)


def _progress(view: SheetView) -> str:
    sheet = view.view
    if sheet is None:
        return ""
    asked = [one for one in sheet.items if one.proposed or one.state.decision]
    left, (written, parts) = len(sheet.open), sheet.totals
    words = t("ui.sheet.progress", done=n(len(asked) - left), total=n(len(asked)))
    disputes = sum(not one.settled for one in sheet.items)
    totals = "ui.sheet.totals.asked" if view.sheet.head.kind == PledgeSourceKind.DEMANDE else "ui.sheet.totals"
    more = [t(totals, written=n(written), parts=n(parts))]
    more += [t("ui.sheet.disputes", n=n(disputes))] if disputes else []
    more += [] if left else [t("ui.sheet.done" if asked else "ui.sheet.nothing")]
    return f'<p class="cp-lead" id="cp-progress"><b>{e(words)}</b> · {e(" · ".join(more))}</p>'


def _work(person: Viewer, view: SheetView, item: SheetItem) -> None:
    page = item.page or (view.sheet.page_at(item.span[0]) if item.span else 1)
    left, right = st.columns(2, gap="medium")
    with right:
        move(view, item)
        st.html(card(view, item))
        if view.reading:
            actions(person, view, item)
        with st.expander(t("ui.sheet.why")):
            st.html(why(item))
    with left:
        total = len(view.sheet.head.pages)
        st.html(f'<p class="cp-note">{e(t("ui.sheet.page", page=n(page), pages=n(max(total, 1))))}</p>')
        head, inside = queries.page_head(view, page)
        st.html(page_picture(head, inside, person))
        with st.expander(t("ui.sheet.text"), expanded=not head.media_type.startswith(("application/pdf", "image/"))):
            st.html(page_words(view, page, item))


def _lists(view: SheetView) -> None:
    items = view.view.items if view.view else ()
    stale = [one for one in items if one.standing == Standing.STALE]
    aside = [one for one in items if not one.proposed and one.state.decision is None and one.settled and one.standing != Standing.STALE]
    shown = [one for one in items if one.proposed or one.state.decision or not one.settled]
    if stale:
        with st.expander(t("ui.sheet.stale", n=n(len(stale))), expanded=True):
            st.html(whole_list(view, stale))
    with st.expander(t("ui.sheet.all")):
        st.html(whole_list(view, shown))
    if aside:
        with st.expander(t("ui.sheet.aside", n=n(len(aside)))):
            st.html(whole_list(view, aside))


def _warnings(issues: Sequence[str]) -> None:
    """Show what the reading of the document had to say: the first in full, the others folded, none left out."""
    shown, more = issues[:_WARNINGS], issues[_WARNINGS:]
    if shown:
        st.html("".join(f'<div class="cp-warn">{warning(one)}</div>' for one in shown))
    if more:
        with st.expander(t("ui.sheet.warnings.more", n=n(len(more)))):
            st.html("".join(f'<div class="cp-warn">{warning(one)}</div>' for one in more))


def _show(person: Viewer, view: SheetView) -> None:
    st.html(f'<p class="cp-kicker">{e(view.sheet.head.title)}</p>{_progress(view)}')
    _show_said()
    _warnings(view.sheet.head.issues)
    if view.sheet.problems:
        st.html(f'<p class="cp-warn">{e(t("ui.sheet.left_out", n=n(len(view.sheet.problems))))}</p>')
    item = _current(view)
    if view.view is None:
        st.info(t("worksheet.take_first" if view.phase.free() else "worksheet.wait"))
    elif item is not None:
        _work(person, view, item)
        st.caption(t("ui.sheet.keys"))
    if view.view is not None:
        _lists(view)
    sheet_team.team(person, view)
    if view.view is not None:
        if view.reading:
            sheet_team.add_words(person, view)
            sheet_team.spreadsheet(person, view)
        sheet_team.writing_out(person, view)


def main() -> None:
    """Show the page."""
    person = viewer()
    st.html(f"<h1>{e(t('screen.worksheet'))}</h1>")
    if not person.signed_in:
        link = f'<a href="{escape(sign_in_address())}">{e(t("button.sign_in"))}</a>'
        st.html(f'<p class="cp-lead">{e(t("ui.sheet.sign_in"))} {link}</p>')
        return
    town = choose_town(person)
    ref = _choose(town.slug, person) if town else None
    view = queries.worksheet(ref, person) if ref else None
    if view is None:
        st.html(f'<p class="cp-lead">{e(t("ui.sheet.none"))}</p>')
        return
    _show(person, view)


main()
