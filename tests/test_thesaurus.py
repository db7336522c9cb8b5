"""The town-hall thesaurus and the learned neighbours: their files are clean, what they add is right, what is broken is refused."""

import json
import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from benchmarks.neighbours import SETTINGS, Corpus, learn_vectors, nearest, readable, worth_keeping
from tracker.errors import InputError
from tracker.ids import fold
from tracker.linking.neighbours import NEIGHBOUR_WEIGHT, Neighbours, load_neighbours
from tracker.linking.terms import STOP_WORDS, Terms
from tracker.linking.thesaurus import (
    EVERYDAY_GROUPS,
    EXPANSION_WEIGHT,
    PHRASE_FACTOR,
    How,
    Query,
    QueryTerm,
    Thesaurus,
    load_thesaurus,
    own_terms,
)
from tracker.linking.thesaurus_file import MOST_GROUPS
from tracker.settings import shipped_data_dir
from tracker.themes import load_themes

WIDEST = 0.1  # share of the invented pledges on which one group may fire
PLEDGES = """
Tracer dix kilomètres de pistes cyclables entre les hameaux
Installer des arceaux et un local fermé pour les vélos devant la halle
Prêter des vélos à assistance électrique pendant un mois
Refaire les trottoirs de la rue haute pour les poussettes
Mettre le bourg à trente kilomètres à l'heure
Remplacer le carrefour dangereux par un rond-point
Boucher les nids-de-poule dès qu'ils sont signalés
Entretenir les chemins ruraux avec les agriculteurs
Déneiger les écarts avant sept heures
Ouvrir une ligne de navette gratuite le jour du marché
Rouvrir la halte ferroviaire aux voyageurs
Installer deux bornes de recharge pour les voitures électriques
Limiter le passage des poids lourds
Créer vingt places de stationnement près de la gare
Racheter les maisons vides pour en faire des logements
Construire douze logements sociaux adaptés
Aider les copropriétés dégradées à se rénover
Encadrer les meublés de tourisme
Vendre à prix modéré les parcelles du lotissement communal
Mettre fin à l'habitat insalubre
Accueillir dignement les gens du voyage
Réviser le plan local d'urbanisme pour arrêter le béton
Reconvertir l'ancienne laiterie abandonnée
Enterrer les lignes électriques du village
Poser des bancs à l'ombre
Planter mille arbres avec les enfants
Désimperméabiliser la cour de l'école
Confier la forêt communale à des bûcherons d'ici
Interdire le glyphosate dans les jardins publics
Stériliser les chats errants
Protéger la rivière et ses berges
Entretenir les fossés contre les inondations
Ouvrir des jardins partagés derrière le presbytère
Acheter le pain et la viande aux producteurs voisins
Isoler la salle des fêtes et changer sa chaudière
Couvrir de panneaux solaires le toit du gymnase
Éteindre l'éclairage public à minuit
Ramasser les biodéchets une fois par semaine
Ouvrir une ressourcerie
Garder l'eau en régie publique
Finir le réseau d'assainissement des hameaux
Nettoyer les dépôts sauvages
Garder ouverte l'agence postale
Faire venir la fibre dans chaque maison
Former les anciens à l'ordinateur
Agrandir le cimetière et créer un jardin du souvenir
Rouvrir des toilettes publiques sur la place
Reloger la mairie au rez-de-chaussée
Sauver la classe menacée de fermeture
Servir un repas végétarien par semaine à la cantine
Ouvrir la garderie dès sept heures
Créer une micro-crèche de douze berceaux
Payer le permis des jeunes contre un chantier utile
Aider aux devoirs deux soirs par semaine
Attirer un second médecin dans une maison de santé
Proposer une mutuelle négociée à tous
Installer un défibrillateur dans chaque hameau
Porter les repas à domicile tous les jours
Adapter les bâtiments aux fauteuils roulants
Combattre les discriminations à l'embauche
Héberger une famille réfugiée
Donner des colis alimentaires toute l'année
Réserver des locaux pour les associations
Recruter un garde champêtre
Installer six caméras à l'entrée du village
Relever les poteaux d'incendie
Écrire un plan d'alerte pour les crues
Rouvrir le cinéma le samedi
Restaurer le lavoir et le calvaire
Réparer le clocher de l'église
Donner un nom de femme à la place neuve
Faire vivre le jumelage
Ouvrir la bibliothèque le dimanche matin
Monter un festival de théâtre en plein air
Refaire le terrain de football en synthétique
Chauffer le bassin de la piscine toute l'année
Construire un skatepark avec les adolescents
Changer les jeux du square
Baliser trois boucles de randonnée
Aider l'épicerie et la boulangerie à rester
Créer une zone d'activités pour les artisans
Agrandir le camping municipal
Ouvrir un atelier partagé pour travailler à distance
Ne pas augmenter la taxe foncière
Rembourser la dette en dix ans
Chercher chaque subvention possible
Acheter local dans les marchés publics
Filmer les séances du conseil
Soumettre cent mille euros au choix des habitants
Limiter les indemnités des élus
Titulariser les agents précaires
Publier les comptes chaque trimestre
Distribuer un bulletin municipal tous les deux mois
Soutenir les personnes seules de plus de quatre-vingts ans
Rendre le sport accessible aux filles
Repeindre les passages pour piétons
Recenser les arbres remarquables
Ouvrir la salle polyvalente aux jeunes le mercredi
Installer un médiateur dans le quartier des Tanneurs
Accueillir deux apprentis dans les services techniques
""".strip().splitlines()


