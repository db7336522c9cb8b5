"""What is held and what is not: the calendar of sittings with its silences, what could not be read, what is unusual, runs."""

from html import escape

import streamlit as st

from dashboard.components.bits import certain_day, day, e, table, tag, warning
from dashboard.components.letter_form import letter_form
from dashboard.components.silences import calendar_table, cell_key, fact_words, legend, month_detail, notes
from dashboard.i18n import lang, n, t
from dashboard.links import archived, outside, reading
from dashboard.session import viewer
from dashboard.town import choose_town
from tracker import queries, wording
from tracker.coverage.months import MonthRecord
from tracker.queries.shapes import CalendarBody, Coverage, DocumentRow, IssueRow, RunRow, TownCalendar
from tracker.vocabulary import DocumentKind, RunOutcome


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
    return (f"<code>{e(row.code)}</code>", warning(row.message, row.code), place + page, e(day(row.last_seen)))


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


def _chosen(seen: TownCalendar) -> tuple[CalendarBody, MonthRecord] | None:
    """Return the cell that the address names, if the calendar has it."""
    asked = st.query_params.get("cell", "")
    bodies = {body.id: body for body in seen.bodies}
    return next(((bodies[one.body], one) for one in seen.months if cell_key(bodies[one.body], one.month) == asked), None)


def _filters(seen: TownCalendar, year: int) -> tuple[int, tuple[CalendarBody, ...]]:
    left, right = st.columns(2)
    years, names = list(seen.years), {body.key: body.name for body in seen.bodies}
    with left:
        picked = st.selectbox(t("ui.coverage.year"), years, index=years.index(year) if year in years else 0, key="calendar_year")
    with right:
        keys = ["", *names]
        body = st.selectbox(
            t("ui.coverage.body"), keys, format_func=lambda key: names.get(key, t("ui.coverage.every_body")), key="calendar_body"
        )
    return int(picked), tuple(one for one in seen.bodies if body in ("", one.key))


def _asked_year(cell: MonthRecord | None) -> int:
    asked = st.query_params.get("year", "")
    return cell.month.year if cell else int(asked) if asked.isdecimal() else 0


def _calendar(seen: TownCalendar) -> None:
    st.html(f"<h2>{e(t('ui.coverage.calendar'))}</h2>")
    if not seen.months:
        st.html(f'<p class="cp-note">{e(t("ui.coverage.no_calendar"))}</p>')
        return
    cell = _chosen(seen)
    year, bodies = _filters(seen, _asked_year(cell[1] if cell else None))
    if cell:
        body, record = cell
        st.html(month_detail(record, body))
        letter_form(seen, body, record)
    st.html(calendar_table(seen, year, bodies, cell_key(cell[0], cell[1].month) if cell else "") + notes(seen, bodies, year))
    with st.expander(t("ui.coverage.legend")):
        st.html(legend())
    facts = "".join(f"<li>{e(fact_words(fact))}</li>" for fact in seen.facts)
    words = f"<ul>{facts}</ul>" if facts else f'<p class="cp-note">{e(t("ui.coverage.facts.none"))}</p>'
    st.html(f"<h2>{e(t('ui.coverage.facts'))}</h2>{words}")


def main() -> None:
    """Show the page."""
    person = viewer()
    town = choose_town(person)
    st.html(f"<h1>{e(t('screen.coverage'))}</h1><p class='cp-lead'>{e(t('ui.coverage.lead'))}</p>")
    seen = queries.town_calendar(town.slug, person) if town else None
    held = queries.coverage(town.slug, person) if town else None
    if seen and held:
        _calendar(seen)
        _tables(held)


main()
