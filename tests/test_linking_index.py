"""The index of linking: prepared words, batches, blocks, ready terms, texts read only when asked for, words that are no words."""

import random
from collections import Counter
from collections.abc import Sequence

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from tracker.linking.bm25 import ActText, Field, Index, top_of
from tracker.linking.terms import STOP_WORDS, Terms, analysis, words_of

words = st.sampled_from(["vélo", "piste", "école", "cantine", "halle", "L’église", "œuvre", "de", "été", "Vélos", "tracé", "n°12"])
texts = st.lists(words, max_size=8).map(" ".join)
acts = st.lists(st.builds(ActText, texts, texts), min_size=1, max_size=9)


def _one_by_one(text: str) -> list[str]:
    """Read a text word by word, the plain way."""
    return [term for word in words_of(text) for term in Terms()(word)]


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    st.one_of(
        st.text(max_size=60), texts, st.lists(st.sampled_from(["é", "e\u0301", "’", "_", "-", "\u00a0", "x", "œ", "2", "²"])).map("".join)
    )
)
def test_cutting_at_bytes_gives_the_terms_of_the_words(text: str) -> None:
    assert Terms()(text) == _one_by_one(text)


def test_a_text_that_is_no_text_costs_nothing_and_breaks_nothing() -> None:
    terms = Terms()
    assert terms("\ud800 vélo \x00\x0c\u202e") == ["velo"]
    assert terms("x" * 1_000_000) == []
    assert len(terms._memo) == 2  # the word, and the mark; a million letters are not remembered
    assert terms("l1bre ||| ~~ ﷺ")[0] == "l1bre"
    assert all(" " not in term for term in terms("ﷺ ½ ①② ﬁn"))


@pytest.mark.parametrize(
    ("left", "right"), [("loyers", "loi"), ("voirie", "voir"), ("mairies", "maire"), ("dons", "donner"), ("taxi", "taxe")]
)
def test_words_that_the_stemmer_would_join_stay_apart(left: str, right: str) -> None:
    terms = Terms()
    assert terms(left) != terms(right)
    assert terms(left) == terms(left.rstrip("s")) == terms(left.rstrip("s") + "s")


def test_the_digest_of_the_rules_is_stable_and_follows_the_stop_words(monkeypatch: pytest.MonkeyPatch) -> None:
    before = analysis()
    analysis.cache_clear()
    assert analysis() == before
    analysis.cache_clear()
    monkeypatch.setattr("tracker.linking.terms.STOP_WORDS", STOP_WORDS | {"velo"})
    assert analysis() != before
    analysis.cache_clear()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    acts, st.lists(st.dictionaries(st.sampled_from(["velo", "pist", "ecol", "hall", "rien"]), st.floats(0.1, 2.0), max_size=4), max_size=4)
)
def test_a_batch_gives_what_its_queries_give_one_by_one(given_acts: list[ActText], queries: list[dict[str, float]]) -> None:
    index = Index(given_acts)
    batch = index.batch(queries)
    assert batch.shape == (len(queries), len(given_acts))
    for row, (query, best) in enumerate(zip(queries, index.top(queries, 3), strict=True)):
        places, scores = index.scores(query)
        assert dict(zip(places, scores, strict=True)) == dict(zip(batch[row].indices, batch[row].data, strict=True))
        assert best == index.search(query, 3)
        blocks = [index.block([t for t in query if t in index.vocabulary], range(len(given_acts)), name) for name in Field]
        weights = np.array([weight for term, weight in query.items() if term in index.vocabulary])
        assert np.allclose(sum(weights @ block for block in blocks), batch[row].toarray()[0])


@settings(deadline=None, max_examples=60, derandomize=True)
@given(acts)
def test_weights_are_those_of_the_formula(given_acts: list[ActText]) -> None:
    index, terms = Index(given_acts), Terms()
    tallies = [Counter(terms(act.field(Field.TEXT))) for act in given_acts]
    mean = sum(map(Counter.total, tallies)) / len(tallies) or 1e-9
    for term, row in index.vocabulary.items():
        df = sum(term in tally for tally in tallies)
        idf = np.log1p((len(tallies) - df + 0.5) / (df + 0.5))
        wanted = [idf * tally[term] * 2.2 / (tally[term] + 1.2 * (0.25 + 0.75 * tally.total() / mean)) for tally in tallies]
        assert np.allclose(index.fields[Field.TEXT][[row]].toarray()[0], wanted)
    assert index.title_lengths.tolist() == [len(terms(act.title)) for act in given_acts]


def test_an_index_of_ready_terms_is_the_same_and_keeps_no_text() -> None:
    given_acts = [ActText("Achat de vélos", "Le vélo est livré"), ActText("Halle", "")]
    terms = Terms()
    ready = Index.of_terms([terms(act.title) for act in given_acts], [terms(act.field(Field.TEXT)) for act in given_acts])
    plain = Index(given_acts)
    assert len(ready) == 2 and ready.acts == ()
    assert ready.search({"velo": 1.0}) == plain.search({"velo": 1.0})
    assert ready.title_lengths.tolist() == plain.title_lengths.tolist()


class _Spied(Sequence[ActText]):
    """Acts that tell which of them were read."""

    def __init__(self, given_acts: list[ActText]) -> None:
        self.given, self.read = given_acts, set[int]()

    def __len__(self) -> int:
        return len(self.given)

    def __getitem__(self, place):  # type: ignore[no-untyped-def,override]
        self.read.add(place)
        return self.given[place]


def test_texts_are_only_read_where_a_word_is_shown() -> None:
    spied = _Spied([ActText("Vélos", "bleus"), ActText("Halle", ""), ActText("Stade", "")])
    terms = Terms()
    index = Index(spied, terms, [act.prepared(terms) for act in spied.given])
    assert index.search({"velo": 1.0})[0][0] == 0 and spied.read == set()
    assert index.surfaces(0, Field.TEXT) == {"velo": ["vélos"], "bleus": ["bleus"]}
    assert spied.read == {0}


def test_the_top_of_many_equal_scores_keeps_the_order_of_acts() -> None:
    places, scores = np.array([5, 3, 9, 1]), np.array([1.0, 2.0, 2.0, 0.0])
    assert top_of(places, scores, 2) == [(3, 2.0), (9, 2.0)]
    assert top_of(places, scores, 10) == [(3, 2.0), (9, 2.0), (5, 1.0)]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    st.lists(st.one_of(words, st.sampled_from(["l’Été", "VÉLO", "vélo-école", "halle–piste", "m²"])), max_size=10).map(" ".join),
    st.sets(words),
)
def test_wanted_surfaces_are_those_of_all_that_are_wanted(text: str, asked: set[str]) -> None:
    terms = Terms()
    wanted = {term for word in asked for term in terms(word)}
    every = terms.surfaces(text)
    assert terms.surfaces(text, wanted) == {term: written for term, written in every.items() if term in wanted}
    assert set(every) == set(terms(text))
    assert terms.surfaces("halle–piste", {"pist"}) == {"pist": ["piste"]}
    assert {word for written in every.values() for word in written} <= set(words_of(text))


@settings(deadline=None, max_examples=80, derandomize=True)
@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 2.0]), max_size=30), st.integers(1, 12), st.randoms())
def test_the_top_is_that_of_a_whole_sort(scores: list[float], top: int, source: random.Random) -> None:
    places = list(range(len(scores)))
    source.shuffle(places)
    whole = sorted((-score, place) for place, score in zip(places, scores, strict=True) if score > 0)
    assert top_of(np.array(places, np.int32), np.array(scores), top) == [(place, -score) for score, place in whole[:top]]
