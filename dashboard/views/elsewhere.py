"""The same promise elsewhere: what the machine finds alike in other towns, side by side, towns of one size first."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.components.bits import e, pledge_marks, status_badge, tag
from dashboard.components.pledge_items import term_words
from dashboard.i18n import n, t
from dashboard.links import PLEDGE, PLEDGES, href
from dashboard.session import viewer
from tracker import queries
from tracker.queries.elsewhere import Elsewhere, ElsewhereRow, SizeGroup
from tracker.queries.shapes import PledgeRow, TownCard


def _size(size: SizeGroup | None) -> str:
    if size is None:
        return t("ui.elsewhere.size_unknown")
    return t("ui.elsewhere.size", least=n(size.least), most=n(size.most)) if size.most else t("ui.elsewhere.size_from", least=n(size.least))


def _card(town: TownCard, size: SizeGroup | None, row: PledgeRow, words: Sequence[str] = ()) -> str:
    shared = "".join(tag(word, "machine") for word in words)
    about = f"{row.programme.list_name}, {term_words(row.programme)}"
    return (
        f'<article class="cp-card"><h3>{e(town.name)}</h3><p class="cp-note">{e(_size(size))}</p>{status_badge(row.status, row.as_of)}'
        f'{pledge_marks(row)}<a class="cp-text" href="{escape(href(PLEDGE, id=row.id, town=town.slug))}">{e(row.text)}</a>'
        f'<div class="cp-meta"><span>{e(about)}</span>{shared}</div></article>'
    )


def _group(title: str, rows: Sequence[ElsewhereRow]) -> str:
    if not rows:
        return ""
    cards = "".join(_card(one.town, one.size, one.row, one.words) for one in rows)
    return f"<h2>{e(t(title))}</h2><div class='cp-cards'>{cards}</div>"


def _page(seen: Elsewhere) -> str:
    groups = (
        ("ui.elsewhere.same_size", seen.same_size),
        ("ui.elsewhere.unknown_size", seen.unknown_size),
        ("ui.elsewhere.other_size", seen.other_size),
        ("ui.elsewhere.near", seen.near),
    )
    found = "".join(_group(title, rows) for title, rows in groups)
    nothing = "" if found else f'<p class="cp-note">{e(t("ui.elsewhere.none"))}</p>'
    return (
        f"<h1>{e(t('screen.elsewhere'))}</h1><p class='cp-note'>{e(t('ui.elsewhere.what'))}</p>"
        f"<div class='cp-cards'>{_card(seen.town, seen.size, seen.row)}</div>{found}{nothing}"
    )


def main() -> None:
    """Show the page."""
    seen = queries.elsewhere(st.query_params.get("id", ""), viewer())
    if seen is None:
        st.info(t("ui.pledge.unknown"))
        st.html(f'<p><a href="{escape(href(PLEDGES))}">{e(t("ui.back"))}</a></p>')
        return
    st.session_state["town"] = seen.town.slug
    st.html(_page(seen))


main()
