"""The calendar of silences as a table of words: months down, bodies across, so that it also fits a telephone."""

from collections import Counter
from datetime import date, timedelta
from html import escape

from dashboard.components.bits import day, e, table, tag
from dashboard.i18n import lang, n, t
from dashboard.links import COVERAGE, archived, href, outside
from tracker import wording
from tracker.coverage.months import MonthRecord
from tracker.coverage.sources import SourceFact, SourceSign
from tracker.coverage.states import Held, PartRecord, SittingRecord
from tracker.legal_calendar import Due, add_months, load_calendar
from tracker.queries.shapes import CalendarBody, TownCalendar
from tracker.vocabulary import CoverageState

_QUIET = (CoverageState.NO_SITTING, CoverageState.NO_DUTY)


def state_words(state: CoverageState, count: int = 1) -> str:
    """Return a state as a mark and its words; the mark says nothing that the words do not."""
    times = f"{n(count)} × " if count > 1 else ""
    return f'<span class="cp-st cp-st-{state.value}">{e(times + wording.enum_label(state, lang()))}</span>'


def part_words(part: PartRecord, sitting: date) -> str:
    """Return the name of a part of the record, as the law of the day of the sitting called it."""
    before = part.part.value == "list" and not load_calendar().in_force(sitting)
    return t("part.list.before") if before else wording.enum_label(part.part, lang())


def month_name(month: date) -> str:
    """Return "mars 2024"."""
    return f"{wording.month_name(month.month, lang())} {month.year}"


def calendar_table(seen: TownCalendar, year: int, bodies: tuple[CalendarBody, ...], chosen: str = "") -> str:
    """Return the table of a year: one row per month, one column per body, words in every cell."""
    found = {(record.body, record.month): record for record in seen.months if record.month.year == year}
    wanted = sorted({month for _, month in found}, reverse=True)
    rows = [
        (e(wording.month_name(month.month, lang())), *(_cell(found.get((body.id, month)), body, chosen) for body in bodies))
        for month in wanted
    ]
    return table([e(t("ui.month")), *(e(body.name) for body in bodies)], rows, t("ui.coverage.caption", year=year), "cp-cal cp-top")


def cell_key(body: CalendarBody, month: date) -> str:
    """Return what names a cell in an address."""
    return f"{body.key}.{month:%Y-%m}"


def _cell(record: MonthRecord | None, body: CalendarBody, chosen: str) -> str:
    if record is None:
        return ""
    key = cell_key(body, record.month)
    if record.empty:
        words = state_words(record.empty)
        return words if record.empty in _QUIET else _cell_link(key, chosen, words)
    return "".join(_sitting_in_cell(sitting, key, chosen) for sitting in record.sittings)


def _cell_link(key: str, chosen: str, html: str) -> str:
    here = ' aria-current="true"' if key == chosen else ""
    return f'<a href="{escape(href(COVERAGE, cell=key))}"{here}>{html}</a>'


def _sitting_in_cell(sitting: SittingRecord, key: str, chosen: str) -> str:
    link = _cell_link(key, chosen, e(t("ui.coverage.sitting", date=sitting.day)))
    parts = "".join(f"<li>{e(part_words(part, sitting.day))} : {_tally(part.tally)}</li>" for part in sitting.parts)
    return f'<div class="cp-sit"><b>{link}</b><ul>{parts}</ul></div>'


def _tally(counts: Counter[CoverageState]) -> str:
    return " ".join(state_words(state, counts[state]) for state in CoverageState if counts[state])


def month_detail(record: MonthRecord, body: CalendarBody) -> str:
    """Return what a cell holds: its sittings, their documents, what is missing and the day when it was due."""
    close = f'<p class="cp-note"><a href="{escape(href(COVERAGE, year=record.month.year))}">{e(t("ui.coverage.close"))}</a></p>'
    if record.empty:
        content = f"<p>{state_words(record.empty)} — {e(t(f'coverage.{record.empty.value}.means'))}</p>"
    else:
        content = "".join(_sitting_detail(sitting) for sitting in record.sittings)
    return f'<section class="cp-card"><h2 class="cp-first">{e(month_name(record.month))}, {e(body.name)}</h2>{content}{close}</section>'


