"""One act: what was read in it, where to check it, and whether it was ever promised."""

from html import escape

import streamlit as st

from dashboard.components.bits import certain_day, definition, e, tag
from dashboard.components.evidence_card import amount_words, from_ocr, reading_link, source_links, vote_words
from dashboard.components.promised import promised_panel
from dashboard.i18n import n, t
from dashboard.links import SEARCH, href
from dashboard.session import viewer
from tracker import queries
from tracker.queries.promised import ActPage


def _act(page: ActPage) -> str:
    act = page.act
    check = " " + tag(t("ocr.check"), "warn") if from_ocr(act) else ""
    facts = [
        (t("ui.fact.date"), certain_day(act.date, act.date_certain)), (t("ui.fact.body"), e(act.body)),
        (t("ui.fact.number"), e(act.number or "")), (t("ui.fact.page"), n(act.page_from)),
        (t("ui.fact.vote"), e(vote_words(act)) + (check if act.counts else "")),
        (t("ui.fact.amount"), e(amount_words(act)) + check if act.amounts else ""),
    ]  # fmt: skip
    return (
        f'<p class="cp-kicker">{e(t("screen.act"))}</p><h1 class="cp-file">{e(act.title)}</h1>'
        f'<article class="cp-card">{definition(facts)}{source_links(act.sha256, act.page_from, act.document_url)}'
        f"{reading_link(act.sha256, act.body_key, act.page_from)}</article>"
    )


def main() -> None:
    """Show the page."""
    person = viewer()
    page = queries.act_page(st.query_params.get("id", ""), person)
    if page is None:
        st.info(t("ui.act.unknown"))
        st.html(f'<p><a href="{escape(href(SEARCH))}">{e(t("screen.search"))}</a></p>')
        return
    st.session_state["town"] = page.town.slug
    text = f'<h2>{e(t("ui.act.body_text"))}</h2><div class="cp-passage">{e(page.act.excerpt)}</div>'
    st.html(_act(page) + promised_panel(page, person.signed_in) + text)


main()
