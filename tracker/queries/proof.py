"""Where a pledge can be checked: the address of its source, else the copy that was read, at its page; and where it is said again.

A programme found on paper or sent by mail has no address: its stored bytes are then the proof, as long as they are kept.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, or_, select

from tracker.errors import TrackerError
from tracker.models import DocumentVersion, Jurisdiction, Pledge, Programme
from tracker.programmes import SaidAgain
from tracker.queries.reading import file_name
from tracker.queries.shapes import ArchivedFile, Viewer
from tracker.settings import archive_dir
from tracker.store import reading
from tracker.worksheets.files import load_worksheet, proposals_file

_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a pledge was written: an address, a kept copy with its type and page, and the other places that say it."""

    url: str | None  # an address of the web, or None
    name: str  # the name of the file that was read, when it has no address
    copy: str | None  # the sha256 of the stored copy, when its bytes are kept
    media_type: str
    page: int | None
    also: tuple[SaidAgain, ...]


def pledge_proof(pledge_id: str, viewer: Viewer) -> Proof | None:
    """Return where a pledge can be checked, or None when this viewer may not see it."""
    with reading() as session:
        pledge = session.get(Pledge, pledge_id)
        programme = session.get(Programme, pledge.programme_id) if pledge else None
        town = session.get(Jurisdiction, programme.jurisdiction) if programme else None
        if pledge is None or programme is None or town is None or not (town.fictional or viewer.signed_in):
            return None
        source = pledge.web_address or programme.source_url
        sha256 = _content(programme, pledge)
        media_type = _media_type(session, sha256) if sha256 else ""
    url = source if source.startswith(("https://", "http://")) else None
    name = "" if url else file_name(pledge.anchor or programme.source_url)
    also = tuple(SaidAgain.model_validate(one) for one in pledge.also)
    return Proof(url, name, sha256 if media_type else None, media_type, pledge.page, also)


def _content(programme: Programme, pledge: Pledge) -> str | None:
    """Return the content that holds the pledge: the programme's own, else that of the document it names among several."""
    if programme.sha256:
        return programme.sha256
    ref = f"{programme.jurisdiction}/{programme.id.partition('/')[2]}"
    try:
        found = load_worksheet(ref).documents if proposals_file(ref).exists() else ()
    except TrackerError:  # a worksheet that cannot be read proves nothing; its own screen says what is wrong
        return None
    return next((one.sha256 for one in found if one.url in (pledge.anchor, pledge.anchor.partition("#")[0])), None)


def programme_file(sha256: str, viewer: Viewer) -> ArchivedFile | None:
    """Return what is known of the bytes of a published programme, when its town is open to this viewer."""
    with reading() as session:
        query = select(Programme.source_url).join(Jurisdiction, col(Jurisdiction.slug) == col(Programme.jurisdiction))
        open_to = or_(col(Jurisdiction.fictional).is_(True), viewer.signed_in)
        source = session.exec(query.where(col(Programme.sha256) == sha256, open_to)).first()
        media_type = _media_type(session, sha256) if source else ""
    return ArchivedFile(sha256, media_type, file_name(source)) if source and media_type else None


def _media_type(session: Session, sha256: str) -> str:
    """Return the type of stored bytes, empty when they are not kept: what was read of them says it, else their first bytes."""
    path = archive_dir() / sha256[:2] / sha256
    if not path.is_file():
        return ""
    known = session.exec(select(DocumentVersion.media_type).where(col(DocumentVersion.sha256) == sha256)).first()
    if known:
        return known
    with path.open("rb") as content:
        return "application/pdf" if content.read(1024).lstrip().startswith(_PDF) else "application/octet-stream"
