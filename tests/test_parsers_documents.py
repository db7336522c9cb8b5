"""Whole documents written for these tests, one per layout: acts with exact spans, and nothing from what is no minutes."""

from datetime import date

from scrapers.parsers.context import Context
from scrapers.parsers.document import parse_document, text_kind
from tracker.items import ActItem, IssueItem, ReadingItem, SittingItem
from tracker.vocabulary import DocumentKind, Outcome, TextStatus

HEAD = (
    "Commune de Vraiville\nL'an deux mille vingt-quatre, le 25 mars, le conseil municipal s'est réuni.\n"
    "Présents : tous. Secrétaire : Mme ORY.\n"
)
BODY = (
    "Madame la Maire expose le projet, ses raisons et son prix de 12 000 € HT.\n"
    "Après en avoir délibéré, à l'unanimité, le conseil APPROUVE.\n"
)


def parse(*pages: str, name: str = "pv.pdf") -> tuple[list[ActItem], list[SittingItem], list[IssueItem]]:
    reading = ReadingItem(sha256="a" * 64, text_status=TextStatus.NATIVE, pages=pages, extractor="test@1")
    items = parse_document(reading, Context("council", (name,)))
    acts = [one for one in items if isinstance(one, ActItem)]
    for act in acts:
        assert reading.text[act.span[0] : act.span[1]] == act.text
    return acts, [one for one in items if isinstance(one, SittingItem)], [one for one in items if isinstance(one, IssueItem)]


def test_date_and_ordinal_references() -> None:
    acts, (sitting,), _ = parse(HEAD + "20240325 1 ACHAT DU TERRAIN DES PRÉS\n" + BODY + "20240325 2 TARIFS DE LA CANTINE\n" + BODY)
    assert [(act.number, act.title) for act in acts] == [
        ("20240325 1", "ACHAT DU TERRAIN DES PRÉS"),
        ("20240325 2", "TARIFS DE LA CANTINE"),
    ]
    assert sitting.date == date(2024, 3, 25) and all(act.date == sitting.date and act.outcome is Outcome.ADOPTED for act in acts)
    assert acts[0].amounts[0].value == 12000


def test_prefixed_references_and_the_mayors_decisions() -> None:
    text = HEAD + "DM 2024-01 : Objet : Achat d'une pelle\nD2024-012 - Objet : Voirie rue Haute\n" + BODY
    acts, _, _ = parse(text + "DM 2024-02 : Objet : Assurance\nD 2024-13 - Objet : Subvention au club\n" + BODY)
    assert [act.title for act in acts] == ["Voirie rue Haute", "Subvention au club"]
    assert "Assurance" not in acts[0].text


def test_a_chain_under_an_agenda_counts_each_act_once() -> None:
    titles = ["Plan vélo de la ville", "Construction de la crèche", "Tarifs de la piscine", "Vœu sur le train"]
    agenda = "ORDRE DU JOUR\n" + "".join(f"N° {n} – {title}\n" for n, title in enumerate(titles, 1))
    body = "".join(f"N° {n} – {title}\n{BODY}" for n, title in enumerate(titles, 1))
    acts, _, _ = parse(HEAD + agenda + body)
    assert [act.title for act in acts] == titles


def test_running_heads_are_blanked_and_spans_stay_true() -> None:
    pages = [f"Vraiville - conseil du 25 mars 2024 - Page {n} / 3\n" for n in (1, 2, 3)]
    half = BODY.splitlines(keepends=True)
    pages[0] += HEAD + "D2024-1 - Achat du terrain des\n"
    pages[1] += "grands prés communaux\n" + BODY + "D2024-2 - Voirie\n" + half[0]
    pages[2] += half[1] + "La séance est levée à 20 h."
    acts, _, _ = parse(*pages)
    assert [act.title for act in acts] == ["Achat du terrain des grands prés communaux", "Voirie"]
    assert (acts[1].page_from, acts[1].page_to) == (2, 3)
    assert "levée" not in acts[1].text


def test_a_number_printed_twice_stays_two_acts_and_is_told() -> None:
    acts, _, issues = parse(HEAD + "D2024-52 - Objet : Redevance\n" + BODY + "D2024-52 - Objet : Tarifs communaux\n" + BODY)
    assert [act.number_repeated for act in acts] == [True, True]
    assert "number_repeated" in {issue.code for issue in issues}


def test_votes_without_a_numbered_regime_give_no_act() -> None:
    acts, (sitting,), issues = parse(HEAD + "Terrain des prés\n" + BODY + "Tarifs\n" + BODY)
    assert acts == [] and sitting.regime == "none"
    assert [issue.code for issue in issues] == ["no_segmentation"]


def test_an_agenda_a_summons_and_an_order_give_nothing() -> None:
    agenda = "CONSEIL MUNICIPAL DU 25 MARS 2024\nORDRE DU JOUR\n1. Budget\n2. Voirie\n3. Tarifs de la cantine\n"
    summons = (
        "CONVOCATION\nJ'ai l'honneur de vous inviter à assister au conseil municipal du 25 mars 2024.\n1. Budget\n2. Voirie\n3. Tarifs\n"
    )
    order = "ARRÊTÉ MUNICIPAL N° 2024-12\nVu le code de la route,\nARRÊTE :\nArticle 1 : la rue est fermée.\nArticle 2 : application.\n"
    for text, kind in ((agenda, DocumentKind.ORDRE_DU_JOUR), (summons, DocumentKind.CONVOCATION), (order, DocumentKind.ARRETE)):
        assert text_kind(text) is kind
        assert parse(text) == ([], [], [])


def test_an_official_list_gives_numbers_titles_outcomes_and_dates() -> None:
    text = (
        "RÉPERTOIRE DES DÉLIBÉRATIONS 2024\nDATE Numéro OBJET Approuvée/\nRejetée\n23/01/2024 2024_01 Voirie de la rue\nHaute Approuvée\n"
        "23/01/2024 2024_02 Convention du ru Ajournée au\nprochain CM\n"
        "20/02/2024 2024_03 BP 2024 Approuvée\n20/02/2024 2024_04 Rapport Prend acte"
    )
    acts, sittings, _ = parse(text)
    assert [(a.number, a.title, a.date.day if a.date else 0) for a in acts] == [
        ("2024_01", "Voirie de la rue Haute", 23), ("2024_02", "Convention du ru", 23),
        ("2024_03", "BP 2024", 20), ("2024_04", "Rapport", 20),
    ]  # fmt: skip
    assert [a.outcome for a in acts] == [Outcome.ADOPTED, Outcome.ADJOURNED, Outcome.ADOPTED, Outcome.NOTED]
    assert [s.date for s in sittings] == [date(2024, 1, 23), date(2024, 2, 20)]


def test_a_single_extract_is_one_act_with_its_stamp() -> None:
    text = (
        "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDélibération n° 2024-031\nSéance du 25 mars 2024\nPrésents : tous\n"
        "OBJET : Achat de deux bus\n"
        "électriques\nVu le code,\nAprès en avoir délibéré, à l'unanimité, APPROUVE l'achat.\nID : 099-219900016-20240325-2024031-DE\n"
    )
    (act,), (sitting,), _ = parse(text)
    assert (act.number, act.title, act.transmission_id) == (
        "2024-031",
        "Achat de deux bus électriques",
        "099-219900016-20240325-2024031-DE",
    )
    assert sitting.date == date(2024, 3, 25)
