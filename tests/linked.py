"""A small fictional town in a real database, for tests of linking."""

from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from tracker.models import (
    Act,
    Body,
    EvidenceJudgement,
    Jurisdiction,
    LinkSearch,
    Organization,
    Pledge,
    Programme,
    Run,
    Sitting,
    Suggestion,
    Term,
    User,
)
from tracker.store import reading, writing
from tracker.towns import TownConfig
from tracker.vocabulary import DateOrigin, Direction, EvidenceStep, FulfilmentKind, Judgement, PledgeSourceKind, Role, Wording

MOMENT = datetime(2026, 6, 2, tzinfo=UTC)
TOWN = TownConfig.model_validate(
    {
        "slug": "essai",
        "name": "Essai",
        "insee": "99001",
        "bodies": [{"key": "council", "name": "Conseil"}],
        "terms": [{"key": "2026-2032", "start": "2026-03-22", "end": "2032-03-31"}],
        "sources": [{"key": "folder", "body": "council", "platform": "folder"}],
    }
)


def act_row(key: str, title: str, day: date | None = None, sitting: str | None = None, text: str | None = None) -> Act:
    """Return an act of the town's council."""
    return Act(
        id=key, body_id="essai/council", sitting_id=sitting, sha256="a" * 64, date=day, title=title,
        text=title if text is None else text, page_from=1, page_to=1, span_start=0, span_end=9,
        regime="none", confidence=1, extractor="test@1", run_id="r0",
    )  # fmt: skip


def pledge_row(key: str, text: str, position: int, **more: object) -> Pledge:
    """Return a pledge of the town's list."""
    fields = {"wording": Wording.VERBATIM, "fulfilment": FulfilmentKind.OUTCOME} | more
    return Pledge(id=key, programme_id="essai/liste-2026", key=key, position=position, text=text, **fields)


def found_town(session: Session) -> None:
    """Write the town, its list and its programme, without acts or pledges."""
    session.add(Jurisdiction(slug="essai", name="Essai", insee="99001", timezone="Europe/Paris"))
    session.flush()
    session.add(Body(id="essai/council", jurisdiction="essai", key="council", name="Conseil", classification="council"))
    session.add(Term(id="essai/2026-2032", jurisdiction="essai", key="2026-2032", start=date(2026, 3, 22), end=date(2032, 3, 31)))
    session.add(Organization(id="essai/liste", jurisdiction="essai", key="liste", name="Liste", classification="candidate_list"))
    session.add(Run(id="r0", town="essai", verb="read", started_at=datetime(2026, 5, 1, tzinfo=UTC)))
    session.flush()
    session.add(Sitting(id="sit-1", body_id="essai/council", date=date(2025, 1, 10), date_origin=DateOrigin.TEXT))
    session.add(
        Programme(
            id="essai/liste-2026",
            jurisdiction="essai",
            organization_id="essai/liste",
            term_id="essai/2026-2032",
            year=2026,
            kind=PledgeSourceKind.PROGRAMME,
            title="Programme",
            source_url="https://example.org",
            publisher="Liste",
        )
    )
    session.flush()


def fill(session: Session) -> None:
    """Write the town with four acts and two pledges."""
    found_town(session)
    session.add_all([act_row("act-1", "Achat de vélos", date(2025, 6, 1)), act_row("act-2", "Piste cyclable du canal", date(2026, 6, 1))])
    session.add_all([act_row("act-3", "Vélos en libre service", None, "sit-1"), act_row("act-4", "Vélos sans date")])
    session.add(pledge_row("ple-1", "Développer le vélo", 1))
    session.add(pledge_row("ple-2", "Une piste sûre", 2, wording=Wording.OWN, second_hand=True))


def judge(pledge: str, act: str, judgement: Judgement, user: str = "ana") -> None:
    """Write what a person said of a pair, in place of what they said before."""
    with writing() as session:
        if session.get(User, user) is None:
            session.add(User(id=user, display_name=user.title(), role=Role.VOLUNTEER, created_at=MOMENT))
            session.flush()
        live = session.exec(
            select(EvidenceJudgement).where(
                EvidenceJudgement.pledge_id == pledge, EvidenceJudgement.act_id == act, EvidenceJudgement.user_id == user,
                col(EvidenceJudgement.superseded_at).is_(None),
            )
        ).all()  # fmt: skip
        for row in live:
            row.superseded_at = MOMENT
        session.flush()
        count = len(session.exec(select(EvidenceJudgement.id)).all())
        sourced = {"sha256": "a" * 64, "page": 1, "quote": "mot", "step": EvidenceStep.VOTED, "direction": Direction.SUPPORTS}
        session.add(
            EvidenceJudgement(
                id=f"jud-{count}", pledge_id=pledge, act_id=act, user_id=user, judgement=judgement, created_at=MOMENT,
                **(sourced if judgement == Judgement.CONFIRMED else {}),
            )
        )  # fmt: skip


def suggestion_rows() -> list[dict[str, object]]:
    """Return all suggestions, without the run that wrote them."""
    with reading() as session:
        rows = session.exec(select(Suggestion).order_by(Suggestion.pledge_id, Suggestion.rank, Suggestion.id)).all()
        return [row.model_dump(exclude={"run_id"}) for row in rows]


def search_rows() -> list[dict[str, object]]:
    """Return what was searched for each pledge, without the run that did it."""
    with reading() as session:
        return [row.model_dump(exclude={"run_id"}) for row in session.exec(select(LinkSearch).order_by(LinkSearch.id)).all()]
