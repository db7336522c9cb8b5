"""« Mots du métier » in a real browser: a volunteer proposes a word, a reviewer accepts it and downloads the lines, on both widths."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.acting import click, open_page, settle
from tests.demo import Demo

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "word"), [(1280, "gamelle"), (390, "ramequin")])
def test_a_word_is_proposed_then_accepted(signed_in: Callable[..., Page], app_url: str, demo_store: Demo, width: int, word: str) -> None:
    volunteer, reviewer, *_ = demo_store.logins
    page = signed_in(volunteer, width)
    open_page(page, f"{app_url}/mots")
    box = page.get_by_label("Chercher un mot")
    box.fill("cantines")
    box.press("Enter")
    page.wait_for_timeout(300)
    settle(page)
    page.get_by_role("link", name="Cantine et repas").click()
    settle(page)
    page.get_by_label("Mot ou expression").fill(word)
    page.get_by_label("Où avez-vous lu").fill("Lu dans un marché de fourniture de repas.")
    click(page, "Proposer")
    expect(page.get_by_text("Proposition enregistrée")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    answer = signed_in(reviewer, width)
    open_page(answer, f"{app_url}/mots")
    click(answer, "Accepter")
    expect(answer.get_by_text("Réponse enregistrée.")).to_be_visible()
    assert answer.evaluate("document.documentElement.scrollWidth") <= width
    with answer.expect_download() as saved:
        answer.get_by_role("button", name="Télécharger les mots acceptés").click()
    plain = word.replace("é", "e")
    assert plain in yaml.safe_load(Path(saved.value.path()).read_text("utf-8"))["school_meals"]["words"]
