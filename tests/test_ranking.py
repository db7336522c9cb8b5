"""The ranker: exact explanations, features that mean the same everywhere, bands, the model's file and its fit."""

import json
import logging
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.linking.bands import SIGNS, judge
from tracker.linking.bm25 import ActText, Field, Index
from tracker.linking.candidates import candidates
from tracker.linking.evidence_words import names_of, sums_of
from tracker.linking.families import Families
from tracker.linking.link_cues import is_routine, load_link_cues
from tracker.linking.model import BY_HAND, Model, load_model, shipped_model
from tracker.linking.neighbours import Neighbours
from tracker.linking.parts import NAMES
from tracker.linking.ranking import KEPT, Linker
from tracker.linking.sureness import fit_sureness
from tracker.linking.terms import Terms
from tracker.linking.thesaurus import How, Thesaurus
from tracker.linking.thesaurus_file import About
from tracker.linking.training import Means, TrainingTown, examples, fit, fit_lessons, gate, lessons
from tracker.linking.variants import scanned, variants
from tracker.vocabulary import Band

THESAURUS = Thesaurus(
    {"cycling": ("velo", "cyclable", "piste cyclable"), "meals": ("cantine", "repas"), "roofs": ("toiture", "couverture")}
)
ACTS = [
    ActText("AMÉNAGEMENT D'UNE PISTE CYCLABLE", "Le conseil approuve le tracé le long du canal pour 500 000 €."),
    ActText("Tarifs de la cantine", "Le prix du repas est fixé ; un vélo est offert au gagnant."),
    ActText("Réfection de la toiture de l'église Saint-Firmin", "Marché de travaux attribué pour 300 000 euros."),
    ActText("Abri pour les vélos", "Un abri est installé devant la gare."),
    ActText("Tableau des effectifs du service des vélos", "Un poste est créé."),
    ActText("Convention avec une association", "Elle prête des bicyclettes et entretient une piste cyclable à Vermelle."),
    ActText("Accueil touristique", ""),
    ActText("", "Un texte sans titre qui parle de la cantine."),
]
WORDS = [
    "vélo",
    "piste",
    "cyclable",
    "cantine",
    "repas",
    "toiture",
    "église",
    "abri",
    "tarif",
    "école",
    "2026",
    "Vermelle",
    "500 000 €",
    "du",
]
NONE = Neighbours()


def linker(acts: list[ActText] = ACTS, thesaurus: Thesaurus = THESAURUS, model: Model | None = None, near: Neighbours = NONE) -> Linker:
    return Linker(Index(acts), thesaurus, model or Model(), neighbours=near)


def order(pledge: str, **more: object) -> list[int]:
    return [one.act_index for one in linker(**more).rank(pledge)]  # type: ignore[arg-type]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(*(st.lists(st.sampled_from(WORDS), max_size=6) for _ in range(2))), min_size=1, max_size=8),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8),
    st.booleans(),
)
def test_the_points_of_an_explanation_are_the_score(texts: list[tuple[list[str], list[str]]], pledge: list[str], taught: bool) -> None:
    acts = [ActText(" ".join(title), " ".join(body)) for title, body in texts]
    ranked = linker(acts).rank(" ".join(pledge), confirmed=[0] if taught else [])
    for one in ranked:
        assert one.score > 0 and one.explanation
        assert math.fsum(part.points for part in one.explanation) == pytest.approx(one.score, rel=1e-9)
        assert sum(part.share for part in one.explanation) == pytest.approx(1, abs=0.01)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)


def test_one_by_one_and_all_at_once_give_the_same() -> None:
    ranker, pledges = linker(), ["Un plan pour le vélo", "Des repas à la cantine", "Rien"]
    assert list(ranker.rank_many(pledges)) == [ranker.rank(pledge) for pledge in pledges]
    assert [one.act_index for one in ranker.rank(pledges[0])] == ranker.order(pledges[0])[: len(ranker.rank(pledges[0]))]


