"""A reply is recorded by a reviewer, due in three days, decided once read, and never taken down."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.judging import NOON, cited, fill
from tracker import queries, verdicts
from tracker.clock import as_utc
from tracker.errors import InputError, RightsError, WorkflowError
from tracker.models import Reply
from tracker.queries.shapes import ANYONE
from tracker.replies import accept_reply, publish_reply, record_reply, refuse_reply
from tracker.rights import declare_interests
from tracker.vocabulary import ReplyState


@pytest.fixture(autouse=True)
def _filled(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-11-02T12:00:00+00:00")
    fill()


def recorded(user: str = "rita", pledge: str = "ple-halle", **changes: Any) -> Reply:
    content: dict[str, Any] = {"author_name": "A. Exemple", "author_role": "maire", "channel": "courriel", "text": "La halle ouvre."}
    return record_reply(user, pledge, **(content | {"received_at": NOON} | changes))


def test_a_reply_is_due_three_days_after_its_receipt() -> None:
    reply = recorded()
    assert (reply.state, as_utc(reply.due_at)) == (ReplyState.RECEIVED, NOON + timedelta(days=3))
    assert recorded().id == reply.id
    assert recorded(text="Autre chose.").id != reply.id


def test_a_reply_is_seen_once_published_and_stays_so() -> None:
    reply = recorded()
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page is not None
    assert page.replies == ()
    shown = publish_reply("remi", reply.id)
    assert (shown.state, shown.published_at) == (ReplyState.PUBLISHED, datetime(2026, 11, 2, 12, tzinfo=UTC))
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page is not None
    assert [view.text for view in page.replies] == ["La halle ouvre."]
    with pytest.raises(WorkflowError):
        refuse_reply("remi", reply.id, "Trop long.")


def test_a_refusal_has_a_reason_and_may_be_contested() -> None:
    reply = recorded()
    with pytest.raises(InputError):
        refuse_reply("rita", reply.id, " ")
    assert refuse_reply("rita", reply.id, "Sans rapport avec la page.").refusal == "Sans rapport avec la page."
    with pytest.raises(WorkflowError):
        publish_reply("rita", reply.id)
    accept_reply("remi", reply.id)
    assert publish_reply("remi", reply.id).state == ReplyState.PUBLISHED


def test_only_reviewers_without_an_interest_decide() -> None:
    reply = recorded()
    declare_interests("rosa", ["ville/liste-a"])
    for user in ("vera", "gone", "nobody", "rosa"):
        with pytest.raises(RightsError):
            publish_reply(user, reply.id)
    for user in ("vera", "gone", "nobody"):
        with pytest.raises(RightsError):
            recorded(user)


@pytest.mark.parametrize(
    "wrong",
    [{"pledge": "ple-x"}, {"text": " "}, {"author_name": ""}, {"text": "x" * 20_001}, {"verdict_id": "ver-x"},
     {"received_at": NOON + timedelta(days=2)}],
)  # fmt: skip
def test_a_reply_that_makes_no_sense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        recorded(**wrong)
    with pytest.raises(InputError):
        publish_reply("rita", "rep-none")


def test_a_reply_holds_back_the_signature_until_it_is_opened() -> None:
    verdict = verdicts.draft("rita", "ple-halle", 4, "La halle est ouverte.", judgement_ids=[cited("ple-halle")], proof_level="A")
    verdicts.ask_review("rita", verdict.id)
    declare_interests("remi", [])
    reply = recorded(verdict_id=verdict.id)
    with pytest.raises(InputError):
        recorded(pledge="ple-charte", verdict_id=verdict.id)
    with pytest.raises(WorkflowError, match="not been opened"):
        verdicts.sign("remi", verdict.id)
    accept_reply("rita", reply.id)
    assert verdicts.sign("remi", verdict.id)
