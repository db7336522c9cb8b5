"""From the tables to the calendar of silences: which sittings are known, what is held of them, how our visits ended.

A sitting is known from any record, agenda or summons: its date read in the document, else given by the link or the name of the file. A
date of upload says nothing of a sitting. A file of many acts tells of the sitting of each.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from tracker.coverage.months import BodyRecord
from tracker.coverage.states import Held, KnownSitting, sitting_records
from tracker.coverage.visits import PARTS_OF, Visits
from tracker.errors import InputError
from tracker.legal_calendar import load_calendar
from tracker.models import Act, Document, DocumentVersion, Run, Sitting, SittingDocument, Source
from tracker.towns import SourceConfig, load_town
from tracker.vocabulary import DateOrigin, DocumentKind, Platform, TextStatus

READABLE = (TextStatus.NATIVE, TextStatus.OCR)
TELLING = (*PARTS_OF, DocumentKind.ORDRE_DU_JOUR, DocumentKind.CONVOCATION)
DATA_OF_ACTS = ("scdl", "megalis")  # raw kinds of archived data files, whose rows are délibérations
_GUESSED = (DateOrigin.UPLOAD, DateOrigin.NONE)
Days = dict[date, bool]  # day of a sitting -> its date is certain


def body_records(session: Session, town: str, bodies: Iterable[str], as_of: date) -> tuple[BodyRecord, ...]:
    """Return everything known of these bodies of a town on a day."""
    wanted, visits, calendar = list(bodies), source_visits(session, town), load_calendar()
    held, dated = _documents(session, wanted), _days_of_contents(session, wanted)
    sittings = _sittings(session, wanted)
    found = []
    for body in wanted:
        known, undated = _known(sittings[body], held[body], dated)
        records = sitting_records(calendar, known, visits[body], as_of)
        found.append(BodyRecord(body, records, tuple(visits[body]), undated))
    return tuple(found)


def configured_sources(town: str) -> dict[str, SourceConfig]:
    """Return the sources of the town's file by key; none when the store holds a town whose file is elsewhere."""
    try:
        return {source.key: source for source in load_town(town).sources}
    except InputError:
        return {}


def source_visits(session: Session, town: str) -> dict[str, list[Visits]]:
    """Return body -> its sources, with the day and outcome of each finished crawl."""
    runs = select(Run).where(col(Run.town) == town, col(Run.verb) == "crawl", col(Run.outcome).is_not(None)).order_by(col(Run.started_at))
    ended = defaultdict(list)
    for run in session.exec(runs):
        if run.outcome:
            ended[run.source].append(((run.finished_at or run.started_at).date(), run.outcome))
    configured, found = configured_sources(town), defaultdict(list)
    for row in session.exec(select(Source).where(col(Source.jurisdiction) == town).order_by(col(Source.key))):
        kind = configured[row.key].kind if row.key in configured else None
        found[row.body_id].append(Visits(row.key, Platform(row.platform), kind, tuple(ended[row.key])))
    return found


def _sittings(session: Session, bodies: list[str]) -> dict[str, Days]:
    found: dict[str, Days] = defaultdict(dict)
    for body, day, certain in session.exec(
        select(col(Sitting.body_id), col(Sitting.date), col(Sitting.date_certain)).where(col(Sitting.body_id).in_(bodies))
    ):
        found[body][day] = certain
    return found


def _documents(session: Session, bodies: list[str]) -> dict[str, list[tuple[Document, Held]]]:
    """Return body -> the newest version of each document that tells of a sitting."""
    query = (
        select(Document, DocumentVersion)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(col(Document.body_id).in_(bodies))
        .order_by(col(DocumentVersion.last_seen), col(DocumentVersion.id))
    )
    newest = {document.id: (document, version) for document, version in session.exec(query)}
    found = defaultdict(list)
    for document, version in sorted(newest.values(), key=lambda pair: pair[0].url):
        kind = DocumentKind.DELIBERATION if document.raw_kind in DATA_OF_ACTS else document.kind
        if kind in TELLING:
            readable = None if version.text_status is None else version.text_status in READABLE
            found[document.body_id].append((document, Held(document.url, version.sha256, kind, readable, version.gone_at is not None)))
    return found


def _days_of_contents(session: Session, bodies: list[str]) -> dict[tuple[str, str], set[date]]:
    """Return (body, content) -> the days of the sittings that it records: read in its head, in its acts, or in the rows of a data file."""
    found = defaultdict(set)
    recorded = select(col(SittingDocument.body_id), col(SittingDocument.sha256), col(Sitting.date)).join(
        Sitting, col(Sitting.id) == col(SittingDocument.sitting_id)
    )
    held = select(col(Act.body_id), col(Act.sha256), col(Sitting.date)).join(Sitting, col(Sitting.id) == col(Act.sitting_id)).distinct()
    loose = (
        select(col(Act.body_id), col(Act.sha256), col(Act.date)).where(col(Act.sitting_id).is_(None), col(Act.date).is_not(None)).distinct()
    )
    for body, sha256, day in session.exec(recorded.where(col(SittingDocument.body_id).in_(bodies))):
        found[body, sha256].add(day)
    for body, sha256, day in session.exec(held.where(col(Act.body_id).in_(bodies))):
        found[body, sha256].add(day)
    known = set(found)
    for body, sha256, act_day in session.exec(loose.where(col(Act.body_id).in_(bodies))):
        if (body, sha256) not in known and act_day:
            found[body, sha256].add(act_day)
    return found


def _known(
    sittings: Days, held: list[tuple[Document, Held]], dated: dict[tuple[str, str], set[date]]
) -> tuple[list[KnownSitting], tuple[Held, ...]]:
    """Return the known sittings of a body with their documents, and the records that no day could be found for."""
    certain, documents, undated = dict(sittings), defaultdict(list), []
    for document, one in held:
        days = dated.get((document.body_id, one.sha256)) or _listed_day(document)
        for day in days:
            certain.setdefault(day, False)
            documents[day].append(one)
        if not days and one.kind in PARTS_OF:
            undated.append(one)
    return [KnownSitting(day, sure, tuple(documents[day])) for day, sure in sorted(certain.items())], tuple(undated)


def _listed_day(document: Document) -> set[date]:
    return set() if document.listed_date is None or document.listed_date_origin in _GUESSED else {document.listed_date}
