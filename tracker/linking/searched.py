"""What the machine searched, as it is told to people: words, bodies, sources, period, documents read, missing and unreadable."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from tracker import clock
from tracker.coverage.loading import READABLE, body_records
from tracker.ids import digest
from tracker.linking.corpus import Corpus
from tracker.linking.terms import Terms, words_of
from tracker.linking.thesaurus import How, Query, Thesaurus
from tracker.models import Act, Body, Document, DocumentVersion, Jurisdiction
from tracker.vocabulary import CoverageState

MOST_WORDS = 500
_MISSING = (CoverageState.NOT_PUBLISHED, CoverageState.REFUSED, CoverageState.GONE, CoverageState.NOT_COLLECTED)


@dataclass(frozen=True)
class Searched:
    """What one run searched, the same for every pledge of the town."""

    bodies: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    period_from: date | None = None
    period_to: date | None = None
    documents_read: int = 0
    documents_known_missing: int = 0
    unreadable: int = 0
    acts: int = 0

    def row(self, run_id: str) -> dict[str, Any]:
        """Return the columns that a run refreshes on every pledge."""
        return asdict(self) | {"run_id": run_id}


def search_id(pledge: str) -> str:
    """Return the id of the machine's search of one pledge: it has one."""
    return "lse-" + digest(pledge)


def read_searched(session: Session, town: str, corpus: Corpus) -> Searched:
    """Count what is held of a town, as its coverage page does."""
    bodies = list(session.exec(select(Body.id).where(col(Body.jurisdiction) == town)))
    newest = _newest_documents(session, bodies)
    read = sum(status in READABLE for _, _, status in newest.values())
    with_acts = set(session.exec(select(Act.body_id).where(col(Act.body_id).in_(bodies)).distinct()))
    days = [act.day for act in corpus.acts if act.day]
    return Searched(
        sorted(with_acts | {body for body, _, _ in newest.values()}),
        sorted({source for _, source, _ in newest.values()}),
        min(days, default=None),
        max(days, default=None),
        read,
        _known_missing(session, town, bodies),
        len(newest) - read,
        len(corpus.acts),
    )


def _newest_documents(session: Session, bodies: list[str]) -> dict[str, tuple[str, str, Any]]:
    rows = session.exec(
        select(col(Document.id), col(Document.body_id), col(Document.source_id), col(DocumentVersion.text_status))
        .join(DocumentVersion, col(DocumentVersion.document_id) == col(Document.id))
        .where(col(Document.body_id).in_(bodies))
        .order_by(col(DocumentVersion.last_seen), col(DocumentVersion.id))
    )
    return {key: (body, source, status) for key, body, source, status in rows}


def _known_missing(session: Session, town: str, bodies: list[str]) -> int:
    """Count the records that a known sitting should have left and that are not held, whatever the reason."""
    place = session.get(Jurisdiction, town)
    today = place.as_of if place and place.as_of else clock.today()
    records = body_records(session, town, sorted(bodies), today)
    return sum(part.absence in _MISSING for body in records for sitting in body.sittings for part in sitting.parts)


def words_searched(query: Query, written: dict[str, str]) -> list[str]:
    """Return the words of a query as a person writes them: the pledge's own first, then those that joined it."""
    own = [word for entry in query.values() if entry.how in (How.SAME_WORD, How.SAME_STEM) for word in entry.words]
    joined = [written.get(term, term) for term, entry in query.items() if entry.how not in (How.SAME_WORD, How.SAME_STEM)]
    return list(dict.fromkeys([*own, *joined]))[:MOST_WORDS]


def written_terms(thesaurus: Thesaurus, terms: Terms) -> dict[str, str]:
    """Return term -> the first word of the thesaurus that gives it, since a stem is no word."""
    return _first_words(terms, (entry for entries in thesaurus.groups.values() for entry in entries))


def _first_words(terms: Terms, entries: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in entries:
        for word in words_of(entry):
            for term in terms(word):
                found.setdefault(term, word)
    return found
