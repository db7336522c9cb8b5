"""Vectors of words: what is near in meaning is found without a common word, explained exactly, and a damaged file is refused."""

import base64
import json
import math
from pathlib import Path

import numpy as np
import pytest

from benchmarks.neighbours import packed
from tracker.errors import InputError
from tracker.linking.bm25 import ActText, Index
from tracker.linking.meaning import FILE, Meaning, WordVectors, load_vectors
from tracker.linking.neighbours import Neighbours, load_neighbours
from tracker.linking.ranking import Linker
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import How, Thesaurus, own_terms
from tracker.settings import shipped_data_dir
from tracker.vocabulary import Band

VECTORS = WordVectors(("vélo", "cyclable", "cimetière"), np.array([[1, 0], [0.8, 0.6], [0, 1]], np.float32))
ACTS = [ActText("Bande cyclable"), ActText("Extension du cimetière"), ActText("Tarifs"), ActText("Vélo"), ActText("")]


def linker(vectors: WordVectors = VECTORS) -> Linker:
    return Linker(Index(ACTS), Thesaurus(), neighbours=Neighbours(vectors=vectors))


def test_an_act_of_like_meaning_is_found_without_a_common_word() -> None:
    found = {one.act_index: one for one in linker().rank("Un vélo")}
    assert set(found) == {0, 3}  # the cemetery is at a right angle, the tariffs are unknown
    assert found[0].aside and not found[3].aside  # nobody is asked about an act that no word of the pledge finds
    assert found[0].band == Band.RELATED
    (told,) = found[0].explanation
    assert (told.how, told.pledge_word, told.act_word) == (How.MEANING, "vélo", "cyclable")
    assert not [one for one in linker(WordVectors()).rank("Un vélo") if one.act_index == 0]


def test_points_are_told_exactly() -> None:
    for one in linker().rank("Un vélo au cimetière, une bande", top=None):
        assert math.fsum(part.points for part in one.explanation) == pytest.approx(one.score, rel=1e-9)


def test_nearness_is_the_cosine_and_what_is_opposite_is_nothing() -> None:
    meaning = Meaning(Index(ACTS), WordVectors(("vélo", "cyclable", "cimetière"), np.array([[1, 0], [0.8, 0.6], [-1, 0]], np.float32)))
    said = meaning.said(own_terms("Un vélo", Terms()), lambda _: 1.0)
    assert said is not None
    assert meaning.parts(said, np.arange(5)).sum(axis=0) == pytest.approx([0.8, 0, 0, 1, 0], abs=1e-6)
    assert list(meaning.best(said, 10)) == [3, 0]


@pytest.mark.parametrize("pledge", ["", "Le la les", "Xylophone", "12 000 €"])
def test_a_pledge_without_a_known_word_says_nothing(pledge: str) -> None:
    meaning = Meaning(Index(ACTS), VECTORS)
    assert meaning.said(own_terms(pledge, Terms()), lambda _: 1.0) is None
    assert len(meaning.best(None, 10)) == 0


@pytest.mark.parametrize("acts", [[], [ActText("")], [ActText("Tarifs")]])
def test_a_town_of_which_no_word_is_known_is_sane(acts: list[ActText]) -> None:
    town = Linker(Index(acts), Thesaurus(), neighbours=Neighbours(vectors=VECTORS))
    assert town.rank("Un vélo") == []


def test_the_shipped_vectors_hold_words_of_the_trade_and_no_name() -> None:
    vectors = load_vectors()
    assert len(vectors.words) > 2_000 and list(vectors.words) == sorted(vectors.words)
    assert np.linalg.norm(vectors.rows, axis=1) == pytest.approx(1, abs=1e-5)
    assert not {"jean", "marie", "pierre", "martin", "dupont", "montpellier"} & set(vectors.words)
    near, meals, loan = (vectors.rows[vectors.places[Terms()(word)[0]]] for word in ("cantine", "repas", "emprunt"))
    assert near @ meals > 0.5 > near @ loan
    head = json.loads((shipped_data_dir() / FILE).read_text(encoding="utf-8"))
    assert head["settings"]["towns"] >= 2 and head["settings"]["as_name"] == 0.5  # of several towns, and not mostly written as a name


def test_a_changed_vector_changes_the_name_of_the_method() -> None:
    assert linker().method != linker(WordVectors(VECTORS.words, VECTORS.rows[::-1].copy())).method
    assert load_neighbours().vectors is load_vectors()


def test_vectors_are_packed_and_read_back(tmp_path: Path) -> None:
    rows = np.array([[0.6, 0.8], [1.0, 0.0]])
    path = tmp_path / FILE
    path.write_text(json.dumps({"words": packed(["b", "a"], rows)}), encoding="utf-8")
    found = load_vectors(path)
    assert found.words == ("a", "b") and found.rows == pytest.approx(np.array([[1, 0], [0.6, 0.8]]), abs=0.01)


@pytest.mark.parametrize(
    "content",
    [
        "not json", "[]", "{}", '{"words": []}', '{"words": {"a": 3}}', '{"words": {"a": "é"}}', '{"words": {"a": ""}}',
        json.dumps({"words": {"a": base64.b64encode(b"\x00\x00").decode()}}),
        json.dumps({"words": {"a": base64.b64encode(b"\x01").decode(), "b": base64.b64encode(b"\x01\x02").decode()}}),
        json.dumps({"words": {"a": base64.b64encode(b"\x01" * 600).decode()}}), "[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_is_refused_with_its_name(content: str, tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=FILE):
        load_vectors(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_vectors(tmp_path / FILE)
