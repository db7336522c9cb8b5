"""Acts as a reader checks them: text, page, vote and amounts, with the document they came from."""

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from tracker.elected import Mask
from tracker.models import Act, Amount, Body, Document, DocumentVersion, VoteCount
from tracker.queries.shapes import ActView, AmountView
from tracker.subjects import certain_dates
from tracker.vocabulary import VoteOption

EXCERPT = 900
_ORDER = {option: place for place, option in enumerate(VoteOption)}


def documents_of(session: Session, hashes: set[str]) -> dict[str, tuple[Document, DocumentVersion]]:
    """Return content -> a document that holds it, the first address in alphabetical order."""
    found = session.exec(
        select(Document, DocumentVersion)
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(col(DocumentVersion.sha256).in_(list(hashes)))
        .order_by(col(Document.url).desc())
    )
    return {version.sha256: (document, version) for document, version in found}


def counts_of(session: Session, ids: list[str]) -> dict[str, list[tuple[VoteOption, str, int]]]:
    """Return act -> its printed counts as (option, group, value), in a fixed order."""
    counts: dict[str, list[tuple[VoteOption, str, int]]] = {}
    for row in session.exec(select(VoteCount).where(col(VoteCount.act_id).in_(ids))):
        counts.setdefault(row.act_id, []).append((row.option, row.group_name, row.value))
    return {act: sorted(rows, key=lambda row: (_ORDER[row[0]], row[1])) for act, rows in counts.items()}


def amounts_of(session: Session, ids: list[str]) -> dict[str, list[AmountView]]:
    """Return act -> its amounts, in the order of the text."""
    amounts: dict[str, list[AmountView]] = {}
    for row in session.exec(select(Amount).where(col(Amount.act_id).in_(ids)).order_by(col(Amount.position))):
        view = AmountView(row.raw, row.value, row.tax, row.role, row.beneficiary, row.ocr)
        amounts.setdefault(row.act_id, []).append(view)
    return amounts


def act_views(session: Session, wanted: Iterable[str], mask: Mask, *, word_for_word: bool = False) -> dict[str, ActView]:
    """Return the acts that still exist among `wanted`, by id; `word_for_word` adds their unmasked text, for people who quote it."""
    ids = list(dict.fromkeys(wanted))
    acts = session.exec(select(Act).where(col(Act.id).in_(ids))).all()
    documents = documents_of(session, {act.sha256 for act in acts})
    bodies = {body.id: body for body in session.exec(select(Body))}
    counts, amounts, certain = counts_of(session, ids), amounts_of(session, ids), certain_dates(session, ids)
    return {
        act.id: ActView(
            **_own(act, mask, word_for_word),
            **_place(bodies[act.body_id], documents.get(act.sha256)),
            counts=tuple(counts.get(act.id, [])),
            amounts=tuple(amounts.get(act.id, [])),
            date_certain=act.id in certain,
        )
        for act in acts
    }


def _own(act: Act, mask: Mask, word_for_word: bool) -> dict[str, Any]:
    kept = ("id", "number", "date", "page_from", "page_to", "sha256", "outcome", "unanimous", "stage", "ocr")
    shown = mask(act.text[: EXCERPT + 200])[:EXCERPT] + (" …" if len(act.text) > EXCERPT else "")
    text = act.text if word_for_word else ""
    return {name: getattr(act, name) for name in kept} | {"title": mask(act.title), "excerpt": shown, "text": text}


def _place(body: Body, held: tuple[Document, DocumentVersion] | None) -> dict[str, Any]:
    document, version = held if held else (None, None)
    return {
        "body": body.name, "body_key": body.key, "document_url": document.url if document else None,
        "document_kind": document.kind.value if document else "", "text_status": version.text_status if version else None,
    }  # fmt: skip
