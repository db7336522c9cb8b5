"""Pledges told from what is none, by form, tense, voice and place. Every sentence is written for these tests."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scrapers.parsers.pledges.detect import detect
from scrapers.parsers.pledges.layouts import layout_of
from scrapers.parsers.pledges.lexicon import PledgeWords, load_lexicon
from scrapers.parsers.pledges.measures import explained
from scrapers.parsers.pledges.morphology import is_action_noun, is_infinitive, is_third_future, is_we_future
from scrapers.parsers.pledges.sentences import sentences_of
from scrapers.parsers.pledges.shapes import Details, Detected, Label, Layout, Level, Passage
from tracker.settings import find_data_file
from tracker.towns import read_yaml
from tracker.vocabulary import FulfilmentKind

LEXICON = load_lexicon()
FORMS = LEXICON.data.forms

LIST_PLEDGES = (
    "Créer une maison du vélo dans chaque quartier d'ici 2028.",
    "Création d'un centre de santé municipal.",
    "Un guichet unique pour le logement étudiant.",
    "La réouverture du cinéma des Halles.",
    "Ne pas augmenter le taux de la taxe foncière.",
    "Favoriser les circuits courts.",
    "Étudier la gratuité des bus.",
    "Pas de cumul des mandats exécutifs.",
    "Gel des tarifs de la cantine pendant tout le mandat.",
    "Mieux éclairer les arrêts de bus la nuit.",
    "S'opposer à l'ouverture d'une nouvelle zone commerciale.",
    "En finir avec les contrats précaires à la mairie.",
    "À défaut d'acheteur privé, acquisition des murs de la boulangerie.",
    "Propreté : doubler les tournées de collecte.",
    "Des arceaux à vélo devant chaque école.",
    "Moins de panneaux publicitaires en ville.",
)
PROSE_PLEDGES = (
    "Nous planterons 3 000 arbres pendant le mandat.",
    "Nous nous engageons à publier chaque année les indemnités des élus.",
    "La ville rachètera la halle et en confiera la gestion aux producteurs.",
    "Dès notre élection, nous ouvrirons les commissions aux habitants.",
    "Notre priorité : rénover les écoles des faubourgs.",
    "Je m'engage à rendre compte deux fois par an.",
    "Un poste de médiateur sera créé dans chaque quartier.",
    "Nous voulons réserver un tiers des logements neufs aux familles.",
    "C'est aussi en rénovant le théâtre que nous relancerons la saison culturelle.",
)
NOT_PLEDGES = (
    ("Avenue des Tilleuls", Label.TITLE),
    ("Transports et mobilités", Label.TITLE),
    ("Comment mieux circuler en ville ?", Label.QUESTION),
    ("Pourquoi la piscine est-elle fermée depuis deux ans ?", Label.QUESTION),
    ("Depuis dix ans, la population du bourg a baissé de moitié.", Label.PAST),
    ("L'équipe sortante a fermé deux classes.", Label.PAST),
    ("Retrouvez toutes nos propositions en cliquant sur ce lien.", Label.CAMPAIGN),
    ("Rendez-vous samedi pour notre réunion publique à la salle des fêtes.", Label.CAMPAIGN),
    ("Nous recevrons les associations mardi soir.", Label.CAMPAIGN),
    ("« Je ne sais plus comment payer ma facture d'eau. »", Label.OTHER),
    ("Végétaliser la ville, c'est aussi protéger les plus fragiles.", Label.VALUES),
    ("Cette mesure permettra de rendre du pouvoir d'achat aux familles.", Label.VALUES),
    ("Ce serait une chance pour tout le canton.", Label.VALUES),
    ("Reprenons la main sur notre avenir !", Label.VALUES),
)


def one(text: str, layout: Layout = Layout.MIXED, **place: object) -> Detected:
    """Return what the detection says of one passage."""
    return detect([Passage(text, **place)], layout=layout)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", LIST_PLEDGES)
def test_lines_of_a_list_are_pledges(text: str) -> None:
    assert one(text, Layout.LIST).label is Label.PLEDGE


@pytest.mark.parametrize("text", PROSE_PLEDGES)
def test_sentences_that_commit_are_pledges(text: str) -> None:
    assert one(text, Layout.PROSE).label is Label.PLEDGE


@pytest.mark.parametrize(("text", "label"), NOT_PLEDGES)
def test_what_is_no_pledge_says_why(text: str, label: Label) -> None:
    found = one(text, Layout.PROSE)
    assert found.label is label
    assert found.score < 0.5


@pytest.mark.parametrize(
    "verb", ["espérons", "rencontrons", "préparons", "respirons", "montrons", "améliorons", "gérons", "délibérons", "énumérons"]
)
def test_presents_in_rons_are_no_futures(verb: str) -> None:
    assert not is_we_future(verb, FORMS)
    assert one(f"Nous {verb} les habitants du quartier.", Layout.PROSE).label is not Label.PLEDGE


@pytest.mark.parametrize("verb", ["créerons", "bâtirons", "ouvrirons", "mettrons", "construirons", "suivrons", "améliorerons", "viendrons"])
def test_futures_of_we(verb: str) -> None:
    assert is_we_future(verb, FORMS)


@pytest.mark.parametrize(
    "word", ["créer", "bâtir", "mettre", "réduire", "promouvoir", "étudier", "végétaliser", "s'engager", "diversifier"]
)
def test_infinitives(word: str) -> None:
    assert is_infinitive(word, FORMS)


@pytest.mark.parametrize(
    "word", ["quartier", "hiver", "avenir", "ordre", "centre", "foyer", "atelier", "loisir", "notre", "affaire", "premier"]
)
def test_nouns_that_end_like_infinitives(word: str) -> None:
    assert not is_infinitive(word, FORMS)


def test_action_nouns_and_adverbs() -> None:
    assert all(is_action_noun(word, FORMS) for word in ("création", "renforcement", "ouverture", "mise", "gratuité"))
    assert not any(is_action_noun(word, FORMS) for word in ("logement", "association", "finalement", "environnement", "village"))
    assert is_third_future("ouvrira", FORMS)
    assert not is_third_future("caméra", FORMS)


def test_a_line_without_a_verb_counts_in_a_list_and_not_in_running_text() -> None:
    text = "La lutte contre la pauvreté des enfants"
    assert one(text, Layout.LIST).label is Label.PLEDGE
    assert one(text, Layout.PROSE).label is not Label.PLEDGE


def test_an_infinitive_that_is_a_subject_is_no_reason_for_a_pledge() -> None:
    names = {cue.name for cue in one("Végétaliser la ville, c'est aussi protéger les plus fragiles.").cues}
    assert "infinitive_subject" in names
    assert "infinitive" not in names


def test_the_layout_is_found_from_the_passages() -> None:
    assert layout_of(LIST_PLEDGES, LEXICON) is Layout.LIST
    assert layout_of([text for text, _ in NOT_PLEDGES], LEXICON) is Layout.PROSE
    assert layout_of(LIST_PLEDGES[:3], LEXICON) is Layout.MIXED


def test_the_heading_decides_and_the_nearest_one_wins() -> None:
    text = "Un réseau cyclable continu entre les villages et la gare."
    assert (
        one(text, headings=("Nos engagements",)).score > one(text).score > one(text, headings=("Nos engagements", "État des lieux")).score
    )
    assert one("Rénover les halles.", headings=("Bilan",)).score < one("Rénover les halles.").score


@pytest.mark.parametrize(
    ("headings", "label"),
    [
        (("Nos propositions",), Label.PLEDGE),
        (("Faire le bilan carbone de la ville",), Label.PLEDGE),
        (("Répondre aux attentes des habitants",), Label.PLEDGE),
        (("Notre bilan et nos engagements",), Label.PLEDGE),
        (("Constat",), Label.PAST),
        (("2. Quels sont les freins ?",), Label.PAST),
        (("Les idées des participants :",), Label.OTHER),
        (("Ce que vous nous avez dit",), Label.OTHER),
        (("Synthèse des ateliers", "Objectifs"), Label.OTHER),
        (("Synthèse des ateliers", "Nos engagements"), Label.PLEDGE),
    ],
)
def test_the_same_line_is_a_pledge_or_not_by_its_heading(headings: tuple[str, ...], label: Label) -> None:
    assert one("Créer un parc de jeux.", Layout.LIST, headings=headings, bullet=True).label is label


def test_every_cue_names_words_of_the_passage_and_has_a_text_to_show() -> None:
    for text in (*LIST_PLEDGES, *PROSE_PLEDGES, *(text for text, _ in NOT_PLEDGES)):
        for cue in one(text, Layout.PROSE).cues:
            assert cue.words in text
            assert cue.weight
            assert LEXICON.data.cues[cue.name].fr


def test_a_title_joined_to_its_text_is_read_by_its_best_part() -> None:
    found = one("Ouvrir un dojo dans la vieille poste — La salle actuelle est trop petite et accueille trois clubs.")
    assert found.label is Label.PLEDGE


def test_words_of_residents_behind_a_proposal_do_not_hide_it() -> None:
    text = "Redonner vie au marché « L'autre samedi, il n'y avait plus un seul étal sous la halle… »"
    assert one(text).label is Label.PLEDGE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ouvrir une crèche de trente places.", FulfilmentKind.OUTCOME),
        ("Signer la charte des villes amies des aînés.", FulfilmentKind.ACT),
        ("Étudier la gratuité des bus.", FulfilmentKind.EXAMINATION),
        ("Lancer une étude sur le passage à la régie.", FulfilmentKind.EXAMINATION),
        ("Poursuivre les aides à l'achat d'un vélo.", FulfilmentKind.CONTINUATION),
        ("Ne pas augmenter les impôts.", FulfilmentKind.ABSTENTION),
        ("Pas de publicité lumineuse.", FulfilmentKind.ABSTENTION),
        ("Gel de la taxe foncière.", FulfilmentKind.ABSTENTION),
        ("Co-construire le projet de place avec les riverains.", FulfilmentKind.PROCESS),
        ("Obtenir de l'État un commissariat de plein exercice.", FulfilmentKind.ADVOCACY),
        ("Demander à la Région la réouverture de la halte.", FulfilmentKind.ADVOCACY),
    ],
)
def test_what_counts_as_delivered(text: str, kind: FulfilmentKind) -> None:
    assert one(text, Layout.LIST).fulfilment is kind


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Recruter 12 policiers municipaux.", Level.MEASURABLE),
        ("Doubler le budget des bibliothèques.", Level.MEASURABLE),
        ("Ouvrir une ludothèque.", Level.NAMED),
        ("Créer un conseil des jeunes.", Level.NAMED),
        ("Favoriser le lien entre les générations.", Level.VAGUE),
        ("Soutenir la vie associative.", Level.VAGUE),
    ],
)
def test_how_checkable_a_pledge_is(text: str, level: Level) -> None:
    found = one(text, Layout.LIST)
    assert found.level is level
    assert found.concrete is (level is not Level.VAGUE)
    assert found.level_reason in text or found.level_reason in text.lower()


def test_details_come_from_the_function_that_is_given() -> None:
    given = detect([Passage("Créer une crèche.")], lambda text: Details(places=(text,)), layout=Layout.LIST)
    assert given[0].details.places == ("Créer une crèche.",)


def test_running_text_below_a_measure_explains_it() -> None:
    titles = ["Ouvrir une crèche", "Créer un marché du soir", "Rénover la halle", "Planter une forêt urbaine"]
    passages = [
        piece
        for title in titles
        for piece in (
            Passage(title, headings=("Programme",)),
            Passage("Nous construirons le bâtiment en bois local.", headings=("Programme", title)),
        )
    ]
    found = explained(detect(passages, layout=Layout.MIXED))
    assert [one.label for one in found] == [Label.PLEDGE, Label.OTHER] * 4
    prose = detect([Passage(p.text, headings=("Notre vision",)) for p in passages if p.text.startswith("Nous")], layout=Layout.PROSE)
    assert explained(prose) == prose


def test_titles_of_chapters_do_not_hide_that_measures_are_explained_below_their_titles() -> None:
    titles = {
        "Commerce": "Créer un marché du soir",
        "Enfance": "Ouvrir une crèche",
        "Parcs": "Planter une forêt",
        "Sport": "Rénover la halle",
    }
    passages = [
        piece
        for chapter, title in titles.items()
        for piece in (
            Passage(chapter),
            Passage("Nous créerons un conseil des habitants.", headings=(chapter,)),
            Passage(title, headings=(chapter,)),
            Passage("Nous construirons le bâtiment en bois local.", headings=(chapter, title)),
        )
    ]
    found = explained(detect(passages, layout=Layout.MIXED))
    for place in range(0, len(found), 4):
        assert [one.label for one in found[place + 1 : place + 4]] == [Label.PLEDGE, Label.PLEDGE, Label.OTHER]


def test_sentences_keep_abbreviations_whole() -> None:
    text = "M. Dupont et Mme. Durand soutiennent le projet. La salle ouvrira ! Qui paiera ?"
    assert [text[a:b] for a, b in sentences_of(text)] == [
        "M. Dupont et Mme. Durand soutiennent le projet.", "La salle ouvrira !", "Qui paiera ?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"bias": 99}, "bias"),
        ({"cues": {"x": {"fr": "xx", "en": "xx", "label": "pledge", "prior": -1, "weight": -1}}}, "positive weight"),
        ({"cues": {"x": {"fr": "xx", "en": "xx", "label": "past", "prior": -1, "weight": -1, "words": ["("]}}}, "not a valid expression"),
    ],
)
def test_badly_written_words_are_refused(change: dict[str, object], said: str) -> None:
    content = read_yaml(find_data_file("pledge_cues.yml"))
    with pytest.raises(ValueError, match=said):
        PledgeWords.model_validate({**content, **change})


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.sampled_from(list(Layout)), st.booleans())
def test_any_text_is_read_and_every_part_is_verbatim(text: str, layout: Layout, bullet: bool) -> None:
    found = detect([Passage(text, bullet=bullet, headings=(text[:40],))], layout=layout)[0]
    assert 0 <= found.score <= 1
    for part in found.parts:
        assert text[part.span[0] : part.span[1]] == part.text


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Créer",
                "une",
                "école,",
                "et",
                "rénover",
                "pour",
                "la",
                "ville",
                ";",
                "nous",
                "ouvrirons",
                "un",
                "parc.",
                "Pas",
                "de",
                "«",
                "bruit",
                "»",
                ":",
                "30",
                "%",
                "(qui",
                "dort)",
            ]
        ),
        max_size=60,
    )
)
def test_mixed_words_never_break_it(words: list[str]) -> None:
    text = " ".join(words)
    found = detect([Passage(text)])[0]
    assert all(text[part.span[0] : part.span[1]] == part.text for part in found.parts)


@pytest.mark.parametrize(
    "piece",
    [
        "créer une école, ",
        "c'est que nous ",
        "« ( ",
        "et rénover ",
        "nous ne ",
        "a été que qui ",
        "1 000 ",
        ": — ",
        ". ? ",
        "\n ",
        "1. # ",
        "‘’«»",
    ],
)
def test_long_texts_are_read_by_their_beginning(piece: str) -> None:
    """A pattern that took the square of the length would not end here."""
    assert detect([Passage(piece * 20_000)])[0].score >= 0
