"""Two themes for a pledge: the shipped weights, their reader, and what a broken file says."""

import json
import os
from pathlib import Path

import pytest

from scrapers.parsers.pledges.themes import Model, Reader, load_model, load_reader, suggest_themes
from tracker.errors import InputError
from tracker.themes import load_themes

OWN = [
    ("Construire 200 logements sociaux", "housing"),
    ("Prolonger le tramway et les lignes de bus", "transport"),
    ("Créer des pistes cyclables et des arceaux à vélo", "mobility"),
    ("Ouvrir une médiathèque et soutenir les artistes", "culture"),
    ("Planter des arbres et désimperméabiliser", "ecology"),
    ("Doubler la police municipale et les caméras", "security"),
    ("Un budget participatif décidé par les citoyens", "democracy"),
    ("Rénover les écoles et leurs cours", "education"),
    ("Ouvrir une maison de santé avec des médecins", "health"),
    ("Aider les commerces du centre", "economy"),
    ("Construire un gymnase pour les clubs de football", "sport"),
    ("Cent places de crèche de plus", "early_childhood"),
    ("Héberger les personnes sans abri et lutter contre la pauvreté", "solidarity"),
]


@pytest.mark.parametrize(("text", "theme"), OWN)
def test_the_theme_of_a_plain_pledge_is_among_the_two(text: str, theme: str) -> None:
    found = suggest_themes(text)
    assert theme in [one.key for one in found]
    assert len(found) == 2
    assert found[0].score >= found[1].score > 0


def test_the_words_shown_stand_in_the_pledge() -> None:
    found = suggest_themes("Doubler la police municipale")
    assert set(found[0].words) <= {"Doubler", "police", "municipale"}
    assert "police" in found[0].words


def test_a_heading_speaks_when_the_pledge_is_silent() -> None:
    alone = dict((one.key, one.score) for one in load_model().rank(load_reader().pledge("Aller plus loin")))
    below = dict((one.key, one.score) for one in load_model().rank(load_reader().pledge("Aller plus loin", ("Sport et clubs",))))
    assert below["sport"] > alone["sport"]
    assert suggest_themes("Aller plus loin", ("Sport et clubs",))[0].key == "sport"


def test_words_that_nobody_knows_give_nothing() -> None:
    assert suggest_themes("Xyzzy plugh !") == ()
    assert suggest_themes("") == ()


def test_the_weights_know_only_the_projects_themes_and_no_digit() -> None:
    model = load_model()
    assert set(model.themes) <= set(load_themes())
    assert not [name for name in model.idf if any(sign.isdigit() for sign in name)]


def test_a_group_fires_only_when_a_whole_entry_stands_there() -> None:
    reader = Reader({"meals": ["cuisine centrale", "cantine"]}, {"meals": ["education"]})
    assert "g:meals" in reader.features("Une cuisine centrale")
    assert "g:meals" not in reader.features("Une cuisine neuve")
    assert reader.features("La cantine")["t:education"] == (2.0, "cantine")


def test_a_model_adds_what_its_words_weigh() -> None:
    model = Model(("a", "b"), (0.0, 0.0), {"w:parc": 1.0}, {"w:parc": {"a": 0.0, "b": 2.0}})
    assert [one.key for one in model.rank({"w:parc": (1.0, "parc")})] == ["b", "a"]
    assert [one.score for one in model.rank({})] == [0.5, 0.5]


@pytest.mark.parametrize("content", ["[]", "{}", '{"themes": ["a"], "bias": [1], "features": {"w:x": [1]}}', "{"])
def test_broken_weights_are_refused_with_their_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    (tmp_path / "theme_weights.json").write_text(content, encoding="utf-8")
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    with pytest.raises(InputError, match=r"theme_weights\.json"):
        load_model()


@pytest.mark.skipif(
    "CHOSE_PROMISE_REAL_DATA" not in os.environ, reason="corpus: CHOSE_PROMISE_REAL_DATA is not set: the real programmes are off"
)
def test_shipped_words_are_those_of_several_towns() -> None:
    from benchmarks.themes import own_keys, shared_words

    rows = own_keys(Path(os.environ["CHOSE_PROMISE_REAL_DATA"]) / "programmes")
    keep = shared_words(rows)
    names = json.loads((Path(__file__).parent.parent / "data" / "theme_weights.json").read_text("utf-8"))["features"]
    assert [name for name in names if not keep(name)] == []


@pytest.mark.parametrize(
    ("text", "title", "theme"),
    [
        ("Aménager des pistes cyclables protégées sur le boulevard.", "Se loger", "mobility"),
        ("Recruter dix policiers municipaux.", "Écologie et nature en ville", "security"),
        ("Rouvrir le théâtre et agrandir la médiathèque.", "Santé", "culture"),
        ("Encadrer les loyers.", "Écologie", "housing"),
        ("Un référendum chaque année", "Sport pour tous", "democracy"),
    ],
)
def test_three_titles_do_not_outweigh_the_words_of_a_pledge(text: str, title: str, theme: str) -> None:
    path = (title, f"Nos engagements : {title.lower()}", f"{title} pour toutes et tous")
    assert suggest_themes(text, path)[0].key == theme


def test_a_title_decides_where_the_words_say_nothing() -> None:
    assert suggest_themes("En finir avec cela.", ("Se loger", "Logement"))[0].key == "housing"
