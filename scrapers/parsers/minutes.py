"""Readers of one document by what it is: minutes of a sitting, a single act, an official list, or borders drawn by a person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scrapers.parsers import borders, official_list, single
from scrapers.parsers.acts import Place, heads_of, make_act, make_drawn_act, make_row_act, make_single_act
from scrapers.parsers.context import Regime, Work
from scrapers.parsers.decisions import Decisions, find_decisions
from scrapers.parsers.segment import NONE, Cut, cut
from tracker.items import Border
from tracker.vocabulary import DateOrigin, DocumentKind

LOW_CONFIDENCE = 0.7
SINGLE_CONFIDENCE = 0.9
_SEVERAL = 2  # acts in a file of extracts of the register


def read_drawn(work: Work, drawn: Sequence[Border]) -> None:
    """Cut where a person said, and nowhere else; a line not found again is an issue, the other borders stay."""
    found, lost = borders.locate(work.sheet, drawn)
    regime = Regime(borders.REGIME, f"{len(found)} border(s) drawn by a person", 1.0)
    work.sit(regime)
    place = Place(work.reading, work.context.body, work.day.value, regime.name, 1.0)
    ends = [*(one.line for one in found[1:]), len(work.sheet.lines)]
    for one, end in zip(found, ends, strict=False):
        act = make_drawn_act(work.sheet, place, one, end)
        if act:
            work.parsed.acts.append(act)
    for border in lost:
        message = (
            f", page {border.page}: the line « {border.first_line[:80]} » drawn as the start of an act is not found again; draw it again"
        )
        work.say("border_lost", message, border.page)


def read_list(work: Work) -> None:
    """Read an official list: one act per row, one sitting per date of its rows."""
    rows = official_list.read_rows(work.sheet)
    if not rows:
        work.sit(Regime(NONE, "an official list whose rows are not recognised", 0.0))
        work.say("no_segmentation", ": an official list whose rows are not recognised")
        return
    read = sum(row.outcome is not None for row in rows) / len(rows)
    regime = Regime(official_list.REGIME, f"{len(rows)} rows, {read:.0%} with a printed result", round(0.7 + 0.3 * read, 3))
    dates: list[date | None] = [*sorted({row.day for row in rows if row.day})] or [work.day.value]
    for one in dates:
        other = one is not None and one != work.day.value
        work.sit(regime, replace(work.day, value=one, origin=DateOrigin.TEXT, raw=one.isoformat()) if one and other else None)
    place = Place(work.reading, work.context.body, work.day.value, regime.name, regime.confidence)
    work.parsed.acts.extend(make_row_act(work.sheet, place, row) for row in rows)


def read_minutes(work: Work, kind: DocumentKind) -> None:
    """Read minutes, or a file that is one act."""
    decisions = find_decisions(work.sheet)
    found = cut(work.sheet, work.day.value, decisions)
    if kind is DocumentKind.DELIBERATION and not _is_register(found):
        _read_single(work)
        return
    work.sit(Regime(found.regime, found.evidence, found.confidence, found.agenda))
    _add_acts(work, found, decisions)
    _say_confidence(found, work, decisions)
    _say_date(work)


def _is_register(found: Cut) -> bool:
    """Say whether a file of extracts holds several acts: two numbers or two objects; one number and one object are one act."""
    most = max((sum(one.family == family for one in found.headers) for family in ("ref", "obj")), default=0)
    return found.confidence >= LOW_CONFIDENCE and most >= _SEVERAL and found.regime.startswith(("ref", "objet"))


def _add_acts(work: Work, found: Cut, decisions: Decisions) -> None:
    if found.confidence < LOW_CONFIDENCE or not found.headers:
        return
    place = Place(work.reading, work.context.body, work.day.value, found.regime, found.confidence)
    heads = heads_of(work.sheet, found.headers)
    for head, end in zip(heads, [*(head.line for head in heads[1:]), len(work.sheet.lines)], strict=True):
        act = make_act(work.sheet, place, head, max(end, head.line + 1), decisions)
        if act:
            work.parsed.acts.append(act)


def _read_single(work: Work) -> None:
    work.sit(Regime(single.REGIME, "an extract of the register: one act", SINGLE_CONFIDENCE))
    place = Place(work.reading, work.context.body, work.day.value, single.REGIME, SINGLE_CONFIDENCE)
    title = single.title_of_single(work.sheet)
    if not title:
        work.say("no_title", ": a single act whose title is not found; « Objet : » or a title above the report was expected")
        return
    act = make_single_act(work.sheet, place, title, single.number_of(work.sheet))
    if act:
        work.parsed.acts.append(act)


def _say_confidence(found: Cut, work: Work, decisions: Decisions) -> None:
    if found.confidence >= LOW_CONFIDENCE:
        return
    if found.regime != NONE:
        message = (
            f": {found.evidence}; confidence {found.confidence:.2f} is under {LOW_CONFIDENCE}: the sitting is kept whole, draw its borders"
        )
        work.say("low_confidence", message)
    elif decisions.lines:
        work.say("no_segmentation", f": votes are printed but {found.evidence}; the sitting is kept whole, without acts")


def _say_date(work: Work) -> None:
    day = work.day
    if day.disagrees:
        message = f": the text says {day.value} (« {day.raw} »), the name or link says {day.disagrees}; the text is kept"
        work.say("date_disagrees", message)
    elif day.value is None:
        work.say("no_date", ": no sitting date in the header; a full date was expected")