@pytest.fixture(scope="module")
def shipped() -> Thesaurus:
    return load_thesaurus()


def _query(text: str) -> Query:
    return own_terms(text, Terms())


# ---- the shipped file ----


def test_there_are_many_groups_each_with_its_note_theme_and_matters(shipped: Thesaurus) -> None:
    themes = load_themes()
    assert len(shipped.groups) >= 150
    assert set(shipped.about) == set(shipped.groups)
    for name, about in shipped.about.items():
        assert re.fullmatch(r"[a-z][a-z_]*", name)
        assert 7 <= len(about.note) <= 220 and about.note[-1] in ".…", name
        assert about.theme in themes, name
        assert about.acts and all(re.fullmatch(r"[1-9]\.\d{1,2}", code) for code in about.acts), name


def test_groups_stand_theme_by_theme_in_the_order_of_the_themes(shipped: Thesaurus) -> None:
    sections = [theme for theme, _ in groupby(about.theme for about in shipped.about.values())]
    assert sections == [theme for theme in load_themes() if theme in sections]


def test_entries_are_plain_words_that_keep_their_meaning(shipped: Thesaurus) -> None:
    terms = Terms()
    for name, entries in shipped.groups.items():
        for entry in entries:
            assert entry == fold(entry).strip(), (name, entry)
            spoken = [word for word in re.findall(r"[a-z0-9]+", entry) if len(word) > 1]
            # "sans abri" would leave "abri" alone: a phrase must not shrink to one word
            assert len(set(terms(entry))) >= min(2, len(spoken)), (name, entry)


def test_no_entry_is_the_name_of_a_town_of_ours(shipped: Thesaurus) -> None:
    towns = {fold(path.stem).replace("-", " ") for path in (shipped_data_dir() / "towns").glob("*.y*ml")}
    assert towns
    assert not towns & {entry for entries in shipped.groups.values() for entry in entries}


def test_no_group_fires_on_a_large_part_of_what_programmes_say(shipped: Thesaurus) -> None:
    fired = Counter(name for pledge in PLEDGES for name in shipped.fired(_query(pledge)))
    assert len(PLEDGES) >= 100
    assert fired.most_common(1)[0][1] <= WIDEST * len(PLEDGES), fired.most_common(3)
    silent = [pledge for pledge in PLEDGES if not shipped.fired(_query(pledge))]
    assert len(silent) <= 0.15 * len(PLEDGES), silent


@pytest.mark.parametrize(
    ("pledge", "group", "word"),
    [
        ("Ouvrir un accueil de loisirs le mercredi", "after_school", "ALSH"),
        ("Rénover les logements des propriétaires modestes", "housing_repair", "OPAH"),
        ("Protéger nos maisons des incendies", "fire_safety", "DECI"),
        ("Faire venir des médecins", "health", "pôle de santé"),
        ("Numéroter les maisons des hameaux : donner le nom de chaque rue", "naming", "adressage"),
        ("Enfouir les fils : fini les réseaux aériens", "buried_networks", "effacement"),
        ("Mieux payer les agents : revoir le régime indemnitaire", "staff_pay", "RIFSEEP"),
    ],
)
def test_what_a_programme_says_reaches_what_a_council_writes(shipped: Thesaurus, pledge: str, group: str, word: str) -> None:
    assert group in shipped.fired(_query(pledge))
    query = shipped.expand(pledge, Terms())
    assert all(term in query for term in Terms()(word))


# ---- what the code does with it ----