def test_order_ranks_also_what_was_not_read_closely() -> None:
    acts = [ActText(f"Vélo numéro {place}") for place in range(250)]
    ranker = linker(acts)
    assert sorted(ranker.order("Un vélo")) == list(range(250))
    assert len(ranker.rank("Un vélo")) == 100
    assert len(ranker.rank("Un vélo", top=None)) == 250


def test_features_lie_between_0_and_1_and_their_best_is_1() -> None:
    reader = linker().reader
    asked = reader.ask("Des vélos, des pistes cyclables et une cantine pour 500 000 euros")
    values = reader.read(asked, np.arange(len(ACTS))).values()
    assert values.shape == (len(ACTS), len(NAMES))
    assert values.min() >= 0 and values.max() <= 1 + 1e-9
    for name in ("base", "facets", "concept", "subject", "near"):
        assert values[:, NAMES.index(name)].max() == pytest.approx(1), name


def test_a_group_counts_in_the_body_too_and_once_however_many_of_its_words_stand_there() -> None:
    reader = linker().reader
    values = reader.read(reader.ask("Le vélo"), np.arange(len(ACTS))).values()
    assert values[5, NAMES.index("concept")] == 0 < values[5, NAMES.index("subject")]
    twice = linker([ActText("cyclable"), ActText("piste cyclable cyclable"), ActText("autre objet")]).reader
    concept = twice.read(twice.ask("vélo"), np.arange(3)).values()[:, NAMES.index("concept")]
    assert concept[0] == concept[1] > concept[2] == 0


def test_an_act_that_speaks_of_everything_says_less_of_each_thing() -> None:
    reader = linker([ActText("Toiture, cantine et vélo"), ActText("Vélo"), ActText("Autre objet")]).reader
    concept = reader.read(reader.ask("Une bicyclette, un vélo"), np.arange(3)).values()[:, NAMES.index("concept")]
    assert concept[1] == pytest.approx(1) and 0 < concept[0] < 0.9


def test_what_has_no_point_left_is_not_suggested() -> None:
    against = Model({**BY_HAND, "routine": -99.0})
    assert 4 not in order("Le vélo", model=against) and 3 in order("Le vélo", model=against)


def test_words_that_one_meaning_brings_compete_and_do_not_pile_up() -> None:
    many = Thesaurus({"cycling": ("velo", "arceau", "guidon", "selle")})
    acts = [ActText("arceau guidon selle"), ActText("arceau mairie place"), *(ActText("autre objet du jour") for _ in range(6))]
    reader = linker(acts, many).reader
    values = reader.read(reader.ask("vélo"), np.arange(2)).values()
    base, facets = values[:, NAMES.index("base")], values[:, NAMES.index("facets")]
    assert base[0] == pytest.approx(1) and facets[0] == pytest.approx(1)
    assert facets[1] > 1.3 * base[1]


def test_a_routine_wording_is_put_back_and_says_so() -> None:
    assert is_routine("Tableau des effectifs 2026") and not is_routine("Tableau d'une église")
    ranked = {one.act_index: one for one in linker().rank("Le vélo")}
    reason = next(part for part in ranked[4].explanation if part.how == How.ROUTINE)
    assert reason.points < 0 and (reason.act_word, reason.pledge_word) == ("", "")
    assert not any(part.how == How.ROUTINE for part in ranked[3].explanation)
    assert ranked[3].score > ranked[4].score > 0


def test_a_word_of_the_same_family_only_brings_the_last_places() -> None:
    families = Families(["touristiqu", "tournoi", "tour", "tourillonnement"])
    assert set(families.of("tourism")) == {"touristiqu"}
    ranked = linker().rank("Le tourisme")
    assert [one.act_index for one in ranked] == [6]
    assert [part.how for part in ranked[0].explanation] == [How.SPELLING]
    assert order("Le tourisme et le vélo")[-1] == 6


def test_a_neighbour_finds_an_act_that_no_word_finds() -> None:
    near = Neighbours({"clocher": (("eglise", 0.9),)})
    assert order("Le clocher") == []
    ranked = linker(near=near).rank("Le clocher")
    assert [(one.act_index, one.explanation[0].how, one.explanation[0].act_word) for one in ranked] == [(2, How.NEIGHBOUR, "église")]


