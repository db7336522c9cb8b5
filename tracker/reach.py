"""How much of the council's life was readable: the share of known sittings that have a readable record.

Silence means something only above a threshold (method, section 8). A record that is held and cannot be read counts as
a known sitting without a readable record; a sitting that no one knows of cannot be counted.
"""

from datetime import date

from sqlmodel import Session, col, select

from tracker.coverage.loading import body_records
from tracker.coverage.subject import SubjectCoverage, add_coverages, subject_coverage
from tracker.models import Act, Body, Pledge, Programme, Term
from tracker.vocabulary import Classification


def competent_bodies(session: Session, pledge: Pledge) -> list[Body]:
    """Return the bodies that can deliver a pledge: those it names, else the councils of its town."""
    programme = session.get_one(Programme, pledge.programme_id)
    bodies = session.exec(select(Body).where(Body.jurisdiction == programme.jurisdiction).order_by(col(Body.id))).all()
    named = [body for body in bodies if body.key in pledge.bodies or body.id in pledge.bodies]
    return named or [body for body in bodies if body.classification == Classification.COUNCIL] or list(bodies)


def term_of(session: Session, pledge: Pledge) -> Term:
    """Return the term of office that a pledge was made for."""
    return session.get_one(Term, session.get_one(Programme, pledge.programme_id).term_id)


def deadline_of(session: Session, pledge: Pledge) -> date:
    """Return a pledge's own deadline, else the end of its term."""
    return pledge.deadline or term_of(session, pledge).end


def coverage_of(session: Session, pledge: Pledge, until: date) -> float | None:
    """Return the share of known sittings of the competent bodies, from the start of the term to a date, that can be read.

    None when no sitting is known at all.
    """
    return pledge_coverage(session, pledge, until).share


def pledge_coverage(session: Session, pledge: Pledge, until: date, evidence: frozenset[str] = frozenset()) -> SubjectCoverage:
    """Return the silences on a pledge, sitting by sitting; `evidence` holds the acts that count on it."""
    start = term_of(session, pledge).start
    bodies = competent_bodies(session, pledge)
    if not bodies:
        return subject_coverage((), frozenset())
    days = _days(session, evidence)
    found = []
    for record in body_records(session, bodies[0].jurisdiction, [body.id for body in bodies], until):
        held = (sitting for sitting in record.sittings if start <= sitting.day <= until)
        unread = sum(1 for document in record.undated if document.readable is False)
        found.append(subject_coverage(held, frozenset(day for body, day in days if body == record.body), unread))
    return add_coverages(found)


def _days(session: Session, acts: frozenset[str]) -> set[tuple[str, date]]:
    rows = session.exec(select(col(Act.body_id), col(Act.date)).where(col(Act.id).in_(acts)))
    return {(body, day) for body, day in rows if day}
