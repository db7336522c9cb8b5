"""The tagging queue in a real browser: it explains, it learns from three confirmations, and a right act climbs."""

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select

from dashboard.launch import command
from tests.browser.acting import click, open_page, settle
from tests.browser.conftest import _free_port, _wait
from tests.factories import temporary_store
from tests.judging import SHA, fill
from tracker import accounts
from tracker.files import write_whole
from tracker.linking.learn import learn
from tracker.linking.link import link
from tracker.linking.standing import learning_dir
from tracker.models import Act, DocumentPage, EvidenceJudgement, Pledge, Suggestion
from tracker.store import dispose, reading, writing
from tracker.towns import TownConfig
from tracker.vocabulary import FulfilmentKind, Role, Wording

pytestmark = pytest.mark.browser
PASSWORD = "une longue phrase pour essayer"
PLEDGE = "Rendre les berges aux promeneurs."
RIGHT = (
    "Étude de la passerelle des Tanneurs, pour les promeneurs",
    "Marché de la passerelle des Tanneurs, pour les promeneurs",
    "Avenant au marché de la passerelle des Tanneurs, pour les promeneurs",
)
TARGET = "Réception de la passerelle des Tanneurs"
RIGHT_BODY = "Le conseil approuve la passerelle des Tanneurs, qui rend les berges aux promeneurs."
TARGET_BODY = "Le conseil reçoit l'ouvrage des Tanneurs, posé près des berges, et règle le solde du marché de travaux."
OTHERS = [f"Berges de l'Orvet : tarif des emplacements de la zone {n}" for n in range(14)]
TOWN = TownConfig.model_validate(
    {
        "slug": "ville", "name": "Ville", "insee": "01004", "fictional": True,
        "bodies": [{"key": "conseil", "name": "Conseil municipal"}], "terms": [{"key": "2020", "start": "2020-05-18", "end": "2026-03-21"}],
        "sources": [{"key": "pv", "body": "conseil", "platform": "folder"}],
    }
)  # fmt: skip


@dataclass(frozen=True)
class Served:
    """A small fictional store behind a real server."""

    url: str
    store: Path


def _write() -> None:
    """Write a pledge, its acts and those that only share a word with it, and rank them."""
    fill()
    texts = [(title, RIGHT_BODY) for title in RIGHT] + [(TARGET, TARGET_BODY)]
    texts += [(title, "Le conseil fixe un tarif sur les berges pour les promeneurs et les forains.") for title in OTHERS]
    with writing() as session:
        session.add(
            Pledge(
                id="ple-berges", programme_id="ville/liste-a-2020", key="berges", position=30, text=PLEDGE, wording=Wording.VERBATIM,
                confirmed=True, page=4, fulfilment=FulfilmentKind.OUTCOME,
            )
        )  # fmt: skip
        for number, (title, body) in enumerate(texts, start=10):
            text = f"{title}\n{body}"
            session.add(DocumentPage(sha256=SHA, page=number, text=text))
            session.add(
                Act(
                    id=f"act-{number}", body_id="ville/conseil", sitting_id="sit-1", sha256=SHA, title=title, text=text, page_from=number,
                    page_to=number, span_start=9_000 + number, span_end=9_001 + number, regime="numbered", confidence=1, extractor="t@1",
                    run_id="run-1",
                )
            )  # fmt: skip
    accounts.create_user("nina", "Nina Essai", Role.VOLUNTEER, PASSWORD)
    link(TOWN)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("queue")
    patch = pytest.MonkeyPatch()
    with temporary_store(folder) as (store, variables):
        for name in ("CHOSE_PROMISE_DATABASE_URL", "CHOSE_PROMISE_NOW"):
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        _write()
        port, log = _free_port(), folder / "server.log"
        with log.open("wb") as output:
            server = subprocess.Popen(command(port), cwd=folder, env=dict(os.environ), stdout=output, stderr=subprocess.STDOUT)
            try:
                _wait(f"http://127.0.0.1:{port}/sante", server, log)
                yield Served(f"http://127.0.0.1:{port}", store)
            finally:
                server.terminate()
                server.wait(timeout=20)
                dispose()
                patch.undo()