LIKE = [
    ActText("Vélo et arceaux de la gare"),
    ActText("Arceaux du parvis"),
    ActText("Tableau des effectifs des arceaux"),
    ActText("Parking de la halle"),
    ActText("Budget annexe"),
]
THEMED = Thesaurus(
    {"cycling": ("velo", "cyclable"), "parking": ("parking", "stationnement"), "meals": ("cantine", "repas")},
    about={"cycling": About(theme="mobility"), "parking": About(theme="mobility"), "meals": About(theme="school")},
)


def test_acts_like_a_well_ranked_one_fill_the_list_below_it_and_say_so() -> None:
    ranked = linker(LIKE).rank("Le vélo")
    assert [one.act_index for one in ranked] == [0, 1]  # a routine wording resembles nothing
    assert 0 < ranked[1].score < ranked[0].score
    assert [(p.how, p.act_word.lower(), p.pledge_word) for p in ranked[1].explanation] == [(How.SIMILAR, "arceaux", "")]
    assert linker(LIKE).order("Le vélo") == [0, 1]


def test_another_thing_of_the_same_theme_is_found_last() -> None:
    ranked = linker(LIKE, THEMED).rank("Le vélo")
    assert {one.act_index for one in ranked} == {0, 1, 3} and ranked[0].act_index == 0
    parking = next(one for one in ranked if one.act_index == 3)
    assert [(p.how, p.act_word.lower(), p.pledge_word) for p in parking.explanation] == [(How.THEME, "parking", "vélo")]
    alone = linker(LIKE[3:], THEMED).rank("Le vélo")
    assert [(one.act_index, one.band) for one in alone] == [(0, Band.RELATED)] and alone[0].score > 0


def test_a_word_near_a_near_one_finds_an_act_that_fills_the_list() -> None:
    near = Neighbours({"trottinette": (("monocycle", 0.9),), "monocycle": (("arceaux", 0.9),)})
    ranked = linker(LIKE[1:2], near=near).rank("Une trottinette")
    assert [(p.how, p.act_word.lower(), p.pledge_word) for p in ranked[0].explanation] == [(How.NEIGHBOUR, "arceaux", "trottinette")]


def test_likeness_never_makes_a_band() -> None:
    eager = Model(sureness={"start": 9.0}, thresholds={"direct": 0.5, "supporting": 0.3, "sure_title_share": 0.0})
    bands = {one.act_index: one.band for one in linker(LIKE, model=eager).rank("Le vélo")}
    assert bands == {0: Band.SURE, 1: Band.RELATED}


def test_likeness_leaves_the_first_acts_alone_and_adds_up_below_them(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = [ActText("Vélo " + " ".join(f"mot{place}x{number}" for number in range(place))) for place in range(KEPT + 20)]
    acts += [ActText(f"Objet mot{place}x0") for place in range(1, 60)]
    with_likeness = linker(acts).rank("Le vélo")
    monkeypatch.setattr("tracker.linking.similar.RARE", 0)
    monkeypatch.setattr("tracker.linking.similar.Similar._shared", lambda *_: [])
    without = linker(acts).rank("Le vélo")
    assert [(one.act_index, one.score) for one in with_likeness[:KEPT]] == [(one.act_index, one.score) for one in without[:KEPT]]
    assert len(with_likeness) > len(without) == KEPT + 20
    for one in with_likeness[KEPT:]:
        assert one.score < with_likeness[KEPT - 1].score
        assert math.fsum(part.points for part in one.explanation) == pytest.approx(one.score, rel=1e-9)


@pytest.mark.parametrize(
    ("pledge", "expected"),
    [
        ("Rénover le stade Bastide et la rue des Écoles", {"bastid", "ecol"}),
        ("Rénover. Embellir la place", set()),
        ("RÉNOVER LE STADE BASTIDE", set()),
        ("Stade : rénover", set()),
        ("", set()),
    ],
)
def test_a_capital_inside_a_sentence_marks_a_name(pledge: str, expected: set[str]) -> None:
    assert set(names_of(pledge, Terms())) == expected


def test_a_name_of_the_pledge_is_evidence() -> None:
    ranked = {one.act_index: one for one in linker().rank("Une piste jusqu'à Vermelle")}
    assert [(p.act_word, p.field) for p in ranked[5].explanation if p.how == How.NAME] == [("vermelle", Field.TEXT)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("un budget de 500 000 €", {500_000: "500 000 €"}),
        ("1,5 million d'euros", {1_500_000: "1,5 million"}),
        ("2 M€ puis 30 k€", {2_000_000: "2 M€", 30_000: "30 k€"}),
        ("500.000 euros", {500_000: "500.000 euros"}),
        ("en 2026, 3 écoles, 12 euros", {}),
        ("le 01 02 2026", {}),
        ("1 " + "111 " * 200 + "€", {}),
        ("111." * 200 + "111 milliards, puis 500 000 €", {500_000: "500 000 €"}),
    ],
)
def test_sums_are_read_whole(text: str, expected: dict[int, str]) -> None:
    assert sums_of(text) == expected


