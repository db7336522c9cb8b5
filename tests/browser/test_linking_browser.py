"""In a real browser: the queue explains its suggestion, the timeline tells facts apart from proposals, a reviewer signs a search log."""

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import click, open_page, settle
from tests.demo import Demo

pytestmark = pytest.mark.browser
_TWO_WAYS = """
    SELECT pledge_id FROM evidencejudgement WHERE judgement = 'confirmed' AND superseded_at IS NULL
    GROUP BY pledge_id HAVING COUNT(DISTINCT direction) > 1 ORDER BY pledge_id LIMIT 1
"""
_BARE = """
    SELECT pledge.id FROM pledge JOIN linksearch ON linksearch.pledge_id = pledge.id JOIN programme ON programme.id = pledge.programme_id
    WHERE wording = 'verbatim' AND confirmed AND NOT second_hand AND fulfilment = 'outcome' AND programme.kind = 'programme'
      AND NOT EXISTS (SELECT 1 FROM evidencejudgement AS judged WHERE judged.pledge_id = pledge.id)
      AND NOT EXISTS (SELECT 1 FROM verdict WHERE verdict.pledge_id = pledge.id)
      AND NOT EXISTS (SELECT 1 FROM pledge AS part WHERE part.parent_id = pledge.id)
    ORDER BY pledge.id LIMIT 1
"""


def _pledge_of_two_ways(store: Path) -> str:
    """Return a pledge of the demonstration with evidence for it and against it."""
    with sqlite3.connect(store / "chose-promise.db") as database:
        (found,) = database.execute(_TWO_WAYS).fetchone()
    return str(found)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_queue_says_why_an_act_is_suggested(signed_in: Callable[..., Page], demo_store: Demo, width: int, tmp_path: Path) -> None:
    page = signed_in(next(iter(demo_store.logins)), width)
    card = page.locator("article.cp-machine").first
    expect(card.get_by_text("Proposé par la machine, à vérifier")).to_be_visible()
    expect(card.get_by_text(re.compile("^Proposé parce que .*« .* »"))).to_be_visible()
    expect(card.get_by_text(re.compile("^Sens proposé par la machine :"))).to_be_visible()
    expect(card.locator(".cp-passage mark").first).to_be_visible()
    table = card.get_by_role("table", name=re.compile("Ce que chaque mot apporte"))
    assert table.get_by_role("columnheader").all_inner_texts() == ["Promesse", "Acte (où)", "Rapprochement", "Part du score"]
    assert table.get_by_role("rowheader").count() >= 1
    expect(card.get_by_text(re.compile(r"méthode \S+@\d+"))).to_be_visible()
    assert "certitude" not in card.inner_text().lower()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / f"queue-{width}.png")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_public_timeline_shows_both_ways_at_the_same_size(
    page: Page, app_url: str, served_store: Path, width: int, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": width, "height": 2200})
    open_page(page, f"{app_url}/promesse?id={_pledge_of_two_ways(served_store)}")
    expect(page.get_by_role("heading", name="Chronologie")).to_be_visible()
    facts = page.locator("ol.cp-time > li")
    dates = facts.get_by_role("heading", level=4).all_inner_texts()
    assert len(dates) == facts.count() >= 2
    expect(facts.get_by_text("Va contre la promesse").first).to_be_visible()
    expect(facts.get_by_text("Va dans le sens de la promesse").first).to_be_visible()
    assert len({round(box["width"]) for box in (one.bounding_box() for one in facts.all()) if box}) == 1
    assert page.locator("ol.cp-steps > li").count() == 5
    assert page.locator(".cp-machine, .cp-proposed").count() == 0 and "Ce que la machine a cherché" not in page.content()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.screenshot(path=tmp_path / f"timeline-{width}.png")


def _sign_a_log(reviewer: Page, address: str) -> None:
    """Sign the search log as the machine filled it in."""
    open_page(reviewer, address)
    reviewer.locator("[data-testid=stExpander]", has_text="Signer un journal de recherche").locator("summary").click()
    words = reviewer.get_by_label("Mots cherchés, séparés par des virgules")
    expect(words).to_be_visible()
    assert words.input_value() and int(reviewer.get_by_label("Documents lus").input_value()) > 0
    settle(reviewer)
    click(reviewer, "Signer ce journal")
    expect(reviewer.get_by_role("heading", name="Journaux de recherche signés")).to_be_visible()


def test_a_search_log_never_says_that_nothing_was_found_where_people_confirmed_something(
    signed_in: Callable[..., Page], app_url: str, demo_store: Demo, served_store: Path
) -> None:
    address = f"{app_url}/promesse?id={_pledge_of_two_ways(served_store)}"
    volunteer, reviewer, *_ = demo_store.logins
    page = signed_in(volunteer)
    open_page(page, address)
    expect(page.get_by_role("heading", name="Ce que la machine a cherché")).to_be_visible()
    expect(page.get_by_text("Signer un journal de recherche")).to_have_count(0)
    page = signed_in(reviewer)
    _sign_a_log(page, address)
    expect(page.get_by_text(re.compile(r"Recherche faite jusqu'au \d\d/\d\d/\d{4} .* \d+ éléments?")).first).to_be_visible()
    expect(page.get_by_text("Aucun élément trouvé au")).to_have_count(0)


def test_a_signed_search_carries_an_answer_that_nothing_was_found(
    signed_in: Callable[..., Page], app_url: str, demo_store: Demo, served_store: Path, tmp_path: Path
) -> None:
    with sqlite3.connect(served_store / "chose-promise.db") as database:
        (pledge,) = database.execute(_BARE).fetchone()
    page = signed_in(list(demo_store.logins)[1])
    _sign_a_log(page, f"{app_url}/promesse?id={pledge}")
    said = page.get_by_text(re.compile(r"Aucun élément trouvé au \d\d/\d\d/\d{4} dans \d+ documents .* documents connus manquent"))
    expect(said.first).to_be_visible()
    page.screenshot(path=tmp_path / "signed-1280.png")
    open_page(page, f"{app_url}/relecture?pledge={pledge}")
    page.get_by_text("Aucun élément trouvé", exact=True).click()
    page.get_by_label("Pourquoi cette réponse").fill("La recherche couvre les séances du mandat (essai du navigateur).")
    click(page, "Enregistrer le brouillon")
    expect(page.get_by_text("Brouillon enregistré.")).to_be_visible()
