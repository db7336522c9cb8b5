"""Large decisions linked to no pledge: what was compared, with which threshold, and everything left out counted by its reason."""

from functools import partial
from html import escape

import streamlit as st

from dashboard.components.bits import day, e
from dashboard.components.unpromised_list import free_csv, free_table, left_table
from dashboard.i18n import lang, n, t
from dashboard.links import UNPROMISED, href
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.queries.shapes import Viewer
from tracker.queries.unpromised import SHARES, Ready, Unpromised, Wanted

_MOST_ROWS = 5_000  # of the CSV
_DEFAULT = Wanted()


def _asked() -> Wanted:
    """Return what the address asks; nonsense is the default."""
    share, page = st.query_params.get("share", ""), st.query_params.get("p", "1")
    return Wanted(
        share=int(share) if share in map(str, SHARES) else _DEFAULT.share,
        by_date=st.query_params.get("order") == "date",
        theme=st.query_params.get("theme", ""),
        page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
    )


def _choices(view: Unpromised, asked: Wanted) -> dict[str, str]:
    def words(share: int) -> str:
        return t("ui.free.share.all") if share == 100 else t("ui.free.share.part", share=share)

    columns = st.columns(3)
    with columns[0]:
        share = st.selectbox(t("ui.free.share"), SHARES, index=SHARES.index(asked.share), format_func=words, key="free_share")
    with columns[1]:
        orders = {"": t("ui.free.by_amount"), "date": t("ui.free.by_date")}
        order = st.selectbox(t("ui.free.order"), list(orders), index=int(asked.by_date), format_func=orders.__getitem__, key="free_order")
    with columns[2]:
        keys = ["", *sorted({*view.themes, asked.theme} - {""})]
        names = {key: wording.theme_label(key, lang()) if key else t("ui.all") for key in keys}
        theme = st.selectbox(t("ui.theme"), keys, index=keys.index(asked.theme), format_func=names.__getitem__, key="free_theme")
    return {"share": "" if share == _DEFAULT.share else str(share), "order": order, "theme": theme}


def _remember(chosen: dict[str, str]) -> bool:
    """Write the choices into the address; return whether they changed, so that the page is made again with them."""
    if {name: st.query_params.get(name, "") for name in chosen} == chosen:
        return False
    st.query_params.pop("p", None)
    for name, value in chosen.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)
    return True


def _threshold(view: Unpromised, asked: Wanted) -> str:
    if asked.share == 100:
        return t("ui.free.everything")
    if view.everything or view.threshold is None:
        return t("ui.free.few")
    return t("ui.free.threshold", amount=wording.euros(view.threshold, lang()), share=asked.share)


def _pager(view: Unpromised, chosen: dict[str, str]) -> str:
    if view.pages < 2:
        return ""
    before = f'<a href="{escape(href(UNPROMISED, **chosen, p=view.page - 1))}">← {e(t("ui.page.before"))}</a>' if view.page > 1 else ""
    last = view.page >= view.pages
    after = "" if last else f'<a href="{escape(href(UNPROMISED, **chosen, p=view.page + 1))}">{e(t("ui.page.after"))} →</a>'
    return (
        f'<nav class="cp-pages" aria-label="pages">{before}<span>{e(t("ui.page.of", page=view.page, pages=view.pages))}</span>{after}</nav>'
    )


def _csv(person: Viewer, view: Unpromised, asked: Wanted, language: wording.Lang) -> bytes:
    """Return the whole list, made only when somebody asks for it."""
    return free_csv(queries.unpromised(view.town.slug, person, asked, per_page=_MOST_ROWS) or view, language).encode()


def _list(person: Viewer, view: Unpromised, asked: Wanted) -> None:
    lead = t("ui.free.lead", date=view.linked_at.date() if view.linked_at else "")
    st.html(f'<p class="cp-lead">{e(lead)}</p><p class="cp-note">{e(t("ui.free.what"))}</p>')
    chosen = _choices(view, asked)
    if _remember(chosen):
        st.rerun()
    found = wording.plural("ui.free.found", view.found, lang())
    head = f'<p class="cp-note"><b>{e(found)}</b> · {e(_threshold(view, asked))}</p>'
    none = f'<p class="cp-note">{e(t("ui.free.none"))}</p>'
    st.html(head + (free_table(view.shown) if view.shown else none) + _pager(view, chosen))
    if view.shown:
        content = partial(_csv, person, view, asked, lang())
        st.download_button(t("button.free_csv"), content, f"hors-programme-{view.town.slug}.csv", "text/csv", key="free-csv")
    searched = t("ui.free.searched", pledges=n(view.pledges), acts=n(view.acts), date=day(view.linked_at))
    st.html(f'<p class="cp-note">{e(searched)}</p>{left_table(view)}')


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    st.html(f"<h1>{e(t('screen.unpromised'))}</h1>")
    if town is None:
        st.info(t("ui.town.none"))
        return
    asked = _asked()
    view = queries.unpromised(town.slug, person, asked)
    if view is None or view.ready != Ready.YES:
        st.info(t(f"free_ready.{(view.ready if view else Ready.NO_PLEDGE).value}"))
        return
    _list(person, view, asked)


main()
