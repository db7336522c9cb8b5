"""Linking without a database: terms, thesaurus, BM25, explanations, confirmed links."""

import math

import pytest

from tracker.errors import InputError
from tracker.linking.bm25 import ActText, Field, Index
from tracker.linking.ranking import Linker, Ranked
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import EXPANSION_WEIGHT, PHRASE_FACTOR, How, Thesaurus, load_thesaurus
from tracker.themes import load_themes

ACTS = [
    ActText("AMÉNAGEMENT D'UNE PISTE CYCLABLE", "Le conseil approuve le tracé le long du canal."),
    ActText("Tarifs de la cantine", "Le prix du repas est fixé ; un vélo est offert au gagnant."),
    ActText("Réfection de la toiture de l'église", "Marché de travaux attribué."),
    ActText("Abri pour les vélos", "Un abri est installé devant la gare."),
]
THESAURUS = Thesaurus({"cycling": ("velo", "cyclable", "piste cyclable"), "meals": ("cantine", "repas")})


def rank(pledge: str, index: Index, top: int | None = 100, **more: object) -> list[Ranked]:
    return Linker(index, THESAURUS).rank(pledge, top, **more)  # type: ignore[arg-type]


@pytest.fixture
def index() -> Index:
    return Index(ACTS)


@pytest.mark.parametrize(
    ("left", "right"),
    [("DELIBERATION", "Délibérations"), ("cœur", "COEUR"), ("vélos", "velo"), ("l’école", "école"), ("e\u0301coles", "ecole")],
)
def test_terms_meet_without_accents_ligatures_and_plurals(left: str, right: str) -> None:
    terms = Terms()
    assert terms(left) == terms(right) != []


def test_terms_drop_stop_words_and_single_letters() -> None:
    assert Terms()("Nous ferons à l'été de la même y") == Terms()("ferons été même")[:1]


def test_thesaurus_joins_words_at_its_weight_and_keeps_the_pledge_at_one() -> None:
    query = THESAURUS.expand("Place aux vélos", Terms())
    assert query["velo"].weight == 1
    assert query["cyclabl"].weight == EXPANSION_WEIGHT
    assert query["pist"].weight == pytest.approx(EXPANSION_WEIGHT * PHRASE_FACTOR)
    assert query["cyclabl"].how == How.THESAURUS
    assert query["cyclabl"].words == ("vélos",)
    assert "rep" not in query


def test_a_phrase_fires_only_when_it_stands_whole() -> None:
    thesaurus = Thesaurus({"x": ("maison de sante", "medecin")})
    assert "medecin" not in thesaurus.expand("Ouvrir une maison", Terms())
    assert "medecin" in thesaurus.expand("Ouvrir une maison communale de santé", Terms())


def test_ranking_puts_the_title_first_and_never_ranks_a_zero(index: Index) -> None:
    order = [r.act_index for r in rank("Un plan pour le vélo", index)]
    assert sorted(order) == [0, 1, 3]
    assert order.index(3) < order.index(1)  # the same word, in the title and in the body only
    assert rank("Rien de commun", index) == []
    assert len(rank("Un plan pour le vélo", index, top=2)) == 2


def test_contributions_sum_to_the_score(index: Index) -> None:
    found = rank("Des vélos, une cantine et un abri", index)
    assert len(found) >= 3
    for one in found:
        assert math.fsum(part.points for part in one.explanation) == pytest.approx(one.score, rel=1e-12)
        assert sum(part.share for part in one.explanation) == pytest.approx(1, abs=0.001)


def test_explanation_says_how_each_word_met(index: Index) -> None:
    by_act = {r.act_index: {(p.act_word, p.pledge_word, p.how, p.field) for p in r.explanation} for r in rank("Un vélo", index)}
    assert ("vélos", "vélo", How.SAME_STEM, Field.TITLE) in by_act[3]
    assert ("vélo", "vélo", How.SAME_WORD, Field.TEXT) in by_act[1]
    assert ("cyclable", "vélo", How.THESAURUS, Field.TITLE) in by_act[0]


def test_ties_keep_the_order_of_the_acts_also_where_the_top_is_cut() -> None:
    index = Index([ActText("Achat d'un camion")] * 9 + [ActText("Autre objet")])
    assert [r.act_index for r in rank("camion", index, top=4)] == [0, 1, 2, 3]


def test_score_is_bm25_by_hand() -> None:
    score = Index([ActText("camion rouge"), ActText("stade")]).search({"camion": 1.0})[0][1]
    idf = math.log(1 + 1.5 / 1.5)
    tf = 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 1.5))
    assert score == pytest.approx(idf * tf * 2.5)  # text + 1.5 × title, both fields hold the same words here


def test_confirmed_links_bring_the_acts_that_speak_like_theirs() -> None:
    index = Index([*ACTS, ActText("Toiture de l'église : avenant", "")])
    assert 4 not in [r.act_index for r in rank("Nos clochers", index)]
    taught = {r.act_index: r for r in rank("Nos clochers", index, confirmed=[2])}
    assert 4 in taught and How.CONFIRMED in {part.how for part in taught[4].explanation}
    assert math.fsum(part.points for part in taught[4].explanation) == pytest.approx(taught[4].score, rel=1e-9)


def test_many_pledges_at_once_are_ranked_as_one_by_one(index: Index) -> None:
    linker = Linker(index, THESAURUS)
    pledges = ["Un vélo", "Pour tous !", "La cantine", "UN VELO", "Rien de commun", "Le vélo " * 500]
    assert list(linker.rank_many(pledges)) == [linker.rank(pledge) for pledge in pledges]


@pytest.mark.parametrize("acts", [[], [ActText("", "")]])
def test_an_empty_town_gives_nothing(acts: list[ActText]) -> None:
    assert rank("Un vélo", Index(acts)) == []


def test_a_pledge_of_stop_words_gives_nothing(index: Index) -> None:
    assert rank("Pour tous !", index) == []


def test_shipped_thesaurus_and_themes_agree() -> None:
    groups, themes = load_thesaurus().groups, load_themes()
    assert len(groups) > 70
    assert list(themes) == [
        "housing", "transport", "public_services", "ecology", "culture", "security", "democracy", "finance", "education", "health",
        "economy", "solidarity", "sport", "early_childhood", "mobility", "urban_planning",
    ]  # fmt: skip
    assert {group for theme in themes.values() for group in theme.thesaurus} <= set(groups)


@pytest.mark.parametrize("text", ["- [a, b]", "groups: {x: seul}", "groups: {x: [seul]}", "groups: {x: [1, 2]}"])
def test_a_broken_thesaurus_is_refused_with_its_name(tmp_path, text: str) -> None:
    path = tmp_path / "thesaurus.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"thesaurus\.yml"):
        load_thesaurus(path)


def test_a_changed_word_changes_the_thesaurus_digest() -> None:
    assert Thesaurus({"a": ("x", "y")}).digest != Thesaurus({"a": ("x", "z")}).digest
