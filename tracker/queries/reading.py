"""One document as it was read, page by page: what a person compares with the image of the page, and what borders start from."""

from sqlmodel import Session, col, func, select

from tracker import clock
from tracker.borders import newest_decision, page_lines
from tracker.elected import Mask, mask_for
from tracker.items import Border
from tracker.models import (
    Act,
    Amount,
    Attendance,
    Ballot,
    Body,
    Document,
    DocumentPage,
    DocumentVersion,
    Issue,
    Run,
    Sitting,
    SittingDocument,
    User,
    VoteCount,
)
from tracker.models.borders import HAND
from tracker.queries.acts import amounts_of, counts_of, documents_of
from tracker.queries.marks import Placed, parts_of
from tracker.queries.places import open_town
from tracker.queries.reading_shapes import (
    ActLine,
    BallotView,
    DecisionView,
    DocumentHead,
    Drawing,
    MemberView,
    SittingReading,
    SittingView,
)
from tracker.queries.shapes import Viewer
from tracker.store import reading
from tracker.vocabulary import RunOutcome, VoteOption

NO_REGIME = "none"


def file_name(url: str) -> str:
    """Return the last part of an address: how people call a document."""
    return url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or url


def sitting_reading(sha256: str, viewer: Viewer, page: int = 1, body: str | None = None) -> SittingReading | None:
    """Return one page of a document with what was read in it, or None when this viewer may not see its town.

    `body` is the key of a body, for a document that two bodies publish.
    """
    with reading() as session:
        head = _head(session, sha256, viewer, body)
        if head is None:
            return None
        mask = mask_for(session, head.town.slug)
        pages = session.exec(select(DocumentPage).where(DocumentPage.sha256 == sha256).order_by(col(DocumentPage.page))).all()
        placed = _acts(session, head, mask)
        number = min(max(page, 1), max(len(pages), 1))
        offset = sum(len(row.text) + 1 for row in pages if row.page < number)
        shown = next((row for row in pages if row.page == number), None)
        return SittingReading(
            head=head,
            sitting=_sitting(session, head),
            acts=tuple(act.line for act in placed),
            page=number,
            ocr_confidence=shown.ocr_confidence if shown else None,
            parts=parts_of(shown.text, offset, placed, mask) if shown else (),
            problems=_problems(session, head),
            elsewhere=_elsewhere(session, head),
        )


def drawing(sha256: str, viewer: Viewer, body: str | None = None) -> Drawing | None:
    """Return a document's printed lines, word for word, for a signed-in person who draws its borders; None for anyone else."""
    with reading() as session:
        head = _head(session, sha256, viewer, body) if viewer.signed_in else None
        if head is None:
            return None
        pages = session.exec(select(DocumentPage).where(DocumentPage.sha256 == sha256).order_by(col(DocumentPage.page)))
        lines = {row.page: tuple(page_lines(row.text)) for row in pages}
        return Drawing(head, lines, _proposed(session, head))


def _head(session: Session, sha256: str, viewer: Viewer, body: str | None) -> DocumentHead | None:
    wanted = (
        select(Document, DocumentVersion, Body)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .join(Body, col(Body.id) == col(Document.body_id))
        .where(DocumentVersion.sha256 == sha256)
        .order_by(col(Body.key) != (body or ""), col(Document.url))
    )
    found = session.exec(wanted).first()
    town = open_town(session, found[2].jurisdiction, viewer) if found else None
    if found is None or town is None:
        return None
    document, version, owner = found
    record = session.get(SittingDocument, (sha256, owner.id))
    pages = session.exec(select(func.count()).select_from(DocumentPage).where(DocumentPage.sha256 == sha256)).one()
    return DocumentHead(
        town=town, sha256=sha256, body_key=owner.key, body=owner.name, name=file_name(document.url), url=document.url,
        kind=document.kind, media_type=version.media_type, text_status=version.text_status, pages=pages,
        regime=record.regime if record else None, evidence=record.regime_evidence if record else "",
        confidence=record.confidence if record else None, decision=decision_view(session, sha256, owner.id),
    )  # fmt: skip


def decision_view(session: Session, sha256: str, body_id: str) -> DecisionView | None:
    """Return the borders that count for a document, and whether the newest reading has taken them."""
    row = newest_decision(session, sha256, body_id)
    if row is None or row.withdrawn:
        return None
    record = session.get(SittingDocument, (sha256, body_id))
    town = body_id.partition("/")[0]
    good = col(Run.outcome).in_((RunOutcome.OK, RunOutcome.PARTIAL))
    last = session.exec(select(func.max(Run.started_at)).where(Run.town == town, Run.verb == "read", good)).one()
    read_since = last is not None and clock.as_utc(last) >= clock.as_utc(row.decided_at)
    name = session.get_one(User, row.user_id).display_name
    return DecisionView(len(row.borders), name, row.decided_at, bool(record and record.regime == HAND and read_since))


