"""Towns, accounts and archived files, with the one rule of who may see a town: a real one is for signed-in people only."""

from sqlmodel import Session, col, or_, select

from tracker import clock
from tracker.ids import digest
from tracker.models import Body, Document, DocumentVersion, Jurisdiction, Organization, Programme, Term, User
from tracker.queries.shapes import Account, ArchivedFile, ProgrammeCard, TownCard, Viewer
from tracker.store import reading


def _programmes(session: Session, slug: str) -> tuple[ProgrammeCard, ...]:
    lists = {o.id: o for o in session.exec(select(Organization).where(col(Organization.jurisdiction) == slug))}
    terms = {t.id: t for t in session.exec(select(Term).where(col(Term.jurisdiction) == slug))}
    found = session.exec(select(Programme).where(col(Programme.jurisdiction) == slug))
    cards = [_card(p, lists[p.organization_id], terms[p.term_id]) for p in found]
    return tuple(sorted(cards, key=lambda c: (-c.term_start.toordinal(), not c.majority, c.list_name)))


def _card(programme: Programme, owner: Organization, term: Term) -> ProgrammeCard:
    return ProgrammeCard(
        programme.id,
        programme.title,
        owner.name,
        owner.key,
        term.key,
        term.start,
        term.end,
        programme.year,
        programme.kind.value,
        programme.source_url,
        programme.publisher,
        programme.sha256,
        term.majority == owner.key,
        (programme.said_by, programme.said_on, programme.said_where),
    )


def _town(session: Session, row: Jurisdiction) -> TownCard:
    bodies = session.exec(select(Body).where(col(Body.jurisdiction) == row.slug).order_by(col(Body.classification), col(Body.key)))
    names = tuple((b.key, b.name) for b in bodies)
    return TownCard(row.slug, row.name, row.insee, row.fictional, row.as_of or clock.today(), _programmes(session, row.slug), names)


def open_town(session: Session, slug: str, viewer: Viewer) -> TownCard | None:
    """Return a town when this viewer may see it."""
    row = session.get(Jurisdiction, slug)
    return _town(session, row) if row and (row.fictional or viewer.signed_in) else None


def towns(viewer: Viewer) -> tuple[TownCard, ...]:
    """Return the towns that this viewer may open, by name."""
    with reading() as session:
        rows = session.exec(select(Jurisdiction).order_by(col(Jurisdiction.name)))
        return tuple(_town(session, row) for row in rows if row.fictional or viewer.signed_in)


def hidden_towns() -> int:
    """Return how many towns are kept for signed-in people."""
    with reading() as session:
        return len(session.exec(select(Jurisdiction.slug).where(col(Jurisdiction.fictional).is_(False))).all())


def account(login: str) -> Account | None:
    """Return an account that can sign in today, or None."""
    with reading() as session:
        user = session.get(User, login)
        if user is None or user.disabled_at or not user.password_hash:
            return None
        return Account(Viewer(user.id, user.display_name, user.role), digest("stamp", user.password_hash))


def has_accounts() -> bool:
    """True when somebody can sign in on this installation."""
    with reading() as session:
        usable = select(User.id).where(col(User.password_hash).is_not(None), col(User.disabled_at).is_(None))
        return session.exec(usable).first() is not None


def archived_file(sha256: str, viewer: Viewer) -> ArchivedFile | None:
    """Return what is known of archived bytes, when one of their towns is open to this viewer."""
    with reading() as session:
        found = session.exec(
            select(DocumentVersion.media_type, Document.url, Jurisdiction.fictional)
            .join(Document, col(Document.id) == col(DocumentVersion.document_id))
            .join(Body, col(Body.id) == col(Document.body_id))
            .join(Jurisdiction, col(Jurisdiction.slug) == col(Body.jurisdiction))
            .where(col(DocumentVersion.sha256) == sha256, or_(col(Jurisdiction.fictional).is_(True), viewer.signed_in))
        ).first()
    if found is None:
        return None
    media_type, url, _ = found
    return ArchivedFile(sha256, media_type, url.split("?")[0].rstrip("/").rsplit("/", 1)[-1] or sha256)
