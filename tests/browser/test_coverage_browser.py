"""The calendar of silences and the letter for a missing document, as a reader meets them, wide and on a telephone."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import open_page, settle

pytestmark = pytest.mark.browser
CELLS = "table.cp-cal tbody td"


@pytest.fixture
def whole_visits(served_store: Path) -> Iterator[None]:
    """Let the visit of the lists be whole, so that an absence means something; put the demonstration's own outcome back after."""

    def outcome(value: str) -> None:
        with closing(sqlite3.connect(served_store / "chose-promise.db", timeout=20)) as base, base:
            assert base.execute("UPDATE run SET outcome = ? WHERE source = 'deliberations'", (value,)).rowcount == 1

    outcome("ok")
    yield
    outcome("partial")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a select box."""
    page.get_by_label(label).first.click()
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def type_day(page: Page, digits: str) -> None:
    """Type a day, month and year into the only date field of the page."""
    page.get_by_role("spinbutton", name=re.compile("^day,")).click()
    page.keyboard.type(digits, delay=30)
    page.keyboard.press("Escape")  # the field gives its day when its little calendar closes
    page.wait_for_timeout(300)
    settle(page)


def test_every_cell_says_its_state_in_words_and_filters_narrow_the_table(page: Page, app_url: str, tmp_path: Path) -> None:
    open_page(page, f"{app_url}/couverture")
    table = page.locator("table.cp-cal")
    expect(table.locator("thead th[scope=col]")).to_have_count(3)
    assert all(re.search(r"\w{2}", text) for text in page.locator(CELLS).all_inner_texts())
    expect(page.locator(CELLS, has_text="procès-verbal : lu").first).to_be_visible()
    assert table.locator("tbody th[scope=row]").first.inner_text() == "novembre"
    page.screenshot(path=tmp_path / "calendar-1280.png")
    choose(page, "Assemblée", "Métropole de l'Ourle")
    expect(table.locator("thead th")).to_have_count(2)
    choose(page, "Année", "2024")
    expect(page.get_by_role("link", name="Séance du 05/04/2024")).to_be_visible()
    expect(page.get_by_role("link", name="Séance du 09/10/2026")).to_have_count(0)
    page.get_by_text("Ce que disent les mots du calendrier").click()
    legend = page.locator("dl.cp-legend dt")
    expect(legend).to_have_count(10)
    expect(legend.filter(has_text="rien de voté")).to_be_visible()


def test_an_unreadable_document_can_be_asked_for_and_the_letter_is_downloaded(page: Page, app_url: str, tmp_path: Path) -> None:
    open_page(page, f"{app_url}/couverture?year=2023")
    page.get_by_role("link", name="Séance du 24/03/2023").click()
    settle(page)
    card = page.locator("section.cp-card", has_text="mars 2023")
    expect(card).to_contain_text("exigible en ligne au plus tard le 31/03/2023 (L.2121-25)")
    expect(card).to_contain_text("illisible")
    page.get_by_label("Votre nom (facultatif ici)").fill("Camille Exemple")
    page.keyboard.press("Tab")
    settle(page)
    letter = page.get_by_label("Lettre", exact=True).first
    expect(letter).to_have_value(re.compile("Camille Exemple"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger la lettre").first.click()
    saved = tmp_path / "letter.txt"
    waiting.value.save_as(saved)
    text = saved.read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "demande-list-2023-03-24.txt" and text == letter.input_value()
    for words in ("Camille Exemple", "la liste des délibérations examinées lors de la séance du 24 mars 2023", "L.2121-26", "L.311-1"):
        assert words in text


@pytest.mark.usefixtures("whole_visits")
def test_after_one_month_of_silence_the_referral_is_drafted(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/couverture?cell=ville.2026-09")
    expect(page.locator("section.cp-card", has_text="septembre 2026")).to_contain_text("rien de publié")
    assert "n'apparaît pas sur le site" in page.get_by_label("Lettre", exact=True).first.input_value()
    page.get_by_role("tab", name=re.compile("CADA")).click()
    type_day(page, "01112026")
    expect(page.get_by_text("Avant le 01/12/2026")).to_be_visible()
    type_day(page, "05102026")
    expect(page.get_by_text("la CADA peut être saisie jusqu'au 05/01/2027")).to_be_visible()
    assert "R.343-1" in page.get_by_label("Lettre", exact=True).last.input_value()


def test_the_calendar_and_its_detail_fit_a_telephone_in_both_languages(page: Page, app_url: str, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 2200})
    for language, words in (("fr", "illisible"), ("en", "not readable")):
        open_page(page, f"{app_url}/couverture?cell=ville.2023-03&lang={language}")
        expect(page.locator("section.cp-card").first).to_contain_text(words)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("table.cp-cal").evaluate("table => table.scrollWidth - table.parentElement.clientWidth") <= 0
        page.screenshot(path=tmp_path / f"calendar-390-{language}.png")
