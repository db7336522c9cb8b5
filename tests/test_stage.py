"""The stage of an act: 128 written titles judged before the rules ran, the operative part, steps back and outcomes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.parsers.stage import read_stage
from tracker.vocabulary import ActStage, Outcome

TITLES = [
    tuple(line.split("\t")) for line in (Path(__file__).parent / "fixtures" / "stage_titles.txt").read_text(encoding="utf-8").splitlines()
]


def test_the_fixtures_hold_every_stage() -> None:
    assert len(TITLES) >= 120
    assert {stage for stage, _ in TITLES} == {stage.value for stage in ActStage}


@pytest.mark.parametrize(("stage", "title"), TITLES)
def test_a_title_tells_the_stage(stage: str, title: str) -> None:
    assert read_stage(title).stage == stage


def test_the_words_that_told_are_kept_as_printed() -> None:
    assert read_stage("Halle aux grains – Étude de faisabilité").reason == "Étude"


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("Le conseil municipal, après en avoir délibéré, retient le devis de l'entreprise Orfeuil pour 12 000 € HT", ActStage.CONTRACTED),
        ("après en avoir délibéré, sollicite une subvention auprès de la Région", ActStage.FUNDING_ASKED),
        ("après en avoir délibéré, décide d'attribuer une subvention de 300 € au club", ActStage.FUNDED),
        ("après en avoir délibéré, décide de renoncer à l'acquisition de la parcelle", ActStage.WITHDRAWN),
        ("après en avoir délibéré, adopte le projet et autorise le maire à signer tout document", ActStage.VOTED),
        ("Le maire rappelle qu'une subvention a été attribuée en 2026 au club. Après en avoir délibéré, approuve.", ActStage.VOTED),
    ],
)
def test_the_operative_part_tells_what_a_bare_title_does_not(text: str, stage: ActStage) -> None:
    assert read_stage("Réfection du lavoir", text).stage is stage


def test_the_title_wins_over_the_operative_part() -> None:
    assert read_stage("Avenant n° 1 au marché de voirie", "après en avoir délibéré, sollicite une subvention").stage is ActStage.AMENDED


@pytest.mark.parametrize(
    ("outcome", "stage"),
    [
        (Outcome.WITHDRAWN, ActStage.WITHDRAWN), (Outcome.REJECTED, ActStage.NONE), (Outcome.ADJOURNED, ActStage.NONE),
        (Outcome.ELECTED, ActStage.NONE), (Outcome.ADOPTED, ActStage.FUNDED), (None, ActStage.FUNDED),
    ],
)  # fmt: skip
def test_what_was_not_adopted_carries_nothing(outcome: Outcome | None, stage: ActStage) -> None:
    assert read_stage("Attribution de subventions aux associations", "", outcome).stage is stage


def test_what_is_only_noted_decides_nothing() -> None:
    assert read_stage("Travaux de la rue du Moulin", "", Outcome.NOTED).stage is ActStage.NONE
    assert read_stage("Réception des travaux de la rue du Moulin", "", Outcome.NOTED).stage is ActStage.DELIVERED


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Décision modificative : report de crédits", ActStage.FUNDED), ("Affectation du résultat : report à nouveau", ActStage.NONE),
        ("Rapport annuel du délégataire", ActStage.NONE), ("Reporter l'examen du projet de halle", ActStage.VOTED),
        ("Retrait de la commune du syndicat d'eau : avis", ActStage.NONE), ("Place du marché : pavage", ActStage.VOTED),
        ("Règlement du marché de Noël", ActStage.VOTED), ("Bourses d'études", ActStage.FUNDED),
        ("Débat d'orientations budgétaires", ActStage.NONE), ("Bilan de la concertation", ActStage.VOTED),
        ("Examen de la demande de subvention présentée par le club", ActStage.FUNDED),
    ],
)  # fmt: skip
def test_words_that_lie(title: str, stage: ActStage) -> None:
    assert read_stage(title).stage is stage


def test_no_title_gives_no_stage() -> None:
    assert read_stage("  ").stage is None


@given(st.text(max_size=300), st.text(max_size=600), st.sampled_from([None, *Outcome]))
def test_any_text_is_read_without_failing(title: str, text: str, outcome: Outcome | None) -> None:
    assert read_stage(title, text, outcome).stage in (None, *ActStage)


@given(
    st.lists(
        st.sampled_from(["demande de ", "subvention ", "la ", "une ", "délibéré ", "signer ", "retient ", "annule ", "de ", "x "]),
        max_size=300,
    )
)
def test_long_runs_of_its_words_are_read(words: list[str]) -> None:
    assert read_stage("titre", "".join(words), Outcome.ADOPTED).stage is not None


def test_a_treated_item_without_any_decision_has_no_stage() -> None:
    assert read_stage("Restauration scolaire", "Monsieur le Maire fait le point sur la rentrée. Un débat suit.").stage is None