def test_silent_entries_recognise_a_group_and_are_not_searched() -> None:
    thesaurus = Thesaurus({"x": ("lavoir", "calvaire", "cadre de vie")}, {"x": frozenset({"cadre de vie"})})
    assert set(thesaurus.expand("Un beau cadre de vie", Terms())) >= {"lavoir", "calvair"}
    assert set(thesaurus.expand("Un lavoir", Terms())) == {"lavoir", "calvair"}


def test_a_word_of_the_phrases_of_many_groups_joins_none_of_them() -> None:
    groups = {f"g{index}": (f"mot{index}", f"maison nom{index}") for index in range(EVERYDAY_GROUPS)}
    assert "maison" not in Thesaurus(groups).expand("Voici mot0", Terms())
    del groups["g1"]
    assert Thesaurus(groups).expand("Voici mot0", Terms())["maison"].weight == pytest.approx(EXPANSION_WEIGHT * PHRASE_FACTOR)


def test_an_entry_of_one_word_joins_whole_whatever_the_phrases_say() -> None:
    groups = {f"g{index}": (f"mot{index}", f"maison nom{index}") for index in range(EVERYDAY_GROUPS)} | {"own": ("foyer", "maison")}
    assert Thesaurus(groups).expand("Un foyer", Terms())["maison"].weight == EXPANSION_WEIGHT


def test_the_first_entry_of_the_file_gives_the_words_shown() -> None:
    thesaurus = Thesaurus({"x": ("lavoir", "calvaire", "croix")})
    query = thesaurus.expand("Calvaires et lavoirs", Terms())
    assert query["croix"] == QueryTerm(EXPANSION_WEIGHT, ("lavoirs",), How.THESAURUS)


def test_fired_groups_are_those_found_by_looking_at_every_entry(shipped: Thesaurus) -> None:
    for pledge in PLEDGES:
        own = _query(pledge).keys()
        plain = {name: next(e for e in entries if e <= own) for name, entries in shipped.stems.items() if any(e <= own for e in entries)}
        assert shipped.fired(own) == plain
        assert list(shipped.fired(own)) == list(plain)


def test_the_digest_sees_the_role_of_an_entry() -> None:
    words = {"x": ("lavoir", "calvaire")}
    assert Thesaurus(words).digest != Thesaurus(words, {"x": frozenset({"lavoir"})}).digest
    assert re.fullmatch(r"[0-9a-f]{8}", Thesaurus(words).digest)


@pytest.mark.parametrize("pledge", ["", "?", "de la et du", "mot " * 20_000, "VÉLO", "\x00\x01 vélo \ud7ff"])
def test_odd_pledges_give_sane_queries(shipped: Thesaurus, pledge: str) -> None:
    query = shipped.expand(pledge, Terms())
    assert all(0 < one.weight <= 1 for one in query.values())
    assert ("cyclabl" in query) == ("vélo" in pledge.lower())


