"""The order of the queue: one confirmed link everywhere before a second, doubt, and a draw from which precision can be told."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from tests.judging import FIRST, fill
from tests.test_queries import VERA, VITO, suggest
from tracker import evidence, queries
from tracker.models import EvidenceJudgement
from tracker.queries.asking import SET_ASIDE, TURNS, Question, Waiting, next_question, set_aside
from tracker.queries.learning import FEWEST_DRAWN, wilson
from tracker.store import reading
from tracker.vocabulary import AskedAs, Band, Direction, EvidenceStep, Judgement

TOP, UNCERTAIN, RANDOM = TURNS.index(AskedAs.TOP), TURNS.index(AskedAs.UNCERTAIN), TURNS.index(AskedAs.RANDOM)


def pair(pledge: int, rank: int, score: float = 1.0, band: Band | None = None, confirmed: int = 0, answers: int = 0) -> Waiting:
    return Waiting(f"p{pledge}", f"a{pledge}-{rank}", rank, score, band, confirmed, answers, pledge)


def ordinary(waiting: list[Waiting]) -> list[Waiting]:
    return [one for one in waiting if not set_aside(one.pledge, one.act)]


POOL = [pair(pledge, rank, 10.0 - rank) for pledge in range(40) for rank in range(1, 11)]


def test_one_confirmed_link_everywhere_before_a_second_anywhere() -> None:
    waiting = ordinary([pair(0, 1, confirmed=1), pair(0, 2, confirmed=1), pair(1, 9), pair(2, 3), pair(2, 4)])
    asked = next_question(waiting, TOP, "vera")
    assert asked and asked.pledge in ("p1", "p2")
    late = ordinary([pair(0, 1, confirmed=3), pair(1, 2, confirmed=1, answers=9), pair(3, 7, confirmed=2)])
    assert (next_question(late, TOP, "vera") or late[0]).pledge == min(late, key=lambda one: one.confirmed).pledge


def test_a_pledge_that_was_refused_again_and_again_lets_the_others_pass() -> None:
    waiting = ordinary([pair(pledge, rank, answers=9 if pledge == 0 else 0) for pledge in range(6) for rank in range(1, 5)])
    asked = next_question(waiting, TOP, "vera")
    assert asked and asked.pledge != "p0"


def test_doubt_is_asked_where_the_bands_meet() -> None:
    bands = {9.0: Band.DIRECT, 8.0: Band.SUPPORTING, 2.0: Band.RELATED, 1.0: Band.RELATED}
    waiting = ordinary([pair(n, 1, score, bands.get(score)) for n, score in enumerate((9.0, 8.0, 5.1, 2.0, 1.0) * 4)])
    asked = next_question(waiting, UNCERTAIN, "vera")
    chosen = next(one for one in waiting if asked and (one.pledge, one.act) == (asked.pledge, asked.act))
    assert asked and asked.why == AskedAs.UNCERTAIN and chosen.score == 5.1
    plain = ordinary([pair(n, 1, float(n)) for n in range(21)])
    assert (next_question(plain, UNCERTAIN, "v") or Question("", "", AskedAs.TOP)).why == AskedAs.UNCERTAIN


def test_the_draw_takes_any_rank_and_the_other_turns_leave_it_alone() -> None:
    apart = [one for one in POOL if set_aside(one.pledge, one.act)]
    assert len(POOL) / SET_ASIDE / 2 < len(apart) < 2 * len(POOL) / SET_ASIDE
    assert len({one.rank for one in apart}) >= 8
    for turn in (TOP, UNCERTAIN):
        asked = next_question(POOL, turn, "vera")
        assert asked and not set_aside(asked.pledge, asked.act)
    drawn = next_question(POOL, RANDOM, "vera")
    assert drawn and drawn.why == AskedAs.RANDOM and set_aside(drawn.pledge, drawn.act)


def test_the_draw_is_the_same_all_day_and_another_for_another_person_or_day() -> None:
    first = [next_question(POOL, RANDOM, f"{login}/2026-11-0{day}") for login in ("vera", "vito", "anna") for day in (1, 2, 3)]
    assert first[0] == next_question(list(reversed(POOL)), RANDOM, "vera/2026-11-01")
    assert len(set(first)) > 4


def test_the_shares_are_those_told() -> None:
    left, asked = list(POOL), Counter[AskedAs]()
    for turn in range(100):
        question = next_question(left, turn, "vera")
        assert question
        asked[question.why] += 1
        left = [one for one in left if (one.pledge, one.act) != (question.pledge, question.act)]
    assert asked == {AskedAs.TOP: 60, AskedAs.UNCERTAIN: 20, AskedAs.RANDOM: 20}


def test_precision_told_from_the_draw_is_that_of_all_while_the_best_would_flatter() -> None:
    right = {(one.pledge, one.act) for one in POOL if one.rank <= 3}
    left, answers = list(POOL), Counter[str]()
    said: dict[AskedAs, list[bool]] = {why: [] for why in AskedAs}
    for turn in range(160):
        question = next_question([replace(one, answers=answers[one.pledge]) for one in left], turn, "vera")
        assert question
        left = [one for one in left if (one.pledge, one.act) != (question.pledge, question.act)]
        answers[question.pledge] += 1
        said[question.why].append((question.pledge, question.act) in right)
    drawn, best = said[AskedAs.RANDOM], said[AskedAs.TOP]
    low, high = wilson(sum(drawn), len(drawn))
    assert low <= 0.3 <= high
    assert sum(best) / len(best) > high


def test_everything_is_asked_in_the_end_and_nothing_of_nothing() -> None:
    assert next_question([], 0, "vera") is None
    left, seen = POOL[:30], 0
    while question := next_question(left, TOP, "vera"):
        left = [one for one in left if (one.pledge, one.act) != (question.pledge, question.act)]
        seen += 1
    assert seen == 30


@pytest.mark.parametrize(
    ("right", "total", "low", "high"), [(0, 0, 0, 1), (0, 20, 0, 0.1611), (20, 20, 0.8389, 1), (10, 20, 0.2993, 0.7007)]
)
def test_the_interval_is_wilsons(right: int, total: int, low: float, high: float) -> None:
    assert wilson(right, total) == pytest.approx((low, high), abs=1e-4)


@pytest.fixture
def town(store: Path) -> None:
    fill()
    suggest("act-1", "act-2", "act-old")
    suggest("act-1", "act-2", pledge="ple-neuf")


def answer(login: str, item: queries.shapes.QueueItem, judgement: Judgement = Judgement.REJECTED) -> EvidenceJudgement:  # type: ignore[name-defined]
    return evidence.judge(login, item.page.row.id, item.suggestion.act.id, judgement, asked_as=item.asked.why)


def test_an_answer_keeps_why_it_was_asked(town: None) -> None:
    item = queries.next_in_queue("ville", VERA)
    assert item
    answer("vera", item)
    evidence.judge("vito", "ple-halle", "act-1", Judgement.CONFIRMED, direction=Direction.SUPPORTS, step=EvidenceStep.VOTED, quote=FIRST)
    with reading() as session:
        kept = {row.user_id: row.asked_as for row in session.exec(select(EvidenceJudgement))}
    assert kept == {"vera": item.asked.why, "vito": None}


def test_the_question_on_the_screen_stays_while_others_answer(town: None) -> None:
    item = queries.next_in_queue("ville", VERA)
    assert item
    others = queries.next_in_queue("ville", VITO)
    assert others
    answer("vito", others)
    kept = queries.next_in_queue("ville", VERA, current=item.asked)
    assert kept and kept.asked == item.asked
    answer("vera", item)
    after = queries.next_in_queue("ville", VERA, current=item.asked)
    assert after and after.asked != item.asked


def test_two_people_may_answer_on_one_pair_and_neither_sees_the_other(town: None) -> None:
    evidence.judge("vito", "ple-neuf", "act-1", Judgement.REJECTED)
    seen = set()
    for _ in range(5):
        item = queries.next_in_queue("ville", VERA)
        assert item and item.suggestion.mine is None
        seen.add((item.page.row.id, item.suggestion.act.id))
        answer("vera", item)
    assert ("ple-neuf", "act-1") in seen and queries.next_in_queue("ville", VERA) is None


def test_the_random_share_is_counted_by_pair_and_only_then(town: None) -> None:
    view = queries.learning("ville", VERA)
    assert view and view.drawn is None and view.points == ()
    evidence.judge("vera", "ple-neuf", "act-1", Judgement.REJECTED, asked_as=AskedAs.RANDOM)
    evidence.judge("vito", "ple-neuf", "act-1", Judgement.REJECTED, asked_as=AskedAs.TOP)
    evidence.judge("vera", "ple-neuf", "act-2", Judgement.UNSURE, asked_as=AskedAs.RANDOM)
    evidence.judge("vera", "ple-halle", "act-2", Judgement.REJECTED, asked_as=AskedAs.TOP)
    view = queries.learning("ville", VERA)
    assert view and view.drawn
    assert (view.drawn.right, view.drawn.wrong, view.drawn.undecided, view.drawn.interval) == (0, 1, 1, None)
    assert FEWEST_DRAWN > 2


def test_what_answers_bring_is_for_signed_in_people(town: None) -> None:
    assert queries.learning("ville", queries.shapes.ANYONE) is None  # type: ignore[attr-defined]