def _enter(browser: Browser, arguments: dict[str, Any], served: Served, width: int) -> Page:
    page = browser.new_context(**{**arguments, "viewport": {"width": width, "height": 2200}}).new_page()
    page.goto(f"{served.url}/connexion?next=/a-verifier")
    page.fill("#login", "nina")
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url("**/a-verifier**")
    settle(page)
    return page


def _rank(title: str) -> int:
    with reading() as session:
        wanted = select(Suggestion.rank).join(Act).where(Act.title == title, Suggestion.pledge_id == "ple-berges")
        return session.exec(wanted).one()


def _title(page: Page) -> str:
    return page.locator("article.cp-machine h3").inner_text()


def _until(page: Page, titles: tuple[str, ...], most: int = 30) -> int:
    """Put questions off until one of these acts is asked about, and return how many were."""
    for passed in range(most):
        if _title(page) in titles:
            return passed
        click(page, "Plus tard")
    raise AssertionError(f"none of {titles} in {most} questions")


def _answers() -> list[EvidenceJudgement]:
    with reading() as session:
        return list(session.exec(select(EvidenceJudgement).where(EvidenceJudgement.user_id == "nina")))


def test_three_confirmations_bring_a_right_act_into_the_first_places(
    browser: Browser, browser_context_args: dict[str, Any], served: Served, tmp_path: Path
) -> None:
    before = _rank(TARGET)
    assert before > 10, "the test needs a right act outside the first ten"
    page = _enter(browser, browser_context_args, served, 1280)
    open_page(page, f"{served.url}/a-verifier?ville=ville&pledge=ple-berges")
    expect(page.get_by_text("Pourquoi cette question")).to_be_visible()
    expect(page.locator("article.cp-machine table").first).to_be_visible()
    page.screenshot(path=tmp_path / "queue-first-1280.png")
    left = set(RIGHT)
    while left:
        _until(page, tuple(left))
        left.discard(_title(page))
        page.get_by_label("Passage qui le montre, mot pour mot").fill(RIGHT_BODY)
        click(page, "Confirmer")
        expect(page.get_by_text("La liste de cette promesse a été reclassée.")).to_be_visible()
    assert _rank(TARGET) <= 4 < before
    assert {row.act_id for row in _answers()} == {"act-10", "act-11", "act-12"} and all(row.asked_as for row in _answers())
    page = _enter(browser, browser_context_args, served, 1280)  # another visit: what was put off is asked again
    open_page(page, f"{served.url}/a-verifier?ville=ville&pledge=ple-berges")
    assert _until(page, (TARGET,)) <= 6
    expect(page.locator("article.cp-machine", has_text="confirmé").first).to_be_visible()
    expect(page.locator("article.cp-machine table")).to_contain_text("passerelle")
    page.screenshot(path=tmp_path / "queue-learned-1280.png", full_page=True)
    learn()
    page.get_by_text("Ce que vos réponses apportent").click()
    expect(page.get_by_text("Pas encore assez de réponses").first).to_be_visible()


def test_a_telephone_shows_the_queue_without_sideways_scrolling(
    browser: Browser, browser_context_args: dict[str, Any], served: Served, tmp_path: Path
) -> None:
    page = _enter(browser, browser_context_args, served, 390)
    open_page(page, f"{served.url}/a-verifier?ville=ville&pledge=ple-berges")
    expect(page.get_by_text("Pourquoi cette question")).to_be_visible()
    points = [{"after": after, "pledges": 9, "wanted": 30 - after, "without": 11, "found": 12 + 3 * after} for after in (1, 2, 3)]
    told = {"as_of": "2026-11-21", "model": "essai", "points": points}
    write_whole(learning_dir() / "curve-ville.json", json.dumps(told))
    page.reload()
    settle(page)
    page.get_by_text("Ce que vos réponses apportent").click()
    expect(page.get_by_text("Après 3 liens confirmés par promesse, 21 des 27 liens")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=tmp_path / "queue-390.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 2200})
    settle(page)
    page.screenshot(path=tmp_path / "learning-1280.png", full_page=True)
