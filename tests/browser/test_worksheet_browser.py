"""The worksheet in a real browser: keystrokes for a leaflet of sixty pledges, two blind readings settled by a third person, the CSV."""

import csv
import io
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from dashboard.launch import command
from scrapers.archive import Archive
from tests.browser.acting import QUIET, click, open_page, settle
from tests.browser.conftest import _free_port, _wait
from tests.factories import temporary_store
from tests.sheets import Leaflet, fill, write_sheet
from tracker import accounts
from tracker.programmes import load_programme_file
from tracker.store import dispose, migrate

pytestmark = pytest.mark.browser
PASSWORD = "un mot de passe long"
THEMES = ("housing", "transport", "ecology", "culture", "education")
SMALL = "val-essai/autrement-2026"


@dataclass(frozen=True)
class Served:
    """A running dashboard on a store and a data folder of its own."""

    url: str
    data: Path


def leaflet_lines() -> list[tuple[str, str, dict[str, Any]]]:
    """Return sixty pledges of our own under six headings, every tenth compound, with a sentence of values in each section."""
    lines: list[tuple[str, str, dict[str, Any]]] = []
    for section in range(6):
        theme = THEMES[section % len(THEMES)]
        lines.append((f"Chapitre {section + 1}", "title", {}))
        lines.append((f"La ville numéro {section + 1} nous rassemble.", "values", {}))
        for place in range(10):
            number = section * 10 + place + 1
            suggested = [{"key": theme, "score": 0.7}, {"key": "democracy", "score": 0.2}]
            more: dict[str, Any] = {"themes": suggested, "level": "named", "details": {"bodies": [{"kind": "commune", "reason": "école"}]}}
            words = f"Nous ouvrirons la salle numéro {number} du quartier."
            if place == 4:
                words = f"Rénover le gymnase {number} et planter {number} arbres."
                more["parts"] = [(f"Rénover le gymnase {number}", 0), (f"planter {number} arbres.", words.index("planter"))]
            lines.append((words, "pledge", more))
    return lines


def printed(lines: list[tuple[str, str, dict[str, Any]]], path: Path) -> tuple[str, ...]:
    """Print a leaflet as a PDF of two sections a page, and return the text of its pages."""
    canvas, pages = Canvas(str(path), pagesize=A5), []
    for first in range(0, len(lines), 24):
        shown = [words for words, _, _ in lines[first : first + 24]]
        for row, words in enumerate(shown):
            canvas.setFont("Helvetica-Bold" if words.startswith("Chapitre") else "Helvetica", 10)
            canvas.drawString(40, 550 - 21 * row, words)
        canvas.showPage()
        pages.append("\n".join(shown))
    canvas.save()
    return tuple(pages)


