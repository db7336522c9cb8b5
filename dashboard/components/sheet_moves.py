"""Going through the passages by keyboard: those proposed, those that the machine set aside, or all of them, one filter key apart.

What the machine did not take is read as easily as what it proposes: a pledge that it missed costs one key to keep.
"""

import streamlit as st

from dashboard.components.bits import e
from dashboard.i18n import n, t
from tracker.queries import SheetView
from tracker.worksheets.projection import SheetItem

AT, PANEL, SHOWN = "sheet-at", "sheet-panel", "sheet-filter"
PROPOSED, WAITING, ASIDE, EVERY = "proposed", "waiting", "aside", "every"
_FILTERS = (PROPOSED, WAITING, ASIDE, EVERY)


def go(item_id: str | None) -> None:
    """Show another passage, without any panel."""
    st.session_state[AT] = item_id
    st.session_state.pop(PANEL, None)


def chosen() -> str:
    """Return which passages are gone through."""
    found = st.session_state.get(SHOWN)
    return found if found in _FILTERS else PROPOSED


def _wanted(item: SheetItem, which: str) -> bool:
    if which == WAITING:
        return item.open
    if which == ASIDE:
        return not item.proposed
    return which == EVERY or item.proposed or item.state.decision is not None or not item.settled


def passages(view: SheetView) -> list[SheetItem]:
    """Return the passages that the arrows go through, in reading order."""
    return [one for one in view.view.items if _wanted(one, chosen())] if view.view else []


def following(view: SheetView, item: SheetItem) -> str | None:
    """Return what comes after an answer: the next passage that waits for one; among the others, the next of those gone through."""
    items = view.view.items if view.view else ()
    order = {one.id: place for place, one in enumerate(items)}
    if chosen() in (ASIDE, EVERY):
        return next((one.id for one in passages(view) if order[one.id] > order[item.id]), item.id)
    waiting = [one.id for one in items if one.open and one.id != item.id]
    return next((key for key in waiting if order[key] > order[item.id]), waiting[0] if waiting else item.id)


def _next_filter(view: SheetView, item: SheetItem) -> None:
    """Turn to the next filter that holds any passage, and show one of its passages: the one on screen, else the nearest after it."""
    place = _FILTERS.index(chosen())
    order = {one.id: at for at, one in enumerate(view.view.items)} if view.view else {}
    for step in range(1, len(_FILTERS) + 1):
        st.session_state[SHOWN] = _FILTERS[(place + step) % len(_FILTERS)]
        found = passages(view)
        if found:
            after = [one for one in found if order[one.id] >= order.get(item.id, 0)]
            go((after or found)[0].id)
            return


def move(view: SheetView, item: SheetItem) -> None:
    """Let a person go to the passage before or after without deciding, and choose which passages are gone through."""
    order = {one.id: at for at, one in enumerate(view.view.items)} if view.view else {}
    shown = passages(view)
    before = [one for one in shown if order[one.id] < order[item.id]]
    after = [one for one in shown if order[one.id] > order[item.id]]
    inside = any(one.id == item.id for one in shown)
    with st.container(horizontal=True, horizontal_alignment="center", vertical_alignment="center", key="cp-sheet-pager"):
        back, on = (before[-1].id if before else None), (after[0].id if after else None)
        st.button(
            t("ui.sheet.before"), key="sheet-before", type="tertiary", shortcut="Left", disabled=back is None, on_click=go, args=(back,)
        )
        place = t("ui.sheet.place", n=n(len(before) + 1), total=n(len(shown))) if inside else "–"
        st.html(f'<p class="cp-note">{e(place)}</p>', width="content")
        st.button(t("ui.sheet.after"), key="sheet-after", type="tertiary", shortcut="Right", disabled=on is None, on_click=go, args=(on,))
        words = t("ui.sheet.shown", which=t(f"ui.sheet.shown.{chosen()}"), n=n(len(shown)))
        st.button(words, key="sheet-shown", type="tertiary", shortcut="P", on_click=_next_filter, args=(view, item))
