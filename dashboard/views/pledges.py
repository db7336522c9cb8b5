"""The list of pledges: filters that live in the address, so that any list can be linked to; 20 pledges a page, parts under their pledge."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.components.bits import e
from dashboard.components.pledge_items import families, term_words, totals_words
from dashboard.i18n import lang, t
from dashboard.links import DEMANDS, PLEDGES, href
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.queries import Family
from tracker.queries.shapes import TownCard
from tracker.vocabulary import Status

PER_PAGE = 20
_NAMES = ("words", "theme", "status", "programme", "body", "kind")


def _choice(name: str, label: str, options: dict[str, str], none: str = "") -> str:
    """Return the chosen key, kept in the address; empty means everything, or what `none` says."""
    keys = ["", *options]
    asked = st.query_params.get(name, "")
    place = keys.index(asked) if asked in keys else 0
    return st.selectbox(label, keys, index=place, format_func=lambda key: options.get(key, none or t("ui.all")), key=f"filter_{name}")


def _filters(town: TownCard, themes: Sequence[str], demands: int) -> dict[str, str]:
    statuses = {str(int(status)): wording.status_label(status, lang=lang()) for status in Status}
    programmes = {card.id: f"{card.list_name}, {term_words(card)}" for card in town.programmes}
    wide = st.columns([2, 1, 1])
    with wide[0]:
        words = st.text_input(t("ui.filter.words"), value=st.query_params.get("words", ""), max_chars=80, key="filter_words")
    with wide[1]:
        theme = _choice("theme", t("ui.theme"), {key: wording.theme_label(key, lang()) for key in themes})
    with wide[2]:
        status = _choice("status", t("ui.status"), statuses)
    half = st.columns(2)
    with half[0]:
        programme = _choice("programme", t("ui.filter.programme"), programmes)
    with half[1]:
        body = _choice("body", t("ui.filter.body"), dict(town.bodies))
    kind = ""
    if demands:
        kind = _choice("kind", t("ui.filter.kind"), {DEMANDS: t("ui.demands")}, t("ui.kind.promises"))
    return dict(zip(_NAMES, (words, theme, status, programme, body, kind), strict=True))


def _remember(chosen: dict[str, str]) -> None:
    """Write the filters into the address; a new filter starts again at page 1."""
    before = {name: st.query_params.get(name, "") for name in _NAMES}
    if before == chosen:
        return
    for name, value in chosen.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]
    if "p" in st.query_params:
        del st.query_params["p"]


def _page_number(pages: int) -> int:
    asked = st.query_params.get("p", "1")
    return min(max(int(asked), 1), pages) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _pager(page: int, pages: int, chosen: dict[str, str]) -> str:
    if pages < 2:
        return ""
    before = f'<a href="{escape(href(PLEDGES, **chosen, p=page - 1))}">← {e(t("ui.page.before"))}</a>' if page > 1 else ""
    after = f'<a href="{escape(href(PLEDGES, **chosen, p=page + 1))}">{e(t("ui.page.after"))} →</a>' if page < pages else ""
    return f'<nav class="cp-pages" aria-label="pages">{before}<span>{e(t("ui.page.of", page=page, pages=pages))}</span>{after}</nav>'


def _wants_demands(town: TownCard, chosen: dict[str, str]) -> bool:
    """Return whether residents' demands are asked for, by the filter or by their own programme."""
    return chosen["kind"] == DEMANDS or any(card.id == chosen["programme"] and card.is_demand for card in town.programmes)


def _found(shown: Sequence[Family], everything: Sequence[Family], demands: bool) -> str:
    """Return how many were found of their own kind, with both totals, and where the demands are: the two are never added up."""
    asked = [one for one in everything if one.head.is_demand]
    kind = asked if demands else [one for one in everything if not one.head.is_demand]
    found, whole = queries.totals(shown), queries.totals(kind)
    if whole.compound:
        words = totals_words(whole, demands)
        words = words if found == whole else t("ui.list.some", found=totals_words(found, demands), all=words)
    else:
        words = t("ui.demands.found" if demands else "ui.list.found", found=found.written, all=whole.written)
    if demands:
        return f'<p class="cp-note" id="cp-totals">{e(words)} · {e(t("ui.demands.what"))}</p>'
    more = f' · <a href="{escape(href(PLEDGES, kind=DEMANDS))}">{e(t("ui.demands.see", n=len(asked)))}</a>' if asked else ""
    return f'<p class="cp-note" id="cp-totals">{e(words)}{more}</p>'


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    if town is None:
        st.info(t("ui.town.none"))
        return
    st.html(f"<h1>{e(t('screen.pledges'))}</h1>")
    everything = queries.pledge_list(town.slug, person)
    chosen = _filters(town, sorted({theme for row in everything for theme in row.themes}), sum(row.is_demand for row in everything))
    _remember(chosen)
    wish = queries.Filters(
        theme=chosen["theme"] or None, status=int(chosen["status"]) if chosen["status"] else None,
        programme=chosen["programme"] or None, body=chosen["body"] or None, words=chosen["words"],
        demands=_wants_demands(town, chosen),
    )  # fmt: skip
    known = queries.families(everything)
    shown = queries.kept(known, lambda row: queries.matches(row, wish))
    pages = max(1, -(-len(shown) // PER_PAGE))
    page = _page_number(pages)
    st.html(_found(shown, known, bool(wish.demands)))
    whole = {one.head.id: len(one.parts) for one in known}
    st.html(families(shown[(page - 1) * PER_PAGE : page * PER_PAGE], whole) + _pager(page, pages, chosen))


main()