def _own_acts(session: Session, head: DocumentHead) -> list[Act]:
    body = f"{head.town.slug}/{head.body_key}"
    return list(session.exec(select(Act).where(Act.sha256 == head.sha256, Act.body_id == body).order_by(col(Act.span_start))))


def _acts(session: Session, head: DocumentHead, mask: Mask) -> list[Placed]:
    acts = _own_acts(session, head)
    ids = [act.id for act in acts]
    counts, amounts, ballots = counts_of(session, ids), amounts_of(session, ids), _ballots(session, ids, mask)
    spans, printed = _amount_spans(session, ids), _printed_votes(session, ids)
    return [
        Placed(
            ActLine(
                act.id, act.number, mask(act.title), act.page_from, act.page_to, act.outcome, act.unanimous,
                tuple(counts.get(act.id, [])), tuple(amounts.get(act.id, [])), tuple(ballots.get(act.id, [])), act.stage, act.ocr,
            ),
            act.span_start, act.span_end, act.title, tuple(raw for raw in (act.vote_raw, *printed.get(act.id, [])) if raw),
            tuple(spans.get(act.id, [])),
        )
        for act in acts
    ]  # fmt: skip


def _ballots(session: Session, ids: list[str], mask: Mask) -> dict[str, list[BallotView]]:
    found: dict[str, list[BallotView]] = {}
    for row in session.exec(select(Ballot).where(col(Ballot.act_id).in_(ids)).order_by(col(Ballot.position))):
        counts = tuple((VoteOption(count["option"]), str(count["group"]), int(count["value"])) for count in row.counts)
        found.setdefault(row.act_id, []).append(BallotView(mask(row.subject), row.outcome, row.unanimous, counts))
    return found


def _amount_spans(session: Session, ids: list[str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for row in session.exec(select(Amount).where(col(Amount.act_id).in_(ids))):
        found.setdefault(row.act_id, []).append((row.span_start, row.span_end))
    return found


def _printed_votes(session: Session, ids: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for act, raw in session.exec(select(VoteCount.act_id, VoteCount.raw).where(col(VoteCount.act_id).in_(ids))):
        found.setdefault(act, []).append(raw)
    for act, raw in session.exec(select(Ballot.act_id, Ballot.raw).where(col(Ballot.act_id).in_(ids))):
        found.setdefault(act, []).append(raw)
    return found


def _sitting(session: Session, head: DocumentHead) -> SittingView | None:
    record = session.get(SittingDocument, (head.sha256, f"{head.town.slug}/{head.body_key}"))
    row = session.get(Sitting, record.sitting_id) if record and record.sitting_id else None
    if row is None:
        return None
    people = session.exec(select(Attendance).where(Attendance.sitting_id == row.id).order_by(col(Attendance.position)))
    members = tuple(MemberView(one.raw_name, one.presence, one.proxy) for one in people)
    return SittingView(
        row.date, row.date_certain, row.opened_at, row.place, row.president, row.secretary, row.in_office, row.quorum, members
    )  # fmt: skip


def _problems(session: Session, head: DocumentHead) -> tuple[str, ...]:
    wanted = select(Issue.code).where(Issue.town == head.town.slug, Issue.sha256 == head.sha256)
    return tuple(sorted(set(session.exec(wanted))))


def _elsewhere(session: Session, head: DocumentHead) -> tuple[tuple[str, str, int], ...]:
    """Return the other documents that hold the acts of the same sitting: a list and its minutes give their acts once."""
    body = f"{head.town.slug}/{head.body_key}"
    record = session.get(SittingDocument, (head.sha256, body))
    if record is None or record.sitting_id is None:
        return ()
    wanted = select(Act.sha256, func.count()).where(Act.sitting_id == record.sitting_id, Act.sha256 != head.sha256)
    found = {sha: count for sha, count in session.exec(wanted.group_by(col(Act.sha256)))}
    names = documents_of(session, set(found))
    return tuple((sha, file_name(names[sha][0].url), count) for sha, count in sorted(found.items()) if sha in names)


def _proposed(session: Session, head: DocumentHead) -> tuple[Border, ...]:
    """Return the borders to start from: a person's own, else where the machine cut without being sure."""
    row = newest_decision(session, head.sha256, f"{head.town.slug}/{head.body_key}")
    if row is not None and not row.withdrawn:
        return tuple(Border.model_validate(border) for border in row.borders)
    acts = _own_acts(session, head)
    return tuple(
        Border(page=act.page_from, first_line=lines[0].quote, title=act.title, number=act.number)
        for act in acts
        if (lines := page_lines(act.text))
    )
