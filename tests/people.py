"""Sample people and what they say, shared by the tests of the store and of the dumps."""

from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from tracker.models import EvidenceJudgement, User, Verdict
from tracker.vocabulary import Direction, EvidenceStep, Judgement, Role, VerdictState

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def add_people(session: Session) -> None:
    """Add a volunteer (vera) and three reviewers (anna, rita, remi)."""
    roles = {"vera": Role.VOLUNTEER, "anna": Role.REVIEWER, "rita": Role.REVIEWER, "remi": Role.REVIEWER}
    session.add_all([User(id=login, display_name=login.title(), role=role, created_at=NOW) for login, role in roles.items()])
    session.flush()


def judgement_row(**changes: Any) -> EvidenceJudgement:
    """Return a confirmed judgement of vera."""
    content: dict[str, Any] = {
        "id": "jud-1", "pledge_id": "ple-1", "act_id": "act-1", "user_id": "vera", "judgement": Judgement.CONFIRMED,
        "direction": Direction.SUPPORTS, "step": EvidenceStep.VOTED, "sha256": "0" * 64, "page": 1, "quote": "le conseil achète",
        "source_url": "https://ville.example/pv.pdf", "retrieved_at": NOW, "publisher": "Ville", "created_at": NOW,
    }  # fmt: skip
    return EvidenceJudgement(**(content | changes))


def verdict_row(key: str, **changes: Any) -> Verdict:
    """Return a draft verdict of anna."""
    content: dict[str, Any] = {
        "id": key, "pledge_id": "ple-1", "version": 1, "status": 3, "state": VerdictState.DRAFT, "rationale": "Une partie est faite.",
        "as_of": date(2026, 5, 1), "author_id": "anna", "created_at": NOW, "methodology_version": "1",
    }  # fmt: skip
    return Verdict(**(content | changes))
