"""The sitting that several documents record: one row, whose header fields come from whichever document prints them.

Documents that print a certain date speak first; what one leaves unknown is filled by the next. The attendance is one document's,
whole: the one that names most people. Two lists are never mixed, because a member may be present in one and gone in the other.
"""

from collections.abc import Iterable

from tracker import ids
from tracker.ingest.merging import Facts
from tracker.ingest.rows import Row
from tracker.items import AttendanceItem, SittingItem
from tracker.towns import TownConfig
from tracker.vocabulary import DateOrigin

_ORIGINS = list(DateOrigin)
_HEADER = ("opened_at", "place", "president", "secretary", "in_office", "quorum")


def gather_sittings(town: TownConfig, items: Iterable[SittingItem], facts: Facts) -> None:
    """Add to the facts the sittings, who attended, and which document records which sitting and how it was cut."""
    rows: dict[str, Row] = {}
    lists: dict[str, tuple[AttendanceItem, ...]] = {}
    documents: dict[tuple[str, str], Row] = {}
    for item in sorted(items, key=_trust):
        body = ids.body_id(town.slug, item.body)
        sitting = ids.sitting_id(town.siren_or_id(item.body), item.date.isoformat()) if item.date else None
        if sitting:
            _fill(rows.setdefault(sitting, _row(sitting, body, item)), item)
            lists[sitting] = max(lists.get(sitting, ()), item.attendance, key=len)
        documents.setdefault((item.sha256, body), _document(item, body, sitting))
    facts.sittings, facts.sitting_documents = list(rows.values()), list(documents.values())
    facts.attendance = [row for sitting, people in lists.items() for row in _people(sitting, people)]


def _trust(item: SittingItem) -> tuple[bool, int, float, str]:
    return not item.date_certain, _ORIGINS.index(item.date_origin), -item.confidence, item.sha256


def _row(sitting: str, body: str, item: SittingItem) -> Row:
    seen = {name: getattr(item, name) for name in ("date", "date_raw", "date_origin", "date_certain", *_HEADER)}
    return {"id": sitting, "body_id": body, **seen}


def _fill(row: Row, item: SittingItem) -> None:
    for name in _HEADER:
        if row[name] in (None, ""):
            row[name] = getattr(item, name)


def _document(item: SittingItem, body: str, sitting: str | None) -> Row:
    how = {"regime": item.regime, "regime_evidence": item.regime_evidence, "agenda": list(item.agenda)}
    return {
        "sha256": item.sha256, "body_id": body, "sitting_id": sitting, **how, "confidence": item.confidence, "extractor": item.extractor,
    }  # fmt: skip


def _people(sitting: str, people: Iterable[AttendanceItem]) -> list[Row]:
    told = ("raw_name", "presence", "proxy")
    return [{"sitting_id": sitting, "position": place, **{name: getattr(one, name) for name in told}} for place, one in enumerate(people)]
