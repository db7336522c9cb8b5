"""What the machine searched for a pledge, for signed-in people: the start of a search log that one may sign (method, section 7)."""

from sqlmodel import Session, col, select

from tracker.models import Body, EvidenceJudgement, LinkSearch, Run, SearchLog, Source, User
from tracker.queries.linking_shapes import MachineSearch, SignedSearch
from tracker.queries.shapes import Viewer
from tracker.queries.verdicts import search_view
from tracker.subjects import subjects_of


def machine_search(session: Session, pledge_id: str, viewer: Viewer) -> MachineSearch | None:
    """Return the last search of the machine for a pledge; None for anyone not signed in, and when linking never ran."""
    found = session.exec(select(LinkSearch).where(LinkSearch.pledge_id == pledge_id)).first() if viewer.signed_in else None
    if found is None:
        return None
    run = session.get(Run, found.run_id)
    names = {body.id: body.name for body in session.exec(select(Body).where(col(Body.id).in_(found.bodies)))}
    keys = {source.id: source.key for source in session.exec(select(Source).where(col(Source.id).in_(found.sources)))}
    return MachineSearch(
        tuple(found.query), tuple(found.bodies), tuple(names.get(body, body) for body in found.bodies),
        tuple(keys.get(source, source) for source in found.sources), found.period_from, found.period_to, found.documents_read,
        found.documents_known_missing, found.unreadable, found.acts, found.hits, found.method, found.run_id,
        run.finished_at if run else None, _examined(session, pledge_id),
    )  # fmt: skip


def signed_searches(session: Session, pledge_id: str, viewer: Viewer) -> tuple[SignedSearch, ...]:
    """Return the search logs signed for a pledge, newest first; for signed-in people: the public reads them with a verdict."""
    if not viewer.signed_in:
        return ()
    logs = session.exec(
        select(SearchLog).where(SearchLog.pledge_id == pledge_id).order_by(col(SearchLog.done_at).desc(), col(SearchLog.id))
    )
    people = {user.id: user.display_name for user in session.exec(select(User))}
    bodies = {key: body.name for body in session.exec(select(Body)) for key in (body.id, body.key)}
    return tuple(
        SignedSearch(log.id, people.get(log.author_id, ""), tuple(bodies.get(key, key) for key in log.bodies), search_view(log))
        for log in logs
    )


def _examined(session: Session, pledge_id: str) -> int:
    """Count the acts on which somebody's answer stands for this pledge."""
    live = select(EvidenceJudgement.id).where(EvidenceJudgement.pledge_id == pledge_id, col(EvidenceJudgement.superseded_at).is_(None))
    subjects = subjects_of(session, [pledge_id])
    return len({subjects[judgement].act_id for judgement in session.exec(live)})
