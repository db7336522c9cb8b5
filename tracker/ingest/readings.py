"""The newest reading -> pages, sittings and acts; an act whose text is not at its span is an issue, never a row."""

from collections import Counter
from dataclasses import dataclass, field

from tracker import ids
from tracker.errors import ContractError
from tracker.ingest.candidates import Candidate
from tracker.ingest.folders import Folder, Trouble, read_lines
from tracker.ingest.merging import Facts, merge
from tracker.ingest.rows import Row
from tracker.ingest.sittings import gather_sittings
from tracker.items import PAGE_BREAK, ActItem, GoneItem, IssueItem, ReadingItem, SittingItem
from tracker.towns import TownConfig
from tracker.vocabulary import DocumentKind


@dataclass
class Reading:
    """The items of one reading run, by kind."""

    run_id: str
    readings: dict[str, ReadingItem] = field(default_factory=dict)
    sittings: list[SittingItem] = field(default_factory=list)
    acts: list[ActItem] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What is known of each content apart from its text: its kind, and the address of its document."""

    kinds: dict[str, DocumentKind]
    addresses: dict[str, str] = field(default_factory=dict)


def gather_reading(folder: Folder, known: set[str], bodies: set[str], trouble: Trouble) -> Reading:
    """Return the items of a reading run whose content and body are known to the town."""
    reading = Reading(folder.run.id)
    strangers: set[str] = set()
    for item in read_lines(folder, "items.jsonl", trouble):
        if isinstance(item, IssueItem):
            trouble.keep(folder.run.id, item)
        elif isinstance(item, GoneItem):
            continue  # of a crawl, never of a reading
        elif item.sha256 not in known or (isinstance(item, SittingItem | ActItem) and item.body not in bodies):
            strangers.add(item.sha256)
        elif isinstance(item, ReadingItem):
            reading.readings[item.sha256] = item
        elif isinstance(item, SittingItem):
            reading.sittings.append(item)
        elif isinstance(item, ActItem):
            reading.acts.append(item)
    for sha256 in sorted(strangers):
        trouble.note("unknown_content", f"content {sha256[:12]} was read but no accepted crawl of this town holds it", sha256=sha256)
    return reading


def verify_act(act: ActItem, reading: ReadingItem | None) -> None:
    """Raise `ContractError` unless the act's text stands at its span, on its pages, modulo white space."""
    if reading is None:
        raise ContractError(f"act {act.title[:60]!r}: no page of its document is stored")
    start, end = act.span
    text = reading.text
    if end > len(text) or text[start:end].split() != act.text.split():
        raise ContractError(f"act {act.title[:60]!r}: its text is not found at its span {start}-{end}")
    first = 1 + text.count(PAGE_BREAK, 0, start)
    last = first + text.count(PAGE_BREAK, start, end)
    if not (first <= act.page_from and act.page_to <= last):
        raise ContractError(f"act {act.title[:60]!r}: printed on pages {act.page_from}-{act.page_to}, its span on {first}-{last}")


def facts_of(town: TownConfig, reading: Reading, known: Known, trouble: Trouble) -> Facts:
    """Return the rows wanted by a reading."""
    facts = Facts()
    for item in reading.readings.values():
        facts.pages += _pages(item)
    gather_sittings(town, reading.sittings, facts)
    merge(_candidates(town, reading, known, {row["id"] for row in facts.sittings}, trouble), facts, trouble)
    return facts


def _pages(item: ReadingItem) -> list[Row]:
    recognised = {page.page: page.confidence for page in item.ocr}
    return [
        {"sha256": item.sha256, "page": number, "text": text, "ocr_confidence": recognised.get(number)}
        for number, text in enumerate(item.pages, start=1)
    ]


def _candidates(
    town: TownConfig, reading: Reading, known: Known, sittings: set[str], trouble: Trouble
) -> list[Candidate]:  # fmt: skip
    sound = [act for act in reading.acts if _is_sound(act, reading, trouble)]
    printed = Counter(_number_key(act) for act in sound if act.number)
    made = []
    for act in sound:
        repeated = act.number_repeated or printed[_number_key(act)] > 1
        if repeated and not act.number_repeated:
            trouble.note("number_repeated", f"number {act.number} stands on several acts of one document; both are kept", sha256=act.sha256)
        siren = town.siren_or_id(act.body)
        day = act.date.isoformat() if act.date else None
        sitting = ids.sitting_id(siren, day) if day else None
        found = ids.act_id(
            transmission_id=act.transmission_id, siren=siren, day=day, number=act.number,
            number_is_unique=not repeated, sha256=act.sha256, text=act.text,
        )  # fmt: skip
        place = {"body_id": ids.body_id(town.slug, act.body), "sitting_id": sitting if sitting in sittings else None}
        row = {"id": found, **place, "number_repeated": repeated, "run_id": reading.run_id}
        made.append(Candidate(row, act, known.kinds.get(act.sha256, DocumentKind.OTHER), known.addresses.get(act.sha256, "")))
    return made


def _number_key(act: ActItem) -> tuple[str, str, str]:
    return act.sha256, str(act.date), ids.normal_number(act.number or "")


def _is_sound(act: ActItem, reading: Reading, trouble: Trouble) -> bool:
    try:
        verify_act(act, reading.readings.get(act.sha256))
    except ContractError as error:
        trouble.note("act_not_in_text", str(error), sha256=act.sha256, page=act.page_from)
        return False
    return True
