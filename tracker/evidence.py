"""What people say of a pledge and an act. A confirmation without a quote found in the stored text is refused.

Rows are only ever added: a changed mind supersedes the person's earlier row inside the same transaction, so that one
live row per (pledge, act, person) is left. Suggestions of the machine live elsewhere and are never touched here.
"""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.models import Act, Document, DocumentVersion, EvidenceJudgement, Pledge, ThemeTag
from tracker.quotes import find_quote
from tracker.refusals import BadInput, NotAllowed
from tracker.rights import acting_user, refuse_conflict
from tracker.store import reading, writing
from tracker.subjects import subjects_of
from tracker.vocabulary import AskedAs, Direction, EvidenceStep, Judgement
from tracker.wording import label, themes

NOTE_LIMIT = 5000
QUOTE_LIMITS = (8, 5000)


def judge(
    user_id: str,
    pledge_id: str,
    act_id: str,
    judgement: Judgement,
    *,
    direction: Direction | None = None,
    step: EvidenceStep | None = None,
    quote: str | None = None,
    page: int | None = None,
    note: str = "",
    asked_as: AskedAs | None = None,
) -> EvidenceJudgement:
    """Record what a person says of a (pledge, act) pair, in place of what they said before.

    A confirmation needs a direction, a step and a quote of the act's stored text; the page is found from the quote. `asked_as` is why
    the queue asked, None when the person found the pair elsewhere.
    """
    if len(note) > NOTE_LIMIT:
        raise BadInput("evidence.note_too_long", limit=NOTE_LIMIT)
    with writing() as session:
        acting_user(session, user_id)
        pledge, act = _pair(session, pledge_id, act_id)
        refuse_conflict(session, user_id, pledge)
        fields: dict[str, Any] = {"direction": direction, "step": step, "note": note, **subject_of(session, act)}
        if judgement == Judgement.CONFIRMED:
            fields |= _sourced(session, act, direction, step, quote, page)
        row = EvidenceJudgement(
            id=_supersede(session, user_id, pledge_id, act_id),
            pledge_id=pledge_id, act_id=act_id, user_id=user_id, judgement=Judgement(judgement), created_at=clock.now(),
            asked_as=asked_as, **fields,
        )  # fmt: skip
        session.add(row)
    return row


def _pair(session: Session, pledge_id: str, act_id: str) -> tuple[Pledge, Act]:
    pledge, act = session.get(Pledge, pledge_id), session.get(Act, act_id)
    if pledge is None:
        raise BadInput("evidence.no_pledge", id=pledge_id)
    if act is None:
        raise BadInput("evidence.no_act", id=act_id)
    return pledge, act


def subject_of(session: Session, act: Act) -> dict[str, Any]:
    """Return what a judgement copies of its act and document, so that a new reading of the documents cannot change it."""
    query = (
        select(Document, DocumentVersion)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(DocumentVersion.sha256 == act.sha256)
        .order_by(col(Document.body_id) != act.body_id, col(DocumentVersion.first_seen), col(Document.id))
    )
    found = session.exec(query).first()
    copied: dict[str, Any] = {"sha256": act.sha256, "body_id": act.body_id, "act_date": act.date}
    if found:
        document, version = found
        copied |= {"source_url": document.url, "publisher": document.publisher, "retrieved_at": version.retrieved_at}
    return copied


def _sourced(
    session: Session, act: Act, direction: Direction | None, step: EvidenceStep | None, quote: str | None, page: int | None
) -> dict[str, Any]:
    words = " ".join((quote or "").split())
    given = {"direction": direction, "step": step, "quote": QUOTE_LIMITS[0] <= len(words) <= QUOTE_LIMITS[1]}
    missing = [label(f"evidence.missing.{name}", "en") for name, value in given.items() if not value]
    if missing:
        raise BadInput("evidence.needs", missing=", ".join(missing))
    return {"quote": words, "page": find_quote(session, act, words, page)}


