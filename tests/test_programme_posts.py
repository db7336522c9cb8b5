"""Posts of a campaign: records of meetings, reports of the term, titles and dates; all texts are our own."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from scrapers.documents.facts import facts_of
from scrapers.documents.lines import Line
from scrapers.documents.lines_text import markdown_lines
from scrapers.parsers.pledges.shapes import Detected, Label
from scrapers.programmes.compose import Composed, compose
from scrapers.programmes.proposals import Sheet, detected, write_proposals
from scrapers.programmes.reading import Part, Programme, Source
from tracker import clock
from tracker.vocabulary import PledgeSourceKind


def of_post(text: str) -> Composed:
    return compose(list(markdown_lines(text)))


def pledges(found: Sequence[Detected]) -> list[str]:
    return [one.passage.text for one in found if one.label is Label.PLEDGE]


@pytest.mark.parametrize(
    "title",
    ["Compte-rendu - Plénière publique #7", "Compte rendu : la table ronde du jeu", "Le bus en débat - Compte-rendu",
     "[Compte-rendu] Soirée de mai",
     "Historique de notre collectif", "Restitution de l'atelier"],
)  # fmt: skip
def test_what_is_noted_at_a_meeting_is_no_pledge(title: str) -> None:
    lines = "- Créer une halle couverte au centre\n- Plus de bus le dimanche soir\n\nOuvrir la piscine le lundi.\n"
    post = f"---\ntitle: '{title}'\n---\n\n{lines}"
    assert pledges(detected(of_post(post))) == []


def test_the_same_lines_are_pledges_in_a_programme_and_the_lists_own_voice_counts_in_a_record() -> None:
    lines = "- Créer une halle couverte au centre\n- Ouvrir la piscine le lundi pour les familles\n"
    assert len(pledges(detected(of_post(f"# Nos propositions\n\n{lines}")))) == 2
    own = "Dès notre élection, nous proposons de créer une halle couverte au centre."
    assert pledges(detected(of_post(f"# Compte-rendu de la plénière\n\n{own}\n"))) == [own]
    assert pledges(detected(of_post("# Un compte-rendu annuel de mandat\n\n- Réunir chaque année les habitants du centre"))) != []


def test_a_heading_or_a_bullet_makes_no_pledge_of_words_that_promise_nothing() -> None:
    said = "Le concept, ce fut la découverte des rues du bourg par ses habitants.\n\nUne soirée très douce au lavoir.\n"
    post = f"# Une semaine, une priorité\n\n{said}"
    assert pledges(detected(of_post(post))) == []


@pytest.mark.parametrize(
    "text",
    ["En novembre seront désignés les colistiers.", "L'absence de règles demande à chacun de s'investir.",
     "Nous ne réussirons qu'en associant le plus grand nombre.", "Apprendre dehors a une valeur que la classe ignore.",
     "Ses idées seront ainsi un enrichissement pour le groupe.", "Consensus sur la priorité à donner aux bus de nuit.",
     "Validation définitive de la liste le samedi 3 mars à la salle des fêtes."],
)  # fmt: skip
def test_sentences_of_campaign_life_and_of_thought_are_no_pledges(text: str) -> None:
    assert pledges(detected(of_post(f"# Nouvelles du collectif\n\n{text}\n"))) == []


def test_a_heading_inside_a_bullet_is_a_heading() -> None:
    composed = of_post("# Été\n\n- ### Se loger\n- Bâtir vingt logements au centre\n")
    assert composed.text.passages[-1].headings == ("Été", "Se loger")


def _programme(dated: str) -> Programme:
    composed = of_post("# Notre action\n\nNous planterons trois cents arbres au bord de la rivière.\n")
    source = Source(Path("a.md"), "a" * 64, "a.md", "a.md")
    return Programme(composed, (Part(source, "text/markdown", "text@1", 1, len(composed.text.pages), dated),))


def _sheet(kind: PledgeSourceKind) -> Sheet:
    url, since = "https://valmoulin.invalid", date(2026, 3, 28)
    return Sheet("valmoulin", "ensemble", 2026, "2026-2032", kind, "", url, "Ensemble", "", False, clock.now(), since)


@pytest.mark.parametrize(
    ("dated", "kind", "count"),
    [("2026-02-01", PledgeSourceKind.PROGRAMME, 1), ("2026-09-01", PledgeSourceKind.PROGRAMME, 0), ("", PledgeSourceKind.PROGRAMME, 1),
     ("2026-09-01", PledgeSourceKind.DISCOURS, 1)],
)  # fmt: skip
def test_a_post_after_the_election_reports_and_promises_nothing_for_it(
    dated: str, kind: PledgeSourceKind, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path))
    written = write_proposals(_sheet(kind), _programme(dated))
    assert written.pledges == count
    assert ("after_election" in written.path.read_text(encoding="utf-8")) is (count == 0)


def test_a_post_and_a_page_declare_their_day_and_site() -> None:
    assert facts_of("---\ntitle: A\ndate: '2026-01-05T10:00:00'\n---\nBonjour") == (("date", "2026-01-05"),)
    page = (
        '<head><meta property="og:site_name" content="Ensemble"><meta content="2026-02-03T08:00" property="article:published_time"></head>'
    )
    assert facts_of(page) == (("date", "2026-02-03"), ("site", "Ensemble"))
    assert facts_of("---\ndate: '2026-13-45'\n---") == () == facts_of("date: 2026-01-05")


def _printed(text: str, top: float, size: float, page: int = 1) -> Line:
    return Line(text, page, size=size, left=60, right=60 + 5 * len(text), bottom=top - size, top=top)


def test_the_title_is_the_biggest_of_the_first_page_and_never_a_date() -> None:
    below = [_printed("Créer une halle au centre", 650 - 14 * number, 10) for number in range(5)]
    heads = [_printed("JANVIER 2026", 800, 30), _printed("Bien vivre à Valmoulin", 740, 24), _printed("Nos mesures", 690, 16)]
    assert compose([*heads, *below]).text.title == "Bien vivre à Valmoulin"
    assert compose([_printed("12/01/2026", 800, 30), *below]).text.title == ""


def test_the_title_of_a_page_is_its_highest_heading() -> None:
    assert of_post("### Publié le 3 mars 2026\n\n# Notre projet\n\nCréer une halle.\n").text.title == "Notre projet"
