"""One document's text to its sitting, its acts and its issues: the main door of this room. Pure: no file, no network, no clock.

Every act's text is exactly `reading.text[span]`. A document whose kind gives no acts, or whose regime is not proved, gives none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from scrapers.parsers import official_list, single
from scrapers.parsers.acts import EXTRACTOR, Place, make_act, make_row_act
from scrapers.parsers.heads import make_sheet
from scrapers.parsers.kinds import GIVES_ACTS, kind_of
from scrapers.parsers.segment import NONE, Cut, cut, vote_lines
from scrapers.parsers.sitting import SittingDate, sitting_date, stamps
from scrapers.parsers.text import Sheet, plain
from tracker.ids import normal_number
from tracker.items import ActItem, DocumentItem, IssueItem, ReadingItem, SittingItem
from tracker.vocabulary import DateOrigin, DocumentKind, TextStatus

LOW_CONFIDENCE = 0.7
SINGLE_CONFIDENCE = 0.9
_FEW = 3


@dataclass(frozen=True)
class Context:
    """What is known of a document beside its text."""

    body: str
    names: tuple[str, ...] = ()  # link text, file name, address: second opinions on the date
    listed_date: date | None = None
    kind: DocumentKind = DocumentKind.OTHER
    siren: str | None = None
    url: str | None = None

    @classmethod
    def of(cls, document: DocumentItem, siren: str | None = None) -> Self:
        """Return the context that a crawled document gives."""
        name = document.url.rstrip("/").rsplit("/", 1)[-1]
        return cls(document.body, (document.link_text, name), document.listed_date, document.kind, siren, document.url)


@dataclass
class Parsed:
    """What one document gave."""

    sittings: list[SittingItem] = field(default_factory=list)
    acts: list[ActItem] = field(default_factory=list)
    issues: list[IssueItem] = field(default_factory=list)

    def items(self) -> list[SittingItem | ActItem | IssueItem]:
        """Return everything, sittings first."""
        return [*self.sittings, *self.acts, *self.issues]


def text_kind(text: str, hint: DocumentKind = DocumentKind.OTHER) -> DocumentKind:
    """Return the kind of document that a text shows."""
    return kind_of(plain(text), hint)


def parse_document(reading: ReadingItem, context: Context) -> list[SittingItem | ActItem | IssueItem]:
    """Return the sitting, the acts and the issues of one document's text."""
    if reading.text_status in (TextStatus.NONE, TextStatus.FAILED) or not reading.text.strip():
        return []
    sheet = make_sheet(reading.text)
    kind = kind_of(sheet.plain, context.kind)
    day = sitting_date(sheet.text, sheet.plain, [n for n in context.names if n], context.listed_date, context.siren)
    parsed = Parsed()
    if kind is DocumentKind.LISTE_DELIBERATIONS:
        _read_list(sheet, reading, context, day, parsed)
    elif kind in GIVES_ACTS:
        _read_minutes(sheet, reading, context, day, kind, parsed)
    return _checked(parsed, reading, context).items()


def _read_list(sheet: Sheet, reading: ReadingItem, context: Context, day: SittingDate, parsed: Parsed) -> None:
    rows = official_list.read_rows(sheet)
    dates: list[date | None] = [*sorted({row.day for row in rows if row.day})] or [day.value]
    read = sum(row.outcome is not None for row in rows) / len(rows) if rows else 0.0
    confidence = round(0.7 + 0.3 * read, 3) if rows else 0.0
    place = Place(reading, context.body, day.value, official_list.REGIME if rows else NONE, confidence)
    for one in dates:
        origin = replace(day, value=one, origin=DateOrigin.TEXT, raw=one.isoformat()) if one and one != day.value else day
        parsed.sittings.append(_sitting(reading, context, origin, place.regime, confidence))
    parsed.acts.extend(make_row_act(sheet, place, row) for row in rows)
    if not rows:
        parsed.issues.append(
            _issue("no_segmentation", f"{_name(context)}: an official list whose rows are not recognised", reading, context)
        )


