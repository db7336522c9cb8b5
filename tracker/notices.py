"""What comes before a grave verdict: the search that was made, and the prior notice with its fifteen days (method, sections 6, 7)."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.clock import as_utc
from tracker.models import Notice, Pledge, Reply, SearchLog, Verdict
from tracker.refusals import BadInput, NotNow
from tracker.rights import REVIEWERS, acting_user
from tracker.store import writing
from tracker.vocabulary import VerdictState
from tracker.workflow import GRAVE, get_verdict, move, refuse_open_gates

NOTICE_DAYS = 15
REVIEW_AFTER = timedelta(days=182)  # six months


def log_search(
    author_id: str,
    pledge_id: str,
    *,
    bodies: Iterable[str],
    sources: Iterable[str],
    period_from: date,
    period_to: date,
    query: str,
    documents_read: int,
    documents_known_missing: int,
    unreadable: int,
    hits_examined: int,
    next_review_at: date | None = None,
) -> SearchLog:
    """Record what was searched on a pledge, so that "nothing found" can be checked by anyone."""
    with writing() as session:
        acting_user(session, author_id)
        if session.get(Pledge, pledge_id) is None:
            raise BadInput("evidence.no_pledge", id=pledge_id)
        counted = {"documents_read": documents_read, "documents_known_missing": documents_known_missing}
        counted |= {"unreadable": unreadable, "hits_examined": hits_examined}
        for field, value in counted.items():
            if value < 0:
                raise BadInput("flow.bad_value", field=field, value=value)
        earlier = len(session.exec(select(SearchLog.id).where(SearchLog.pledge_id == pledge_id)).all())
        moment = clock.now()
        row = SearchLog(
            id="sea-" + ids.digest(pledge_id, author_id, str(earlier), moment.isoformat()),
            pledge_id=pledge_id,
            bodies=sorted(set(bodies)),
            sources=sorted(set(sources)),
            period_from=period_from,
            period_to=period_to,
            query=query,
            author_id=author_id,
            done_at=moment,
            next_review_at=next_review_at or clock.today() + REVIEW_AFTER,
            **counted,
        )
        session.add(row)
    return row


def send_notice(user_id: str, verdict_id: str, *, recipient_role: str, channel: str, text: str, planned_publication: date) -> Notice:
    """Record the prior notice of a verdict 5 or 6 in review: only the hash of its text is kept."""
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        verdict = get_verdict(session, verdict_id)
        if verdict.status not in GRAVE:
            raise NotNow("flow.notice_codes")
        earliest = clock.today() + timedelta(days=NOTICE_DAYS)
        if planned_publication < earliest:
            raise NotNow("flow.notice_short", days=NOTICE_DAYS, date=earliest)
        refuse_open_gates(session, verdict)
        move(session, verdict, VerdictState.NOTICE_SENT)
        digest = hashlib.sha256(text.encode()).hexdigest()
        notice = Notice(
            id="not-" + ids.digest(verdict_id, digest, clock.now().isoformat()),
            verdict_id=verdict_id,
            recipient_role=recipient_role,
            channel=channel,
            text_hash=digest,
            sent_at=clock.now(),
            planned_publication=planned_publication,
        )
        session.add(notice)
    return notice


def end_notice(user_id: str, verdict_id: str) -> Verdict:
    """Say that the prior notice has run: fifteen full days, and not before the date that it announced."""
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        verdict = get_verdict(session, verdict_id)
        notice = notice_of(session, verdict_id)
        if notice and clock.today() < notice_end(notice):
            raise NotNow("flow.notice_running", date=notice_end(notice))
        return move(session, verdict, VerdictState.NOTICE_ELAPSED)


def notice_of(session: Session, verdict_id: str) -> Notice | None:
    """Return the newest notice of a verdict."""
    return session.exec(select(Notice).where(Notice.verdict_id == verdict_id).order_by(col(Notice.sent_at).desc())).first()


def notice_end(notice: Notice) -> date:
    """Return the first day on which the announced verdict may go on."""
    return max(notice.planned_publication, as_utc(notice.sent_at).date() + timedelta(days=NOTICE_DAYS))


def refuse_short_notice(session: Session, verdict: Verdict) -> None:
    """Refuse a grave verdict whose notice is absent or still runs, whatever its state says."""
    if verdict.status not in GRAVE:
        return
    notice = notice_of(session, verdict.id)
    if notice is None:
        raise NotNow("flow.no_notice")
    if clock.today() < notice_end(notice):
        raise NotNow("flow.notice_running", date=notice_end(notice))


def refuse_unread_reply(session: Session, verdict: Verdict) -> None:
    """Refuse a signature while a reply received on this verdict was not opened by anyone."""
    unread = select(Reply).where(Reply.verdict_id == verdict.id, Reply.state == "received")
    reply = session.exec(unread.order_by(col(Reply.received_at))).first()
    if reply:
        raise NotNow("flow.reply_unread", date=as_utc(reply.received_at).date())
