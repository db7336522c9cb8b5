"""Read models: who may see what, what counts as evidence, what a status is, and that a passage is the document's own words."""

from datetime import date
from pathlib import Path

import pytest

from tests.judging import FIRST, SHA, cited, fill
from tracker import evidence, queries, verdicts
from tracker.elected import Mask
from tracker.models import Suggestion
from tracker.queries.shapes import ANYONE, Viewer
from tracker.store import writing
from tracker.vocabulary import Direction, Judgement, ProofLevel, Role, Status

NO_MASK = Mask(frozenset())
VERA = Viewer("vera", "Vera", Role.VOLUNTEER)
VITO = Viewer("vito", "Vito", Role.VOLUNTEER)
RITA = Viewer("rita", "Rita", Role.REVIEWER)


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def suggest(*acts: str, pledge: str = "ple-halle", aside: bool = False) -> None:
    with writing() as session:
        for rank, act in enumerate(acts, 1):
            common = {"aside": aside, "score": 9.0 - rank, "method": "test@1", "run_id": "run-1", "preexisting": act == "act-old"}
            session.add(Suggestion(id=f"sug-{pledge}-{act}", pledge_id=pledge, act_id=act, rank=rank, explanation=[], **common))


def publish(pledge: str = "ple-halle", status: int = 4) -> None:
    judgements = [cited(pledge)]
    draft = verdicts.draft("rita", pledge, status, "La halle est ouverte.", judgement_ids=judgements, proof_level=ProofLevel.A)
    verdicts.ask_review("rita", draft.id)
    for name in ("remi", "rita"):
        verdicts.declare_interests(name, [])
    verdicts.sign("remi", draft.id)
    verdicts.publish("remi", draft.id)


def test_a_real_town_is_for_signed_in_people_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "real"))
    fill(fictional=False)
    assert queries.towns(ANYONE) == ()
    assert [town.slug for town in queries.towns(VERA)] == ["ville"]
    assert queries.overview("ville", ANYONE) is None
    assert queries.pledge_list("ville", ANYONE) == []
    assert queries.pledge_page("ple-halle", ANYONE) is None
    assert queries.coverage("ville", ANYONE) is None
    assert queries.archived_file(SHA, ANYONE) is None
    assert queries.archived_file(SHA, VERA) is not None


def test_pledges_that_may_not_be_published_are_shown_to_workers_only() -> None:
    public = {row.key for row in queries.pledge_list("ville", ANYONE)}
    assert {"resume", "presse"}.isdisjoint(public)
    assert {row.key for row in queries.pledge_list("ville", VERA)} == public | {"resume", "presse"}
    assert queries.pledge_page("ple-presse", ANYONE) is None


def test_suggestions_are_never_shown_to_the_public() -> None:
    suggest("act-1", "act-old")
    page, mine = queries.pledge_page("ple-halle", ANYONE), queries.pledge_page("ple-halle", VERA)
    assert page and mine
    assert page.suggestions == () and page.row.suggestions == 0
    assert [(s.act.id, s.preexisting) for s in mine.suggestions] == [("act-1", False), ("act-old", True)]


def test_nobody_is_asked_about_an_act_that_only_resembles_others() -> None:
    suggest("act-1", aside=True)
    assert queries.next_in_queue("ville", VERA) is None
    page = queries.pledge_page("ple-halle", VERA)
    assert page and [one.act.id for one in page.suggestions] == ["act-1"]  # who looks further finds it


def test_a_draft_is_not_public_and_a_published_verdict_is_the_status() -> None:
    draft = verdicts.draft("rita", "ple-halle", 4, "Brouillon.", proof_level=ProofLevel.A)
    public, worker = queries.pledge_page("ple-halle", ANYONE), queries.pledge_page("ple-halle", VERA)
    assert public and worker
    assert public.working == () and public.verdict is None and public.row.status == Status.UNEXAMINED
    assert [v.id for v in worker.working] == [draft.id]
    publish()
    page, figures = queries.pledge_page("ple-halle", ANYONE), queries.overview("ville", ANYONE)
    assert page and page.verdict and figures
    assert (page.verdict.author, page.verdict.reviewers, page.verdict.published_by) == ("Rita", ("Remi",), "Remi")
    assert page.row.status == Status.DONE and page.evidence[0].cited
    assert figures.by_status[Status.DONE] == 1 and sum(figures.by_status.values()) == figures.pledges
    assert figures.latest[0].after == Status.DONE


