"""The search box: the words of a person over a town's decisions and pledges; everything asked lives in the address."""

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

import streamlit as st

from dashboard.components.bits import e
from dashboard.components.found import act_hit, heard, legend, pledge_hit
from dashboard.i18n import lang, n, t
from dashboard.links import SEARCH, href
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.linking.asked import MOST_NEEDS
from tracker.queries.search import Hits, Searched, SearchPage, Wish
from tracker.queries.shapes import TownCard
from tracker.vocabulary import Outcome

_LONGEST = 600  # of the box: a longer question is cut again when it is read
_FIRST_DAY, _LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)
_NAMES = ("q", "body", "outcome", "start", "end", "plain")


def _day(name: str) -> date | None:
    asked = st.query_params.get(name, "")
    try:
        day = date.fromisoformat(asked) if len(asked) == len("2026-01-31") else None
    except ValueError:
        return None
    return day if day and _FIRST_DAY <= day <= _LAST_DAY else None


def _choice(name: str, label: str, options: dict[str, str]) -> str:
    keys = ["", *options]
    asked = st.query_params.get(name, "")
    place = keys.index(asked) if asked in keys else 0
    return st.selectbox(label, keys, index=place, format_func=lambda key: options.get(key, t("ui.all")), key=f"search_{name}")


def _picked(name: str, label: str) -> str:
    day = st.date_input(
        label, value=_day(name), min_value=_FIRST_DAY, max_value=_LAST_DAY, format="DD/MM/YYYY", key=f"search_{name}"
    )  # fmt: skip
    return day.isoformat() if isinstance(day, date) else ""


def _filters(town: TownCard) -> tuple[str, str, str, str]:
    columns = st.columns(4)
    with columns[0]:
        body = _choice("body", t("ui.search.body"), dict(town.bodies))
    with columns[1]:
        outcome = _choice("outcome", t("ui.search.outcome"), {one.value: wording.enum_label(one, lang()) for one in Outcome})
    with columns[2]:
        start = _picked("start", t("ui.search.start"))
    with columns[3]:
        end = _picked("end", t("ui.search.end"))
    return body, outcome, start, end


def _form(town: TownCard) -> dict[str, str]:
    """Show the box and its filters; return what is asked."""
    typed = st.query_params.get("q", "")
    words = st.text_input(
        t("ui.search.words"), value=typed[:_LONGEST], max_chars=_LONGEST, placeholder=t("ui.search.hint"), key="search_q"
    )  # fmt: skip
    with st.expander(t("ui.search.filters"), expanded=any(st.query_params.get(name) for name in _NAMES[1:5])):
        body, outcome, start, end = _filters(town)
    wide = st.toggle(t("ui.search.neighbours"), value=st.query_params.get("plain") != "1", key="search_plain")
    asked = typed if words == typed[:_LONGEST] else words
    return dict(zip(_NAMES, (asked, body, outcome, start, end, "" if wide else "1"), strict=True))


def _remember(chosen: dict[str, str]) -> None:
    """Write the question into the address; a new one starts again at page 1, with all its words."""
    if {name: st.query_params.get(name, "") for name in _NAMES} == chosen:
        return
    for name in ("p", "pp", "some"):
        st.query_params.pop(name, None)
    for name, value in chosen.items():
        if value:
            st.query_params[name] = value
        else:
            st.query_params.pop(name, None)


