"""What a reading gives beside acts is stored whole: header, attendance, agenda, ballots, stages, roles, recognised pages."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from tests.factories import Paper, sample_town, stored_content, write_run
from tracker import checks
from tracker.ingest import ingest
from tracker.items import (
    AmountItem,
    AttendanceItem,
    BallotItem,
    Item,
    OcrPage,
    PersonVoteItem,
    ReadingItem,
    SittingItem,
    VoteCountItem,
)
from tracker.models import Act, Amount, Attendance, Ballot, DocumentPage, Sitting, SittingDocument, VoteCount
from tracker.store import reading
from tracker.vocabulary import ActStage, AmountRole, DateOrigin, DocumentKind, Outcome, Presence, VoteOption

pytestmark = pytest.mark.usefixtures("store")
TOWN = sample_town()
GRANTS = "2026-03 Subventions\nUne aide de 500 euros au club, une de 900 euros à l'école.\nAdopté."
HEADER: dict[str, Any] = {
    "date_certain": True, "opened_at": "18:30", "place": "salle des fêtes", "president": "Mme Odile Cormery", "in_office": 15,
    "agenda": ("Subventions",), "regime_evidence": "3 numbers in a row",
    "attendance": (AttendanceItem(raw_name="Odile Cormery", presence=Presence.PRESENT),
                   AttendanceItem(raw_name="Luc Varengue", presence=Presence.REPRESENTED, proxy="Odile Cormery")),
}  # fmt: skip


def rows(model: Any, *order: Any) -> list[Any]:
    with reading() as session:
        return list(session.exec(select(model).order_by(*order)))


def grants(**changes: Any) -> Paper:
    """Return minutes of one act that holds two votes and two amounts."""
    paper = Paper(pages=(GRANTS,))
    first, second = paper.text.index("500 euros"), paper.text.index("900 euros")
    amounts = (
        AmountItem(raw="500 euros", value=500, role=AmountRole.SUBSIDY, beneficiary="club", span=(first, first + 9)),
        AmountItem(raw="900 euros", value=900, ocr=True, span=(second, second + 9)),
    )
    counted = (VoteCountItem(option=VoteOption.FOR, value=14), VoteCountItem(option=VoteOption.AGAINST, value=1))
    named = (PersonVoteItem(option=VoteOption.AGAINST, raw_name="Luc Varengue"),)
    ballots = (BallotItem(subject="club", outcome=Outcome.ADOPTED, counts=counted, person_votes=named), BallotItem(subject="école"))
    told: dict[str, Any] = {"stage": ActStage.FUNDED, "stage_reason": "Subventions", "ocr": True}
    return paper.act("2026-03", "Adopté.", number="2026-03", amounts=amounts, ballots=ballots, **told, **changes)


def write(*papers: Paper, number: int = 1, header: dict[str, Any] | None = None, ocr: tuple[OcrPage, ...] = ()) -> None:
    """Write a crawl and a reading in which every sitting has this header."""

    def richer(item: Item) -> Item:
        if isinstance(item, SittingItem):
            return item.model_copy(update=HEADER if header is None else header)
        return item.model_copy(update={"ocr": ocr}) if isinstance(item, ReadingItem) else item

    write_run("minutes", [paper.document() for paper in papers], number)
    write_run("read", [richer(item) for paper in papers for item in paper.items()], number)


def test_everything_is_stored_and_a_second_ingest_changes_nothing() -> None:
    write(grants(), ocr=(OcrPage(page=1, confidence=0.82),))
    first = ingest(TOWN)
    (sitting,) = rows(Sitting)
    assert (sitting.date_certain, sitting.opened_at, sitting.place, sitting.in_office) == (True, "18:30", "salle des fêtes", 15)
    assert (sitting.secretary, sitting.quorum) == ("", None)  # unknown is not 0
    assert [(a.position, a.raw_name, a.presence, a.proxy, a.person_id) for a in rows(Attendance, Attendance.position)] == [
        (0, "Odile Cormery", Presence.PRESENT, None, None), (1, "Luc Varengue", Presence.REPRESENTED, "Odile Cormery", None),
    ]  # fmt: skip
    (record,) = rows(SittingDocument)
    assert (record.agenda, record.regime_evidence) == (["Subventions"], "3 numbers in a row")
    (act,) = rows(Act)
    assert (act.stage, act.stage_reason, act.ocr) == (ActStage.FUNDED, "Subventions", True)
    club, school = rows(Ballot, Ballot.position)
    assert (club.subject, club.outcome, [c["value"] for c in club.counts], club.person_votes[0]["raw_name"]) == (
        "club", Outcome.ADOPTED, [14, 1], "Luc Varengue",
    )  # fmt: skip
    assert (school.outcome, school.unanimous, school.counts) == (None, None, [])
    found = rows(Amount, Amount.position)
    assert [(a.role, a.beneficiary, a.ocr) for a in found] == [(AmountRole.SUBSIDY, "club", False), (None, "", True)]
    assert [page.ocr_confidence for page in rows(DocumentPage)] == [0.82]
    before = stored_content()
    second = ingest(TOWN)
    assert (second.inserted, second.updated, second.removed, second.noop) == (0, 0, 0, first.inserted)
    assert stored_content() == before and checks.check() == []


def test_what_a_better_reading_no_longer_gives_goes_away() -> None:
    write(grants())
    ingest(TOWN)
    write(Paper(pages=(GRANTS,)).act("2026-03", "Adopté.", number="2026-03"), number=2, header={})
    ingest(TOWN)
    assert rows(Attendance) == rows(Ballot) == rows(Amount) == []
    assert (rows(Act)[0].stage, rows(Act)[0].ocr, rows(Sitting)[0].date_certain) == (None, False, False)


def test_two_documents_fill_one_sitting_and_the_longer_attendance_stays_whole() -> None:
    minutes = Paper(pages=("Procès-verbal\n2026-01 Achat d'un terrain pour la crèche\nAdopté.",), url="pv.txt")
    minutes.act("2026-01", "Adopté.", number="2026-01")
    listed = Paper(pages=("Liste\n2026-01 Achat d'un terrain pour la crèche",), url="liste.txt", kind=DocumentKind.LISTE_DELIBERATIONS)
    listed.act("2026-01", "crèche", number="2026-01")
    write_run("minutes", [minutes.document(), listed.document()])
    alone = (AttendanceItem(raw_name="Un Absent", presence=Presence.ABSENT),)
    poor = {"date_certain": False, "date_origin": DateOrigin.STAMP, "place": "mairie", "quorum": 8, "attendance": alone}
    items = [
        item.model_copy(update=HEADER if item.sha256 == minutes.sha256 else poor) if isinstance(item, SittingItem) else item
        for item in (*listed.items(), *minutes.items())
    ]
    write_run("read", items)
    ingest(TOWN)
    (sitting,) = rows(Sitting)
    assert (sitting.date_certain, sitting.date_origin) == (True, DateOrigin.TEXT)  # the certain document speaks first
    assert (sitting.place, sitting.quorum) == ("salle des fêtes", 8)
    assert {row.raw_name for row in rows(Attendance)} == {"Odile Cormery", "Luc Varengue"}
    assert len(rows(SittingDocument)) == 2 and len(rows(Act)) == 1


def test_native_text_stands_before_recognised_text_and_a_figure_from_ocr_is_flagged() -> None:
    counted = {"counts": (VoteCountItem(option=VoteOption.FOR, value=12),), "outcome": "adopted"}
    scan = Paper(pages=("Séance\n2026-07 Réfection du gymnase, avec un très long débat recopié.\nPour : 12. Adopté.",), url="scan.txt")
    scan.act("2026-07", "Adopté.", number="2026-07", ocr=True, **counted)
    native = Paper(pages=("Extrait\n2026-07 Réfection du gymnase\nAdopté.",), url="extrait.txt", kind=DocumentKind.DELIBERATION)
    native.act("2026-07", "Adopté.", number="2026-07", outcome="adopted")
    write(scan, native)
    ingest(TOWN)
    (act,) = rows(Act)
    assert act.sha256 == native.sha256  # the shorter, but exact, text
    assert [count.value for count in rows(VoteCount)] == [12] and act.ocr  # the count came from the scan


def test_one_text_published_twice_without_a_date_is_one_act() -> None:
    long = "Réfection du gymnase\n" + "Le conseil entend le rapport sur les vestiaires et la toiture du gymnase. " * 5 + "Adopté."
    papers = [Paper(pages=(f"{head}\n{long}",), url=f"{head}.txt", day=None).act("Réfection", "Adopté.") for head in ("a", "b")]
    write(*papers, header={"date": None})
    ingest(TOWN)
    assert len(rows(Act)) == 1 and rows(Sitting) == []


def test_short_undated_texts_stay_apart() -> None:
    papers = [Paper(pages=(f"{head}\nApprobation\nAdopté.",), url=f"{head}.txt", day=None).act("Approbation", "Adopté.") for head in "ab"]
    write(*papers, header={"date": None})
    ingest(TOWN)
    assert len(rows(Act)) == 2


def test_a_date_from_a_name_alone_is_not_certain() -> None:
    write(grants(), header={"date_origin": DateOrigin.NAME, "date_certain": False})
    ingest(TOWN)
    assert rows(Sitting)[0].date == date(2026, 3, 30) and not rows(Sitting)[0].date_certain