def test_the_same_sum_meets_and_a_shared_group_of_digits_does_not() -> None:
    ranked = {one.act_index: one for one in linker().rank("Une piste et une toiture pour 500 000 euros")}
    assert [(p.act_word, p.pledge_word) for p in ranked[0].explanation if p.how == How.AMOUNT] == [("500 000 €", "500 000 euros")]
    assert not any(p.how == How.AMOUNT or p.act_word == "000" for p in ranked[2].explanation)


def test_a_number_alone_is_not_searched() -> None:
    acts = [ActText("Budget 2026"), ActText("Piste cyclable")]
    assert order("Une piste en 2026", acts=acts) == [1]


@pytest.mark.parametrize(
    "pledge", ["Vélo", "vélo cantine " * 900, "LE VÉLO POUR TOUS", "velo", "Bicycles for the canteen vélo", "vélo" * 40 + " vélo"]
)
def test_any_pledge_gives_a_sane_ranking(pledge: str) -> None:
    ranked = linker().rank(pledge)
    assert ranked and ranked[0].act_index in {0, 1, 3}


def test_odd_acts_and_a_group_that_stands_everywhere() -> None:
    everywhere = Thesaurus({"all": ("velo", "conseil"), "cycling": ("velo", "cyclable")})
    acts = [
        ActText("conseil"),
        ActText("conseil cyclable"),
        ActText("conseil " * 90_000),
        ActText("conseil", "x" * 50_000),
        ActText("", ""),
    ]
    ranked = linker(acts, everywhere).rank("Le vélo")
    assert ranked[0].act_index == 1
    assert 4 not in [one.act_index for one in ranked]
    assert linker([], everywhere).rank("Le vélo") == [] == linker([ActText("", "")]).rank("Le vélo")


def test_candidates_hold_what_only_meaning_finds() -> None:
    reader = linker().reader
    assert set(candidates(reader, reader.ask("Le vélo"), []).tolist()) >= {0, 3}


def test_without_thresholds_nothing_is_above_related() -> None:
    assert {one.band for one in linker().rank("Un abri pour les vélos")} == {Band.RELATED}


def test_bands_follow_the_probability_and_sure_asks_for_every_sign() -> None:
    model = Model(sureness={"title_share": 9.0, "start": -4.0}, thresholds={"direct": 0.9, "supporting": 0.3, "sure_title_share": 0.9})
    ranked = {one.act_index: one for one in linker(model=model).rank("Un abri pour les vélos")}
    assert ranked[3].band == Band.SURE and ranked[3].probability > 0.9
    assert ranked[0].band == Band.RELATED
    stricter = replace(model, thresholds={**model.thresholds, "sure_words": 1.0})
    assert {one.act_index: one.band for one in linker(model=stricter).rank("Un abri pour les vélos")}[3] == Band.DIRECT
    routine = linker([ActText("Tableau des effectifs des vélos"), *ACTS[1:3]], model=model).rank("Les vélos")
    assert routine[0].band != Band.SURE