# ---- what is refused ----


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("x: [velo]", "at least two"),
        ("x: [velo, 3]", "words or phrases"),
        ("x: {words: []}", "at least one"),
        ("x: {words: [velo], fires: []}", "at least two"),
        ("x: {words: [velo, cyclable], colour: red}", "the fields"),
        ("x: {words: [velo, cyclable], acts: 8}", "matters"),
        ("x: {words: [velo, cyclable], note: [a]}", "note"),
        ("x: {words: [velo, 'de la']}", "tells something"),
        ("x: {words: [velo, vélos]}", "twice"),
        ("x: {words: [velo], fires: [velos]}", "twice"),
        ("x: {words: [velo, projets]}", "fires on nearly everything"),
        ("x: {words: [velo], fires: [la commune]}", "fires on nearly everything"),
        ("x: {words: [velo, association]}", "under `fires`"),
        ("x: {words: [velo, '" + "a" * 61 + "']}", "letters"),
        ("x: 5", "list of words"),
        ("x: null", "list of words"),
    ],
)
def test_a_bad_group_is_refused_with_file_group_and_what_was_expected(tmp_path: Path, group: str, words: str) -> None:
    path = tmp_path / "thesaurus.yml"
    path.write_text(f"groups:\n  {group}\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load_thesaurus(path)
    assert str(path) in str(refused.value) and "groups.x" in str(refused.value) and words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_entry_of_too_many_groups_is_refused_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.yml"
    lines = "".join(f"  g{index}: [lavoir, mot{index}]\n" for index in range(MOST_GROUPS + 1))
    path.write_text(f"groups:\n{lines}", encoding="utf-8")
    with pytest.raises(InputError, match=rf"groups\.g{MOST_GROUPS}.*already in g0, g1, g2"):
        load_thesaurus(path)


def test_association_may_recognise_a_group(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.yml"
    path.write_text("groups:\n  x: {words: [benevole], fires: [associations]}\n", encoding="utf-8")
    assert "benevol" in load_thesaurus(path).expand("Aider les associations", Terms())


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "thesaurus.yml"
    path.write_text("groups: {x: [lavoir, calvaire]}", encoding="utf-8")
    before = load_thesaurus(path)
    assert load_thesaurus(path) is before
    path.write_text("groups: {x: [lavoir, calvaire, croix]}", encoding="utf-8")
    assert load_thesaurus(path).groups["x"] == ("lavoir", "calvaire", "croix")


# ---- learned neighbours ----


def test_neighbours_add_new_terms_below_the_thesaurus_and_only_for_own_words() -> None:
    near = Neighbours({"medecins": (("infirmier", 0.8), ("soins", 0.5)), "soins": (("pharmacie", 0.9),)})
    query = Thesaurus({"x": ("medecin", "soin")}).expand("Des médecins", Terms())
    added = near.expand(query)
    assert added == {"infirmi": QueryTerm(NEIGHBOUR_WEIGHT * 0.8, ("médecins",), How.NEIGHBOUR)}
    assert NEIGHBOUR_WEIGHT < EXPANSION_WEIGHT * PHRASE_FACTOR


def test_the_best_of_two_neighbours_counts() -> None:
    near = Neighbours({"lavoir": (("croix", 0.5),), "calvaire": (("croix", 0.9),)})
    assert near.expand(_query("lavoir et calvaire"))["croix"].weight == pytest.approx(NEIGHBOUR_WEIGHT * 0.9)


def test_a_word_finds_its_neighbours_in_any_form() -> None:
    near = Neighbours({"medecins": (("soins", 0.5),)})
    assert near.of("Médecin") == near.of("medecins") == (("soins", 0.5),)
    assert near.of("de") == near.of("inconnu") == ()


def test_shipped_neighbours_are_words_small_and_no_numbers() -> None:
    path = shipped_data_dir() / "neighbours.json"
    content = json.loads(path.read_text("utf-8"))
    assert path.stat().st_size < 600_000
    assert content["inputs"] and content["settings"]["towns"] >= 3
    near = load_neighbours(path)
    assert len(near.words) > 500
    words = set(near.words) | {word for others in near.words.values() for word, _ in others}
    assert all(re.fullmatch(r"[a-z]{3,}", word) and word not in STOP_WORDS for word in words)
    assert all(len(others) <= SETTINGS["nearest"] and word not in dict(others) for word, others in near.words.items())
    towns = {part for town in (shipped_data_dir() / "towns").glob("*.y*ml") for part in [fold(town.stem)]}
    assert not towns & words


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"words": []}', '{"words": {"a": [["b"]]}}', '{"words": {"a": [["b", 2]]}}', '{"words": {"a": 1}}']
)
def test_broken_neighbours_are_refused_with_their_file(tmp_path: Path, content: str) -> None:
    path = tmp_path / "neighbours.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"neighbours\.json"):
        load_neighbours(path)
    with pytest.raises(InputError, match="no such file"):
        load_neighbours(tmp_path / "none.json")


def _corpus() -> Corpus:
    corpus = Corpus()
    for town in ("ville-a", "ville-b", "ville-c"):
        for index in range(12):
            corpus.add(town, f"En {index} {town} les soins du médecin ou la santé du village avec madame Tartempion de Trifouillis")
            corpus.add(town, f"En {index} {town} les pistes du cycliste ou la route du bourg vers Trifouillis")
    return corpus


def test_words_used_alike_are_learned_and_names_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SETTINGS, "dimensions", 3)
    found = nearest(*learn_vectors(_corpus(), SETTINGS))
    assert "soins" in dict(found["medecin"])
    assert "pistes" not in dict(found["medecin"])
    words = set(found) | {word for near in found.values() for word, _ in near}
    assert not words & {"tartempion", "trifouillis"}


def test_a_word_of_two_towns_only_stays_out() -> None:
    corpus = _corpus()
    [term] = corpus.terms("médecin")
    assert worth_keeping(corpus, term, 36, SETTINGS) and readable(corpus, term) == "medecin"
    corpus.towns[term].discard("ville-a")
    assert not worth_keeping(corpus, term, 36, SETTINGS)
    assert not worth_keeping(_corpus(), term, 7, SETTINGS)


def test_a_text_met_twice_counts_once() -> None:
    corpus = Corpus()
    corpus.add("ville-a", "Réfection de la toiture")
    corpus.add("ville-b", "Réfection de la toiture")
    assert len(corpus.rows) == 1
