"""Which way an act points on a pledge: our own labelled cases, traps, hostile input, and a cue file that is checked."""

import csv
import random
from pathlib import Path

import pytest

from tracker.errors import InputError
from tracker.linking.cues import Matcher, load_cues, tokens
from tracker.linking.deeds import Deed, read_act, read_pledge, reader_of
from tracker.linking.direction import Why, suggest
from tracker.settings import shipped_data_dir
from tracker.vocabulary import ActStage, Direction, Outcome

TRUTH = Path(__file__).parent / "truth" / "direction.csv"
# What the cues do not see: each is answered by the cautious "context", never by the wrong side.
NOT_SEEN = {
    "Rocade nord : construction du premier tronçon",
    "Suppression d'un arrêt de bus pour la piste vélo",
    "Installation de caméras de vidéosurveillance",
    "Refus d'exonération de loyer pour le petit commerce",
}


def _cases() -> list[dict[str, str]]:
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter=";"))


def _deed(row: dict[str, str]) -> Deed:
    stage = ActStage(row["stage"]) if row["stage"] else None
    return Deed(row["title"], row["text"], stage, Outcome(row["outcome"]) if row["outcome"] else None)


def _way(pledge: str, title: str, text: str = "", stage: ActStage | None = ActStage.VOTED, **more: object) -> Direction:
    return suggest(pledge, Deed(title, text, stage, **more))[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("row", _cases(), ids=lambda row: f"{row['pledge'][:30]} / {row['title'][:40]}")
def test_our_labelled_cases(row: dict[str, str]) -> None:
    found, cues = suggest(row["pledge"], _deed(row))
    expected = Direction.CONTEXT if row["title"] in NOT_SEEN else Direction(row["direction"])
    assert found == expected and cues


def test_the_labelled_set_is_large_and_holds_every_direction() -> None:
    ways = [row["direction"] for row in _cases()]
    assert len(ways) >= 120 and min(map(ways.count, Direction)) >= 30


def test_a_direction_comes_with_the_words_that_say_it() -> None:
    found, (cue,) = suggest("Garder l'école du hameau ouverte", Deed("Abandon du projet de fermeture de l'école du hameau"))
    assert found == Direction.SUPPORTS and cue.why == Why.WITH and cue.act_words == "Abandon du projet de fermeture"
    found, (cue,) = suggest("Ne plus augmenter le prix de l'eau", Deed("Prix de l'eau : hausse au 1er janvier"))
    assert found == Direction.CONTRADICTS and (cue.act_words, cue.pledge_words) == ("hausse", "Ne plus augmenter")


def test_words_that_linking_joined_count_as_shared_but_never_accuse() -> None:
    built = Deed("Construction d'une voie cyclable", stage=ActStage.CONTRACTED)
    assert suggest("Faire place au vélo", built)[0] == Direction.CONTEXT
    assert suggest("Faire place au vélo", built, [("vélo", "cyclable")])[0] == Direction.SUPPORTS
    gone = Deed("Suppression d'une voie cyclable", stage=ActStage.VOTED)
    assert suggest("Faire place au vélo", gone, [("vélo", "cyclable")])[0] == Direction.CONTEXT


def test_a_rejected_act_reverses_what_it_proposed() -> None:
    assert _way("Garder la piscine ouverte", "Fermeture de la piscine", outcome=Outcome.REJECTED) == Direction.SUPPORTS
    assert _way("Rénover la piscine", "Rénovation de la piscine", outcome=Outcome.REJECTED) == Direction.CONTRADICTS
    assert _way("Rénover la piscine", "Achat d'un camion", outcome=Outcome.REJECTED) == Direction.CONTEXT


def test_a_council_that_refuses_something_else_inside_an_act_does_not_refuse_the_act() -> None:
    text = "Le conseil municipal retient l'entreprise. Le conseil municipal refuse l'option des panneaux sur le garage."
    assert _way("Refaire le toit de la salle", "Réfection du toit de la salle", text) == Direction.SUPPORTS
    text = "Le conseil municipal refuse ce projet."
    assert _way("Refaire le toit de la salle", "Réfection du toit de la salle", text) == Direction.CONTRADICTS


def test_only_what_is_decided_is_read_in_the_text_never_the_discussion() -> None:
    talk = "Une élue demande la fermeture de la piscine, un autre son abandon. "
    assert _way("Garder la piscine ouverte", "Piscine : entretien", talk) == Direction.SUPPORTS
    assert _way("Garder la piscine ouverte", "Piscine : entretien", talk + "Le conseil décide la fermeture de la piscine.") == (
        Direction.CONTRADICTS
    )


def test_a_decision_at_the_end_of_a_very_long_act_is_read() -> None:
    text = "Rapport sur les eaux. " * 40_000 + "Le conseil décide d'abandonner la construction de la piscine."
    assert _way("Construire une piscine", "Avenir de la piscine", text) == Direction.CONTRADICTS


def test_unknown_is_context_and_says_so() -> None:
    found, (cue,) = suggest("Une ville plus belle", Deed("Numéro 12"))
    assert found == Direction.CONTEXT and cue.why == Why.UNKNOWN


def test_creating_posts_is_routine_unless_the_pledge_is_about_posts() -> None:
    assert _way("Soigner les espaces verts", "Création d'un poste d'agent aux espaces verts") == Direction.CONTEXT
    assert _way("Recruter des agents aux espaces verts", "Création d'un poste d'agent aux espaces verts") == Direction.SUPPORTS


def test_numbers_with_a_degree_sign_are_not_negations() -> None:
    for number in ("n° 2", "n°2", "n'2", "N’ 2"):
        assert suggest("Ne plus agrandir le gymnase", Deed(f"Avenant {number} : agrandissement du gymnase"))[0] == Direction.CONTRADICTS


def test_a_thing_whose_name_looks_like_a_cue_stays_a_thing() -> None:
    assert _way("Garder la crèche des Saules", "Crèche des Saules : fermeture") == Direction.CONTRADICTS


def test_a_shared_complement_does_not_make_two_things_one() -> None:
    assert _way("Maintenir la crèche de la gare", "Fermeture de la halle de la gare") == Direction.CONTEXT
    assert _way("Maintenir la crèche de la gare", "Fermeture de la crèche") == Direction.CONTRADICTS
    assert _way("Mettre en place une brigade de nuit", "Suppression de la brigade canine") == Direction.CONTEXT


def test_a_thing_named_as_an_example_of_a_pledge_cannot_be_contradicted() -> None:
    assert _way("Aider les familles : impayés, précarité", "Réduction de la précarité") != Direction.CONTRADICTS


def test_an_act_that_goes_both_ways_is_context_and_says_both() -> None:
    found, cues = suggest("Développer les foires", Deed("Suppression de la foire du port et création de la foire des halles"))
    assert found == Direction.CONTEXT and {(cue.why, cue.act_words) for cue in cues} == {
        (Why.MIXED, "Suppression"),
        (Why.MIXED, "création"),
    }


def test_posts_that_go_contradict_a_pledge_to_recruit() -> None:
    title = "Suppression de deux postes d'agents de propreté"
    assert _way("Recruter dix agents de propreté", title) == Direction.CONTRADICTS
    assert _way("Améliorer la propreté", title) == Direction.CONTEXT


@pytest.mark.parametrize(
    "text", ["", " ", "|", "\x00\f\n", "ne", "ne pas", "n'", "sans", "a" * 100_000, "ne " * 5_000, "* ~ |", "🏛️ « »", "réduire " * 900]
)
def test_hostile_text_gives_an_answer(text: str) -> None:
    assert suggest(text, Deed(text, text, ActStage.VOTED))[0] in Direction
    assert suggest("Ouvrir une crèche", Deed(text, text))[1]


def test_ocr_soup_never_contradicts() -> None:
    noise = random.Random(7)
    for _ in range(200):
        soup = "".join(noise.choice("abcdeéilmnorstu ’'.,-1|§") for _ in range(400))
        assert suggest("Ouvrir une crèche et ne pas fermer l'école", Deed(soup[:80], soup, ActStage.VOTED))[0] != Direction.CONTRADICTS


def test_accents_and_capitals_change_nothing() -> None:
    for pledge, title in [
        ("Préserver la forêt", "Cession de la forêt"),
        ("Développer la médiathèque", "Médiathèque : réduction des crédits"),
    ]:
        plain = title.upper().replace("Ê", "E").replace("É", "E").replace("È", "E")
        assert _way(pledge, title) == _way(pledge.upper(), plain)


def test_what_is_read_is_remembered_and_bounded() -> None:
    reader = reader_of(load_cues())
    assert read_pledge(reader, "Ouvrir un parc") is read_pledge(reader, "Ouvrir un parc")
    assert read_pledge.cache_info().maxsize and read_act.cache_info().maxsize


def test_a_pattern_ends_a_word_leaves_words_out_and_never_runs_over_punctuation() -> None:
    found = Matcher({"post": ["suppression* ~ poste*"], "end": ["suppression*"]})
    assert [name for *_, name in found.find(tokens("Suppressions de deux postes"))] == ["post"]
    assert [name for *_, name in found.find(tokens("Suppression. Poste de police"))] == ["end"]
    assert [name for *_, name in found.find(tokens("La suppression, le poste"))] == ["end"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("goes_with:\n  make: [make,", "goes_with:\n  make: [maek,", "maek"),
        ("  withdrawn: dropped", "  whenever: dropped", "outcomes"),
        ("\nends:", "\nend:", "ends"),
        ("changes:", "changes: [", "YAML"),
        ("    - supprim*", "    - ~ supprim*", "plain word"),
    ],
)
def test_a_wrong_cue_file_is_refused_with_one_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    content = (shipped_data_dir() / "direction_cues.yml").read_text(encoding="utf-8")
    assert old in content
    path = tmp_path / "direction_cues.yml"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError, match=said) as refused:
        load_cues(path)
    assert "\n" not in str(refused.value)


def test_a_missing_cue_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        load_cues(tmp_path / "none.yml")