def _fill(folder: Path) -> None:
    migrate()
    fill()
    for login in ("vera", "vito", "rita"):
        accounts.set_password(login, PASSWORD)
    lines = leaflet_lines()
    pages = printed(lines, folder / "leaflet.pdf")
    sha256, _ = Archive().put((folder / "leaflet.pdf").read_bytes())
    write_sheet(Leaflet(pages=pages, passages=lines, sha256=sha256))
    few = [line for line in lines if line[1] == "pledge"][:5]
    write_sheet(Leaflet(pages=pages, passages=few, sha256=sha256, head={"title": "Programme d'Autrement"}), SMALL)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a small town of its own: a commit writes into its data folder."""
    folder = tmp_path_factory.mktemp("worksheet")
    with temporary_store(folder) as (store, variables), pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        _fill(folder)
        dispose()
        port, log = _free_port(), folder / "server.log"
        with log.open("wb") as output:
            server = subprocess.Popen(command(port), cwd=store, env=dict(os.environ), stdout=output, stderr=subprocess.STDOUT)
            try:
                _wait(f"http://127.0.0.1:{port}/sante", server, log)
                yield Served(f"http://127.0.0.1:{port}", folder / "data")
            finally:
                server.kill()  # its store is thrown away
                server.wait(timeout=20)


@pytest.fixture
def enter(browser: Browser, browser_context_args: dict[str, Any], served: Served) -> Iterator[Callable[..., Page]]:
    """Give a way to open the worksheet as one person, on a screen of this width."""
    contexts: list[BrowserContext] = []

    def signed_in(login: str, sheet: str = "", width: int = 1280, height: int = 1400, lang: str = "fr") -> Page:
        context = browser.new_context(**{**browser_context_args, "viewport": {"width": width, "height": height}})
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{served.url}/connexion?next=/etablir")
        page.fill("#login", login)
        page.fill("#password", PASSWORD)
        page.get_by_role("button", name="Se connecter").click()
        page.wait_for_url("**/etablir**")
        open_page(page, f"{served.url}/etablir?town=val-essai&sheet={sheet or 'val-essai/ensemble-2026'}&lang={lang}")
        return page

    yield signed_in
    for context in contexts:
        context.close()


class Keyboard:
    """Presses keys one at a time, as a person does, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def press(self, key: str, *, changes: bool = True) -> None:
        """Press a key and wait until the page shows another state."""
        before = self.page.locator(".cp-pledge").inner_text() + self.page.locator("#cp-progress").inner_text()
        self.page.keyboard.press(key)
        self.count += 1
        if changes:
            self.page.wait_for_function(
                "old => { const q = document.querySelector('.cp-pledge'), p = document.querySelector('#cp-progress');"
                " return q && p && q.innerText + p.innerText !== old }",
                arg=before,
                timeout=20_000,
            )
            self.page.wait_for_selector(QUIET, timeout=30_000)
        else:
            settle(self.page)


def picture_shows(page: Page) -> None:
    """Wait for the image of the page, which a process of its own draws; a loaded machine may need a second look."""
    decoded = "image => image.decode().then(() => image.naturalWidth, () => 0)"
    for _ in range(3):
        if page.locator(".cp-page img").evaluate(decoded) > 300:
            return
        page.reload()
        settle(page)
    raise AssertionError("the image of the page was not drawn")


def quote(page: Page) -> str:
    return page.locator(".cp-pledge").inner_text()


def test_a_leaflet_of_sixty_pledges_is_checked_by_keyboard(served: Served, enter: Callable[..., Page]) -> None:
    page = enter("vera")
    picture_shows(page)
    keys = Keyboard(page)
    for number in range(1, 61):
        assert f" {number} " in quote(page)
        if "Rénover" in quote(page):
            keys.press("s", changes=False)
            expect(page.get_by_text("Parties vérifiables", exact=True)).to_be_visible()
        if number == 7:  # not a pledge after all
            keys.press("x", changes=False)
            keys.press("1")
        elif number == 11:  # another theme than those suggested
            keys.press("t", changes=False)
            keys.press("3")
        elif number == 20:  # a slip, taken back
            keys.press("2")
            keys.press("u")
            keys.press("1")
        else:
            keys.press("1" if number % 3 else "2")
    print(f"keystrokes: {keys.count} for 60 pledges, {keys.count / 60:.2f} each")
    assert keys.count <= 4 * 60
    expect(page.locator("#cp-progress")).to_contain_text("Réponses : 60 sur 60")
    expect(page.locator("#cp-progress")).to_contain_text("promesses écrites : 59 · parties vérifiables : 65")
    _set_aside(page, keys)
    click(page, "Écrire la liste vérifiée")
    expect(page.get_by_text("Promesses : 59 ; parties vérifiables : 65")).to_be_visible()
    programme = load_programme_file(served.data / "programmes" / "val-essai" / "ensemble-2026.yml")
    assert tuple(programme.totals) == (59, 65) and {one.decided_by for one in programme.pledges} == {("Vera",)}


def _set_aside(page: Page, keys: Keyboard) -> None:
    """Go through the passages that the machine did not take, by keyboard, and come back."""
    keys.press("p", changes=False)  # nothing waits for an answer any more: that filter is passed over
    expect(page.get_by_role("button", name="non retenus par la machine (12)")).to_be_visible()
    seen = [quote(page)]
    for _ in range(3):
        keys.press("ArrowRight")
        seen.append(quote(page))
    assert all(words.startswith(("Chapitre", "La ville numéro")) for words in seen) and len(set(seen)) == 4
    keys.press("p", changes=False)
    expect(page.get_by_role("button", name="tous (72)")).to_be_visible()
    keys.press("p", changes=False)
    expect(page.get_by_role("button", name="proposés et répondus (60)")).to_be_visible()