def _sitting_detail(sitting: SittingRecord) -> str:
    when = f"<h3>{e(t('ui.coverage.sitting', date=sitting.day))}{doubt(sitting)}</h3>"
    rows = "".join(_part_detail(part, sitting.day) for part in sitting.parts)
    told = ", ".join(_document(document) for document in sitting.others)
    others = f'<p class="cp-note">{e(t("ui.coverage.told_by"))} : {told}</p>' if told else ""
    return f'{when}<ul class="cp-parts">{rows}</ul>{others}'


def doubt(sitting: SittingRecord) -> str:
    """Return the mark of a sitting whose date no document prints for certain."""
    return "" if sitting.certain else " " + tag(t("date.unsure"), "warn")


def _part_detail(part: PartRecord, sitting: date) -> str:
    states = _tally(part.tally)
    documents = "".join(f"<li>{_document(document)}</li>" for document in part.held)
    held = f"<ul>{documents}</ul>" if documents else ""
    states += f" ({e(t(f'hole.{part.hole.value}'))})" if part.hole else ""
    return f'<li><b>{e(part_words(part, sitting))}</b> : {states}<br><span class="cp-note">{e(due_words(part.due))}</span>{held}</li>'


def due_words(wanted: Due | None) -> str:
    """Return when a part was due, with the articles that say so."""
    if wanted is None:
        return t("ui.coverage.due.none")
    key = "ui.coverage.due.presumed" if wanted.presumed else "ui.coverage.due"
    words = t(key, date=wanted.day, articles=", ".join(wanted.articles))
    return f"{words} ; {t('ui.coverage.paper')}" if wanted.paper_allowed else words


def _document(document: Held) -> str:
    name = e(document.url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or document.url)
    web = outside(document.url)
    link = f'<a href="{escape(web)}" rel="noreferrer">{name}</a>' if web else name
    copy = f' · <a href="{escape(archived(document.sha256))}" target="_blank">{e(t("ui.copy"))}</a>'
    kept = f" · {e(t('ui.coverage.copy_kept'))}" if document.gone and document.readable else ""
    return f"{e(wording.enum_label(document.kind, lang()))} : {link}{copy} {state_words(document.state)}{kept}"


def legend() -> str:
    """Return what each word means; the seven silences and the words that are not silences."""
    rows = "".join(f"<dt>{state_words(state)}</dt><dd>{e(t(f'coverage.{state.value}.means'))}</dd>" for state in CoverageState)
    return f'<dl class="cp-dl cp-legend">{rows}</dl>'


def notes(seen: TownCalendar, bodies: tuple[CalendarBody, ...], year: int) -> str:
    """Return what no cell can say: quarters without a known sitting, and records without a date."""
    names = {body.id: body.name for body in bodies}
    every = load_calendar().sitting_every
    said = []
    for body, start in seen.silent_quarters:
        if body in names and start.year == year:
            end = add_months(start, every.months) - timedelta(days=1)
            articles = ", ".join(every.articles)
            said.append(t("ui.coverage.silent_quarter", body=names[body], start=start, end=end, articles=articles))
    said += [t("ui.coverage.undated", body=body.name, n=n(len(body.undated))) for body in bodies if body.undated]
    return "".join(f'<p class="cp-note">{e(words)}</p>' for words in said)


def fact_words(fact: SourceFact) -> str:
    """Return one sentence about a source."""
    share = fact.sign == SourceSign.LITTLE_TEXT
    figures = {"found": fact.found, "wanted": fact.wanted}
    told = {key: "" if value is None else wording.percent(value, lang()) if share else n(value) for key, value in figures.items()}
    outcome = wording.enum_label(fact.outcome, lang()) if fact.outcome else ""
    return t(f"sign.{fact.sign.value}", source=fact.source, since=day(fact.since) if fact.since else "", outcome=outcome, **told)
