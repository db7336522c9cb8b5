"""One document, page by page: the image on the left, what was read in it on the right; or, with mode=draw, its lines to be cut."""

from collections.abc import Callable
from html import escape

import streamlit as st

from dashboard import launcher
from dashboard.components import drawing
from dashboard.components.bits import e
from dashboard.components.page_picture import page_picture
from dashboard.components.reading_page import acts_table, page_text, sitting_card
from dashboard.i18n import lang, n, t
from dashboard.links import SPLIT, href, reading
from dashboard.session import viewer
from tracker import borders, queries
from tracker.errors import TrackerError
from tracker.items import Border
from tracker.queries.reading_shapes import DocumentHead, Drawing, SittingReading
from tracker.queries.shapes import Viewer
from tracker.refusals import told


def _asked_page(pages: int) -> int:
    asked = st.query_params.get("page", "1")
    return min(max(int(asked), 1), max(pages, 1)) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _turn(page: int) -> None:
    st.query_params["page"] = str(page)


def _pager(page: int, pages: int) -> None:
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", key="cp-pager"):
        st.button(t("button.page_before"), disabled=page <= 1, on_click=_turn, args=(page - 1,), key="page-before")
        st.html(f'<p class="cp-note">{e(t("ui.reading.page", page=n(page), pages=n(max(pages, 1))))}</p>', width="content")
        st.button(t("button.page_after"), disabled=page >= pages, on_click=_turn, args=(page + 1,), key="page-after")


def _title(head: DocumentHead, page: int, *, draw: bool, signed_in: bool) -> str:
    other = reading(head.sha256, head.body_key, page, draw=not draw)
    change = f'<a href="{escape(other)}">{e(t("ui.reading.open") if draw else t("ui.reading.draw"))}</a>' if signed_in else ""
    back = f'<a href="{escape(href(SPLIT))}">{e(t("ui.split.back"))}</a>' if signed_in else ""
    return (
        f'<p class="cp-kicker">{e(t("screen.splitting" if draw else "screen.reading"))}</p><h1 class="cp-file">{e(head.name)}</h1>'
        f'<div class="cp-links">{change}{back}</div>'
    )


def _elsewhere(view: SittingReading) -> str:
    lines = []
    for sha256, name, count in view.elsewhere:
        link = escape(reading(sha256, view.head.body_key))
        lines.append(f'<p class="cp-note"><a href="{link}">{e(t("ui.reading.elsewhere", n=n(count), name=name))}</a></p>')
    return "".join(lines)


def _read(person: Viewer, view: SittingReading) -> None:
    st.html(_title(view.head, view.page, draw=False, signed_in=person.signed_in) + f'<p class="cp-lead">{e(t("ui.reading.lead"))}</p>')
    _pager(view.page, view.head.pages)
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(page_picture(view.head, view.page, person))
    with right:
        st.html(page_text(view))
    st.html(sitting_card(view))
    st.html(f"<h2>{e(t('ui.reading.acts', n=n(len(view.acts))))}</h2>{acts_table(view)}{_elsewhere(view)}")


def _say(words: str, failed: bool = False) -> None:
    st.session_state["draw_said"] = (words, failed)


def _show_said(view: Drawing) -> None:
    said = st.session_state.pop("draw_said", None)
    if not said:
        return
    words, failed = said
    (st.error if failed else st.success)(words)
    if not failed:
        st.caption(t("ui.split.nightly", town=view.head.town.slug))


def _do(view: Drawing, action: Callable[[], object], done: str) -> None:
    try:
        action()
    except TrackerError as error:
        _say(told(error, lang()), failed=True)
    else:
        drawing.forget(view)
        st.session_state["may_reread"] = True
        _say(done)
    st.rerun()


def _save(person: Viewer, view: Drawing, drawn: list[Border]) -> None:
    head = view.head
    done = t("ui.split.saved", acts=drawing.acts_words(len(drawn))) if drawn else t("ui.split.saved_none")
    _do(view, lambda: borders.draw_borders(person.login or "", head.town.slug, head.sha256, head.body_key, drawn), done)


def _actions(person: Viewer, view: Drawing) -> None:
    drawn, head = drawing.borders_of(view), view.head
    with st.container(horizontal=True, key="cp-draw-actions"):
        save = st.button(t("button.save_borders"), type="primary", disabled=not drawn, key="save-borders")
        none = st.button(t("button.no_act"), disabled=bool(drawn), key="no-act")
        withdraw = head.decision is not None and st.button(t("button.withdraw_borders"), type="tertiary", key="withdraw-borders")
        reread = st.session_state.get("may_reread") and st.button(t("button.read_again"), key="read-again")
    if save or none:
        _save(person, view, drawn)
    if withdraw:
        done = t("ui.split.withdrawn")
        _do(view, lambda: borders.withdraw_borders(person.login or "", head.town.slug, head.sha256, head.body_key), done)
    if reread:
        with st.spinner(t("ui.split.reading")):
            key = launcher.read_again(head.town.slug)
        _say(t(key), failed=key != "ui.split.reread")
        st.rerun()


def _draw(person: Viewer, view: Drawing) -> None:
    head, page = view.head, _asked_page(view.head.pages)
    st.html(_title(head, page, draw=True, signed_in=True) + f'<p class="cp-lead">{e(t("ui.split.how"))}</p>')
    if view.proposed and head.decision is None:
        st.html(f'<p class="cp-note">{e(t("ui.split.proposed"))}</p>')
    _show_said(view)
    _pager(page, head.pages)
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(page_picture(head, page, person))
    with right:
        drawing.draw_page(view, page)
    st.html(drawing.summary(view))
    _actions(person, view)


def main() -> None:
    """Show the page."""
    person, sha256 = viewer(), st.query_params.get("document", "")
    body = st.query_params.get("body")
    drawn = queries.drawing(sha256, person, body) if st.query_params.get("mode") == "draw" else None
    if drawn is not None:
        _draw(person, drawn)
        return
    view = queries.sitting_reading(sha256, person, _asked_page(99999), body)
    if view is None:
        st.info(t("ui.reading.unknown"))
        return
    _read(person, view)


main()