def test_two_blind_volunteers_a_third_person_and_the_spreadsheet(served: Served, enter: Callable[..., Page], tmp_path: Path) -> None:
    vera, vito = enter("vera", SMALL), enter("vito", SMALL)
    vera.get_by_text("Travailler à plusieurs").click()
    click(vera, "Demander deux lectures séparées")
    click(vera, "Prendre une lecture")
    open_page(vito, f"{served.url}/etablir?town=val-essai&sheet={SMALL}")
    click(vito, "Prendre une lecture")
    one, other = Keyboard(vera), Keyboard(vito)
    one.press("1")
    expect(vera.locator("#cp-progress")).to_contain_text("Réponses : 1 sur 5")
    open_page(vito, f"{served.url}/etablir?town=val-essai&sheet={SMALL}")
    expect(vito.locator("#cp-progress")).to_contain_text("Réponses : 0 sur 5")  # she has answered; he cannot see it
    for _ in range(4):
        one.press("1")
    other.press("x", changes=False)
    other.press("2")  # he sets aside what she keeps
    for _ in range(4):
        other.press("1")
    click(vera, "Terminer ma lecture")
    rita = enter("rita", SMALL)
    expect(rita.get_by_text("leurs réponses se verront quand les deux auront terminé")).to_be_visible()
    click(vito, "Terminer ma lecture")
    open_page(rita, f"{served.url}/etablir?town=val-essai&sheet={SMALL}")
    expect(rita.locator("#cp-progress")).to_contain_text("désaccords à départager : 1")
    expect(rita.get_by_text("Diffère sur : promesse ou non")).to_be_visible()
    expect(rita.locator("table", has_text="Accord des deux lectures").locator("tr", has_text="promesse ou non")).to_contain_text("5")
    Keyboard(rita).press("1")
    expect(rita.locator("#cp-progress")).to_contain_text("promesses écrites : 5")
    _spreadsheet(rita, tmp_path)
    click(rita, "Écrire la liste vérifiée")
    expect(rita.get_by_text("Promesses : 4 ;")).to_be_visible()
    programme = load_programme_file(served.data / "programmes" / "val-essai" / "autrement-2026.yml")
    assert next(pledge.decided_by for pledge in programme.pledges) == ("Vera", "Vito", "Rita")


def _spreadsheet(page: Page, folder: Path) -> None:
    """Take the CSV out, set one pledge aside in it, and bring it in: the diff is shown before it is signed."""
    page.get_by_text("Avec un tableur").click()
    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger le CSV").click()
    path = folder / "sheet.csv"
    waiting.value.save_as(path)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
    assert [row["decision"] for row in rows if row["kind"] == "pledge"] == ["keep"] * 5
    rows[-1] |= {"decision": "reject", "reason": "other"}
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    page.locator("input[type=file]").set_input_files(path)
    settle(page)
    expect(page.get_by_text("Changements dans ce fichier : 2")).to_be_visible()
    click(page, "Signer ces changements")
    expect(page.get_by_text("Changements enregistrés : 2.")).to_be_visible()
    expect(page.locator("#cp-progress")).to_contain_text("promesses écrites : 4")


@pytest.mark.parametrize(("width", "lang", "words"), [(1280, "fr", "Écarter…"), (390, "fr", "Écarter…"), (390, "en", "Set aside…")])
def test_the_worksheet_fits_the_screen(width: int, lang: str, words: str, enter: Callable[..., Page], tmp_path: Path) -> None:
    page = enter("vito", width=width, lang=lang, height=1400 if width > 1000 else 2600)
    expect(page.get_by_role("button", name=words)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture_shows(page)
    page.screenshot(path=Path(os.environ.get("SHEET_SHOTS", tmp_path)) / f"worksheet-{width}-{lang}.png")
