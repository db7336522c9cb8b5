"""What confirmed links teach: acts that speak like them climb, every point is explained, refusals hold back, nothing becomes sure."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.linking.bm25 import ActText, Field, Index
from tracker.linking.feedback import LONGEST, Lessons
from tracker.linking.lesson import WORDS
from tracker.linking.meaning import WordVectors
from tracker.linking.neighbours import Neighbours
from tracker.linking.ranking import Linker, Ranked
from tracker.linking.subjects import MEANING, SUBJECT, Subjects
from tracker.linking.thesaurus import How, Thesaurus

THESAURUS = Thesaurus({"childcare": ("crèche", "petite enfance", "micro-crèche"), "boats": ("ponton", "quai", "halte fluviale")})
ACTS = [
    ActText("Convention avec la crèche des Lutins", "Le conseil approuve la convention d'accueil des tout-petits."),
    ActText("Travaux du ponton amont", "Réparation de la charpente du ponton et des amarres."),
    ActText("Avenant à la convention des Lutins", "Prolongation de la durée de la convention d'accueil."),
    ActText("Budget du camping", "Vote du budget annexe."),
    ActText("Agrandissement du multi-accueil des Lutins", "Permis de construire du multi-accueil."),
    ActText("Tarifs du camping", "Vote des tarifs."),
    ActText("Convention avec le club de pétanque", "Mise à disposition du terrain."),
    ActText("Subvention au club de pétanque", "Vote de la subvention."),
]
PLEDGE = "Ouvrir des places pour la petite enfance"


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(Index(ACTS), THESAURUS)


def places(found: Sequence[Ranked]) -> list[int]:
    return [one.act_index for one in found]


def test_acts_that_speak_like_the_confirmed_ones_climb(linker: Linker) -> None:
    found = linker.rank(PLEDGE)
    before, after = [one.act_index for one in found if not one.aside], places(linker.rank(PLEDGE, confirmed=[0]))
    assert 2 not in before and 4 not in before  # before any answer they only resemble others: nobody is asked about them
    assert after.index(2) < after.index(6) if 6 in after else 2 in after
    assert max(after.index(2), after.index(4)) < min((after.index(act) for act in (3, 5) if act in after), default=len(after))


def test_every_point_of_the_lesson_is_told(linker: Linker) -> None:
    for confirmed in ([0], [0, 2], [0, 1, 2]):
        for one in linker.rank(PLEDGE, confirmed=confirmed):
            assert math.fsum(part.points for part in one.explanation) == pytest.approx(one.score, rel=1e-9)
            assert math.fsum(part.share for part in one.explanation) == pytest.approx(1, abs=0.01)


def test_what_was_learned_names_the_word_of_the_act_and_of_a_confirmed_one(linker: Linker) -> None:
    found = {one.act_index: one for one in linker.rank(PLEDGE, confirmed=[0])}[4]
    told = {(part.act_word, part.pledge_word, part.field) for part in found.explanation if part.how == How.CONFIRMED}
    assert ("lutins", "lutins", Field.TITLE) in told
    shared = {
        word for act in (ACTS[0], ACTS[4]) for word in (act.title + " " + act.body).lower().replace("'", " ").replace(".", " ").split()
    }
    assert all({word, taught} <= shared | {""} or " " in word for word, taught, _ in told)


def test_words_of_refused_acts_teach_less(linker: Linker) -> None:
    lessons, query = Lessons(linker.index), linker.query(PLEDGE)
    free, held = lessons.of(query, [0]), lessons.of(query, [0], [6])
    assert held.points[7] <= free.points[7]
    gap = (free.points[4] - free.points[6], held.points[4] - held.points[6])
    assert gap[1] > gap[0]  # « convention » of the refused act weighs less, « Lutins » does not


def test_a_lesson_is_bounded_and_one_link_teaches_less_than_three(linker: Linker) -> None:
    query = linker.query(PLEDGE)
    one, three = (Lessons(linker.index).of(query, confirmed).points for confirmed in ([0], [0, 2, 4]))
    assert 0 < one.max() <= 5 * WORDS / 2 + 1e-9
    assert 0 < three.max() <= 5 * WORDS * 3 / 4 + 1e-9
    assert (one >= 0).all() and (three >= 0).all()


def test_a_confirmation_never_raises_a_band(linker: Linker) -> None:
    before = {one.act_index: one.band for one in linker.rank(PLEDGE, top=None)}
    after = {one.act_index: (one.band, one.probability) for one in linker.rank(PLEDGE, top=None, confirmed=[0, 2])}
    assert before and all(after[act][0] == band for act, band in before.items())


def test_nothing_confirmed_changes_nothing(linker: Linker) -> None:
    assert linker.rank(PLEDGE) == linker.rank(PLEDGE, confirmed=[], refused=[6])


def test_a_pledge_without_any_word_in_common_still_learns(linker: Linker) -> None:
    found = linker.rank("Xylophone", confirmed=[0])
    assert places(found)[0] == 0 and {2, 4} <= set(places(found))


@pytest.mark.parametrize("act", [ActText(""), ActText("", "le la les"), ActText("a" * 50_000, "b " * 100_000)])
def test_an_empty_or_endless_confirmed_act_is_sane(act: ActText) -> None:
    index = Index([*ACTS, act])
    lesson = Lessons(index).of(THESAURUS.expand(PLEDGE, index.terms), [len(ACTS)])
    assert len(lesson.points) == len(index) and not any(map(math.isnan, lesson.points))


def test_a_long_confirmed_act_teaches_by_its_heaviest_words_only() -> None:
    words = " ".join(f"mot{n}" for n in range(5_000))
    index = Index([ActText("Crèche", words), ActText("Crèche", words), *ACTS])
    lesson = Lessons(index).of(THESAURUS.expand(PLEDGE, index.terms), [0])
    assert max(len(one) for one in lesson.explain([1], 1.0)) <= 3 * LONGEST


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("abcdé ' ", max_size=30), min_size=2, max_size=8), st.data())
def test_points_are_told_whatever_the_texts(titles: list[str], data: st.DataObject) -> None:
    index = Index([ActText(title, title[::-1]) for title in titles])
    confirmed = data.draw(st.lists(st.integers(0, len(titles) - 1), min_size=1, max_size=3, unique=True))
    refused = data.draw(st.lists(st.integers(0, len(titles) - 1), max_size=2, unique=True))
    lesson = Lessons(index).of(THESAURUS.expand("abcd bd crèche", index.terms), confirmed, refused)
    for act, told in enumerate(lesson.explain(range(len(titles)), 2.0)):
        assert math.fsum(part.points for part in told) == pytest.approx(2 * lesson.points[act], abs=1e-9)


# ---- what confirmed acts are about ----

VECTORS = WordVectors(("lutins", "multi", "camping"), np.array([[1, 0], [0.8, 0.6], [0, 1]], np.float32))


@pytest.fixture(scope="module")
def seeing() -> Linker:
    return Linker(Index(ACTS), THESAURUS, neighbours=Neighbours(vectors=VECTORS))


def test_a_group_of_several_confirmed_titles_lifts_the_acts_that_hold_it() -> None:
    acts = [
        ActText("Crèche Alpha"),
        ActText("Petite enfance : tarifs"),
        ActText("Micro-crèche Gamma"),
        *(ActText(f"Voirie {n}") for n in range(9)),
    ]
    town = Linker(Index(acts), THESAURUS, neighbours=Neighbours())
    alone, both = Subjects(town.reader, [0], []), Subjects(town.reader, [0, 1], [])
    assert not alone.points.any()  # one title alone also speaks of other things
    assert both.points[2] == pytest.approx(SUBJECT) and not both.points[3:].any()
    (told,) = both.explain([2])
    assert [(one.how, one.act_word, one.pledge_word) for one in told] == [(How.CONFIRMED, "crèche", "crèche")]
    held = Subjects(town.reader, [0, 1], [2])
    assert held.points[2] == pytest.approx(SUBJECT)  # of one group alone the best act keeps it all; beside others it would lose half


def test_meaning_alone_brings_acts_near_the_confirmed_ones(seeing: Linker) -> None:
    about = Subjects(seeing.reader, [0], [])
    assert about.points[2] == pytest.approx(MEANING) and 0 < about.points[4] < about.points[2]
    assert about.points[3] == about.points[7] == 0  # « camping » is at a right angle, « pétanque » unknown
    for act, told in enumerate(about.explain(range(len(ACTS)))):
        assert math.fsum(one.points for one in told) == pytest.approx(float(about.points[act]))


def test_every_point_is_told_with_groups_and_meaning_too(seeing: Linker) -> None:
    for one in seeing.rank(PLEDGE, top=None, confirmed=[0, 2, 4], refused=[6]):
        assert math.fsum(part.points for part in one.explanation) == pytest.approx(one.score, rel=1e-9)
