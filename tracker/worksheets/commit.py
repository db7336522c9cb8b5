"""The checked list becomes a programme file and rows of the database, each pledge with the names of who checked it.

What people judged stays word for word: a pledge that has evidence, a verdict or a theme put by hand keeps the words of the file,
and the difference is told. A pledge written into the file by hand is never taken out nor changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.errors import ProgrammeError
from tracker.files import write_whole
from tracker.ingest.places import check_programmes
from tracker.ingest.programmes import SPOKEN, ingest_programmes
from tracker.items import DetailsItem
from tracker.models import User
from tracker.programmes import FigureConfig, PledgeConfig, PledgeDetails, ProgrammeConfig, SaidAgain, load_programme_file, load_programmes
from tracker.refusals import BadInput, NotNow
from tracker.settings import data_dir
from tracker.store import reading
from tracker.towns import TownConfig, first_problem, load_town
from tracker.vocabulary import BodyKind, Classification, PledgeLevel
from tracker.worksheets.files import Worksheet, load_worksheet
from tracker.worksheets.projection import PartView, Sheet, SheetItem, compare, project
from tracker.worksheets.states import phase_of
from tracker.worksheets.store import allow, rows_of

_CLASS_OF = {BodyKind.COMMUNE: Classification.COUNCIL, BodyKind.EPCI: Classification.EPCI}
_SAID = (
    "quote", "page", "parent", "section", "headings", "anchor", "themes", "bodies", "outside", "fulfilment", "measurable", "level",
    "deadline", "deadline_raw", "details", "also", "confirmed", "decided_by", "decided_at",
)  # fmt: skip
_HEAD = "# Checked on the worksheet; each pledge names who decided. Words that people have judged are kept as they are.\n"


@dataclass(frozen=True)
class Committed:
    """What a commit wrote, and what it left as it was."""

    path: Path
    written: int  # pledges as written
    parts: int  # parts that can be checked one by one
    added: int = 0
    changed: int = 0
    removed: int = 0
    kept_words: tuple[str, ...] = ()  # keys whose judged words were kept although the worksheet now says otherwise
    kept_by_hand: int = 0  # pledges of the file that no worksheet wrote
    undecided: int = 0
    stale: int = 0
    by_table: dict[str, dict[str, int]] = field(default_factory=dict)


def programme_path(sheet: Worksheet) -> Path:
    """Return the file of a worksheet's programme."""
    return data_dir() / "programmes" / sheet.head.town / f"{sheet.head.organization}-{sheet.head.year}.yml"


def commit(user_id: str, ref: str) -> Committed:
    """Write the checked list into the programme's file and the database; refused while two readings disagree."""
    sheet = load_worksheet(ref)
    town = load_town(sheet.head.town)
    with reading() as session:
        allow(session, user_id, sheet)
        view = _result(session, sheet)
        names = {user.id: user.display_name for user in session.exec(select(User))}
        path = programme_path(sheet)
        before = load_programme_file(path) if path.exists() else None
        judged = _judged(session, sheet, before)
    pledges = [pledge for item in view.kept for pledge in _pledges(sheet, town, item, names)]
    if not pledges:
        raise BadInput("worksheet.nothing_kept")
    programme, report = _merge(sheet, before, pledges, judged)
    others = [one for one in load_programmes(town.slug) if one.slug != programme.slug]
    check_programmes(town, [*others, programme])
    _write(path, programme)
    counts = ingest_programmes(town)
    stale = sum(item.standing == "stale" for item in view.items)
    return replace(report, undecided=len(view.open), stale=stale, by_table=counts)


def _result(session: Session, sheet: Worksheet) -> Sheet:
    rows = rows_of(session, sheet.ref)
    phase = phase_of(rows)
    if not phase.blind:
        return project(sheet, rows)
    if not phase.compared:
        raise NotNow("worksheet.readings_open")
    view = compare(sheet, rows)
    if any(not item.settled for item in view.items):
        raise NotNow("worksheet.unsettled", n=sum(not item.settled for item in view.items))
    return view


def _judged(session: Session, sheet: Worksheet, before: ProgrammeConfig | None) -> set[str]:
    """Return the keys of the file's pledges that people have spoken of."""
    if before is None:
        return set()
    by_id = {ids.pledge_id(before.slug, pledge.key): pledge.key for pledge in before.pledges}
    found: set[str] = set()
    for model in SPOKEN:
        found |= set(session.exec(select(model.pledge_id).where(col(model.pledge_id).in_(sorted(by_id)))))
    return {by_id[one] for one in found}


