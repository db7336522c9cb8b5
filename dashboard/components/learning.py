"""What answers bring, for the group that gives them: a curve with its counts, and how right suggestions drawn at random were."""

import streamlit as st

from dashboard.components.bits import day, e, table
from dashboard.i18n import lang, n, t
from tracker import wording
from tracker.linking.curve import Point
from tracker.queries.shapes import Drawn, Learning


def learning_panel(view: Learning | None) -> None:
    """Show the panel, folded: it is read now and then, the question above it all day long."""
    if view is not None:
        with st.expander(t("ui.learning")):
            st.html(curve_html(view) + drawn_html(view.drawn))


def curve_html(view: Learning) -> str:
    """Return the curve in one sentence and a table with bars; without enough answers, what is missing."""
    if not view.points:
        return f'<p class="cp-note">{e(t("ui.learning.too_few", n=n(view.fewest)))}</p>'
    last = view.points[-1]
    lead = t("ui.learning.lead", after=n(last.after), found=n(last.found), wanted=n(last.wanted), without=n(last.without))
    head = (t("ui.learning.after"), "", t("ui.learning.without"), t("ui.learning.found"), t("ui.learning.wanted"), t("ui.learning.pledges"))
    shown = table(
        head,
        [_row(point) for point in view.points],
        t("ui.learning.caption", date=day(view.as_of)),
        "cp-statusbars",
        frozenset({2, 3, 4, 5}),
    )
    return f'<p class="cp-lead">{e(lead)}</p>' + shown.replace('<td class=""><span class="cp-fill', '<td class="bar"><span class="cp-fill')


def _row(point: Point) -> tuple[str, ...]:
    bars = "".join(_bar(part, point.wanted, kind) for part, kind in ((point.without, "without"), (point.found, "found")))
    words = t("ui.learning.links" if point.after > 1 else "ui.learning.link", n=n(point.after))
    return e(words), bars, n(point.without), n(point.found), n(point.wanted), n(point.pledges)


def _bar(part: int, whole: int, kind: str) -> str:
    """Return one bar, for the eye only: its number stands beside it."""
    return f'<span class="cp-fill cp-{kind}" style="width:{100 * part / max(whole, 1):.1f}%" aria-hidden="true"></span>'


def drawn_html(drawn: Drawn | None) -> str:
    """Return how many suggestions drawn at random people confirmed, with the interval of the share once it says something."""
    if drawn is None:
        return f'<p class="cp-note">{e(t("ui.drawn.none"))}</p>'
    decided = drawn.right + drawn.wrong
    words = t("ui.drawn.counts", right=n(drawn.right), decided=n(decided), undecided=n(drawn.undecided))
    if drawn.interval is None:
        return f'<p class="cp-note">{e(words)} {e(t("ui.drawn.too_few", n=n(drawn.fewest)))}</p>'
    low, high = (wording.percent(share, lang()) for share in drawn.interval)
    return f'<p class="cp-note">{e(words)} {e(t("ui.drawn.interval", low=low, high=high))}</p>'
