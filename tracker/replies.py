"""The right of reply: what a person named on a page answers is recorded word for word, and due within three days (method, section 6).

Only reviewers record and decide; a refusal gives its reason, and a published reply stays published (the database refuses the rest).
Neither the freeze before a poll nor the absence of a verdict holds a reply back: the law gives the delay.
"""

import logging
from datetime import datetime, timedelta

from sqlmodel import Session

from tracker import clock, ids
from tracker.clock import as_utc
from tracker.models import Pledge, Reply, Verdict
from tracker.refusals import BadInput, NotNow
from tracker.rights import REVIEWERS, acting_user, refuse_conflict
from tracker.store import writing
from tracker.vocabulary import ReplyState
from tracker.workflow import clean_reason

DUE_AFTER = timedelta(days=3)
TEXT_LIMIT = 20_000
SHORT_LIMIT = 200
_NEXT = {
    ReplyState.RECEIVED: {ReplyState.ACCEPTED, ReplyState.REFUSED, ReplyState.PUBLISHED},
    ReplyState.ACCEPTED: {ReplyState.REFUSED, ReplyState.PUBLISHED},
    ReplyState.REFUSED: {ReplyState.ACCEPTED},  # a refusal may be contested
    ReplyState.PUBLISHED: set[ReplyState](),
}
log = logging.getLogger(__name__)


def record_reply(
    user_id: str,
    pledge_id: str,
    *,
    author_name: str,
    author_role: str,
    channel: str,
    text: str,
    received_at: datetime,
    verdict_id: str | None = None,
) -> Reply:
    """Record a reply as received, due three days later; until it is opened it holds back the signatures of its verdict."""
    moment = as_utc(received_at)
    if moment > clock.now():
        raise BadInput("reply.future", date=moment.date())
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        _refuse_unknown(session, pledge_id, verdict_id)
        reply = Reply(
            id="rep-" + ids.digest(pledge_id, author_name, moment.isoformat(), text),
            pledge_id=pledge_id,
            verdict_id=verdict_id,
            author_name=_words(author_name, SHORT_LIMIT),
            author_role=_words(author_role, SHORT_LIMIT),
            channel=_words(channel, SHORT_LIMIT),
            text=_words(text, TEXT_LIMIT),
            received_at=moment,
            due_at=moment + DUE_AFTER,
            state=ReplyState.RECEIVED,
        )
        known = session.get(Reply, reply.id)  # the same letter typed twice is one reply
        if known is not None:
            return known
        session.add(reply)
    log.info("reply %s on %s recorded by %s", reply.id, pledge_id, user_id)
    return reply


def _refuse_unknown(session: Session, pledge_id: str, verdict_id: str | None) -> None:
    if session.get(Pledge, pledge_id) is None:
        raise BadInput("evidence.no_pledge", id=pledge_id)
    verdict = session.get(Verdict, verdict_id) if verdict_id else None
    if verdict_id and (verdict is None or verdict.pledge_id != pledge_id):
        raise BadInput("flow.no_verdict", id=verdict_id)


def _words(words: str, limit: int) -> str:
    kept = words.strip()
    if not kept:
        raise BadInput("reply.incomplete")
    if len(kept) > limit:
        raise BadInput("evidence.note_too_long", limit=limit)
    return kept


def accept_reply(user_id: str, reply_id: str) -> Reply:
    """Say that a reply was opened and will be published."""
    return _decide(user_id, reply_id, ReplyState.ACCEPTED)


def refuse_reply(user_id: str, reply_id: str, reason: str) -> Reply:
    """Refuse to publish a reply, with a reason that stays with it."""
    return _decide(user_id, reply_id, ReplyState.REFUSED, clean_reason(reason))


def publish_reply(user_id: str, reply_id: str) -> Reply:
    """Publish a reply on its pledge, word for word."""
    return _decide(user_id, reply_id, ReplyState.PUBLISHED)


def _decide(user_id: str, reply_id: str, target: ReplyState, refusal: str = "") -> Reply:
    with writing() as session:
        acting_user(session, user_id, REVIEWERS)
        reply = session.get(Reply, reply_id)
        if reply is None:
            raise BadInput("reply.unknown", id=reply_id)
        refuse_conflict(session, user_id, session.get_one(Pledge, reply.pledge_id))
        if target not in _NEXT[reply.state]:
            raise NotNow("reply.illegal", state=reply.state, target=target)
        reply.state, reply.refusal = target, refusal or reply.refusal
        reply.published_at = clock.now() if target == ReplyState.PUBLISHED else None
        session.add(reply)
    log.info("reply %s is now %s, by %s", reply_id, target, user_id)
    return reply