def _supersede(session: Session, user_id: str, pledge_id: str, act_id: str) -> str:
    """Close this person's live row on the pair, and return an id for the next one."""
    query = select(EvidenceJudgement).where(EvidenceJudgement.user_id == user_id, EvidenceJudgement.pledge_id == pledge_id)
    subjects = subjects_of(session, [pledge_id])
    rows = [row for row in session.exec(query) if act_id in (row.act_id, subjects[row.id].act_id)]
    moment = clock.now()
    for row in rows:
        if row.superseded_at is None:
            row.superseded_at = moment
            session.add(row)
    session.flush()
    return "jud-" + ids.digest(user_id, pledge_id, act_id, str(len(rows)), moment.isoformat())


def retract(user_id: str, judgement_id: str) -> EvidenceJudgement:
    """Take back one's own live judgement: it stays in the history and counts no more."""
    with writing() as session:
        acting_user(session, user_id)
        row = session.get(EvidenceJudgement, judgement_id)
        if row is None or row.superseded_at is not None:
            raise BadInput("evidence.no_judgement", id=judgement_id)
        if row.user_id != user_id:
            raise NotAllowed("rights.own_only", owner=row.user_id)
        row.superseded_at = clock.now()
        session.add(row)
    return row


def live_judgements(session: Session, pledge_id: str) -> list[EvidenceJudgement]:
    """Return the judgements on a pledge that no one took back, oldest first."""
    query = select(EvidenceJudgement).where(EvidenceJudgement.pledge_id == pledge_id, col(EvidenceJudgement.superseded_at).is_(None))
    return list(session.exec(query.order_by(col(EvidenceJudgement.created_at), col(EvidenceJudgement.id))).all())


def counts(judgements: Iterable[EvidenceJudgement]) -> bool:
    """Return whether the judgements on one pair make it evidence: a live confirmation and no live refusal."""
    said = {row.judgement for row in judgements if row.superseded_at is None}
    return Judgement.CONFIRMED in said and Judgement.REJECTED not in said


def counting_acts(session: Session, pledge_id: str) -> set[str]:
    """Return the ids of the acts that are evidence on this pledge now."""
    by_act: dict[str, list[EvidenceJudgement]] = {}
    subjects = subjects_of(session, [pledge_id])
    for row in live_judgements(session, pledge_id):
        by_act.setdefault(subjects[row.id].act_id, []).append(row)
    return {act for act, rows in by_act.items() if counts(rows)}


def counts_as_evidence(pledge_id: str, act_id: str) -> bool:
    """Return whether a pair is evidence: at least one live confirmation, and no live refusal."""
    with reading() as session:
        return act_id in counting_acts(session, pledge_id)


def _live_tag(session: Session, user_id: str, pledge_id: str, theme: str) -> ThemeTag | None:
    query = select(ThemeTag).where(
        ThemeTag.user_id == user_id, ThemeTag.pledge_id == pledge_id, ThemeTag.theme == theme, col(ThemeTag.superseded_at).is_(None)
    )
    return session.exec(query).first()


def tag_theme(user_id: str, pledge_id: str, theme: str) -> ThemeTag:
    """Put a theme on a pledge by hand; saying it twice changes nothing."""
    if theme not in themes():
        raise BadInput("evidence.no_theme", theme=theme)
    with writing() as session:
        acting_user(session, user_id)
        pledge = session.get(Pledge, pledge_id)
        if pledge is None:
            raise BadInput("evidence.no_pledge", id=pledge_id)
        refuse_conflict(session, user_id, pledge)
        tag = _live_tag(session, user_id, pledge_id, theme)
        if tag is None:
            same = (ThemeTag.user_id == user_id, ThemeTag.pledge_id == pledge_id, ThemeTag.theme == theme)
            earlier, moment = len(session.exec(select(ThemeTag.id).where(*same)).all()), clock.now()
            key = ids.digest(user_id, pledge_id, theme, str(earlier), moment.isoformat())
            tag = ThemeTag(id="tag-" + key, pledge_id=pledge_id, theme=theme, user_id=user_id, created_at=moment)
            session.add(tag)
    return tag


def untag_theme(user_id: str, pledge_id: str, theme: str) -> ThemeTag:
    """Take back one's own theme tag: superseded, never deleted."""
    with writing() as session:
        acting_user(session, user_id)
        tag = _live_tag(session, user_id, pledge_id, theme)
        if tag is None:
            raise BadInput("evidence.no_tag", user=user_id)
        tag.superseded_at = clock.now()
        session.add(tag)
    return tag
