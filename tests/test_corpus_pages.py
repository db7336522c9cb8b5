"""Acceptance on saved pages: replayed from disk as a listing, they give every PDF that they link."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from scrapers.discovery.page import read_page
from scrapers.platforms.addresses import canonical
from scrapers.platforms.html_list import read_listing
from tests.sites import Internet
from tests.sites.crawling import crawl, open_doors, town_of
from tests.sites.model import Answer, Asked, Site
from tracker.settings import real_data_dir
from tracker.towns import Selectors

pytestmark = pytest.mark.corpus
_LINKED = re.compile(r"""<a\s[^>]*?\bhref\s*=\s*["']([^"']+?\.pdf(?:\?[^"']*)?)["']""", re.IGNORECASE | re.DOTALL)
_ORIGIN = re.compile(r"https?://[^/\"' ]+/wp-content/")
_MARKDOWN = re.compile(r"\]\(([^)]+\.pdf)\)")


@pytest.fixture(scope="module")
def pages() -> list[Path]:
    folder = real_data_dir()
    if folder is None:
        pytest.skip("corpus: CHOSE_PROMISE_REAL_DATA is not set")
    return sorted((folder / "pages").rglob("*.html"))


def linked(path: Path) -> tuple[str, set[str]]:
    """Return the origin of a saved page and the PDFs that it links, found by a plain search in its text."""
    text = path.read_text(encoding="utf-8")
    found = _ORIGIN.search(text)
    assert found, f"{path}: no address of its own site"
    parts = urlsplit(found[0])
    origin = f"{parts.scheme}://{parts.netloc}"
    return origin, {canonical(urljoin(f"{origin}/page/", unescape(href))) for href in _LINKED.findall(text)}


class Saved(Site):
    """The site of one saved page, under an address of its own: the page at its root, and a document wherever it points."""

    name, town = "saved", "Saved"

    def __init__(self, path: Path, origin: str, wanted: set[str]) -> None:
        """Play this page and every host where its documents are."""
        self.path, self.origin = path, origin
        hosts = {f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" for url in wanted}
        self.also = sorted(hosts - {origin})

    def answer(self, asked: Asked) -> Answer | None:
        """Answer the page, or a document that carries its own address."""
        if asked.path == "/page/":
            return Answer(self.path.read_bytes())
        if asked.path.lower().endswith(".pdf"):
            return Answer(f"%PDF-1.4\n% {asked.target}\n".encode(), "application/pdf")
        return None


def test_every_linked_pdf_is_read_from_each_page(pages: list[Path]) -> None:
    total = 0
    for path in pages:
        origin, wanted = linked(path)
        text = path.read_text(encoding="utf-8")
        by_town = {link.url for link in read_listing(text, f"{origin}/page/", Selectors()).links}
        by_page = {link.url for link in read_page(text, f"{origin}/page/").links}
        assert not wanted - by_town, (path.name, sorted(wanted - by_town)[:5])
        assert not wanted - by_page, (path.name, sorted(wanted - by_page)[:5])
        total += len(wanted)
    assert total > 500, f"only {total} PDFs are linked: are these the saved pages?"


def test_a_crawl_of_the_saved_pages_brings_every_pdf_home(pages: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = min((page for page in pages if linked(page)[1]), key=lambda page: len(linked(page)[1]))
    biggest = max(pages, key=lambda page: len(linked(page)[1]))
    for number, page in enumerate({path, biggest}):
        origin, wanted = linked(page)
        with Internet([Saved(page, origin, wanted)]) as internet:
            monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / str(number)))
            open_doors(internet, monkeypatch)
            site = internet.sites[0]
            found = crawl(town_of(site, platform="html_list", url=f"{origin}/page/"))
            assert {document.url for document in found.documents} >= wanted
            assert found.run.counts["documents"] >= len(wanted) > 0


def test_the_markdown_listing_names_its_files(pages: list[Path]) -> None:
    folder = real_data_dir()
    assert folder is not None
    text = (folder / "pages" / "couthenans" / "compte_rendu.md").read_text(encoding="utf-8")
    names = [name.rsplit("/", 1)[-1] for name in _MARKDOWN.findall(text)]
    rendered = "<h1>Conseils municipaux</h1>" + "".join(f'<h2>Conseil</h2><a href="/assets/pdf/{name}">Compte-rendu</a>' for name in names)
    found = read_listing(rendered, "http://saved.invalid/mairie/compte_rendu", Selectors()).links
    assert [link.url.rsplit("/", 1)[-1] for link in found] == names and len(names) > 5