def _number(name: str) -> int:
    asked = st.query_params.get(name, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _pager(hits: Hits[object], name: str, chosen: dict[str, str]) -> str:
    if hits.pages < 2:
        return ""
    kept = {**chosen, "some": st.query_params.get("some", ""), "p": _number("p"), "pp": _number("pp")}
    before = f'<a href="{escape(href(SEARCH, **{**kept, name: hits.page - 1}))}">← {e(t("ui.page.before"))}</a>' if hits.page > 1 else ""
    after = (
        f'<a href="{escape(href(SEARCH, **{**kept, name: hits.page + 1}))}">{e(t("ui.page.after"))} →</a>' if hits.page < hits.pages else ""
    )
    return (
        f'<nav class="cp-pages" aria-label="pages">{before}<span>{e(t("ui.page.of", page=hits.page, pages=hits.pages))}</span>{after}</nav>'
    )


def _period(searched: Searched) -> str:
    days = searched.period
    return t("ui.search.period", start=days[0], end=days[1]) if days else t("ui.search.no_period")


def _counted(hits: Hits[object], kind: str, single: bool, none: str, shown: Callable[[int], str] = n) -> str:
    """Return how many were found, all words or some, or what was searched when none was."""
    if not hits.shown:
        return none
    if not hits.every:
        return t(f"ui.search.{kind}.some", n=shown(hits.some))
    if hits.broad and hits.some:
        return t("ui.search.acts.both", every=n(hits.every), some=n(hits.some)) if kind == "acts" else ""
    return wording.plural(f"ui.search.{kind}.{'single' if single else 'every'}", hits.every, lang())


def _widen(hits: Hits[object], chosen: dict[str, str]) -> str:
    if not hits.every or not hits.some:
        return ""
    words = t("ui.search.acts.less") if hits.broad else t("ui.search.acts.more", n=n(hits.some))
    return f' <a href="{escape(href(SEARCH, **chosen, some="" if hits.broad else 1))}">{e(words)}</a>'


def _acts(seen: SearchPage, chosen: dict[str, str]) -> str:
    where = seen.searched
    values = {"acts": n(where.acts), "documents": n(where.documents), "unreadable": n(where.unreadable), "period": _period(where)}
    told = _counted(seen.acts, "acts", len(seen.asked.needs) == 1, t("ui.search.acts.none", **values))
    lines = [f'<p class="cp-note">{e(told)}{_widen(seen.acts, chosen)}</p>']
    if where.undated and (chosen["start"] or chosen["end"]):
        lines.append(f'<p class="cp-note">{e(t("ui.search.undated", n=n(where.undated)))}</p>')
    if where.left_out:
        lines.append(f'<p class="cp-warn">{e(t("ui.search.left_behind", n=n(where.left_out)))}</p>')
    lines.append(_listed([act_hit(hit) for hit in seen.acts.shown]))
    lines.append(_pager(seen.acts, "p", chosen))
    if seen.acts.shown:
        lines.append(f'<p class="cp-note">{e(t("ui.search.where", **values, pledges=n(where.pledges)))}</p>')
    return f"<h2>{e(t('ui.search.acts'))}</h2>" + "".join(lines)


def _pledges(seen: SearchPage, chosen: dict[str, str]) -> str:
    total = wording.plural("count.pledges", seen.searched.pledges, lang())
    none = t("ui.search.pledges.none", n=total) if seen.searched.pledges else t("ui.search.no_pledge")
    told = _counted(seen.pledges, "pledges", len(seen.asked.needs) == 1, none)
    filtered = any(chosen[name] for name in ("body", "outcome", "start", "end"))
    note = f'<p class="cp-note">{e(t("ui.search.filtered"))}</p>' if filtered and seen.pledges.shown else ""
    counted = f'<p class="cp-note">{e(told)}</p>' if told else ""
    found = _listed([pledge_hit(hit) for hit in seen.pledges.shown])
    return f"<h2>{e(t('ui.search.pledges'))}</h2>{counted}{note}{found}{_pager(seen.pledges, 'pp', chosen)}"


def _listed(items: Sequence[str]) -> str:
    return f'<ol class="cp-list">{"".join(items)}</ol>' if items else ""


def _answer(seen: SearchPage, chosen: dict[str, str]) -> str:
    said = heard(seen.asked, MOST_NEEDS)
    if not seen.asked.needs:
        return said + f'<p class="cp-lead">{e(t("ui.search.only_common" if seen.asked.left_out else "ui.search.start_here"))}</p>'
    shown = [*seen.acts.shown, *seen.pledges.shown]
    marks = legend(any(need.neighbours for need in seen.asked.needs)) if shown else ""
    return said + marks + _pledges(seen, chosen) + _acts(seen, chosen)


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    st.html(f"<h1>{e(t('screen.search'))}</h1>")
    if town is None:
        st.info(t("ui.town.none"))
        return
    chosen = _form(town)
    _remember(chosen)
    st.html(f'<p class="cp-note">{e(t("ui.search.how"))}</p>')
    wish = Wish(
        chosen["q"], not chosen["plain"], chosen["body"], chosen["outcome"],
        _day("start"), _day("end"), st.query_params.get("some") == "1", _number("p"), _number("pp"),
    )  # fmt: skip
    seen = queries.search(town.slug, person, wish) if chosen["q"].strip() else None
    st.html(_answer(seen, chosen) if seen else f'<p class="cp-lead">{e(t("ui.search.start_here"))}</p>')


main()
