"""The whole path in a real browser: read, check a link, draft, sign, publish, and find the verdict in the CSV."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import click, open_page, settle
from tests.demo import Demo

pytestmark = pytest.mark.browser
RATIONALE = "La liste des délibérations porte la mesure ; la suite reste à constater (essai du navigateur)."


def test_a_reader_goes_from_the_overview_to_the_evidence(page: Page, app_url: str, tmp_path: Path) -> None:
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(re.sub(r"^\w+://([^/]*).*", r"\1", request.url)) if "://" in request.url else None)
    open_page(page, app_url)
    assert page.evaluate("document.documentElement.lang") == "fr"
    expect(page.get_by_role("heading", name="Où en sont les promesses")).to_be_visible()
    page.screenshot(path=tmp_path / "overview-1280.png")
    page.locator("table.cp-statusbars tr", has_text="Réalisé").nth(1).get_by_role("link").click()
    settle(page)
    assert "status=4" in page.url
    page.locator("a.cp-text").first.click()
    settle(page)
    expect(page.locator("blockquote.cp-quote")).to_be_visible()
    expect(page.locator(".cp-ev mark").first).to_be_visible()
    page.screenshot(path=tmp_path / "pledge-1280.png")
    copy = page.locator(".cp-ev .cp-links a[href^='/documents/']").first.get_attribute("href")
    assert copy and "#page=" in copy
    answer = page.request.get(app_url + copy.partition("#")[0])
    assert answer.ok and answer.body()[:4] == b"%PDF"
    assert "suggestion" not in page.content().lower() and "propositions de la machine" not in page.content().lower()
    assert hosts == {app_url.removeprefix("http://")}


def test_a_telephone_shows_every_page_without_sideways_scrolling(page: Page, app_url: str, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 2200})
    for place in ("", "promesses", "couverture", "methode"):
        open_page(page, f"{app_url}/{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, place
        page.screenshot(path=tmp_path / f"{place or 'overview'}-390.png")


def test_a_link_is_confirmed_and_a_verdict_is_published_and_exported(app_url: str, demo_store: Demo, signed_in) -> None:  # type: ignore[no-untyped-def]
    volunteer, author, reviewer = list(demo_store.logins)[:3]
    pledge = _confirm_a_link(signed_in(volunteer), app_url)
    _draft(signed_in(author), app_url, pledge)
    second = signed_in(reviewer)
    open_page(second, f"{app_url}/relecture")
    card = second.locator("[data-testid=stExpander]", has_text=RATIONALE)
    card.get_by_role("button", name="Signer", exact=True).click()
    settle(second)
    expect(second.get_by_text("Réponse signée.")).to_be_visible()
    card = second.locator("[data-testid=stExpander]", has_text=RATIONALE)
    card.get_by_role("button", name="Publier", exact=True).click()
    settle(second)
    expect(second.get_by_text("Réponse publiée.")).to_be_visible()
    _find_in_the_csv(second, app_url, pledge)


def _confirm_a_link(page: Page, app_url: str) -> str:
    """Confirm the first suggestion on a publishable pledge that nobody has examined, as an act voted; return the pledge's id."""
    open_page(page, f"{app_url}/promesses?status=0")
    waiting = page.locator("li.cp-c0 > a.cp-text").evaluate_all("links => links.map(link => link.href.match(/id=(ple-[0-9a-f]+)/)[1])")
    open_page(page, f"{app_url}/a-verifier?pledge={waiting.pop(0)}")
    for _ in range(60):
        if page.locator(".cp-machine").count() == 0:  # all its suggestions were put off
            open_page(page, f"{app_url}/a-verifier?pledge={waiting.pop(0)}")
            continue
        quoted = page.locator(".cp-meta", has_text="jamais publié").count() == 0
        preexisting = page.locator(".cp-machine", has_text="acte antérieur au mandat").count() > 0
        if quoted and not preexisting:
            break
        click(page, "Plus tard")
    link = page.get_by_role("link", name="Voir la promesse en entier").get_attribute("href") or ""
    found = re.search(r"id=(ple-[0-9a-f]+)", link)
    assert found, link
    expect(page.get_by_text("Pourquoi cet acte est proposé")).to_be_visible()
    for label, value in (("Sens", "va dans le sens de la promesse"), ("Étape", "voté")):  # the person decides, whatever is preselected
        page.get_by_role("combobox", name=label).first.click()
        page.get_by_role("option", name=value, exact=True).click()
        settle(page)
    click(page, "Confirmer")
    expect(page.get_by_text("Enregistré : Confirmé.")).to_be_visible()
    open_page(page, f"{app_url}/promesse?id={found[1]}")
    expect(page.locator(".cp-ev mark").first).to_be_visible()
    return found[1]


def _draft(page: Page, app_url: str, pledge: str) -> None:
    """Draft code 2 on the pledge, and ask for a review; an empty rationale is refused in plain words first."""
    open_page(page, f"{app_url}/relecture?pledge={pledge}")
    click(page, "Enregistrer le brouillon")
    expect(page.get_by_role("alert").first).to_be_visible()
    page.get_by_label("Pourquoi cette réponse").fill(RATIONALE)
    page.get_by_label("Pourquoi cette réponse").press("Tab")
    click(page, "Enregistrer le brouillon")
    expect(page.get_by_text("Brouillon enregistré.")).to_be_visible()
    card = page.locator("[data-testid=stExpander]", has_text=RATIONALE)
    card.get_by_role("button", name="Demander une relecture", exact=True).click()
    settle(page)
    expect(page.get_by_text("Relecture demandée.")).to_be_visible()


def _find_in_the_csv(page: Page, app_url: str, pledge: str) -> None:
    open_page(page, app_url)
    with page.expect_download() as caught:
        page.get_by_role("link", name="Télécharger le CSV").click()
    text = Path(caught.value.path()).read_bytes().decode("utf-8-sig")
    rows = {row["pledge_id"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert (rows[pledge]["status_code"], rows[pledge]["rationale"]) == ("2", RATIONALE)
