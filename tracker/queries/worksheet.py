"""The worksheet as a signed-in person may see it: which programmes are being worked on, and the sheet with its document.

In blind readings the view holds the person's own answers only; what differs is shown when both readings are finished.
"""

from dataclasses import dataclass

from sqlmodel import col, select

from tracker.errors import TrackerError
from tracker.models import User
from tracker.queries.places import open_town
from tracker.queries.proof import programme_file
from tracker.queries.reading import file_name
from tracker.queries.reading_shapes import DocumentHead
from tracker.queries.shapes import ArchivedFile, TownCard, Viewer
from tracker.store import reading
from tracker.vocabulary import DocumentKind, ReadingPass, TextStatus
from tracker.worksheets.agreement import Agreement, agreements
from tracker.worksheets.files import Worksheet, load_worksheet, worksheet_refs
from tracker.worksheets.projection import Sheet, project
from tracker.worksheets.states import Phase, phase_of
from tracker.worksheets.store import rows_of, view_for


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything that the screen of one programme shows to one person."""

    town: TownCard
    sheet: Worksheet
    view: Sheet | None  # None: two other people are reading apart
    phase: Phase
    reading: ReadingPass | None  # the one that this person may add to now
    newest: int  # how much of the worksheet this view has seen
    agreement: tuple[Agreement, ...]
    names: dict[str, str]

    @property
    def settling(self) -> bool:
        """True when this person settles what two others say differently."""
        return self.reading == ReadingPass.SETTLE


def worksheets(slug: str, viewer: Viewer) -> tuple[tuple[str, str], ...]:
    """Return (name, title) of a town's programmes being worked on, for a signed-in person."""
    if not viewer.signed_in:
        return ()
    return tuple((ref, load_worksheet(ref).head.title) for ref in worksheet_refs(slug))


def worksheet(ref: str, viewer: Viewer) -> SheetView | None:
    """Return a programme's sheet as this person may see it, or None for anyone who is not signed in."""
    if not viewer.signed_in:
        return None
    sheet = load_worksheet(ref)
    with reading() as session:
        town = open_town(session, sheet.head.town, viewer)
        if town is None:
            return None
        rows = rows_of(session, ref)
        said = sorted({row.user_id for row in rows})
        names = dict(session.exec(select(User.id, User.display_name).where(col(User.id).in_(said))).all())
    phase = phase_of(rows)
    found: tuple[Agreement, ...] = ()
    if phase.compared:
        found = agreements(project(sheet, rows, ReadingPass.FIRST), project(sheet, rows, ReadingPass.SECOND))
    own = _own(phase, viewer.login or "")
    view = view_for(sheet, rows, phase, viewer.login or "")
    return SheetView(town, sheet, view, phase, own, rows[-1].sequence if rows else 0, found, names)


def _own(phase: Phase, user_id: str) -> ReadingPass | None:
    """Return the reading that a person may add to, without refusing: the screen says why there is none."""
    own = phase.reader(user_id)
    if own is not None:
        return None if own in phase.finished else own
    return ReadingPass.SETTLE if phase.compared else None


def page_head(view: SheetView, page: int) -> tuple[DocumentHead, int]:
    """Return the document that holds a page of a programme, in the form that pictures are asked in, and the page inside it."""
    part = view.sheet.document_at(page)
    return DocumentHead(
        town=view.town, sha256=part.sha256, body_key="", body="", name=file_name(part.url), url=part.url, kind=DocumentKind.PROGRAMME,
        media_type=part.media_type, text_status=TextStatus.NATIVE, pages=part.pages, regime=None, evidence="", confidence=None,
        decision=None,
    ), max(page - part.first_page + 1, 1)  # fmt: skip


def worksheet_file(sha256: str, viewer: Viewer) -> ArchivedFile | None:
    """Return what is known of the bytes of a programme: of one being worked on for a signed-in person, else of one that is written."""
    for ref in worksheet_refs() if viewer.signed_in else ():
        try:
            documents = load_worksheet(ref).documents
        except TrackerError:  # one file that cannot be read closes no other programme
            continue
        for part in documents:
            if part.sha256 == sha256:
                return ArchivedFile(sha256, part.media_type, file_name(part.url))
    return programme_file(sha256, viewer)
