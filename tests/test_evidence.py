"""A person's word is kept, sourced and single; nothing without its quote counts."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from tests.judging import FIRST, NOON, SHA, cited, fill
from tracker.errors import InputError, RightsError
from tracker.evidence import counts_as_evidence, judge, live_judgements, retract, tag_theme, untag_theme
from tracker.models import EvidenceJudgement, ThemeTag
from tracker.refusals import told
from tracker.store import reading, writing
from tracker.verdicts import declare_interests
from tracker.vocabulary import Direction, EvidenceStep, Judgement

CONFIRM = {"direction": Direction.SUPPORTS, "step": EvidenceStep.VOTED}


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-11-01T12:00:00+00:00")
    fill()


def test_a_confirmation_copies_its_source_and_finds_its_page() -> None:
    row = judge("vera", "ple-halle", "act-1", Judgement.CONFIRMED, quote="conseil adopte la  construction\nde la halle", **CONFIRM)
    assert (row.page, row.sha256, row.source_url, row.publisher) == (2, SHA, "pv.pdf", "Mairie de Ville")
    assert row.quote == "conseil adopte la construction de la halle"
    assert row.body_id == "ville/conseil" and str(row.act_date) == "2024-03-12" and row.retrieved_at is not None


@pytest.mark.parametrize("quote", ["le conseil adopte la destruction", "Le Conseil Adopte", "Ouverture", "Clôture", "halle", "", None])
def test_a_quote_that_the_act_does_not_hold_is_refused(quote: str | None) -> None:
    with pytest.raises(InputError):
        judge("vera", "ple-halle", "act-1", Judgement.CONFIRMED, quote=quote, **CONFIRM)
    assert not counts_as_evidence("ple-halle", "act-1")


def test_a_confirmation_needs_step_and_direction_and_the_right_page() -> None:
    with pytest.raises(InputError, match="a step"):
        judge("vera", "ple-halle", "act-1", Judgement.CONFIRMED, quote=FIRST, direction=Direction.SUPPORTS)
    with pytest.raises(InputError, match="page 2, not on page 1") as caught:
        judge("vera", "ple-halle", "act-1", Judgement.CONFIRMED, quote=FIRST, page=1, **CONFIRM)
    assert told(caught.value, "fr") == "La citation se trouve page 2, pas page 1."


def test_unknown_people_pledges_and_acts_are_refused() -> None:
    for user in ("nobody", "gone"):
        with pytest.raises(RightsError):
            judge(user, "ple-halle", "act-1", Judgement.UNSURE)
    for pledge, act in (("ple-none", "act-1"), ("ple-halle", "act-none")):
        with pytest.raises(InputError):
            judge("vera", pledge, act, Judgement.UNSURE)


def test_one_refusal_is_enough_against_any_confirmation() -> None:
    cited("ple-halle")
    assert counts_as_evidence("ple-halle", "act-1")
    judge("vito", "ple-halle", "act-1", Judgement.UNSURE)
    assert counts_as_evidence("ple-halle", "act-1")
    refusal = judge("vito", "ple-halle", "act-1", Judgement.REJECTED)
    assert not counts_as_evidence("ple-halle", "act-1")
    retract("vito", refusal.id)
    assert counts_as_evidence("ple-halle", "act-1")


def test_a_changed_mind_is_a_new_row_and_the_old_one_stays() -> None:
    first = cited("ple-halle")
    judge("vera", "ple-halle", "act-1", Judgement.REJECTED, note="autre halle")
    with reading() as session:
        rows = session.exec(select(EvidenceJudgement).order_by(col(EvidenceJudgement.superseded_at).is_(None))).all()
        assert [(r.judgement, r.superseded_at is None) for r in rows] == [(Judgement.CONFIRMED, False), (Judgement.REJECTED, True)]
        assert rows[0].id == first and [r.judgement for r in live_judgements(session, "ple-halle")] == [Judgement.REJECTED]


def test_only_ones_own_live_judgement_can_be_taken_back() -> None:
    mine = cited("ple-halle")
    with pytest.raises(RightsError):
        retract("vito", mine)
    retract("vera", mine)
    with pytest.raises(InputError):
        retract("vera", mine)


def test_a_person_keeps_away_from_the_lists_they_declared() -> None:
    declare_interests("vera", ["ville/liste-a"])
    with pytest.raises(RightsError, match="ville/liste-a"):
        cited("ple-halle")
    with pytest.raises(RightsError, match="ville/liste-a"):
        tag_theme("vera", "ple-halle", "culture")
    with pytest.raises(InputError):
        declare_interests("vera", ["ville/no-such-list"])


def test_themes_are_tagged_once_and_taken_back() -> None:
    assert tag_theme("vera", "ple-halle", "culture").id == tag_theme("vera", "ple-halle", "culture").id
    untag_theme("vera", "ple-halle", "culture")
    with pytest.raises(InputError):
        untag_theme("vera", "ple-halle", "culture")
    again = tag_theme("vera", "ple-halle", "culture")
    with reading() as session:
        rows = session.exec(select(ThemeTag)).all()
    assert len(rows) == 2 and [r.id for r in rows if r.superseded_at is None] == [again.id]
    with pytest.raises(InputError):
        tag_theme("vera", "ple-halle", "no-such-theme")


STEP = st.tuples(st.sampled_from(["vera", "vito"]), st.sampled_from(["confirmed", "rejected", "unsure", "retract"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=8))
def test_no_sequence_leaves_two_live_rows_or_loses_one(steps: list[tuple[str, str]]) -> None:
    expected: dict[str, EvidenceJudgement] = {}
    with reading() as session:
        before = len(session.exec(select(EvidenceJudgement)).all())
    for user, step in steps:
        if step == "retract":
            if user in expected:
                retract(user, expected.pop(user).id)
            continue
        more = CONFIRM | {"quote": FIRST} if step == "confirmed" else {}
        expected[user] = judge(user, "ple-halle", "act-1", Judgement(step), **more)
    with reading() as session:
        live = live_judgements(session, "ple-halle")
        total = len(session.exec(select(EvidenceJudgement)).all())
    assert {row.user_id: row.id for row in live} == {user: row.id for user, row in expected.items()}
    assert total == before + sum(step != "retract" for _, step in steps)
    for user, row in expected.items():
        retract(user, row.id)


def test_the_database_itself_refuses_an_unsourced_confirmation() -> None:
    from sqlalchemy.exc import IntegrityError

    row = EvidenceJudgement(
        id="jud-x", pledge_id="ple-halle", act_id="act-1", user_id="vera", judgement=Judgement.CONFIRMED, created_at=NOON
    )
    with pytest.raises(IntegrityError), writing() as session:
        session.add(row)