def test_every_sign_lies_between_0_and_1() -> None:
    from tracker.linking.bands import signs

    reader = linker().reader
    asked = reader.ask("Un abri pour les vélos de Vermelle et la cantine")
    parts = reader.read(asked, np.arange(len(ACTS)))
    found = signs(reader, asked, parts, parts.values() @ Model().vector)
    assert found.shape == (len(ACTS), len(SIGNS)) and found.min() >= 0 and found.max() <= 1 + 1e-9
    assert judge(Model(), reader, asked, reader.read(asked, np.zeros(0, np.intp)), np.zeros(0)) == []


def test_a_confirmation_never_makes_another_link_sure() -> None:
    model = Model(sureness={"title_share": 9.0, "start": -4.0}, thresholds={"sure_title_share": 0.9})
    before = {one.act_index: (one.band, one.probability) for one in linker(model=model).rank("La toiture")}
    after = {one.act_index: (one.band, one.probability) for one in linker(model=model).rank("La toiture", confirmed=[3])}
    assert {act: after[act] for act in before} == before
    assert all(band == Band.RELATED for act, (band, _) in after.items() if act not in before)


def test_the_shipped_model_fits_these_features_and_keeps_the_sense_of_each() -> None:
    model = load_model()
    assert all(weight >= 0 for name, weight in model.weights.items() if name != "routine")
    assert -model.weights["facets"] <= model.weights["routine"] <= 0
    assert model.thresholds["supporting"] < model.thresholds["direct"] < 1 and model.may_be_sure
    assert set(model.made_from) >= {"towns", "thesaurus", "neighbours", "cues", "prior"} and len(model.made_from["towns"]) >= 4


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"features": "0"}, "other features"),
        ({"weights": {"base": 1}}, "other features"),
        ({"weights": dict.fromkeys(BY_HAND, float("nan"))}, "finite"),
        ({"weights": [1]}, "expected an object"),
        ({"weights": dict.fromkeys(BY_HAND, "x")}, "expected an object"),
    ],
)
def test_a_model_that_does_not_fit_is_refused_and_the_hand_set_ranking_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, change: dict[str, object], expected: str
) -> None:
    path = tmp_path / "link_model.json"
    path.write_text(json.dumps(json.loads(Model().as_json()) | change), encoding="utf-8")
    with pytest.raises(InputError, match=rf"link_model\.json.*{expected}"):
        load_model(path)
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    with caplog.at_level(logging.WARNING):
        assert shipped_model() == Model()
    assert "hand-set" in caplog.text


def test_a_model_reads_back_as_written(tmp_path: Path) -> None:
    path = tmp_path / "m.json"
    path.write_text(Model(thresholds={"direct": 0.7}).as_json(), encoding="utf-8")
    assert load_model(path) == Model(thresholds={"direct": 0.7})
    with pytest.raises(InputError, match=r"nowhere\.json"):
        load_model(tmp_path / "nowhere.json")


def test_the_method_changes_with_everything_that_makes_the_ranking() -> None:
    names = {
        linker().method,
        linker(thesaurus=Thesaurus()).method,
        linker(model=Model(thresholds={"direct": 0.5})).method,
        linker(near=Neighbours({"a": (("b", 0.9),)})).method,
    }
    assert len(names) == 4


TOWN = TrainingTown("Vermelle", ACTS, ["Le vélo", "La cantine", "Une patinoire"], [{0: 2, 3: 2, 5: 1}, {1: 2}, {}])
MEANS = Means(THESAURUS, NONE)


def test_examples_leave_partly_related_acts_out() -> None:
    found = list(examples(TOWN, MEANS))
    assert len(found) == 2  # nothing is found for the rink
    assert found[0].relevant.sum() == 2 and len(found[0].relevant) == len(found[0].parts.acts) - 1
    tags = list(examples(replace(TOWN, judged_all=False, grades=[{0: 2, 1: 0}, {}, {}]), MEANS))
    assert [len(one.relevant) for one in tags] == [2]


