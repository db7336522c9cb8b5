"""The search box, one act, and the decisions linked to no pledge, as a visitor and as a volunteer meet them, wide and on a telephone."""

import csv
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import open_page, settle

pytestmark = pytest.mark.browser
ACTS = "li.cp-found"


@pytest.fixture
def banded(served_store: Path) -> Iterator[None]:
    """Give every suggestion a band, as a finished linking does; put the store's own back after."""
    with closing(sqlite3.connect(served_store / "chose-promise.db", timeout=20)) as base, base:
        before = base.execute("SELECT id, band FROM suggestion").fetchall()
        base.execute("UPDATE suggestion SET band = CASE WHEN rank = 1 THEN 'direct' ELSE 'related' END")
    yield
    with closing(sqlite3.connect(served_store / "chose-promise.db", timeout=20)) as base, base:
        base.executemany("UPDATE suggestion SET band = ? WHERE id = ?", [(band, key) for key, band in before])


def type_words(page: Page, words: str) -> None:
    """Type a question and press Enter."""
    box = page.get_by_label("Mots cherchés")
    box.fill(words)
    box.press("Enter")
    page.wait_for_timeout(300)
    settle(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_finds_decisions_and_pledges(page: Page, app_url: str, tmp_path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 1800})
    open_page(page, f"{app_url}/recherche")
    expect(page.get_by_text("Tapez un ou plusieurs mots.")).to_be_visible()
    type_words(page, "cantines")
    assert re.search(r"[?&]q=cantines", page.url)
    expect(page.locator(ACTS).first).to_be_visible()
    assert {text.lower() for text in page.locator("mark.cp-f-typed").all_inner_texts()} & {"cantine", "cantines"}
    expect(page.get_by_text(re.compile("Cherché dans .* actes de"))).to_be_visible()
    wide = page.locator(ACTS).count()
    page.get_by_text("Chercher aussi les mots voisins").click()
    settle(page)
    assert "plain=1" in page.url and 0 < page.locator(ACTS).count() <= wide
    expect(page.locator(f"{ACTS} mark.cp-f-neighbour")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / f"search-{width}.png", full_page=True)


def test_filters_and_pages_live_in_the_address(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/recherche?q=travaux")
    first = page.locator(f"{ACTS} h3").all_inner_texts()
    page.get_by_role("link", name="Suivantes →").last.click()
    settle(page)
    assert not set(first) & set(page.locator(f"{ACTS} h3").all_inner_texts()) and "p=2" in page.url
    page.get_by_text("Filtrer les décisions").click()
    settle(page)  # the filters unfold: a list opened meanwhile closes again
    body = page.get_by_role("combobox", name="Assemblée")
    body.click()
    body.press_sequentially("Métropole")
    body.press("Enter")
    settle(page)
    assert "body=" in page.url and "p=2" not in page.url
    assert all("Métropole de l'Ourle" in text for text in page.locator(ACTS).all_inner_texts())


def test_an_empty_answer_says_what_was_searched(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/recherche?q=zzyzx")
    expect(page.get_by_text(re.compile(r"Aucune décision trouvée dans \d+ actes de \d+ documents \(du .* au .*\)"))).to_be_visible()


def test_a_hit_leads_to_its_act_and_its_page(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/recherche?q=centre+de+sant%C3%A9+municipal")
    hit = page.locator(ACTS).first
    title = hit.locator("h3").inner_text()
    hit.get_by_role("link", name="Cet acte, et les promesses proches").click()
    settle(page)
    expect(page.get_by_role("heading", name=title)).to_have_count(2)  # the act, and the evidence that it is
    expect(page.get_by_role("heading", name="Cela avait-il été promis ?")).to_be_visible()
    expect(page.get_by_text("Ouvrir un centre de santé municipal avec quatre médecins salariés.").first).to_be_visible()
    expect(page.get_by_text("ne sont montrées qu'aux personnes connectées")).to_be_visible()
    page.get_by_role("link", name="Lire la page et ce qui y a été lu").first.click()
    settle(page)
    expect(page.get_by_role("link", name="Cela avait-il été promis ?").first).to_be_visible()


def test_a_volunteer_sees_the_machine_s_proposals_marked_as_such(signed_in: Callable[..., Page], app_url: str, banded: None) -> None:
    page = signed_in("amina", 390)
    open_page(page, f"{app_url}/recherche?q=halle")
    page.locator(ACTS).first.get_by_role("link", name="Cet acte, et les promesses proches").click()
    settle(page)
    expect(page.get_by_text("À vérifier : une proposition n'est pas un lien tant qu'une personne ne l'a pas confirmée.")).to_be_visible()
    expect(page.locator(".cp-tag.machine").first).to_be_visible()


def test_decisions_outside_the_programmes_are_listed_and_downloaded(page: Page, app_url: str, tmp_path: Path, banded: None) -> None:
    open_page(page, f"{app_url}/hors-programme?share=100")
    expect(page.get_by_text("Ce n'est un reproche à personne")).to_be_visible()
    rows = page.locator("table.cp-free tbody tr")
    assert rows.count() > 3
    expect(page.get_by_text("vie courante de tout conseil")).to_be_visible()
    page.screenshot(path=tmp_path / "free-1280.png", full_page=True)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger la liste (CSV)").click()
    waiting.value.save_as(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as stream:
        written = list(csv.DictReader(stream, delimiter=";"))
    assert len(written) >= rows.count() and all(row["note"].startswith("aucun lien confirmé ni proposé au") for row in written)
    amounts = [float(row["amount_eur"]) for row in written]
    assert amounts == sorted(amounts, reverse=True)
    rows.first.get_by_role("link").first.click()
    settle(page)
    expect(page.get_by_text(re.compile("Aucun lien confirmé au"))).to_be_visible()
