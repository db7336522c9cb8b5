"""A judgement whose act moved still counts where its quote is now; a stale one stays in sight and is said to be stale."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from tests.factories import Paper, crawl_and_read, sample_paper, sample_programme, sample_town, write_programme, write_run
from tests.people import add_people
from tracker import ids
from tracker.evidence import counts_as_evidence, judge
from tracker.exports.csv import export_csv
from tracker.ingest import ingest
from tracker.models import Act, EvidenceJudgement, JudgementAnchor, Suggestion
from tracker.queries import next_in_queue, pledge_list, pledge_page
from tracker.queries.shapes import Viewer
from tracker.store import reading, writing
from tracker.verdicts import ask_review, declare_interests, draft, publish, sign
from tracker.vocabulary import Direction, DocumentKind, EvidenceStep, Judgement, Role

TOWN = sample_town()
PLEDGE = ids.pledge_id("val-essai/ensemble-2026", "p1")
QUOTE = "Le conseil achète la parcelle"
VERA = Viewer("vera", "Vera", Role.VOLUNTEER)
pytestmark = pytest.mark.usefixtures("store")


def act_of(words: str) -> str:
    with reading() as session:
        return next(act.id for act in session.exec(select(Act)) if words in act.text)


def confirm(user: str = "vera") -> EvidenceJudgement:
    said: dict[str, Any] = {"direction": Direction.SUPPORTS, "step": EvidenceStep.VOTED, "quote": QUOTE}
    return judge(user, PLEDGE, act_of(QUOTE), Judgement.CONFIRMED, **said)


@pytest.fixture
def paper() -> Paper:
    write_programme(sample_programme())
    made = sample_paper()
    crawl_and_read(made)
    ingest(TOWN)
    with writing() as session:
        add_people(session)
    return made


def moved(paper: Paper) -> str:
    """Read the paper again with the act under another number and return the act's new id."""
    paper.acts[0]["number"] = "2026-01 bis"
    write_run("read", paper.items(), number=2)
    ingest(TOWN, force=True)
    return act_of(QUOTE)


def lost(paper: Paper) -> None:
    paper.acts.pop(0)
    write_run("read", paper.items(), number=2)
    ingest(TOWN, force=True)


def evidence() -> list[tuple[str, bool, bool]]:
    page = pledge_page(PLEDGE, VERA)
    assert page is not None
    return [(view.act_id, view.act is not None, view.stale) for view in page.evidence]


def test_a_moved_judgement_counts_for_the_act_that_holds_its_quote(paper: Paper) -> None:
    old = confirm().act_id
    new = moved(paper)
    assert new != old
    assert counts_as_evidence(PLEDGE, new)
    assert not counts_as_evidence(PLEDGE, old)
    assert evidence() == [(new, True, False)]
    assert next(row.evidence for row in pledge_list("val-essai", VERA) if row.id == PLEDGE) == 1


def test_people_meet_on_the_moved_act(paper: Paper) -> None:
    confirm()
    new = moved(paper)
    judge("anna", PLEDGE, new, Judgement.REJECTED)
    assert not counts_as_evidence(PLEDGE, new)
    assert evidence() == []


def test_a_changed_mind_on_the_moved_act_takes_the_place_of_the_old_answer(paper: Paper) -> None:
    judge("vera", PLEDGE, act_of(QUOTE), Judgement.REJECTED)
    with writing() as session:  # a refusal has no quote: place it by hand, as a later ingest might
        first = session.exec(select(EvidenceJudgement)).one()
        session.add(JudgementAnchor(judgement_id=first.id, act_id=act_of("cantine")))
    said: dict[str, Any] = {"direction": Direction.SUPPORTS, "step": EvidenceStep.VOTED, "quote": "Le conseil fixe le repas"}
    judge("vera", PLEDGE, act_of("cantine"), Judgement.CONFIRMED, **said)
    assert counts_as_evidence(PLEDGE, act_of("cantine"))


def test_nobody_is_asked_again_about_an_act_that_only_moved(paper: Paper) -> None:
    confirm()
    new = moved(paper)
    with writing() as session:
        run = session.get_one(Act, new).run_id
        session.add(Suggestion(id="s", pledge_id=PLEDGE, act_id=new, rank=1, score=1, method="m@1", run_id=run))
    assert next_in_queue("val-essai", VERA) is None
    assert next_in_queue("val-essai", Viewer("anna", "Anna", Role.REVIEWER)) is not None


def test_a_stale_judgement_stays_on_the_page_and_is_said_to_be_stale(paper: Paper) -> None:
    said = confirm()
    lost(paper)
    assert evidence() == [(said.act_id, False, True)]
    assert counts_as_evidence(PLEDGE, said.act_id)


@pytest.mark.parametrize("change", [moved, lost])
def test_a_verdict_keeps_its_citation_and_its_line_in_the_csv(paper: Paper, change: Any, tmp_path: Path) -> None:
    said = confirm()
    change(paper)
    declare_interests("rita", [])
    made = draft("anna", PLEDGE, 2, "Le terrain est acheté.", as_of=date(2026, 10, 1), proof_level="B", judgement_ids=[said.id])
    ask_review("anna", made.id)
    sign("rita", made.id)
    publish("rita", made.id)
    assert export_csv(tmp_path / "out.csv") == 1
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file, delimiter=";"))
    assert (row["evidence_quote"], row["evidence_page"], row["evidence_n_supports"]) == (QUOTE, "1", "1")
    assert [stale for _, _, stale in evidence()] == [change is lost]


def test_a_judgement_does_not_go_to_another_act_that_takes_its_number(paper: Paper) -> None:
    said = confirm()
    wrong = Paper(pages=("Liste\n2026-01 Avis sur les éoliennes\n",), url="liste.txt", kind=DocumentKind.LISTE_DELIBERATIONS)
    wrong.act("2026-01", "éoliennes", number="2026-01", title="Avis sur les éoliennes")
    write_run("minutes", [wrong.document()], number=2)
    write_run("read", [*paper.items(), *wrong.items()], number=2)
    ingest(TOWN, force=True)
    assert act_of("éoliennes") == said.act_id  # the list's number is believed
    assert evidence() == [(act_of(QUOTE), True, False)]


def test_a_judgement_of_a_list_stays_with_its_act_when_the_minutes_come(paper: Paper) -> None:
    words = "2026-09 Avis sur les éoliennes"
    listed = Paper(pages=(f"Liste\n{words}\n",), url="liste.txt", kind=DocumentKind.LISTE_DELIBERATIONS)
    listed.act("2026-09", "éoliennes", number="2026-09", title="Avis sur les éoliennes")
    write_run("minutes", [listed.document()], number=2)
    write_run("read", [*paper.items(), *listed.items()], number=2)
    ingest(TOWN)
    said: dict[str, Any] = {"direction": Direction.SUPPORTS, "step": EvidenceStep.VOTED, "quote": words}
    found = judge("vera", PLEDGE, act_of("éoliennes"), Judgement.CONFIRMED, **said)
    minutes = Paper(pages=("9. Avis sur les éoliennes\nLe conseil débat, puis adopte.\n",), url="pv-2.txt")
    minutes.act("9. Avis", "adopte.", title="Avis sur les éoliennes")
    write_run("minutes", [minutes.document()], number=3)
    write_run("read", [*paper.items(), *listed.items(), *minutes.items()], number=3)
    ingest(TOWN)
    assert act_of("débat") == found.act_id
    assert evidence() == [(found.act_id, True, False)]
