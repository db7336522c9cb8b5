"""The router: which pages there are for this person, and what surrounds them. Nothing else."""

import streamlit as st

from dashboard.components import frame
from dashboard.i18n import lang, t
from dashboard.links import (
    ACT,
    COVERAGE,
    ELSEWHERE,
    METHOD,
    PLEDGE,
    PLEDGES,
    QUEUE,
    READING,
    REVIEW,
    SEARCH,
    SHEET,
    SPLIT,
    UNPROMISED,
    WORDS,
)
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker.errors import TrackerError
from tracker.queries.shapes import Viewer
from tracker.refusals import told


def _page(file: str, title: str, path: str = "", **options: object) -> st.Page:
    return st.Page(f"views/{file}.py", title=t(title), url_path=path.strip("/"), **options)  # type: ignore[arg-type]


def _pages(person: Viewer) -> dict[str, list[st.Page]]:
    """Return the menu: what everybody reads, then one entry that opens the work of those who signed in."""
    working = "visible" if person.signed_in else "hidden"
    work = [
        _page("queue", "screen.queue", QUEUE, visibility=working),
        _page("review", "screen.review", REVIEW, visibility="visible" if person.reviews else "hidden"),
        _page("splitting", "screen.splitting", SPLIT, visibility=working),
        _page("worksheet", "screen.worksheet", SHEET, visibility=working),
        _page("thesaurus", "screen.thesaurus", WORDS, visibility=working),
    ]
    read = [
        _page("overview", "screen.overview", default=True),
        _page("pledges", "screen.pledges", PLEDGES),
        _page("pledge", "screen.pledge", PLEDGE, visibility="hidden"),
        _page("search", "screen.search", SEARCH),
        _page("unpromised", "screen.unpromised", UNPROMISED),
        _page("act", "screen.act", ACT, visibility="hidden"),
        _page("elsewhere", "screen.elsewhere", ELSEWHERE, visibility="hidden"),
        _page("reading", "screen.reading", READING, visibility="hidden"),
        _page("coverage", "screen.coverage", COVERAGE),
        _page("method", "screen.method", METHOD),
    ]
    return {"": read, t("ui.menu.work"): work} if person.signed_in else {"": [*read, *work]}


def main() -> None:
    """Choose the page and show it inside its frame; a refusal of the tracker is one plain line."""
    st.set_page_config(page_title="Chose promise", page_icon="⚖️", layout="wide")
    frame.style()
    try:
        person = viewer()
        page = st.navigation(_pages(person), position="top")
        st.session_state["path"] = "/" + page.url_path
        frame.header(person, choose_town(person))
        page.run()
        frame.footer()
    except TrackerError as error:
        st.error(told(error, lang()))


main()
