"""The verb `link` on a real database: replaceable suggestions, untouched judgements, a row in the ledger."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from tests.linked import TOWN, act_row, fill, judge, pledge_row, search_rows, suggestion_rows
from tracker.errors import InputError
from tracker.linking import cache
from tracker.linking.link import link, link_pledge
from tracker.linking.ranking import Linker
from tracker.models import Act, ActTerms, EvidenceJudgement, LinkSearch, Pledge, Run
from tracker.store import migrate, reading, writing
from tracker.vocabulary import Band, Judgement, RunOutcome


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    monkeypatch.delenv("CHOSE_PROMISE_DATABASE_URL", raising=False)
    migrate()
    with writing() as session:
        fill(session)
    yield


@pytest.mark.usefixtures("store")
def test_link_writes_ranked_suggestions_also_for_second_hand_pledges_and_marks_older_acts() -> None:
    ticks: list[tuple[int, int]] = []
    report = link(TOWN, progress=lambda done, total: ticks.append((done, total)))
    assert (report.outcome, report.acts, report.pledges) == (RunOutcome.OK, 4, 2)
    assert ticks == [(1, 2), (2, 2)]
    rows = suggestion_rows()
    assert report.suggestions == len(rows) and {r["pledge_id"] for r in rows} == {"ple-1", "ple-2"}
    older = {r["act_id"]: r["preexisting"] for r in rows}
    assert older == {"act-1": True, "act-2": False, "act-3": True, "act-4": False}
    assert [r["rank"] for r in rows if r["pledge_id"] == "ple-1"] == [1, 2, 3, 4]
    for row in rows:
        assert sum(part["points"] for part in row["explanation"]) == pytest.approx(row["score"])
        assert {"act_word", "pledge_word", "how", "field", "points", "share"} == set(row["explanation"][0])


@pytest.mark.usefixtures("store")
def test_linking_twice_gives_the_same_rows_and_two_finished_runs() -> None:
    link(TOWN)
    first = suggestion_rows()
    link(TOWN)
    assert suggestion_rows() == first
    with reading() as session:
        runs = session.exec(select(Run).where(Run.verb == "link")).all()
    assert [(r.outcome, r.finished_at is not None, r.counts["suggestions"]) for r in runs] == [(RunOutcome.OK, True, len(first))] * 2


@pytest.mark.usefixtures("store")
def test_a_judgement_is_never_touched_and_its_pair_may_still_be_suggested() -> None:
    judge("ple-1", "act-1", Judgement.REJECTED)
    with reading() as session:
        before = session.exec(select(EvidenceJudgement)).one().model_dump()
    link(TOWN)
    with reading() as session:
        assert session.exec(select(EvidenceJudgement)).one().model_dump() == before
    assert ("ple-1", "act-1") in {(r["pledge_id"], r["act_id"]) for r in suggestion_rows()}


@pytest.mark.usefixtures("store")
def test_an_interrupted_link_keeps_the_old_suggestions_and_says_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    link(TOWN)
    before = suggestion_rows()

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    _change_act("act-1", "Achat de trottinettes et de vélos")
    monkeypatch.setattr(Linker, "rank_many", interrupt)
    with pytest.raises(KeyboardInterrupt):
        link(TOWN)
    assert suggestion_rows() == before
    with reading() as session:
        assert [r.outcome for r in session.exec(select(Run).where(Run.verb == "link").order_by(Run.id))].count(RunOutcome.FAILED) == 1


@pytest.mark.usefixtures("store")
def test_pledges_without_acts_are_an_empty_run_and_no_pledge_is_not() -> None:
    with writing() as session:
        for act in session.exec(select(Act)):
            session.delete(act)
    assert link(TOWN).outcome == RunOutcome.EMPTY
    with writing() as session:
        for pledge in session.exec(select(Pledge)):
            session.delete(pledge)
    report = link(TOWN)
    assert report.outcome == RunOutcome.OK and "no pledge" in report.message


def _change_act(key: str, title: str) -> None:
    with writing() as session:
        act = session.get_one(Act, key)
        act.title = act.text = title


@pytest.mark.usefixtures("store")
def test_a_second_run_prepares_and_ranks_and_writes_only_what_changed() -> None:
    first = link(TOWN)
    assert (first.prepared, first.ranked, first.written) == (4, 2, first.suggestions)
    again = link(TOWN)
    assert (again.prepared, again.ranked, again.written, again.removed) == (0, 0, 0, 0)
    assert (again.suggestions, again.preexisting) == (first.suggestions, first.preexisting)
    held = sum(row["act_id"] == "act-2" for row in suggestion_rows())
    _change_act("act-2", "Réfection du toit de la halle")
    changed = link(TOWN)
    assert (changed.prepared, changed.ranked, changed.removed) == (1, 2, held)
    assert "act-2" not in {row["act_id"] for row in suggestion_rows()}
    with writing() as session:
        session.get_one(Pledge, "ple-2").text = "Une halle couverte"
    assert (report := link(TOWN)).ranked == 1 and report.prepared == 0
    assert "act-2" in {row["act_id"] for row in suggestion_rows() if row["pledge_id"] == "ple-2"}


@pytest.mark.usefixtures("store")
def test_a_preparation_made_under_other_rules_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    link(TOWN)
    monkeypatch.setattr(cache, "analysis", lambda: "other rules")
    assert link(TOWN).prepared == 4
    with reading() as session:
        assert len(session.exec(select(ActTerms)).all()) == 4


@pytest.mark.usefixtures("store")
def test_what_was_searched_is_told_for_every_pledge_also_without_a_hit() -> None:
    with writing() as session:
        session.get_one(Pledge, "ple-2").text = "Une patinoire"
    report = link(TOWN)
    rows = {row["pledge_id"]: row for row in search_rows()}
    assert rows["ple-1"]["hits"] == 4 and rows["ple-2"]["hits"] == 0
    assert "patinoire" in rows["ple-2"]["query"] and {"vélo", "cyclable"} <= set(rows["ple-1"]["query"])
    assert rows["ple-2"]["bodies"] == ["essai/council"] and rows["ple-2"]["acts"] == 4
    assert (str(rows["ple-2"]["period_from"]), str(rows["ple-2"]["period_to"])) == ("2025-01-10", "2026-06-01")
    again = link(TOWN)
    with reading() as session:
        assert {row.run_id for row in session.exec(select(LinkSearch))} == {again.run_id} != {report.run_id}


@pytest.mark.usefixtures("store")
def test_a_confirmed_act_teaches_its_pledge_and_a_contested_one_does_not() -> None:
    with writing() as session:
        session.add(act_row("act-5", "Gyropodes : appentis bétonné de la rotonde"))
        session.add(act_row("act-6", "Appentis bétonné du prieuré"))
    link(TOWN)
    assert "act-6" not in {row["act_id"] for row in suggestion_rows() if row["pledge_id"] == "ple-1"}
    judge("ple-1", "act-5", Judgement.CONFIRMED)
    assert link(TOWN).ranked == 1
    taught = {row["act_id"]: row for row in suggestion_rows() if row["pledge_id"] == "ple-1"}
    assert "act-6" in taught
    assert (taught["act-5"]["band"], taught["act-5"]["direction"]) == (None, None)
    judge("ple-1", "act-5", Judgement.REJECTED, "bea")
    judge("ple-1", "act-1", Judgement.CONFIRMED)
    judge("ple-1", "act-1", Judgement.REJECTED, "bea")
    assert link(TOWN).ranked == 1
    contested = {row["act_id"]: row for row in suggestion_rows() if row["pledge_id"] == "ple-1"}
    assert "act-6" not in contested and contested["act-1"]["band"] is None and contested["act-4"]["band"] is not None


@pytest.mark.usefixtures("store")
def test_one_pledge_is_ranked_again_at_once_and_the_same_as_by_a_full_run() -> None:
    with writing() as session:
        session.add(act_row("act-5", "Gyropodes : appentis bétonné de la rotonde"))
        session.add(act_row("act-6", "Appentis bétonné du prieuré"))
    assert link_pledge("essai", "ple-1") is False  # never linked
    link(TOWN)
    assert link_pledge("essai", "nobody") is False
    judge("ple-1", "act-5", Judgement.CONFIRMED)
    assert link_pledge("essai", "ple-1") is True
    at_once = suggestion_rows()
    assert "act-6" in {row["act_id"] for row in at_once if row["pledge_id"] == "ple-1"}
    report = link(TOWN)
    assert (report.ranked, report.written) == (0, 0)
    assert suggestion_rows() == at_once
    judge("ple-1", "act-5", Judgement.UNSURE)
    assert link_pledge("essai", "ple-1") is True
    assert "act-6" not in {row["act_id"] for row in suggestion_rows() if row["pledge_id"] == "ple-1"}


@pytest.mark.usefixtures("store")
def test_too_many_acts_are_refused_with_a_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    link(TOWN)
    before = suggestion_rows()
    monkeypatch.setattr(cache, "MOST_ACTS", 3)
    with pytest.raises(InputError, match=r"essai: 4 acts .* nothing was linked"):
        link(TOWN)
    assert suggestion_rows() == before
    with reading() as session:
        assert "4 acts" in session.exec(select(Run.message).where(Run.outcome == RunOutcome.FAILED)).one()


@pytest.mark.usefixtures("store")
def test_hostile_acts_and_pledges_are_linked_like_others() -> None:
    soup = "l1bre serv\x0cice ~~ vé1os ||| \u202e\ufffd " * 2_000
    with writing() as session:
        session.add(act_row("act-5", "...", text="Un garage à vélos sans titre"))
        session.add(act_row("act-6", soup[:200], text=soup))
        session.add(act_row("act-7", "Rapport", text="Le vélo roule sur la page. " * 30_000))
        session.add(act_row("act-8", "...", text=""))
        texts = {
            "ple-3": "Vélo !",
            "ple-4": "DEVELOPPER LE VELO",
            "ple-5": "More bikes for everyone",
            "ple-6": "Nous voulons un vélo. " * 600,
        }
        for place, (key, text) in enumerate(texts.items(), start=3):
            session.add(pledge_row(key, text, place))
    assert link(TOWN).outcome == RunOutcome.OK
    found: dict[str, set[str]] = {}
    for row in suggestion_rows():
        found.setdefault(row["pledge_id"], set()).add(row["act_id"])
    assert {"act-1", "act-5", "act-7"} <= found["ple-3"] & found["ple-4"] & found["ple-6"]
    assert "ple-5" not in found
    assert not any("act-8" in acts for acts in found.values())


@pytest.mark.usefixtures("store")
def test_another_way_of_ranking_ranks_everything_again_without_preparing(monkeypatch: pytest.MonkeyPatch) -> None:
    link(TOWN)
    before = suggestion_rows()
    monkeypatch.setattr("tracker.linking.ranked.VERSION", "another")
    report = link(TOWN)
    assert (report.prepared, report.ranked, report.written) == (0, 2, 0)
    assert suggestion_rows() == before


@pytest.mark.usefixtures("store")
def test_a_suggestion_says_its_band_and_for_the_first_ones_its_direction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.linking.ranked.DIRECTED", 2)
    link(TOWN)
    rows = [row for row in suggestion_rows() if row["pledge_id"] == "ple-1"]
    assert all(row["band"] in set(Band) for row in rows)
    assert [row["direction"] is not None for row in rows] == [True, True, False, False]


@pytest.mark.usefixtures("store")
def test_only_the_texts_of_acts_that_are_shown_are_read_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    known = cache.StoredActs._load
    monkeypatch.setattr(cache.StoredActs, "_load", lambda self, places: read.extend(places) or known(self, places))
    with writing() as session:
        session.add(act_row("act-5", "Cimetière", text="Concession perpétuelle"))
    link(TOWN)
    with reading() as session:
        keys = list(session.exec(select(Act.id).order_by(Act.date, Act.sha256, Act.span_start, Act.id)))
    assert read and keys.index("act-5") not in read
    monkeypatch.setattr(cache, "_KEPT", 10)
    acts = cache.StoredActs(keys)
    assert [act.title for act in acts.all()] == [acts[place].title for place in range(5)]
    assert len(acts._kept) == 1
    assert cache.StoredActs(["gone"])[0].title == ""
