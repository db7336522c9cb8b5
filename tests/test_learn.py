"""Overnight learning: too few answers, the gate, the town or the time left out, the history, the curve, and the model in force."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

import scheduler
from cli import cli
from tests.linked import act_row, found_town, judge, pledge_row
from tracker import queries
from tracker.files import write_whole
from tracker.linking import again, learn, standing
from tracker.linking.again import rank_again
from tracker.linking.bm25 import ActText
from tracker.linking.curve import Point, curve
from tracker.linking.model import Model, load_model, shipped_model
from tracker.linking.tags import Answer, TaggedPledge, TaggedTown, tagged_town, tagged_towns
from tracker.models import Body, Jurisdiction
from tracker.queries.shapes import Viewer
from tracker.store import writing
from tracker.vocabulary import Judgement, Role, RunOutcome

SUBJECTS = (
    "passerelle", "kiosque", "lavoir", "ponton", "verger", "serre", "fontaine", "belvédère", "moulin", "boulodrome", "rucher", "halle",
)  # fmt: skip
WORKS = ("Étude", "Marché de travaux", "Avenant au marché", "Réception")


def pledge_texts() -> list[str]:
    return [f"Rénover le {subject} de la commune" for subject in SUBJECTS]


def write_town(session: Session) -> None:
    """Write twelve pledges, each with four acts of its own subject, and acts of the daily life of the council."""
    found_town(session)
    for number, (subject, text) in enumerate(zip(SUBJECTS, pledge_texts(), strict=True)):
        session.add(pledge_row(f"ple-{number}", text, number))
        for year, work in enumerate(WORKS):
            session.add(act_row(f"act-{number}-{year}", f"{work} du {subject}", date(2026 + year, 4, number + 1)))
    for number in range(20):
        session.add(act_row(f"act-vie-{number}", f"Rénover la commune : décision modificative n° {number}", date(2026, 5, number + 1)))


def answers(pledges: range = range(12), confirmed: int = 3, refused: int = 1) -> None:
    for number in pledges:
        for year in range(confirmed):
            judge(f"ple-{number}", f"act-{number}-{year}", Judgement.CONFIRMED)
        for other in range(refused):
            judge(f"ple-{number}", f"act-vie-{(number + other) % 20}", Judgement.REJECTED)


@pytest.fixture
def town(store: Path) -> Path:
    with writing() as session:
        write_town(session)
    return store


def history(store: Path) -> list[dict[str, object]]:
    path = store / "linking" / "learned.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def test_too_few_answers_say_how_many_are_missing(town: Path) -> None:
    answers(range(4))
    report = learn.learn()
    assert report.outcome == RunOutcome.EMPTY and not report.kept
    assert (
        report.message
        == "too few answers to learn from: 18 more confirmed links, 6 more refused links, 6 more pledges with a confirmed link needed"
    )
    assert history(town) == [] and not (town / "linking" / "model.json").exists()


def test_a_store_without_answers_is_empty_and_not_broken(store: Path) -> None:
    assert learn.learn().outcome == RunOutcome.EMPTY
    assert CliRunner().invoke(cli, ["learn"]).exit_code == 4


def test_one_town_is_learned_on_its_first_sittings_and_tested_on_the_later_ones(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()
    tested = []
    score = learn._score
    monkeypatch.setattr(learn, "_score", lambda model, one, means: tested.append(one.grades) or score(model, one, means))
    report = learn.learn()
    assert report.outcome == RunOutcome.OK and list(report.before) == ["essai since 2028-04-02"] == list(report.after)
    days = {act: day for one in tagged_town("essai").pledges for act, day in ((a.act, a.day) for a in one.answers)}
    for grades in tested:
        for one in grades:
            assert all(days[act] is not None and days[act] >= date(2028, 4, 2) for act, grade in one.items() if grade == 2)
    assert report.kept == (report.message == "kept") == (town / "linking" / "model.json").exists()
    line = history(town)[-1]
    assert line["kept"] == report.kept and line["training"] and line["thesaurus"] and line["before"] == report.before


def kept(monkeypatch: pytest.MonkeyPatch, compare: Callable[[Model], float]) -> learn.LearnReport:
    """Learn with scores that a function of the model decides."""
    monkeypatch.setattr(learn, "_score", lambda model, _town, _means: learn.Score(compare(model), compare(model)))
    return learn.learn()


def test_a_worse_model_is_refused_and_the_standing_one_stays(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()
    before = shipped_model().digest
    report = kept(monkeypatch, lambda model: 0.9 if model.digest == before else 0.5)
    assert not report.kept and report.message == "refused: worse on essai since 2028-04-02"
    assert standing.standing_model().digest == before and history(town)[-1]["why"] == report.message


def test_a_model_that_holds_is_kept_serves_and_never_says_sure(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()
    report = kept(monkeypatch, lambda _model: 0.9)
    assert report.kept and report.model == standing.standing_model().digest == history(town)[-1]["model"]
    assert shipped_model().may_be_sure and not load_model(standing.model_file()).may_be_sure
    assert set(standing.standing_model().weights) == set(shipped_model().weights)


def test_a_learned_model_that_no_longer_fits_is_left_aside(town: Path) -> None:
    write_whole(standing.model_file(), '{"features": "0", "weights": {}}')
    assert standing.standing_model().digest == shipped_model().digest
    write_whole(standing.model_file(), "not json")
    assert standing.standing_model().digest == shipped_model().digest


def test_with_two_towns_each_is_left_out_in_turn(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()
    first = tagged_town("essai")
    second = TaggedTown("autre", first.acts, first.pledges)
    trained = []
    fit = learn._fit
    monkeypatch.setattr(learn, "tagged_towns", lambda: [first, second])
    monkeypatch.setattr(learn, "_fit", lambda towns, *rest: trained.append([one.name for one in towns]) or fit(towns, *rest))
    report = learn.learn()
    assert set(report.after) == {"essai", "autre"}
    assert trained == [["autre"], ["essai"], ["essai", "autre"]]


def test_what_one_town_teaches_is_tested_on_every_other_town(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()
    first = tagged_town("essai")
    second = TaggedTown("autre", first.acts, first.pledges)
    score = learn.Score(0.9, 0.9)
    monkeypatch.setattr(learn, "tagged_towns", lambda: [first, second])
    monkeypatch.setattr(learn, "_score", lambda model, one, _: learn.Score(0.1, 0.1) if one.name + model.features == "autre!" else score)
    monkeypatch.setattr(learn, "_fit", lambda _towns, *_: Model(features="!"))
    report = learn.learn("essai")
    assert report.learned_from == ["essai"] and not report.kept and report.message == "refused: worse on autre"


def test_one_pledge_cannot_teach_all_towns(town: Path) -> None:
    with writing() as session:
        for number in range(40):
            session.add(act_row(f"act-plus-{number}", f"Kiosque, lot {number}", date(2027, 5, 1)))
    for number in range(40):
        judge("ple-1", f"act-plus-{number}", Judgement.CONFIRMED)
    answers(confirmed=0)
    assert learn.learn().message == "too few answers to learn from: 9 more pledges with a confirmed link needed"


@pytest.mark.parametrize("number", ["1e300", "1" + "0" * 400, "NaN", "Infinity", "-1e9", "[" * 100_000, '"much"', "null"])
def test_a_broken_or_hostile_model_of_the_store_never_ranks(town: Path, number: str) -> None:
    content = shipped_model().as_json()
    write_whole(standing.model_file(), re.sub(r'("base": )[^,]+', rf"\g<1>{number}", content))
    assert standing.standing_model().digest == shipped_model().digest


def test_a_model_of_the_store_says_sure_of_nothing(town: Path) -> None:
    write_whole(standing.model_file(), shipped_model().as_json())
    assert shipped_model().may_be_sure and not standing.standing_model().may_be_sure


@pytest.mark.parametrize(
    "content", ['{"as_of": "2026-01-01", "points": [{"after": Infinity}]}', "[" * 100_000, "[]", '{"points": 3}', "\0"]
)
def test_a_broken_curve_is_no_curve(town: Path, content: str) -> None:
    write_whole(standing.learning_dir() / "curve-essai.json", content)
    found = queries.learning("essai", Viewer("ana", "Ana", Role.VOLUNTEER))
    assert found is not None and found.points == ()


def test_unsure_and_contradicted_answers_teach_nothing(town: Path) -> None:
    judge("ple-0", "act-0-0", Judgement.CONFIRMED)
    judge("ple-0", "act-0-1", Judgement.UNSURE)
    judge("ple-0", "act-0-2", Judgement.CONFIRMED)
    judge("ple-0", "act-0-2", Judgement.REJECTED, user="bob")
    found = tagged_town("essai")
    assert [(len(one.answers), len(one.confirmed)) for one in found.pledges] == [(1, 1)]
    grades = found.training().grades[0]
    assert sorted(grades.values()) == [1, 2]


def test_a_town_without_answers_is_not_read(town: Path) -> None:
    with writing() as session:
        session.add(Jurisdiction(slug="vide", name="Vide", insee="99002", timezone="Europe/Paris"))
        session.flush()
        session.add(Body(id="vide/council", jurisdiction="vide", key="council", name="Conseil", classification="council"))
    answers(range(1))
    assert [one.town for one in tagged_towns()] == ["essai"]
    assert tagged_towns("vide") == []


def test_the_curve_counts_the_same_links_with_and_without_the_answers(town: Path) -> None:
    answers(confirmed=3)
    points = curve(tagged_town("essai"))
    assert [(point.after, point.pledges, point.wanted) for point in points] == [(1, 12, 24), (2, 12, 12)]
    assert all(0 <= point.without <= point.wanted and point.without <= point.found <= point.wanted for point in points)


def test_the_curve_follows_the_order_of_the_answers() -> None:
    acts = (
        *(ActText(f"Mot{n} commun") for n in range(8)),
        ActText("Qarq zefu"),
        ActText("Qarq zifu"),
        ActText("Qarq"),
    )  # words that no vector knows
    moments = [learn.clock.now().replace(microsecond=n) for n in range(3)]

    def town_of(order: tuple[int, int, int]) -> TaggedTown:
        told = tuple(Answer(act, True, moment, None) for act, moment in zip(order, moments, strict=True))
        return TaggedTown("x", acts, tuple(TaggedPledge(str(n), "Un mot commun", told) for n in range(5)))

    first, last = curve(town_of((8, 9, 10)))[0], curve(town_of((0, 8, 9)))[0]
    assert (first.without, first.found) == (0, 10)
    assert last.found < first.found


def test_few_pledges_give_no_curve(town: Path) -> None:
    answers(range(4))
    assert curve(tagged_town("essai")) == []


def test_the_page_reads_the_curve_of_the_last_night(town: Path) -> None:
    answers()
    viewer = Viewer("ana", "Ana", Role.VOLUNTEER)
    learn.learn()
    view = queries.learning("essai", viewer)
    assert view and view.as_of == learn.clock.today() and [point.after for point in view.points] == [1, 2]
    assert isinstance(view.points[0], Point)
    (town / "linking" / "curve-essai.json").write_text("{}", encoding="utf-8")
    broken = queries.learning("essai", viewer)
    assert broken and broken.points == ()


def test_the_verb_prints_its_report_and_ranks_again_when_kept(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers()
    monkeypatch.setattr(learn, "_score", lambda *_: learn.Score(0.9, 0.9))
    done = CliRunner().invoke(cli, ["learn", "--json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.output)
    assert told["kept"] is True and told["confirmed"] == 36 and told["learned_from"] == ["essai"]


def test_learning_is_a_job_of_the_night_and_too_few_answers_are_no_fault(store: Path) -> None:
    job = scheduler.LearningJob()
    assert job.command == ["learn"] and job.id == "*:nightly" and job.outcome(4) == 0 and job.outcome(5) == 5
    assert scheduler.Job("essai", "daily", "UTC").outcome(4) == 4


def test_a_failure_of_ranking_again_is_told_and_loses_nothing(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    judge("ple-0", "act-0-0", Judgement.CONFIRMED)

    def fail(_town: str, _pledge: str) -> bool:
        raise OSError("disk full")

    monkeypatch.setattr(again, "link_pledge", fail)
    assert rank_again("essai", "ple-0") is False
    assert tagged_town("essai").confirmed == 1
