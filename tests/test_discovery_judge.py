"""The judge of links: the words and their order, dates that must not be sure, surroundings, hostile names, and the judged names."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.discovery import INVENTED, named
from cli import cli
from flows_evaluate import answer_name, evaluate
from scrapers.discovery.judge import Judged, LinkEvidence, judge
from scrapers.discovery.kinds import read_name
from scrapers.discovery.names import address, words
from scrapers.discovery.pages import publishing_host, refused_path
from scrapers.discovery.words import load_words
from tracker.errors import InputError
from tracker.scoring.discovery import read_names, score_names
from tracker.settings import find_data_file
from tracker.vocabulary import DocumentKind

ROLL = (
    "Commune de Bourg\nProcès-verbal de la séance du conseil municipal du 12 mars 2024\nPrésents : A, B, C\nAbsents excusés : D\n"
    "Secrétaire de séance : B. Le quorum est atteint, la séance est ouverte à 20 heures.\nAprès en avoir délibéré, à l'unanimité, adopte."
)
SUMMONS = (
    "Mairie de Bourg\nConvocation\nVous êtes prié d'assister à la réunion du conseil municipal qui se tiendra le 12 mars 2024. "
    "Ordre du jour : budget."
)


def named_link(text: str, url: str = "https://bourg.invalid/fichiers/a.pdf", **around: str) -> Judged:
    """Judge a link by its text, its address saying nothing."""
    return judge(LinkEvidence(url, text, **around))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Procès-verbal du 12 mars 2024", DocumentKind.PROCES_VERBAL),
        ("C.R. du 12/03/2024", DocumentKind.COMPTE_RENDU),
        ("Liste des délibérations examinées le 12 mars 2024", DocumentKind.LISTE_DELIBERATIONS),
        ("PLU - délibération d'approbation", DocumentKind.DELIBERATION),
        ("Délibération n° 12 : subvention au CCAS", DocumentKind.DELIBERATION),
        ("Création du conseil municipal des jeunes - délibération", DocumentKind.DELIBERATION),
        ("Conseils de quartier : délibération n° 14", DocumentKind.DELIBERATION),
        ("Délibération 2024-12 approuvant le rapport annuel de l'eau", DocumentKind.DELIBERATION),
        ("DEL2024-12 adhésion au syndicat d'énergie", DocumentKind.DELIBERATION),
        ("Registre des délibérations", DocumentKind.PROCES_VERBAL),
        ("PVsigné du conseil", DocumentKind.PROCES_VERBAL),
        ("PV d'installation du conseil municipal", DocumentKind.PROCES_VERBAL),
        ("PV du conseil municipal et annexes", DocumentKind.PROCES_VERBAL),
    ],
)
def test_records(text: str, kind: DocumentKind) -> None:
    found = named_link(text)
    assert (found.is_record, found.kind) == (True, kind), found.reasons


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Annexe à la délibération 12", DocumentKind.ANNEXE),
        ("Convocation au conseil municipal du 12 mars 2024", DocumentKind.CONVOCATION),
        ("ODJ CM 12 mars 2024", DocumentKind.ORDRE_DU_JOUR),
        ("Projet de délibération n° 4", DocumentKind.ANNEXE),
        ("Arrêté 2024-12 suite à la délibération du 4 mars", DocumentKind.ARRETE),
        ("Décision du maire n° 2024-07", DocumentKind.DECISION),
        ("Compte rendu des décisions du maire", DocumentKind.DECISION),
        ("Compte rendu du conseil d'école", DocumentKind.OTHER),
        ("Compte-rendu-conseil-decole", DocumentKind.OTHER),
        ("Délibération du CCAS du 4 avril 2024", DocumentKind.OTHER),
        ("PV du conseil municipal des enfants", DocumentKind.OTHER),
        ("PV de bornage", DocumentKind.OTHER),
        ("Panneaux PV sur l'école", DocumentKind.OTHER),
        ("CR de la commission travaux", DocumentKind.OTHER),
        ("Réunion publique du 12 mai 2024", DocumentKind.OTHER),
        ("Bulletin municipal : compte rendu du conseil", DocumentKind.OTHER),
        ("Conseil municipal du 12 mars 2024 : la vidéo", DocumentKind.OTHER),
        ("Vœux du maire", DocumentKind.OTHER),
        ("Télécharger", DocumentKind.OTHER),
    ],
)
def test_not_records_but_their_kind_is_said(text: str, kind: DocumentKind) -> None:
    found = named_link(text)
    assert (found.is_record, found.kind) == (False, kind), found.reasons


@pytest.mark.parametrize(
    "name",
    [
        "pv 12 mars 2024", "pv-12-03-2024", "pv_20240312", "PV12032024", "2024.03.12 PV", "PV du mardi 12 mars 2024", "pv-12-mars-2024-vf",
        "PV du 12 mars 2024 approuvé le 9 avril 2024", "delib_2024_03_12_01", "PV 12%2003%202024", "Séance du 1er... PV du 12 mars 2024",
    ],
)  # fmt: skip
def test_full_dates_are_certain(name: str) -> None:
    found = judge(LinkEvidence(f"https://bourg.invalid/wp-content/uploads/2025/01/{name}.pdf"))
    assert (found.date, found.date_certain) == (date(2024, 3, 12), True), found.reasons


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("pv 12.03.24", date(2024, 3, 12)),
        ("pv 24.03.12", date(2012, 3, 24)),
        ("pv_seance_11juillet_23", date(2023, 7, 11)),
        ("DEL 2024-03-12 tarifs", date(2024, 3, 12)),  # year, sitting and rank, as likely as a day
        ("2025.12.22-CR-du-18-decembre-2025", date(2025, 12, 18)),  # the worded day is the sitting, the other contradicts it
        ("PV du lundi 12 mars 2024", date(2024, 3, 12)),  # it was a Tuesday
        ("PV des 11 et 12 mars 2024", date(2024, 3, 12)),
        ("CM-23-FEVRIER", None),
        ("DEL2024-01 approbation du PV de la séance du 12 mars 2024", None),
        ("1106_001", None),
    ],
)
def test_doubtful_dates_are_never_certain(name: str, guess: date | None) -> None:
    found = judge(LinkEvidence(f"https://bourg.invalid/wp-content/uploads/2024/05/{name}.pdf"))
    assert (found.date, found.date_certain) == (guess, False), found.reasons


def test_a_short_date_is_certain_once_printed_in_full_beside() -> None:
    assert not judge(LinkEvidence("https://b.invalid/CM13.09.23.pdf", "PV")).date_certain
    found = judge(LinkEvidence("https://b.invalid/CM13.09.23.pdf", "PV", first_page="Séance du 23 septembre 2013, présents :"))
    assert (found.date, found.date_certain) == (date(2013, 9, 23), True)


def test_upload_folders_give_no_date_but_headings_do_without_certainty() -> None:
    url = "https://bourg.invalid/wp-content/uploads/2024/05/document.pdf"
    assert judge(LinkEvidence(url, "Procès-verbal")).date is None
    found = judge(LinkEvidence(url, "Procès-verbal", heading="Conseil municipal du 12 mars 2024"))
    assert (found.date, found.date_certain) == (date(2024, 3, 12), False)


def test_surroundings_decide_for_names_without_words() -> None:
    bare = "https://bourg.invalid/pdf/2026.06.30.pdf"
    assert not judge(LinkEvidence(bare)).is_record
    assert judge(LinkEvidence(bare, heading="Procès-verbaux du conseil municipal")).is_record
    assert judge(LinkEvidence(bare, "30 juin 2026", page_title="Comptes rendus du conseil", heading="Conseil municipal")).is_record
    assert not judge(LinkEvidence(bare, heading="Conseils d'école", page_title="Procès-verbaux")).is_record
    assert not named_link("Compte-rendu du 12/03/2024", heading="Conseil d'école").is_record
    assert named_link("Compte-rendu du conseil municipal du 12/03/2024", heading="Conseil d'école").is_record


def test_the_first_page_decides_where_names_do_not() -> None:
    url = "https://bourg.invalid/pdf/1106_001.pdf"
    assert judge(LinkEvidence(url, first_page=ROLL)).is_record
    assert judge(LinkEvidence(url, first_page=ROLL)).kind is DocumentKind.PROCES_VERBAL
    assert not judge(LinkEvidence(url, "Conseil municipal du 12 mars 2024", first_page=SUMMONS)).is_record


def test_minutes_of_something_unknown_are_less_sure() -> None:
    assert named_link("PV du 12 mars 2024").score > 0.8
    assert named_link("PV Atelier couture du 12 mars 2024").score < 0.8
    assert named_link("PV du conseil municipal, atelier couture").score > 0.8


def test_names_as_clerks_type_them() -> None:
    lines = (Path(__file__).parent / "fixtures" / "discovery_bare_names.txt").read_text(encoding="utf-8").splitlines()
    wrong = [line for line in lines if line[0] != "#" and named_link(line[2:]).is_record != (line[0] == "+")]
    assert wrong in ([], ["- CR-CE-12-04-2023"])  # nothing in that name tells a school's council from the town's


HELD = (
    "L'an deux mille vingt-quatre, le douze mars, le conseil municipal de Bourg, dûment convoqué, s'est réuni en mairie.\n"
    "Étaient présents : tous les conseillers. A été nommée secrétaire : Mme B.\nORDRE DU JOUR\n- Halle\n"
    "Halle : le conseil, après en avoir délibéré, accepte à l'unanimité."
)


@pytest.mark.parametrize(
    ("first_page", "kind", "is_record"),
    [
        (ROLL, DocumentKind.PROCES_VERBAL, True),
        (HELD, DocumentKind.PROCES_VERBAL, True),
        (HELD.replace("L'an", "COMPTE RENDU\nL'an"), DocumentKind.COMPTE_RENDU, True),
        ("Mairie de Bourg\nDélibérations examinées par le conseil municipal en sa séance du 12 mars 2024\n1 Halle : approuvée\n2 École : "
         "approuvée\n3 Budget : rejetée", DocumentKind.LISTE_DELIBERATIONS, True),
        ("Extrait du registre des délibérations du conseil municipal de Bourg\nObjet : halle couverte\nVu le code général, "
         "le conseil, après en avoir délibéré, décide", DocumentKind.DELIBERATION, True),
        (SUMMONS, DocumentKind.CONVOCATION, False),
        ("Commune de Bourg\nConseil municipal du 12 mars 2024\nORDRE DU JOUR\n1. Désignation d'un secrétaire de séance\n2. Approbation du "
         "procès-verbal de la séance du 9 janvier\n3. Compte-rendu des décisions du maire", DocumentKind.ORDRE_DU_JOUR, False),
        ("ARRÊTÉ\nLe maire de Bourg,\nVu la délibération du conseil municipal du 12 mars 2024,\nVu le code,\nARRÊTE\nArticle 1 : la "
         "rue est fermée", DocumentKind.ARRETE, False),
        ("Annexe 1\nà la délibération du conseil municipal du 12 mars 2024 : tableau des tarifs de la salle communale et du matériel",
         DocumentKind.ANNEXE, False),
        (HELD.replace("conseil municipal de Bourg", "conseil d'école de Bourg").replace("le conseil,", "l'assemblée,"),
         DocumentKind.OTHER, False),
        ("Le petit journal de Bourg\nChers habitants, ce numéro revient sur la vie du village, les travaux, la fête et les associations.",
         DocumentKind.OTHER, False),
    ],
)  # fmt: skip
def test_first_pages(first_page: str, kind: DocumentKind, is_record: bool) -> None:
    found = judge(LinkEvidence("https://bourg.invalid/pdf/12.pdf", first_page=first_page))
    assert (found.is_record, found.kind) == (is_record, kind), found.reasons


def test_list_pages_are_followed_and_are_no_records() -> None:
    page = judge(LinkEvidence("https://bourg.invalid/mairie/comptes-rendus", "Comptes rendus des conseils"))
    assert not page.is_record and page.follow == 1
    written_in_the_page = judge(LinkEvidence("https://bourg.invalid/mairie/cr-12", "Compte rendu du 12 mars 2024"))
    assert written_in_the_page.is_record
    news = judge(LinkEvidence("https://bourg.invalid/agenda/conseil", "Conseil municipal du 12 mars 2024"))
    assert not news.is_record
    assert judge(LinkEvidence("https://bourg.invalid/tourisme", "Où dormir")).follow == 0


@pytest.mark.parametrize(
    ("path", "family"),
    [
        ("/agenda/2024-05", "calendar"), ("/deliberations?mois=5&annee=2024", "calendar"), ("/cr?tmpl=component", "print_variant"),
        ("/deliberations/print/", "print_variant"), ("/IMG/IMG/IMG/deliberations", "repeated_segments"), ("/user/login", "login"),
        ("/demarches-en-ligne/acte", "e_services"), ("/mentions-legales", "e_services"), ("/galerie/conseil", "media_gallery"),
        ("/photo-conseil.jpg", "media_gallery"), ("/deliberations?sort=date", "share_or_mail"), ("/deliberations/feed/", "print_variant"),
    ],
)  # fmt: skip
def test_traps_are_never_followed(path: str, family: str) -> None:
    assert refused_path(f"https://bourg.invalid{path}", load_words()) == family
    assert judge(LinkEvidence(f"https://bourg.invalid{path}", "Délibérations")).follow == 0


def test_mail_links_and_plain_pages() -> None:
    assert refused_path("mailto:mairie@bourg.invalid", load_words()) == "share_or_mail"
    for path in ("/mairie/deliberations", "/vie-municipale/conseil-municipal?page=2", "/index.php/le-conseil/comptes-rendus"):
        assert refused_path(f"https://bourg.invalid{path}", load_words()) is None


def test_hosts_of_vendors_are_known_by_family() -> None:
    assert publishing_host("webdelib.bourg.invalid", load_words()) == "webdelib"
    assert publishing_host("www.bourg.invalid", load_words()) is None


def test_every_reason_says_what_counted() -> None:
    found = named_link("PV du 12 mars 2024", heading="Conseils municipaux")
    assert any("pv" in reason and "link text" in reason for reason in found.reasons)
    assert any("2024-03-12" in reason for reason in found.reasons)
    refused = named_link("PV du CCAS")
    assert any("another body (ccas)" in reason for reason in refused.reasons)


def test_names_are_compared_in_one_form() -> None:
    assert words("Proc%25C3%25A8s-verbal_N°12") == "proces verbal n 12"
    assert words("CompteRenduConseil2024") == "compte rendu conseil2024"
    assert words("DE2020-003Arret") == "de2020 003 arret"
    assert address("https://b.invalid/1764795885920-10_30_PVaffichage.pdf").name == "10_30_PVaffichage"
    assert address("https://b.invalid/ugd/4a7145_0a1b2c3d4e5f60718293a4b5c6d7e8f9.pdf").name == ""


def test_a_name_that_says_nothing() -> None:
    assert read_name("scan 0012", load_words()) is None


@given(st.text(max_size=300), st.text(max_size=200), st.text(max_size=100), st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_never_raises(url: str, text: str, heading: str, first_page: str) -> None:
    found = judge(LinkEvidence(url, text, heading, heading, first_page))
    assert 0 <= found.score <= 1 and 0 <= found.follow <= 1
    assert found.is_record == (found.score >= 0.5)


_SEPARATOR = st.sampled_from([".", "-", "_", " ", "/", ""])


@given(
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 99),
    _SEPARATOR,
    st.sampled_from(["PV", "CM", "CR du", "délib", ""]),
    st.booleans(),
)
@settings(max_examples=300, deadline=None)
def test_two_digit_years_are_never_certain(day: int, month: int, year: int, separator: str, before: str, year_first: bool) -> None:
    figures = [f"{year:02}", f"{month:02}", f"{day:02}"] if year_first else [f"{day:02}", f"{month:02}", f"{year:02}"]
    for name in (f"{before} {separator.join(figures)}", f"{before}{separator.join(figures)} signé", f"{before} {day} mai {year:02}"):
        assert not judge(LinkEvidence("", name)).date_certain, name
        assert not judge(LinkEvidence(f"https://b.invalid/uploads/2024/05/{name.replace('/', '-')}.pdf")).date_certain, name


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(["%d-%m-%Y", "%Y-%m-%d", "%d%m%Y", "%Y%m%d", "%d.%m.%Y", "%Y_%m_%d"]))
@settings(max_examples=200, deadline=None)
def test_four_digit_dates_are_read_whatever_their_shape(day: date, shape: str) -> None:
    found = judge(LinkEvidence(f"https://b.invalid/PV_{day.strftime(shape)}_signe.pdf"))
    assert (found.date, found.date_certain) == (day, True)


@pytest.mark.parametrize("piece", ["pv ", "seance du ", "1 ", "12-", "/a", "délibération ", "d' ", "%25", "liste des ", "conseil a "])
def test_long_names_are_cut_not_suffered(piece: str) -> None:
    long = piece * 60_000
    found = judge(LinkEvidence(f"https://b.invalid/{long}", long, long, long, long))  # a backtracking pattern would never come back
    assert sum(map(len, found.reasons)) < 5_000


def test_the_words_are_checked_on_load(tmp_path: Path) -> None:
    shipped = find_data_file("discovery.yml").read_text(encoding="utf-8")
    for old, new, said in (
        ("words: [repertoire chronologique]", "words: [Répertoire]", "official_list.words.0.*lower-case words without accents"),
        ("patterns: ['(?<![a-z])delib(?!ere|erant)[a-z]*']", "patterns: ['(']", "is not a regular expression"),
        ("patterns: ['(?<![a-z])delib(?!ere|erant)[a-z]*']", "patterns: ['a*']", "matches an empty name"),
        ("patterns: ['(?<![a-z])delib(?!ere|erant)[a-z]*']", "words: []", "expected words or patterns"),
        ("    kind: liste_deliberations\n", "    kind: listes\n", "official_list.kind"),
        ("generic: [", "generics: [", "generic"),
    ):
        path = tmp_path / f"{abs(hash(new))}.yml"
        assert old in shipped
        path.write_text(shipped.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(InputError, match=said):
            load_words(path)
    with pytest.raises(InputError, match="holds the words of discovery"):
        load_words(tmp_path / "none.yml")


def test_the_invented_towns_names_reach_the_bars(tmp_path: Path) -> None:
    shutil.copy(INVENTED, tmp_path / "names.csv")
    scores = evaluate("discovery", tmp_path)
    assert float(str(scores["recall"])) >= 0.98 and float(str(scores["precision"])) >= 0.98, scores
    assert float(str(scores["kind_accuracy"])) >= 0.97 and float(str(scores["date_right"])) >= 0.98, scores
    assert scores["date_certain_wrong"] == 0
    assert list(scores)[:5] == ["recall", "precision", "kind_accuracy", "date_right", "date_certain_wrong"]


def test_every_invented_town_is_judged_alone() -> None:
    with INVENTED.open(encoding="utf-8", newline="") as file:
        names = named(list(csv.DictReader(file)), INVENTED)
    for town in {one.town for one in names}:
        own = [one.judged for one in names if one.town == town]
        scores = score_names([answer_name(one) for one in own], own)
        assert scores["recall"] in (1.0, None) or float(str(scores["recall"])) >= 0.9, town


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("PV,,maybe,pv,", "is_record: expected yes or no"),
        (",,yes,pv,", "expected a link text or an address"),
        ("PV,,yes,minutes,", "kind: expected one of"),
        ("PV,,yes,pv,12/03/2024", "date: expected YYYY"),
        ("PV,,yes,pv,2024-02-30", "date: expected YYYY"),
    ],
)
def test_a_judged_set_is_refused_with_its_line(tmp_path: Path, row: str, said: str) -> None:
    path = tmp_path / "names.csv"
    path.write_text(f"link_text,doc_url,is_record,kind,date\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"names.csv:2: {said}"):
        read_names(path)


def test_scores_count_what_they_say(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    rows = [
        "PV du 12 mars 2024,,yes,compte_rendu,2024-03-12",  # right: minutes and accounts are one kind for names
        "PV du 12 mars 2024,,yes,pv,2023-03-12",  # a certain date that is wrong
        "Bulletin,,yes,deliberation,",  # missed, kind wrong
        "Délibération 12,,no,non_acte,2024",  # taken, kind wrong
    ]
    path.write_text("link_text,doc_url,is_record,kind,date\n" + "\n".join(rows) + "\n", encoding="utf-8")
    judged = read_names(path)
    scores = score_names([answer_name(one) for one in judged], judged)
    assert (scores["recall"], scores["precision"], scores["kind_accuracy"]) == (0.6667, 0.6667, 0.5)
    assert (scores["date_right"], scores["date_certain_wrong"], scores["dates_printed"]) == (1.0, 1, 1)
    assert scores["kind_exact"] == 0.25


def test_the_verb_prints_one_object(tmp_path: Path) -> None:
    shutil.copy(INVENTED, tmp_path / "names.csv")
    result = CliRunner().invoke(cli, ["evaluate", "discovery", str(tmp_path)], catch_exceptions=False)
    assert result.exit_code == 0 and next(iter(json.loads(result.output))) == "recall"
