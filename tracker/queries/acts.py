"""Acts as a reader checks them: text, page, vote and amounts, with the document they came from."""

from collections.abc import Iterable

from sqlmodel import Session, col, select

from tracker.models import Act, Amount, Body, Document, DocumentVersion, VoteCount
from tracker.queries.shapes import ActView
from tracker.vocabulary import VoteOption

_ORDER = {option: place for place, option in enumerate(VoteOption)}


def _documents(session: Session, hashes: set[str]) -> dict[str, tuple[Document, DocumentVersion]]:
    found = session.exec(
        select(Document, DocumentVersion)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(col(DocumentVersion.sha256).in_(list(hashes)))
        .order_by(col(Document.url).desc())
    )
    return {version.sha256: (document, version) for document, version in found}


def _counts(session: Session, ids: list[str]) -> dict[str, list[tuple[VoteOption, str, int]]]:
    counts: dict[str, list[tuple[VoteOption, str, int]]] = {}
    for row in session.exec(select(VoteCount).where(col(VoteCount.act_id).in_(ids))):
        counts.setdefault(row.act_id, []).append((row.option, row.group_name, row.value))
    return {act: sorted(rows, key=lambda row: (_ORDER[row[0]], row[1])) for act, rows in counts.items()}


def _amounts(session: Session, ids: list[str]) -> dict[str, list[tuple[str, float | None]]]:
    amounts: dict[str, list[tuple[str, float | None]]] = {}
    for row in session.exec(select(Amount).where(col(Amount.act_id).in_(ids)).order_by(col(Amount.position))):
        amounts.setdefault(row.act_id, []).append((row.raw, row.value))
    return amounts


def act_views(session: Session, wanted: Iterable[str]) -> dict[str, ActView]:
    """Return the acts that still exist among `wanted`, by id."""
    ids = list(dict.fromkeys(wanted))
    acts = session.exec(select(Act).where(col(Act.id).in_(ids))).all()
    documents = _documents(session, {act.sha256 for act in acts})
    bodies = {body.id: body.name for body in session.exec(select(Body))}
    counts, amounts = _counts(session, ids), _amounts(session, ids)
    return {a.id: _view(a, bodies[a.body_id], documents.get(a.sha256), counts.get(a.id, []), amounts.get(a.id, [])) for a in acts}


def _view(
    act: Act,
    body: str,
    held: tuple[Document, DocumentVersion] | None,
    counts: list[tuple[VoteOption, str, int]],
    amounts: list[tuple[str, float | None]],
) -> ActView:
    document, version = held if held else (None, None)
    return ActView(
        act.id,
        act.title,
        act.text,
        act.number,
        act.date,
        body,
        act.page_from,
        act.page_to,
        act.sha256,
        document.url if document else None,
        document.kind.value if document else "",
        version.text_status if version else None,
        act.outcome,
        act.unanimous,
        tuple(counts),
        tuple(amounts),
    )