def _read_minutes(sheet: Sheet, reading: ReadingItem, context: Context, day: SittingDate, kind: DocumentKind, parsed: Parsed) -> None:
    years = frozenset({day.value.year}) if day.value else frozenset()
    regime = cut(sheet, years)
    if kind is DocumentKind.DELIBERATION and len(regime.headers) < _FEW:
        _read_single(sheet, reading, context, day, parsed)
        return
    parsed.sittings.append(_sitting(reading, context, day, regime.regime, regime.confidence))
    place = Place(reading, context.body, day.value, regime.regime, regime.confidence)
    ends = [*(header.line for header in regime.headers[1:]), len(sheet.lines)]
    for header, end in zip(regime.headers, ends, strict=False):
        act = make_act(sheet, place, header, end)
        if act:
            parsed.acts.append(act)
    _say_confidence(regime, sheet, reading, context, parsed)
    if day.disagrees:
        message = f"{_name(context)}: the text says {day.value} (« {day.raw} »), the name or link says {day.disagrees}; the text is kept"
        parsed.issues.append(_issue("date_disagrees", message, reading, context))
    elif day.value is None:
        parsed.issues.append(
            _issue("no_date", f"{_name(context)}: no sitting date in the header; a full date was expected", reading, context)
        )


def _read_single(sheet: Sheet, reading: ReadingItem, context: Context, day: SittingDate, parsed: Parsed) -> None:
    parsed.sittings.append(_sitting(reading, context, day, single.REGIME, SINGLE_CONFIDENCE))
    place = Place(reading, context.body, day.value, single.REGIME, SINGLE_CONFIDENCE)
    title = single.title_of_single(sheet)
    if not title:
        message = f"{_name(context)}: a single act whose title is not found; « Objet : » or a title above the report was expected"
        parsed.issues.append(_issue("no_title", message, reading, context))
        return
    act = make_act(sheet, place, None, len(sheet.lines), title=title, number=single.number_of(sheet))
    if act:
        parsed.acts.append(act)


def _say_confidence(regime: Cut, sheet: Sheet, reading: ReadingItem, context: Context, parsed: Parsed) -> None:
    if regime.regime == NONE and len(vote_lines(sheet)) >= 1:
        message = f"{_name(context)}: votes are printed but no numbered regime is proved; the sitting is kept whole, without acts"
        parsed.issues.append(_issue("no_segmentation", message, reading, context))
    elif regime.regime != NONE and regime.confidence < LOW_CONFIDENCE:
        message = (
            f"{_name(context)}: cut by {regime.regime} with confidence {regime.confidence:.2f}, under {LOW_CONFIDENCE}: to be reviewed"
        )
        parsed.issues.append(_issue("low_confidence", message, reading, context))


def _checked(parsed: Parsed, reading: ReadingItem, context: Context) -> Parsed:
    """Mark repeated numbers, and give a tele-transmission identifier only to the one act that carries it."""
    seen = Counter(normal_number(act.number) + f"|{act.date}" for act in parsed.acts if act.number)
    acts = []
    for act in parsed.acts:
        again = bool(act.number) and seen[normal_number(act.number or "") + f"|{act.date}"] > 1
        acts.append(act.model_copy(update={"number_repeated": again}) if again else act)
    for number in dict.fromkeys(act.number for act in acts if act.number_repeated):
        same = [act for act in acts if act.number == number]
        message = (
            f"{_name(context)}, page {same[0].page_from}: number {number} is printed on {len(same)} acts; each stays an act of its own"
        )
        parsed.issues.append(_issue("number_repeated", message, reading, context, same[0].page_from))
    parsed.acts = _with_stamps(acts, reading, context)
    return parsed


def _with_stamps(acts: Sequence[ActItem], reading: ReadingItem, context: Context) -> list[ActItem]:
    owners: dict[str, set[int]] = {}
    for offset, identifier, _ in stamps(reading.text, context.siren):
        holder = next((n for n, act in enumerate(acts) if act.span[0] <= offset < act.span[1]), None)
        if holder is not None:
            owners.setdefault(identifier, set()).add(holder)
    own = {next(iter(holders)): identifier for identifier, holders in owners.items() if len(holders) == 1}
    return [act.model_copy(update={"transmission_id": own[n]}) if n in own else act for n, act in enumerate(acts)]


def _sitting(reading: ReadingItem, context: Context, day: SittingDate, regime: str, confidence: float) -> SittingItem:
    return SittingItem(
        sha256=reading.sha256, body=context.body, date=day.value, date_raw=day.raw[:200], date_origin=day.origin, regime=regime,
        confidence=confidence, extractor=EXTRACTOR,
    )  # fmt: skip


def _name(context: Context) -> str:
    return context.names[-1] if context.names else (context.url or "document")


def _issue(code: str, message: str, reading: ReadingItem, context: Context, page: int | None = None) -> IssueItem:
    return IssueItem(code=code, message=message, severity="warning", sha256=reading.sha256, url=context.url, page=page)
