"""What is held and what is not: documents by body and month with the state of their text, what could not be read, runs."""

from html import escape

import streamlit as st

from dashboard.components.bits import certain_day, day, e, table, tag
from dashboard.i18n import lang, n, t
from dashboard.links import archived, outside, reading
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.queries.shapes import Coverage, DocumentRow, IssueRow, MonthRow, RunRow
from tracker.vocabulary import DocumentKind, RunOutcome


def _month(row: MonthRow) -> tuple[str, ...]:
    year, _, month = row.month.partition("-")
    name = f"{wording.month_name(int(month), lang())} {year}" if month else t("ui.unknown_date")
    unread = tag(f"{n(row.unreadable)} {t('coverage.not_readable')}", "warn") if row.unreadable else '<span class="zero">0</span>'
    return (e(name), e(row.body), n(row.sittings), n(row.documents), n(row.readable), unread, n(row.acts))


def _address(row: DocumentRow) -> str:
    name = e(row.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or row.url)
    web = outside(row.url)
    return f'<a href="{escape(web)}" rel="noreferrer">{name}</a>' if web else name


def _document(row: DocumentRow) -> tuple[str, ...]:
    state = wording.enum_label(row.text_status, lang()) if row.text_status else t("ui.not_read_yet")
    shown = tag(state, "" if row.text_status in queries.READABLE else "warn") + (tag(t("coverage.gone"), "warn") if row.gone else "")
    copy = f'<a href="{escape(archived(row.sha256))}" target="_blank">{e(t("ui.copy"))}</a>' if row.sha256 else ""
    if row.sha256 and row.text_status in queries.READABLE:
        copy += f'<br><a href="{escape(reading(row.sha256, row.body_key))}">{e(t("ui.split.see"))}</a>'
    when = certain_day(row.sitting_date or row.listed_date, row.date_certain)
    kind = wording.enum_label(DocumentKind(row.kind), lang())
    return (_address(row), e(row.body), e(kind), when, n(row.pages) if row.pages else "", shown, n(row.acts), copy)


def _issue(row: IssueRow) -> tuple[str, ...]:
    web = outside(row.url)
    place = f'<a href="{escape(web)}" rel="noreferrer">{e(web.rsplit("/", 1)[-1] or web)}</a>' if web else e(row.url or "")
    page = f", {e(t('ui.page_n', n=n(row.page)))}" if row.page else ""
    return (f"<code>{e(row.code)}</code>", e(row.message), place + page, e(day(row.last_seen)))


def _run(row: RunRow) -> tuple[str, ...]:
    outcome = wording.enum_label(RunOutcome(row.outcome), lang()) if row.outcome else t("run.running")
    counts = " · ".join(f"{key} {value}" for key, value in row.counts.items() if isinstance(value, int | float))
    return (
        e(wording.moment_long(row.started_at, lang())),
        e(row.verb),
        e(row.source),
        tag(outcome, "" if row.outcome == "ok" else "warn"),
        e(counts),
    )


def _head(*keys: str) -> list[str]:
    return [e(t(key)) for key in keys]


def _tables(seen: Coverage) -> None:
    months = _head("ui.month", "ui.fact.body", "ui.fig.sittings", "ui.fig.documents", "ui.readable", "ui.unreadable", "ui.fig.acts")
    st.html(f"<h2>{e(t('ui.coverage.months'))}</h2>" + table(months, [_month(row) for row in seen.months], numbers=frozenset({2, 3, 4, 6})))
    bad = [row for row in seen.documents if row.text_status not in queries.READABLE]
    columns = _head("ui.document", "ui.fact.body", "ui.kind", "ui.fact.date", "ui.pages", "ui.text", "ui.fig.acts", "ui.copy")
    none = f'<p class="cp-note">{e(t("ui.coverage.all_read"))}</p>'
    st.html(
        f"<h2>{e(t('ui.coverage.unreadable'))}</h2>"
        + (table(columns, [_document(row) for row in bad], numbers=frozenset({4, 6})) if bad else none)
    )
    issues = _head("ui.issue.code", "ui.issue.message", "ui.issue.place", "ui.issue.seen")
    st.html(f"<h2>{e(t('ui.coverage.issues', n=n(len(seen.issues))))}</h2>" + table(issues, [_issue(row) for row in seen.issues]))
    runs = _head("ui.run.when", "ui.run.verb", "ui.run.source", "ui.run.outcome", "ui.run.counts")
    st.html(f"<h2>{e(t('screen.runs'))}</h2>" + table(runs, [_run(row) for row in seen.runs]))
    with st.expander(t("ui.coverage.documents", n=n(len(seen.documents)))):
        st.html(table(columns, [_document(row) for row in seen.documents], numbers=frozenset({4, 6})))


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    seen = queries.coverage(town.slug, person) if town else None
    st.html(f"<h1>{e(t('screen.coverage'))}</h1><p class='cp-lead'>{e(t('ui.coverage.lead'))}</p>")
    if seen:
        _tables(seen)


main()