def test_one_refusal_takes_a_link_out_of_the_evidence() -> None:
    cited("ple-halle")
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page and [view.direction for view in page.evidence] == [Direction.SUPPORTS]
    evidence.judge("vito", "ple-halle", "act-1", Judgement.REJECTED)
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page and page.evidence == () and page.row.evidence == 0


def test_a_passage_is_the_pages_own_words_even_over_a_line() -> None:
    cited("ple-halle")
    page = queries.pledge_page("ple-halle", ANYONE)
    assert page
    view = page.evidence[0]
    assert view.passage.found and " ".join(view.passage.quote.split()) == FIRST
    assert "Halle couverte" in view.passage.before
    assert (view.page, view.body, view.act_date) == (2, "Conseil municipal", date(2024, 3, 12))


def test_a_lost_passage_is_said_to_be_lost() -> None:
    assert queries.passage("mots absents", "un autre texte", NO_MASK).found is False


def test_context_is_cut_between_words() -> None:
    found = queries.passage("ici", "alpha " * 100 + "ici" + " omega" * 100, NO_MASK, context=20)
    assert found.before.startswith("… alpha") and found.after.endswith("omega …")


def test_the_queue_asks_each_person_once_and_pledges_without_evidence_first() -> None:
    suggest("act-1", "act-2")
    suggest("act-1", pledge="ple-neuf")
    assert queries.next_in_queue("ville", ANYONE) is None
    cited("ple-halle")
    first = queries.next_in_queue("ville", VERA)
    assert first and first.page.row.key == "neuf" and first.remaining == 2
    after = queries.next_in_queue("ville", VERA, frozenset({("ple-neuf", "act-1")}))
    assert after and (after.page.row.key, after.suggestion.act.id) == ("halle", "act-2")
    other = queries.next_in_queue("ville", VITO, pledge="ple-halle")
    assert other and other.suggestion.act.id == "act-1" and other.suggestion.mine is None


def test_the_desk_is_for_reviewers() -> None:
    draft = verdicts.draft("rita", "ple-halle", 4, "Brouillon.", proof_level=ProofLevel.A)
    assert queries.desk("ville", VERA).open_verdicts == ()
    desk = queries.desk("ville", RITA)
    assert [verdict.id for _, verdict in desk.open_verdicts] == [draft.id]
    assert "halle" not in {row.key for row in desk.ready} and "presse" not in {row.key for row in desk.ready}


def test_filters_meet() -> None:
    rows = queries.pledge_list("ville", ANYONE, queries.Filters(words="CRÈCHE"))
    assert [row.key for row in rows] == ["neuf"]
    assert [row.key for row in queries.pledge_list("ville", ANYONE, queries.Filters(theme="finance"))] == ["calcul"]
    assert queries.pledge_list("ville", ANYONE, queries.Filters(theme="finance", words="crèche")) == []
    assert queries.pledge_list("ville", ANYONE, queries.Filters(status=4)) == []


def test_coverage_lists_documents_with_their_sitting_and_their_acts() -> None:
    seen = queries.coverage("ville", ANYONE)
    assert seen and [(str(row.sitting_date), row.kind, row.acts, row.gone) for row in seen.documents] == [
        ("2024-03-12", "proces_verbal", 3, False)
    ]
    assert [row.verb for row in seen.runs] == ["read"]


def test_an_account_without_a_password_or_disabled_cannot_sign_in() -> None:
    assert queries.account("vera") is None and queries.account("gone") is None and queries.account("nobody") is None
    assert queries.has_accounts() is False