def test_a_fit_prefers_what_was_judged_and_keeps_the_sense_of_each_feature() -> None:
    told = fit([TOWN], means=MEANS, pull=0.01)
    assert told.made_from["towns"] == {"Vermelle": TOWN.digest} and told.made_from["thesaurus"] == THESAURUS.digest
    against = replace(TOWN, grades=[{1: 2, 4: 2}, {7: 2}, {}])
    turned = fit([against], means=MEANS, pull=0.001)
    assert all(weight >= 0 for name, weight in turned.weights.items() if name != "routine")
    assert -turned.weights["facets"] <= turned.weights["routine"] <= 0
    office = [ActText(f"Tableau des effectifs du vélo {place}") for place in range(20)]
    tired = replace(TOWN, acts=[*office, ActText("Vélo")], pledges=["Le vélo"], grades=[{20: 2}])
    kept = frozenset(BY_HAND) - {"routine"}
    assert fit_lessons(lessons(tired, MEANS), Model(), 1e-5, kept).weights == BY_HAND | {"routine": -BY_HAND["facets"]}
    assert turned.weights["concept"] < BY_HAND["concept"] < told.weights["concept"] + 1


def test_a_strong_pull_keeps_the_prior_and_no_lesson_changes_nothing() -> None:
    assert fit([TOWN], means=MEANS, pull=1e9).weights == pytest.approx(BY_HAND, abs=1e-3)
    assert fit([replace(TOWN, grades=[{}, {}, {}])], means=MEANS).weights == pytest.approx(BY_HAND)


def test_every_town_weighs_the_same_whatever_its_number_of_pledges() -> None:
    twice = replace(TOWN, pledges=[*TOWN.pledges] * 3, grades=[*TOWN.grades] * 3)
    for town in (TOWN, twice):
        assert sum(one.weight for one in lessons(town, MEANS)) == pytest.approx(1 + 3 * 0.5)


def test_the_gate_keeps_a_model_that_is_not_worse_on_any_town_left_out() -> None:
    worse = Model({**dict.fromkeys(BY_HAND, 0.0), "routine": 9.0})
    crowd = [ActText(f"Tableau des effectifs du vélo {place}") for place in range(12)]
    town = replace(TOWN, acts=[*crowd, *ACTS], grades=[{12: 2, 15: 2}, {13: 2}, {}])
    assert gate(Model(), Model(), [town], MEANS).kept
    refused = gate(worse, Model(), [town], MEANS)
    assert not refused.kept and refused.after < refused.before
    assert not gate(Model(), Model(), [replace(TOWN, grades=[{}, {}, {}])], MEANS).kept


def test_variants_begin_with_the_town_itself_and_are_the_same_each_time() -> None:
    first, *others = list(variants(ACTS, THESAURUS))
    assert first == (ACTS, THESAURUS, 1.0) and len(others) == 3
    assert list(variants(ACTS, THESAURUS))[1:] == others
    assert all(act.body == "" for act in others[0][0])
    assert len(list(variants([ActText("Un titre")], THESAURUS))) == 3
    import random

    assert scanned("Réfection de la toiture" * 20, random.Random(1)) != "Réfection de la toiture" * 20


def test_sureness_is_withdrawn_as_soon_as_one_pledge_without_evidence_gets_it() -> None:
    plain = replace(TOWN, pledges=["Une toiture d'église", "La cantine"], grades=[{2: 2}, {1: 2}])
    towns = [replace(plain, name=name) for name in ("Vermelle", "Ostrevent", "Corbigny")]
    assert fit_sureness(Model(), towns, MEANS).may_be_sure
    mistaken = replace(plain, name="Sablières", grades=[{}, {1: 2}])
    assert not fit_sureness(Model(), [*towns, mistaken], MEANS).may_be_sure
    assert fit_sureness(Model(), towns[:1], MEANS).thresholds == {}


def test_the_cues_of_a_data_folder_are_checked(tmp_path: Path) -> None:
    path = tmp_path / "link_cues.yml"
    path.write_text("programme_weight: 3\nprogramme_words: a\nroutine: [b]\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"link_cues\.yml.*programme_weight"):
        load_link_cues(path)
