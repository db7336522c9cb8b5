"""A volunteer cuts an unsplit sitting in a real browser, and the cut survives every later `read`."""

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import flows
from tests.browser.acting import click, open_page, settle
from tests.command import run_command
from tests.demo import Demo

pytestmark = pytest.mark.browser
FILE = "PV-9-octobre-2020.pdf"
FIRST_LINES = (
    "Remise en état du lavoir de la Fontaine-Basse",
    "Convention avec le club de canoë pour l'usage du ponton",
    "Vente d'un délaissé de chemin à Monsieur Anselme Dourlans",
    "Rapport annuel du délégataire de la fourrière",
    "Motion pour le maintien du guichet de la gare",
)
TITLE = "Lavoir de la Fontaine-Basse : remise en état"
Enter = Callable[..., Page]


def drawn_acts(store: Path) -> list[tuple[str, str, str]]:
    """Return (id, title, outcome) of the acts cut by hand, in the order of the text."""
    with sqlite3.connect(store / "chose-promise.db") as database:
        wanted = "SELECT id, title, outcome FROM act WHERE regime = 'hand' ORDER BY span_start"
        return database.execute(wanted).fetchall()


def verb(store: Path, *arguments: str) -> None:
    """Run a verb on the store, as a person or the scheduler does."""
    env = {**os.environ, **flows.demo_environment(store)}
    done = run_command(*arguments, env=env)
    assert done.returncode in (0, 4), done.stdout + done.stderr


def go_to_the_lines(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/a-decouper")
    page.locator("tr", has_text=FILE).get_by_role("link", name="Découper", exact=True).click()
    settle(page)


def test_borders_drawn_in_the_browser_survive_every_reading(app_url: str, served_store: Path, demo_store: Demo, signed_in: Enter) -> None:
    page = signed_in(next(iter(demo_store.logins)))
    town = flows.demo_town().slug
    go_to_the_lines(page, app_url)
    _choose_every_line(page)
    click(page, "Enregistrer le découpage")
    expect(page.get_by_text("Découpage enregistré (5 actes)")).to_be_visible()
    assert drawn_acts(served_store) == []  # nothing is cut before the next reading
    page.get_by_role("button", name="Relire la commune maintenant", exact=True).click()  # three verbs: far longer than a page
    expect(page.get_by_text("La commune est relue")).to_be_visible(timeout=300_000)
    cut = drawn_acts(served_store)
    assert [title for _, title, _ in cut] == [TITLE, *FIRST_LINES[1:]]
    assert [outcome for _, _, outcome in cut] == ["adopted", "adopted", "adopted", "noted", "adopted"]
    verb(served_store, "read", town)
    verb(served_store, "ingest", town)
    assert drawn_acts(served_store) == cut
    open_page(page, f"{app_url}/a-decouper")
    expect(page.get_by_text("Découpées à la main (1)")).to_be_visible()
    page.locator("tr", has_text=FILE).get_by_role("link", name="Lire", exact=True).click()
    settle(page)
    expect(page.get_by_text("bornes posées à la main").first).to_be_visible()
    expect(page.locator(".cp-read h3", has_text=TITLE)).to_be_visible()


def _choose_every_line(page: Page) -> None:
    """Choose the first line with the keyboard alone, the others with the mouse, on whichever page they stand; correct one title."""
    first = page.get_by_role("button", name=FIRST_LINES[0], exact=True)
    first.focus()
    page.keyboard.press("Enter")
    settle(page)
    title = page.get_by_label("Titre de l'acte").first
    expect(title).to_have_value(FIRST_LINES[0])
    title.fill(TITLE)
    title.press("Tab")
    settle(page)
    for line in FIRST_LINES[1:]:
        if page.get_by_role("button", name=line, exact=True).count() == 0:
            click(page, "Page suivante →")
        click(page, line)
    expect(page.get_by_text("Actes posés (5)")).to_be_visible()
    expect(page.get_by_text(TITLE).first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_sitting_is_read_beside_the_image_of_its_page(
    width: int, app_url: str, demo_store: Demo, signed_in: Enter, tmp_path: Path
) -> None:
    page = signed_in(next(iter(demo_store.logins)), width)
    open_page(page, f"{app_url}/couverture")
    page.get_by_text(re.compile("Tous les documents")).click()
    row = page.locator("tr", has_text="PV-conseil-municipal-2026-06-26.pdf")
    address = row.get_by_role("link", name="Lire", exact=True).get_attribute("href")
    open_page(page, f"{app_url}{address}&page=2")
    expect(page.locator("mark.cp-m-vote").first).to_be_visible()
    picture, text = page.locator(".cp-page img"), page.locator(".cp-read").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 500
    image, words = picture.bounding_box(), text.bounding_box()
    assert image and words
    assert (image["x"] + image["width"] <= words["x"]) if width == 1280 else (image["y"] + image["height"] <= words["y"])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / f"reading-{width}.png")
    click(page, "Page suivante →")
    expect(page.get_by_text("Page 3 sur")).to_be_visible()


def test_the_lines_to_choose_fit_a_telephone(app_url: str, demo_store: Demo, signed_in: Enter, tmp_path: Path) -> None:
    page = signed_in(next(iter(demo_store.logins)), 390)
    go_to_the_lines(page, app_url)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=tmp_path / "drawing-390.png")


def test_nobody_gets_images_or_lines_without_signing_in(page: Page, app_url: str) -> None:
    open_page(page, f"{app_url}/a-decouper")
    expect(page.get_by_text("Connectez-vous pour découper une séance.")).to_be_visible()
    open_page(page, f"{app_url}/couverture")
    page.get_by_text(re.compile("Tous les documents")).click()
    address = page.locator("tr", has_text=FILE).get_by_role("link", name="Lire", exact=True).get_attribute("href") or ""
    open_page(page, f"{app_url}{address}&mode=draw")
    expect(page.get_by_text("réservée aux personnes connectées")).to_be_visible()
    assert page.locator(".cp-page img").count() == 0
    expect(page.get_by_role("button", name=FIRST_LINES[0])).to_have_count(0)
    sha = re.search(r"document=([0-9a-f]{64})", address)
    assert sha and page.request.get(f"{app_url}/images/{sha[1]}/1").status == 404
