"""Who may do what: roles, disabled accounts, declarations of interests (method, section 11).

A declaration holds only the lists to keep away from, and its date; the newest one of a person counts.
"""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from tracker import clock, ids
from tracker.models import Declaration, Organization, Pledge, Programme, User
from tracker.refusals import BadInput, NotAllowed
from tracker.store import writing
from tracker.vocabulary import Role

EVERYONE = frozenset(Role)
REVIEWERS = frozenset({Role.REVIEWER, Role.ADMIN})


def acting_user(session: Session, user_id: str, roles: frozenset[Role] = EVERYONE) -> User:
    """Return the account when it exists, is not disabled and has one of the roles; else refuse."""
    user = session.get(User, user_id)
    if user is None or user.disabled_at is not None:
        raise NotAllowed("rights.no_user", user=user_id)
    if user.role not in roles:
        raise NotAllowed("rights.role", user=user_id, roles=roles)
    return user


def declaration_of(session: Session, user_id: str) -> Declaration | None:
    """Return a person's newest declaration of interests."""
    query = select(Declaration).where(Declaration.user_id == user_id)
    return session.exec(query.order_by(col(Declaration.declared_at).desc(), col(Declaration.id).desc())).first()


def refuse_conflict(session: Session, user_id: str, pledge: Pledge) -> None:
    """Refuse a person who declared an interest about the list that made this pledge."""
    declared = declaration_of(session, user_id)
    programme = session.get(Programme, pledge.programme_id)
    if declared and programme and programme.organization_id in declared.lists:
        raise NotAllowed("rights.conflict", user=user_id, list=programme.organization_id)


def require_declaration(session: Session, user_id: str) -> None:
    """Refuse a person who never made a declaration of interests: they may tag, not sign."""
    if declaration_of(session, user_id) is None:
        raise NotAllowed("rights.no_declaration", user=user_id)


def declare_interests(user_id: str, lists: Iterable[str]) -> Declaration:
    """Record, as of now, the organization ids that this person must keep away from (none is an answer too)."""
    kept = sorted(set(lists))
    with writing() as session:
        acting_user(session, user_id)
        for organization in kept:
            if session.get(Organization, organization) is None:
                raise BadInput("flow.bad_value", field="lists", value=organization)
        earlier = len(session.exec(select(Declaration.id).where(Declaration.user_id == user_id)).all())
        moment = clock.now()
        row = Declaration(
            id="dec-" + ids.digest(user_id, str(earlier), moment.isoformat()), user_id=user_id, lists=kept, declared_at=moment
        )
        session.add(row)
    return row