def pledge_key(target: str) -> str:
    """Return the key of a pledge in its file: from the passage's stable id, so that it never changes."""
    return "p" + ids.digest("pledge", target)[:12]


def _pledges(sheet: Worksheet, town: TownConfig, item: SheetItem, names: Mapping[str, str]) -> list[PledgeConfig]:
    parent = _pledge(sheet, town, item, names)
    return [parent, *(_part(item, part, parent, names, town) for part in item.parts)]


def _pledge(sheet: Worksheet, town: TownConfig, item: SheetItem, names: Mapping[str, str]) -> PledgeConfig:
    deadline, details = item.deadline, item.proposal.details if item.proposal else DetailsItem()
    bodies, outside = _bodies(town, item.bodies)
    page, anchor = _place(sheet, item)
    return PledgeConfig(
        key=pledge_key(item.origin), quote=item.text, page=page, headings=item.headings,
        section=item.headings[-1] if item.headings else None, anchor=anchor,
        themes=(item.state.theme,) if item.state.theme else (), bodies=bodies, outside=outside, fulfilment=item.fulfilment,
        measurable=_measurable(item.level), level=item.level, deadline=deadline.date if deadline else None,
        deadline_raw=deadline.raw if deadline else "", details=_details(details, item.text), confirmed=True,
        also=tuple(SaidAgain(quote=words, page=page) for words, page in item.also), decided_by=_names(item.state.by, names),
        decided_at=_moment(item.state.at),
    )  # fmt: skip


def _place(sheet: Worksheet, item: SheetItem) -> tuple[int | None, str]:
    """Return the page and the place of a pledge in its own document: a programme of several has no page numbers of its own."""
    anchor = item.proposal.anchor if item.proposal else ""
    if not sheet.head.parts or item.page is None:
        return item.page if _paged(sheet) else None, anchor
    part = sheet.document_at(item.page)
    paged = part.pages > 1 or part.media_type == "application/pdf"
    return item.page - part.first_page + 1 if paged else None, anchor or part.url


def _part(item: SheetItem, part: PartView, parent: PledgeConfig, names: Mapping[str, str], town: TownConfig) -> PledgeConfig:
    """Return a checkable part: what nobody said of it comes from the pledge that was split, as far as its own words hold it."""
    state = part.state
    bodies, outside = _bodies(town, state.bodies) if state.bodies is not None else (parent.bodies, parent.outside)
    said = state.deadline if state.deadline_said else item.deadline if item.deadline and item.deadline.raw in part.text else None
    details = item.proposal.details if item.proposal else DetailsItem()
    level = state.level or item.level
    return parent.model_copy(
        update={
            "key": pledge_key(part.id), "quote": part.text, "parent": parent.key, "also": (), "bodies": bodies, "outside": outside,
            "themes": (state.theme,) if state.theme else parent.themes, "fulfilment": state.fulfilment or item.fulfilment, "level": level,
            "measurable": _measurable(level), "deadline": said.date if said else None, "deadline_raw": said.raw if said else "",
            "details": _details(details, part.text), "decided_by": _names((*item.state.by, *state.by), names),
        }
    )  # fmt: skip


def _paged(sheet: Worksheet) -> bool:
    return sheet.head.media_type == "application/pdf" or len(sheet.head.pages) > 1


def _measurable(level: PledgeLevel | None) -> bool | None:
    return True if level in (PledgeLevel.MEASURABLE, PledgeLevel.NAMED) else None


def _bodies(town: TownConfig, kinds: Iterable[BodyKind]) -> tuple[tuple[str, ...], tuple[BodyKind, ...]]:
    """Return the keys of the town's own bodies that these kinds name, and the kinds that its file does not hold."""
    keys: list[str] = []
    outside: list[BodyKind] = []
    for kind in kinds:
        own = [body.key for body in town.bodies if kind in _CLASS_OF and body.classification == _CLASS_OF[kind]]
        keys += own[:1]
        outside += [] if own else [kind]
    return tuple(keys), tuple(outside)


def _details(details: DetailsItem, words: str) -> PledgeDetails:
    """Return what these words themselves hold."""
    figures = tuple(FigureConfig(**one.model_dump()) for one in details.figures if one.raw in words)
    places = tuple(one for one in details.places if one in words)
    beneficiaries = tuple(one for one in details.beneficiaries if one in words)
    return PledgeDetails(figures=figures, places=places, beneficiaries=beneficiaries, negative=details.negative)


def _names(people: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names.get(one, one) for one in people))


