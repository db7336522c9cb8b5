"""What the machine searched for a pledge, and the form by which a reviewer signs a search log that starts from it (method, section 7)."""

from datetime import date
from typing import Any

import streamlit as st

from dashboard.components.bits import day, definition, e
from dashboard.components.verdict_card import search_sentence
from dashboard.i18n import lang, n, t
from tracker import verdicts, wording
from tracker.errors import TrackerError
from tracker.queries.linking_shapes import MachineSearch, SearchView
from tracker.queries.shapes import PledgePage, Viewer
from tracker.queries.verdicts import search_view
from tracker.refusals import told

_WORDS = 1000  # characters of the words searched, in the form


def machine_search(found: MachineSearch) -> str:
    """Return what the machine searched, as a list of facts."""
    period = t("ui.searched.from_to", start=day(found.period_from), end=day(found.period_to)) if found.period_from else ""
    counts = t("ui.searched.counts", read=n(found.documents_read), missing=n(found.documents_known_missing), unreadable=n(found.unreadable))
    facts = [
        (t("ui.searched.words"), e(", ".join(found.words))), (t("ui.searched.bodies"), e(", ".join(found.body_names))),
        (t("ui.searched.sources"), e(", ".join(found.sources))), (t("ui.searched.period"), e(period)),
        (t("ui.searched.documents"), e(counts)), (t("ui.searched.acts"), e(n(found.acts))), (t("ui.searched.hits"), e(n(found.hits))),
        (t("ui.searched.examined"), e(n(found.examined))), (t("ui.searched.method"), f'<span class="cp-file">{e(found.method)}</span>'),
        (t("ui.searched.run"), f'<span class="cp-file">{e(found.run_id)}</span> {e(day(found.done_at)) if found.done_at else ""}'),
    ]  # fmt: skip
    return f'<h3>{e(t("ui.searched"))}</h3><p class="cp-note">{e(t("ui.searched.what"))}</p>{definition(facts)}'


def show_search(page: PledgePage, person: Viewer) -> None:
    """Show what was searched, and to reviewers the form to sign a log."""
    said = st.session_state.pop("searched_said", None)
    if said:
        words, failed = said
        (st.error if failed else st.success)(words)
    if page.searched is None:
        return
    st.html(machine_search(page.searched))
    if person.reviews:
        with st.expander(t("ui.searched.sign")):
            _form(page, page.searched, person)


def _form(page: PledgePage, found: MachineSearch, person: Viewer) -> None:
    names = dict(page.town.bodies)
    start, end = page.row.programme.term_start, min(page.town.as_of, max(found.period_to or date.min, page.row.programme.term_start))
    with st.form(f"search-{page.row.id}", border=False):
        st.caption(t("ui.searched.sign.what"))
        chosen = [key for key in names if any(body.rpartition("/")[2] == key for body in found.bodies)]
        bodies = st.multiselect(t("ui.searched.bodies"), list(names), default=chosen, format_func=lambda key: names[key])
        left, right = st.columns(2)
        period_from = left.date_input(t("ui.searched.period_from"), value=start, format="DD/MM/YYYY")
        period_to = right.date_input(t("ui.searched.period_to"), value=end, format="DD/MM/YYYY")
        query = st.text_area(t("ui.searched.query"), value=", ".join(found.words)[:_WORDS], max_chars=5000, height=100)
        sources = st.text_input(t("ui.searched.sources_read"), value=", ".join(found.sources), max_chars=1000)
        counts = _counts(found)
        sent = st.form_submit_button(t("ui.searched.button"), type="primary")
    if sent:
        log = {"bodies": bodies, "sources": _listed(sources), "period_from": period_from, "period_to": period_to, "query": query.strip()}
        _sign(page, person, log, counts)


def _counts(found: MachineSearch) -> dict[str, int]:
    """Ask for the four counts; the acts examined are those that people have read, never those that the machine proposed."""
    asked = {
        "documents_read": (t("ui.searched.read"), found.documents_read),
        "documents_known_missing": (t("ui.searched.missing"), found.documents_known_missing),
        "unreadable": (t("ui.searched.unreadable"), found.unreadable),
        "hits_examined": (t("ui.searched.hits_examined"), found.examined),
    }
    columns = st.columns(4)
    return {
        field: int(column.number_input(words, min_value=0, value=value, step=1))
        for column, (field, (words, value)) in zip(columns, asked.items(), strict=True)
    }


def _sign(page: PledgePage, person: Viewer, log: dict[str, Any], counts: dict[str, int]) -> None:
    """Record the log under the reviewer's name and show the public sentence that it carries."""
    start, end, names = log["period_from"], log["period_to"], dict(page.town.bodies)
    if not isinstance(start, date) or not isinstance(end, date) or start > end:
        st.session_state["searched_said"] = (t("ui.searched.dates"), True)
    else:
        try:
            row = verdicts.log_search(person.login or "", page.row.id, **{**log, **counts})
        except TrackerError as error:
            st.session_state["searched_said"] = (told(error, lang()), True)
        else:
            words = log_sentence(page, search_view(row), tuple(names.get(key, key) for key in log["bodies"]))
            st.session_state["searched_said"] = (f"{t('ui.searched.signed')} {words}", False)
    st.rerun()


def log_sentence(page: PledgePage, search: SearchView, bodies: tuple[str, ...]) -> str:
    """Return what a search log says: "nothing found" only while nobody has confirmed anything on the pledge."""
    if not page.evidence:
        return search_sentence(search, bodies)
    return t(
        "search.sentence.found", date=wording.date_short(search.period_to), read=n(search.documents_read), bodies=", ".join(bodies),
        start=wording.date_short(search.period_from), missing=n(search.documents_known_missing),
        evidence=wording.plural("count.evidence", len(page.evidence), lang()),
    )  # fmt: skip


def _listed(words: str) -> list[str]:
    return [word.strip() for word in words.split(",") if word.strip()]


def signed_logs(page: PledgePage) -> str:
    """Return the search logs that people have signed for this pledge, newest first."""
    rows = ""
    for log in page.search_logs:
        sentence = log_sentence(page, log.view, log.body_names)
        rows += f"<li>{e(t('ui.searched.log', name=log.author, date=day(log.view.done_at), sentence=sentence))}</li>"
    return f"<h3>{e(t('ui.searched.logs'))}</h3><ul>{rows}</ul>" if rows else ""
