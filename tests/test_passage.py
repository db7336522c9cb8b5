"""The passage shown and proposed as a quote: the best window, whole sentences, its page, on any text."""

import random

import pytest

from tracker.linking.passage import _BORDER, LIMIT, best_passage

ACT = (
    "2031-14 Voie des Saules\nMadame la Maire rappelle le schéma des mobilités. M. Untel présente le dossier.\n\n"
    "Les services ont étudié trois tracés. La piste cyclable longera le canal sur deux kilomètres. Elle coûtera 120 000 euros.\n"
    "\fAprès en avoir délibéré, le conseil approuve les travaux.\n> Charge la maire de signer."
)


def _words(*words: str) -> dict[str, float]:
    return dict.fromkeys(words, 1.0)


def _shown(text: str, words: dict[str, float], **more: object) -> str:
    found = best_passage(text, words, **more)  # type: ignore[arg-type]
    assert found
    return text[found.start : found.end]


def test_the_passage_is_the_sentences_with_the_most_points() -> None:
    assert _shown(ACT, _words("piste", "cyclable", "canal")) == "La piste cyclable longera le canal sur deux kilomètres."
    both = _shown(ACT, _words("cyclable", "120", "euros"))
    assert both == "La piste cyclable longera le canal sur deux kilomètres. Elle coûtera 120 000 euros."


def test_one_heavy_word_beats_several_light_ones() -> None:
    assert _shown(ACT, {"travaux": 9.0, "piste": 1.0, "cyclable": 1.0}).startswith("Après en avoir délibéré")


def test_other_forms_of_a_word_are_marked_and_marks_are_exact() -> None:
    found = best_passage(ACT, _words("pistes", "CYCLABLES"))
    assert found and [ACT[a:b] for a, b in found.marks] == ["piste", "cyclable"]


def test_the_page_is_counted_from_the_page_breaks_of_the_act() -> None:
    assert best_passage(ACT, _words("piste"), page_from=4).page == 4  # type: ignore[union-attr]
    assert best_passage(ACT, _words("travaux"), page_from=4).page == 5  # type: ignore[union-attr]


def test_a_passage_never_runs_over_two_pages() -> None:
    text = "La crèche ouvrira.\fLe budget de la crèche est voté."
    assert "\f" not in _shown(text, _words("crèche", "ouvrira", "budget", "voté"))


def test_a_repeated_word_counts_once() -> None:
    text = "Vélo vélo vélo vélo. \n\nUn abri pour le vélo et la trottinette."
    assert _shown(text, _words("vélo", "trottinette")) == "Un abri pour le vélo et la trottinette."


def test_the_title_that_the_reader_sees_already_gives_way() -> None:
    text = "12. Piste du canal\n\nLe conseil vote la piste."
    assert _shown(text, _words("piste", "canal"), title="Piste du canal") == "Le conseil vote la piste."
    assert _shown(text, {"canal": 9.0, "conseil": 1.0}, title="Piste du canal") == "12. Piste du canal"
    assert _shown("Piste du canal", _words("canal"), title="Piste du canal") == "Piste du canal"


def test_an_abbreviation_does_not_cut() -> None:
    text = "Le conseil remercie M. Durand et Mme. Petit, art. L. 2121 du code. Il vote la crèche."
    assert _shown(text, _words("remercie", "code")) == "Le conseil remercie M. Durand et Mme. Petit, art. L. 2121 du code."


def test_decisions_in_lines_are_cut_at_their_marks() -> None:
    text = "Le conseil :\n> Approuve le devis de la halle\n> Autorise la signature\n• Charge le maire du reste"
    assert _shown(text, _words("halle")) == "> Approuve le devis de la halle"


def test_no_matched_word_no_passage() -> None:
    assert best_passage(ACT, _words("piscine")) is None
    assert best_passage(ACT, {}) is None and best_passage("", _words("piste")) is None
    assert best_passage(ACT, {"piste": -1.0, "": 3.0, "de la": 2.0}) is None


@pytest.mark.parametrize("joint", ["", " ", "\n", "|"])
def test_a_text_without_sentences_still_gives_a_short_passage(joint: str) -> None:
    text = joint.join(["xq7"] * 900) + " crèche " + joint.join(["zw9"] * 900)
    found = best_passage(text, _words("crèche"))
    assert found and found.end - found.start <= LIMIT and "crèche" in text[found.start : found.end]


def test_soup_of_any_sort_keeps_its_promises() -> None:
    noise = random.Random(3)
    for _ in range(300):
        text = "".join(noise.choice("abé .;\n\f>•-MLcrèche ") for _ in range(noise.randrange(1, 1500)))
        found = best_passage(text, _words("crèche", "ab", "bé"), page_from=2)
        if found:
            cut = text[found.start : found.end]
            assert cut and cut == cut.strip() and "\f" not in cut and len(cut) <= LIMIT and found.points > 0
            assert found.page == 2 + text[: found.start].count("\f") and found.marks
            assert all(found.start <= a < b <= found.end for a, b in found.marks)


def test_three_hundred_pages_cost_three_hundred_pages() -> None:
    page = "Le rapport énumère les charges de la voirie. Les recettes de la voirie suivent. " * 40
    text = "\f".join([page] * 150 + ["La crèche des Saules ouvre en voirie douce."] + [page] * 150)
    found = best_passage(text, {"crèche": 3.0, "saules": 3.0, "voirie": 1.0, "recettes": 1.0})
    assert found and found.page == 151 and "crèche" in text[found.start : found.end]


def test_a_long_run_of_blanks_is_not_tried_from_each_of_its_blanks() -> None:
    assert _BORDER.match("   \f") is None and _BORDER.match("\f  ")
    found = best_passage("Budget. " + " " * 50_000 + "\f\n La crèche ouvre.", {"crèche": 1.0})
    assert found and found.page == 2