def _moment(moment: Any) -> datetime | None:
    return clock.as_utc(moment) if isinstance(moment, datetime) else None


def _merge(
    sheet: Worksheet, before: ProgrammeConfig | None, pledges: Sequence[PledgeConfig], judged: set[str]
) -> tuple[ProgrammeConfig, Committed]:  # fmt: skip
    """Return the programme to write: the checked list laid over the file, words that people judged kept."""
    old = {pledge.key: pledge for pledge in before.pledges} if before else {}
    by_words = {ids.fold(one.text): one.key for one in old.values() if not one.decided_by}
    result: list[PledgeConfig] = []
    kept_words: list[str] = []
    renamed: dict[str, str] = {}
    for pledge in pledges:
        key = pledge.key if pledge.key in old else by_words.get(ids.fold(pledge.text), pledge.key)
        renamed[pledge.key] = key
        made = pledge.model_copy(update={"key": key, "parent": renamed.get(pledge.parent or "")})
        if key in judged and old[key].text != made.text:
            kept_words.append(key)
            made = old[key]
        result.append(_over(old[key], made) if key in old else made)
    left = [one for one in old.values() if one.key not in {pledge.key for pledge in result} and (one.key in judged or not one.decided_by)]
    kept_words += [one.key for one in left if one.key in judged and one.decided_by]
    result += _without_lost_parents(left, {one.key for one in (*result, *left)})
    programme = _programme(sheet, before, result)
    added = sum(one.key not in old for one in result)
    changed = sum(one.key in old and one != old[one.key] for one in result)
    removed = len(old) - sum(one.key in old for one in result)
    by_hand = sum(not one.decided_by for one in left)
    totals = programme.totals
    report = Committed(programme_path(sheet), totals.written, totals.parts, added, changed, removed, tuple(kept_words), by_hand)
    return programme, report


def _over(old: PledgeConfig, made: PledgeConfig) -> PledgeConfig:
    """Return a pledge of the file with what the worksheet says of it; what only the file says stays."""
    said = {name: getattr(made, name) for name in _SAID if made.themes or name != "themes"}
    return old.model_copy(update=said)


def _without_lost_parents(left: Iterable[PledgeConfig], known: set[str]) -> list[PledgeConfig]:
    return [one if one.parent is None or one.parent in known else one.model_copy(update={"parent": None}) for one in left]


def _programme(sheet: Worksheet, before: ProgrammeConfig | None, pledges: Sequence[PledgeConfig]) -> ProgrammeConfig:
    head = sheet.head
    sha256 = None if len(head.parts) > 1 else head.sha256  # a programme of several documents is none of them
    content: dict[str, Any] = {
        "town": head.town, "organization": head.organization, "year": head.year, "term": head.term, "kind": head.kind, "title": head.title,
        "source_url": head.url, "sha256": sha256, "retrieved_at": head.retrieved_at, "publisher": head.publisher,
        "licence": head.licence, "second_hand": head.second_hand,
    }  # fmt: skip
    if before is not None:  # what the file says of the programme stays; the content that was read is named
        named = ("sha256", "retrieved_at", "source_url")
        content |= {name: getattr(before, name) for name in ProgrammeConfig.model_fields if name not in (*named, "pledges")}
    try:
        return ProgrammeConfig(**content, pledges=tuple(pledges))
    except ValidationError as error:
        raise ProgrammeError(first_problem(programme_path(sheet), error)) from error


def programme_yaml(programme: ProgrammeConfig) -> str:
    """Return a programme as its file holds it: fields in order, what is empty left out."""
    content = programme.model_dump(mode="json", exclude_defaults=True)
    for pledge, kept in zip(content["pledges"], programme.pledges, strict=True):
        if kept.deadline:
            pledge["deadline"] = kept.deadline
        if kept.decided_at:
            pledge["decided_at"] = kept.decided_at
    if programme.retrieved_at:
        content["retrieved_at"] = programme.retrieved_at
    pledges = content.pop("pledges")
    return yaml.safe_dump({**content, "pledges": pledges}, allow_unicode=True, sort_keys=False, width=140)


def _write(path: Path, programme: ProgrammeConfig) -> None:
    """Write the file whole and in one move, under the comments that headed it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else []
    comments = "".join(line for line in _leading(lines) if line != _HEAD)
    write_whole(path, comments + _HEAD + programme_yaml(programme))


def _leading(lines: Iterable[str]) -> list[str]:
    found = []
    for line in lines:
        if not line.startswith("#"):
            break
        found.append(line if line.endswith("\n") else line + "\n")
    return found
