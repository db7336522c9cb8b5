"""No verdict is public without its gates, its second person, its notice and its town's publisher."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from tests.judging import cited, fill
from tracker.errors import InputError, RightsError, TrackerError, WorkflowError
from tracker.evidence import judge, retract
from tracker.freeze import frozen_by
from tracker.models import Reply, Verdict, VerdictNote
from tracker.queries import pledge_page
from tracker.queries.shapes import ANYONE, Viewer
from tracker.refusals import told
from tracker.store import reading, writing
from tracker.verdicts import (
    SCREEN_CODES,
    ask_review,
    back_to_draft,
    declare_interests,
    draft,
    end_notice,
    log_search,
    publish,
    revise,
    send_notice,
    sign,
    status_of,
    withdraw,
)
from tracker.vocabulary import Judgement, NoteKind, Role, Status, VerdictState
from tracker.workflow import allowed_moves

AS_OF = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    at(monkeypatch, "2026-11-01")
    fill()
    for reviewer in ("remi", "rosa"):
        declare_interests(reviewer, [])


def at(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", f"{day}T12:00:00+00:00")


def done(pledge: str = "ple-halle", **more: Any) -> Verdict:
    """A draft of code 4 that passes every gate."""
    fields = {"proof_level": "A", "judgement_ids": [cited(pledge)], "as_of": AS_OF, **more}
    return draft("rita", pledge, 4, "La halle est ouverte depuis le 12/03/2024.", **fields)


def searched(pledge: str = "ple-halle", **more: Any) -> str:
    fields: dict[str, Any] = {"bodies": ["ville/conseil"], "sources": ["pv"], "period_from": date(2020, 5, 18), "period_to": AS_OF}
    fields |= {"query": "halle", "documents_read": 1, "documents_known_missing": 0, "unreadable": 0, "hits_examined": 3}
    return log_search("vera", pledge, **(fields | more)).id


def published(verdict: Verdict) -> Verdict:
    ask_review("rita", verdict.id)
    sign("remi", verdict.id)
    return publish("remi", verdict.id)


def refusal(verdict: Verdict) -> str:
    """Ask for a review, expect a refusal and return its French words."""
    with pytest.raises(WorkflowError) as caught:
        ask_review("rita", verdict.id)
    return told(caught.value, "fr")


def test_the_whole_path_of_a_delivered_pledge() -> None:
    verdict = done()
    assert ask_review("rita", verdict.id).state == VerdictState.IN_REVIEW
    approved = sign("remi", verdict.id)
    assert (approved.state, approved.coverage) == (VerdictState.APPROVED, 1.0)
    assert status_of("ple-halle") == Status.UNEXAMINED
    assert publish("remi", verdict.id).published_by == "remi"
    assert status_of("ple-halle") == Status.DONE


def test_the_author_neither_signs_nor_publishes() -> None:
    verdict = done()
    ask_review("rita", verdict.id)
    declare_interests("rita", [])
    with pytest.raises(RightsError):
        sign("rita", verdict.id)
    sign("remi", verdict.id)
    with pytest.raises(RightsError):
        publish("rita", verdict.id)


def test_the_database_itself_refuses_the_author_as_reviewer_or_publisher() -> None:
    verdict = done()
    values = {"verdict": verdict.id, "now": "2026-11-01 12:00:00"}
    insert = "INSERT INTO verdictreview (verdict_id, reviewer_id, author_id, signed_at) VALUES (:verdict, :reviewer, :author, :now)"
    for author in ("rita", "remi"):  # honest about the author, or lying about it
        with pytest.raises(DBAPIError), writing() as session:
            session.connection().execute(text(insert), values | {"reviewer": "rita", "author": author})
    ask_review("rita", verdict.id)
    sign("remi", verdict.id)
    update = "UPDATE verdict SET state = 'published', published_at = :now, published_by = 'rita' WHERE id = :verdict"
    with pytest.raises(DBAPIError), writing() as session:
        session.connection().execute(text(update), values)
    assert status_of("ple-halle") == Status.UNEXAMINED


def test_rights_volunteers_and_undeclared_or_conflicted_reviewers() -> None:
    with pytest.raises(RightsError):
        draft("vera", "ple-halle", 7, "Sans seuil.", reason_code="no_threshold")
    verdict = done()
    ask_review("rita", verdict.id)
    declare_interests("rosa", ["ville/liste-a"])
    for user in ("vera", "gone", "nobody", "rosa"):
        with pytest.raises(RightsError):
            sign(user, verdict.id)


def test_a_declared_interest_also_forbids_to_send_back_or_withdraw() -> None:
    waiting = done()
    ask_review("rita", waiting.id)
    declare_interests("rosa", ["ville/liste-a"])
    with pytest.raises(RightsError, match="ville/liste-a"):
        back_to_draft("rosa", waiting.id, "À revoir.")
    with pytest.raises(RightsError, match="ville/liste-a"):
        withdraw("rosa", waiting.id, "Mauvaise halle.")


def test_a_reviewer_without_a_declaration_may_not_sign() -> None:
    verdict = draft("remi", "ple-halle", 4, "Ouverte le 12/03/2024.", proof_level="A", judgement_ids=[cited("ple-halle")], as_of=AS_OF)
    ask_review("remi", verdict.id)
    with pytest.raises(RightsError, match="declaration"):
        sign("rita", verdict.id)


def test_moves_that_skip_or_go_back_are_refused() -> None:
    verdict = done()
    moves = [
        lambda: sign("remi", verdict.id),
        lambda: publish("remi", verdict.id),
        lambda: withdraw("remi", verdict.id, "raison"),
        lambda: back_to_draft("remi", verdict.id, "raison"),
    ]
    for illegal in moves:
        with pytest.raises(WorkflowError):
            illegal()
    published(verdict)
    for illegal in [*moves[:2], moves[3], lambda: ask_review("rita", verdict.id)]:
        with pytest.raises(TrackerError):
            illegal()
    assert status_of("ple-halle") == Status.DONE


def test_the_table_of_moves_is_the_method() -> None:
    assert allowed_moves(4, VerdictState.IN_REVIEW) == {VerdictState.DRAFT, VerdictState.APPROVED}
    assert allowed_moves(5, VerdictState.IN_REVIEW) == {VerdictState.DRAFT, VerdictState.NOTICE_SENT}
    assert allowed_moves(4, VerdictState.SUPERSEDED) == allowed_moves(4, VerdictState.WITHDRAWN) == set()
    backward = {s for s in VerdictState for code in (4, 5) if VerdictState.DRAFT in allowed_moves(code, s)}
    assert backward == {VerdictState.IN_REVIEW}


def notes(verdict: Verdict) -> list[tuple[NoteKind, str, str]]:
    with reading() as session:
        rows = session.exec(select(VerdictNote).where(VerdictNote.verdict_id == verdict.id).order_by(col(VerdictNote.created_at)))
        return [(row.kind, row.user_id, row.reason) for row in rows]


def test_back_to_draft_needs_a_reason_then_the_words_can_change() -> None:
    verdict = done()
    ask_review("rita", verdict.id)
    with pytest.raises(WorkflowError):
        revise("rita", verdict.id, rationale="Autre.")
    with pytest.raises(InputError):
        back_to_draft("remi", verdict.id, "  ")
    assert notes(verdict) == []
    back_to_draft("remi", verdict.id, "Préciser  la date.")
    assert notes(verdict) == [(NoteKind.RETURN_TO_DRAFT, "remi", "Préciser la date.")]
    assert revise("rita", verdict.id, rationale="La halle a ouvert le 12/03/2024.").rationale.endswith("2024.")


@pytest.mark.parametrize(
    ("status", "step", "fields", "expected"),
    [
        (2, "announced", {"proof_level": "B"}, "étape"),
        (2, "voted", {"proof_level": "C"}, "niveau B"),
        (3, "voted", {"proof_level": "B", "missing_part": "la toiture"}, "étape"),
        (3, "delivered", {"proof_level": "B"}, "quelle partie manque"),
        (4, "voted", {"proof_level": "A"}, "étape"),
        (4, "delivered", {"proof_level": "B"}, "niveau A"),
        (4, "delivered", {}, "niveau A"),
        (6, "delivered", {"proof_level": "A"}, "allant contre"),
    ],
)
def test_the_ladder_and_the_level_of_proof(status: int, step: str, fields: dict[str, Any], expected: str) -> None:
    verdict = draft("rita", "ple-halle", status, "Motivation.", judgement_ids=[cited("ple-halle", step)], as_of=AS_OF, **fields)
    assert expected in refusal(verdict)


def test_a_vote_delivers_a_pledge_that_is_an_act() -> None:
    verdict = draft("rita", "ple-charte", 4, "Adoptée.", proof_level="A", judgement_ids=[cited("ple-charte", "voted")], as_of=AS_OF)
    assert ask_review("rita", verdict.id).state == VerdictState.IN_REVIEW


def test_evidence_that_was_refused_or_taken_back_carries_nothing() -> None:
    verdict = done()
    judge("vito", "ple-halle", "act-1", Judgement.REJECTED)
    assert "ne compte plus" in refusal(verdict)
    with pytest.raises(InputError):  # evidence of another pledge
        draft("rita", "ple-charte", 4, "Adoptée.", judgement_ids=[cited("ple-halle", act="act-2")])


def test_evidence_taken_back_between_signature_and_publication_stops_it() -> None:
    evidence = cited("ple-halle")
    verdict = draft("rita", "ple-halle", 4, "Ouverte le 12/03/2024.", proof_level="A", judgement_ids=[evidence], as_of=AS_OF)
    ask_review("rita", verdict.id)
    sign("remi", verdict.id)
    retract("vera", evidence)
    with pytest.raises(WorkflowError):
        publish("remi", verdict.id)


def test_an_act_older_than_the_term_needs_its_flag() -> None:
    old = cited("ple-halle", "voted", act="act-old")
    fields: dict[str, Any] = {"proof_level": "B", "judgement_ids": [old], "as_of": AS_OF}
    assert "antérieur" in refusal(draft("rita", "ple-halle", 2, "Étude.", **fields))
    flagged = draft("rita", "ple-halle", 2, "Étude.", flags=["preexisting"], **fields)
    assert ask_review("rita", flagged.id)


@pytest.mark.parametrize("pledge", ["ple-resume", "ple-presse"])
def test_own_words_and_second_hand_pledges_are_never_published(pledge: str) -> None:
    verdict = draft("rita", pledge, 7, "La rédaction ne fixe rien.", reason_code="no_threshold", as_of=AS_OF)
    assert "promesse" in refusal(verdict)


def test_words_about_people_and_dates_to_come_are_refused() -> None:
    verdict = draft("rita", "ple-halle", 7, "Une promesse trahie.", reason_code="value_statement", as_of=AS_OF)
    assert "trahie" in refusal(verdict)
    ahead = draft("rita", "ple-halle", 7, "La rédaction.", reason_code="value_statement", as_of=date(2030, 1, 1))
    assert "futur" in refusal(ahead)
    silent = draft("rita", "ple-halle", 1, "Engagement non tenu.", search_log_id=searched(), as_of=AS_OF)
    assert "non tenu" in refusal(silent)


@pytest.mark.parametrize(
    "fields",
    [{"status": 0}, {"status": 8}, {"status": 7}, {"status": 1}, {"status": 2, "flags": ["no_such"]}, {"status": 2, "proof_level": "Z"}],
)
def test_drafts_that_make_no_sense_are_refused(fields: dict[str, Any]) -> None:
    status = fields.pop("status")
    with pytest.raises(InputError):
        draft("rita", "ple-halle", status, "Motivation.", **fields)


def test_nothing_found_needs_a_search_of_every_body_over_the_whole_period() -> None:
    short = searched(period_from=date(2022, 1, 1))
    assert "du 18/05/2020 au 31/10/2026" in refusal(draft("rita", "ple-halle", 1, "Recherche faite.", search_log_id=short, as_of=AS_OF))
    elsewhere = searched(bodies=["ville/metropole"])
    assert "Conseil municipal" in refusal(draft("rita", "ple-halle", 1, "Recherche faite.", search_log_id=elsewhere, as_of=AS_OF))
    other = searched("ple-charte")
    assert "journal" in refusal(draft("rita", "ple-halle", 1, "Recherche faite.", search_log_id=other, as_of=AS_OF))
    assert published(draft("rita", "ple-halle", 1, "Recherche faite.", search_log_id=searched(), as_of=AS_OF)).status == 1


def test_not_done_waits_for_deadline_coverage_notice_and_two_reviewers(monkeypatch: pytest.MonkeyPatch) -> None:
    before = draft("rita", "ple-neuf", 5, "Rien.", search_log_id=searched("ple-neuf"), as_of=AS_OF)
    assert "20/03/2032" in refusal(before)
    verdict = draft("rita", "ple-halle", 5, "La halle n'a pas ouvert au 21/03/2026.", search_log_id=searched(), as_of=AS_OF)
    ask_review("rita", verdict.id)
    with pytest.raises(WorkflowError):
        sign("remi", verdict.id)
    letter = {"recipient_role": "liste", "channel": "courrier", "text": "Madame, Monsieur"}
    with pytest.raises(WorkflowError):
        send_notice("rita", verdict.id, planned_publication=date(2026, 11, 15), **letter)
    send_notice("rita", verdict.id, planned_publication=date(2026, 11, 16), **letter)
    at(monkeypatch, "2026-11-15")
    with pytest.raises(WorkflowError):
        end_notice("rita", verdict.id)
    at(monkeypatch, "2026-11-16")
    end_notice("rita", verdict.id)
    assert sign("remi", verdict.id).state == VerdictState.NOTICE_ELAPSED
    with pytest.raises(WorkflowError):
        publish("remi", verdict.id)
    with pytest.raises(RightsError):
        sign("remi", verdict.id)
    assert sign("rosa", verdict.id).state == VerdictState.APPROVED
    assert publish("rosa", verdict.id).status == 5


def test_low_coverage_forbids_code_5() -> None:
    with writing() as session:
        session.connection().execute(text("UPDATE documentversion SET text_status = 'none'"))
    verdict = draft("rita", "ple-halle", 5, "Rien au 21/03/2026.", search_log_id=searched(), as_of=AS_OF)
    assert "couverture est de 0" in refusal(verdict)


def test_a_reply_must_be_opened_before_a_signature() -> None:
    verdict = done()
    ask_review("rita", verdict.id)
    with reading() as session:
        moment = session.get_one(Verdict, verdict.id).created_at
    reply = {"author_name": "A", "author_role": "maire", "channel": "courriel", "text": "…", "received_at": moment, "due_at": moment}
    with writing() as session:
        session.add(Reply(id="rep-1", pledge_id="ple-halle", verdict_id=verdict.id, state="received", **reply))
    with pytest.raises(WorkflowError, match="not been opened"):
        sign("remi", verdict.id)


def test_a_new_version_supersedes_and_the_past_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    first = published(draft("rita", "ple-halle", 2, "Votée.", proof_level="B", judgement_ids=[cited("ple-halle", "voted")], as_of=AS_OF))
    at(monkeypatch, "2026-12-01")
    second = published(done(reason="Ouverture constatée depuis."))
    days = (AS_OF, date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1), None)
    assert [status_of("ple-halle", day) for day in days] == [0, 2, 2, 4, 4]
    with reading() as session:
        assert session.get_one(Verdict, first.id).state == VerdictState.SUPERSEDED
    withdraw("rosa", second.id, "Mauvaise halle.")
    assert status_of("ple-halle") == status_of("ple-halle", date(2026, 12, 1)) == Status.ENGAGED


def test_a_correction_of_what_was_published_needs_a_reason_that_readers_see() -> None:
    published(done())
    for reason, words in (("", "Indiquez"), ("   ", "Indiquez"), ("x" * 501, "500"), ("Élu menteur.", "menteur")):
        with pytest.raises(InputError) as caught:
            done(reason=reason)
        assert words in told(caught.value, "fr")
    second = published(done(reason="Date d'ouverture corrigée."))
    assert notes(second) == [(NoteKind.CORRECTION, "rita", "Date d'ouverture corrigée.")]
    page = pledge_page("ple-halle", ANYONE)
    assert page is not None
    assert [[note.reason for note in version.notes] for version in page.history] == [["Date d'ouverture corrigée."], []]


def test_the_return_to_draft_is_told_to_colleagues_only() -> None:
    verdict = done()
    ask_review("rita", verdict.id)
    back_to_draft("remi", verdict.id, "Préciser la date.")
    working = pledge_page("ple-halle", Viewer("vera", "Vera", Role.VOLUNTEER))
    assert working is not None
    assert [(note.kind, note.author) for note in working.working[0].notes] == [(NoteKind.RETURN_TO_DRAFT, "Remi")]
    published(verdict)
    page = pledge_page("ple-halle", ANYONE)
    assert page is not None
    assert page.history[0].notes == ()


def test_a_withdrawal_needs_a_reason_and_nothing_moves_without_it() -> None:
    verdict = published(done())
    with pytest.raises(InputError):
        withdraw("rosa", verdict.id, " ")
    assert status_of("ple-halle") == Status.DONE
    withdraw("rosa", verdict.id, "Mauvaise halle.")
    assert notes(verdict) == [(NoteKind.WITHDRAWAL, "rosa", "Mauvaise halle.")]
    with pytest.raises(InputError):  # the withdrawn answer was public: the next version says why
        done()


def test_a_draft_older_than_the_publication_it_replaces_must_be_explained() -> None:
    words = {"reason_code": "no_threshold", "as_of": AS_OF}
    first, second, third = (draft("rita", "ple-halle", 7, "La rédaction ne fixe rien.", **words) for _ in range(3))
    ask_review("rita", second.id)
    sign("remi", second.id)
    published(first)
    with pytest.raises(WorkflowError, match="reason of the correction"):
        publish("remi", second.id)
    with pytest.raises(WorkflowError, match="reason of the correction"):
        ask_review("rita", third.id)
    revise("rita", third.id, rationale="La rédaction ne fixe aucun seuil.", reason="Phrase plus claire.")
    assert published(third).version == 3


def test_an_older_version_does_not_replace_a_newer_one() -> None:
    words = {"reason_code": "no_threshold", "as_of": AS_OF}
    old, new = (draft("rita", "ple-halle", 7, "La rédaction ne fixe rien.", **words) for _ in range(2))
    for verdict in (old, new):
        ask_review("rita", verdict.id)
        sign("remi", verdict.id)
    publish("remi", new.id)
    with pytest.raises(WorkflowError, match="newer"):
        publish("remi", old.id)


def test_screens_publish_four_codes() -> None:
    assert [int(code) for code in SCREEN_CODES] == [2, 3, 4, 7]


class TestRealTown:
    """A town that is no fiction needs a publisher, and keeps silent during polls."""

    @pytest.fixture(autouse=True)
    def real(self) -> None:
        with writing() as session:
            session.connection().execute(text("UPDATE jurisdiction SET fictional = 0"))

    def ready(self) -> str:
        verdict = draft("rita", "ple-neuf", 7, "La rédaction ne fixe rien.", reason_code="no_threshold", as_of=date(2026, 3, 20))
        ask_review("rita", verdict.id)
        return sign("remi", verdict.id).id

    def test_no_publisher_no_publication(self) -> None:
        verdict = self.ready()
        for name in (None, "", "  "):
            with pytest.raises(WorkflowError, match="director"):
                publish("remi", verdict, town_publisher=name)
        assert publish("remi", verdict, town_publisher="Camille Exemple").state == VerdictState.PUBLISHED

    @pytest.mark.parametrize(
        ("moment", "frozen"),
        [
            ("2026-03-20T22:59:00+00:00", False),
            ("2026-03-20T23:00:00+00:00", True),
            ("2026-03-22T18:59:00+00:00", True),
            ("2026-03-22T19:00:00+00:00", False),
        ],
    )
    def test_the_freeze_follows_the_calendar(self, monkeypatch: pytest.MonkeyPatch, moment: str, frozen: bool) -> None:
        monkeypatch.setenv("CHOSE_PROMISE_NOW", moment)
        verdict = self.ready()
        if frozen:
            with pytest.raises(WorkflowError, match="22/03/2026"):
                publish("remi", verdict, town_publisher="Camille Exemple")
        else:
            assert publish("remi", verdict, town_publisher="Camille Exemple")

    def test_a_round_may_be_limited_to_towns(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        from datetime import UTC, datetime

        (tmp_path / "elections.yml").write_text("rounds: [{date: 2027-01-17, name: Partielle, towns: [ailleurs]}]\n")
        monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
        moment = datetime(2027, 1, 17, 10, tzinfo=UTC)
        assert frozen_by("ville", moment) is None
        assert frozen_by("ailleurs", moment) is not None
        assert frozen_by("ailleurs", moment, fictional=True) is not None
