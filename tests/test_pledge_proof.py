"""Every pledge leads to its proof: an address, else the stored copy at its page; and to the other places that say it."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from starlette.applications import Starlette

import flows
from cli import cli
from dashboard import routes as our_routes
from dashboard.components.pledge_source import pledge_source
from scrapers.archive import Archive
from tests.asgi import ask
from tests.sheets import REF, Leaflet, fill, write_sheet
from tests.test_worksheet_store import HOUSING, TICKET, Keep, item, say
from tracker import queries
from tracker.queries.proof import programme_file
from tracker.queries.shapes import ANYONE, Viewer
from tracker.vocabulary import Role, SheetAction
from tracker.worksheets.commit import commit

VERA = Viewer("vera", "Vera", Role.VOLUNTEER)
BYTES = b"%PDF-1.7 invented bytes of a leaflet"


def written(head: dict[str, Any], merged: str = "") -> queries.Proof:
    """Check one pledge of a leaflet whose bytes are kept, write the list, and return its proof as anyone sees it."""
    sha256, _ = Archive().put(BYTES)
    write_sheet(Leaflet(sha256=sha256, head=head))
    say(HOUSING, Keep)
    if merged:
        say(merged, SheetAction.MERGE, **{"with": item(HOUSING).id})
    commit("vera", REF)
    rows = queries.pledge_list("val-essai", ANYONE)
    proof = queries.pledge_proof(rows[0].id, ANYONE)
    assert proof is not None
    return proof


@pytest.fixture(autouse=True)
def _filled(store: Path) -> None:
    fill()


def test_a_pledge_without_an_address_leads_to_the_stored_copy_at_its_page() -> None:
    proof = written({"url": "tract.pdf"})
    assert (proof.url, proof.name, proof.page, proof.media_type) == (None, "tract.pdf", 1, "application/pdf")
    shown = pledge_source(proof, ANYONE)
    assert f'href="/documents/{proof.copy}#page=1"' in shown and "Ouvrir la copie conservée, page 1" in shown
    assert "sans adresse en ligne" in shown and "/images/" not in shown
    assert f'href="/images/{proof.copy}/1"' in pledge_source(proof, VERA)
    answer = ask(Starlette(routes=our_routes.routes()), f"/documents/{proof.copy}")
    assert (answer.status, answer.body) == (200, BYTES)


def test_a_pledge_with_an_address_leads_to_it_and_to_the_copy() -> None:
    shown = pledge_source(written({}), ANYONE)
    assert 'href="https://ensemble.example/programme.pdf"' in shown and "/documents/" in shown and "sans adresse" not in shown


def test_a_copy_that_is_not_kept_is_never_linked() -> None:
    proof = written({"url": "tract.pdf"})
    Archive().path(proof.copy or "").unlink()
    again = queries.pledge_proof(queries.pledge_list("val-essai", ANYONE)[0].id, ANYONE)
    assert again is not None and again.copy is None
    assert "ne peut pas être ouverte" in pledge_source(again, ANYONE) and "<a " not in pledge_source(again, ANYONE)


def test_one_of_several_documents_is_found_by_its_name() -> None:
    sha256, _ = Archive().put(BYTES)
    part = {"media_type": "application/pdf", "pages": 1}
    parts = [{"sha256": sha256, "url": "un.pdf", "first_page": 1, **part}, {"sha256": "6" * 64, "url": "deux.pdf", "first_page": 2, **part}]
    proof = written({"url": "tracts", "parts": parts})
    assert (proof.copy, proof.name, proof.page) == (sha256, "un.pdf", 1)


def test_bytes_of_a_programme_are_those_of_a_town_that_may_be_seen() -> None:
    proof = written({"url": "tract.pdf"})
    assert programme_file(proof.copy or "", ANYONE) is not None and programme_file("e" * 64, VERA) is None


def test_what_was_merged_is_shown_with_the_pledge() -> None:
    proof = written({}, merged=TICKET)
    assert [(one.quote, one.page) for one in proof.also] == [("Sans augmenter le prix du ticket.", 2)]
    shown = pledge_source(proof, ANYONE)
    assert "Le programme la dit aussi ainsi" in shown and "« Sans augmenter le prix du ticket. » <span>(page 2)</span>" in shown


def test_reading_a_file_asks_for_its_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tract.txt"
    path.write_text("NOS PROPOSITIONS\n\n- Ouvrir une maison du vélo d'ici 2030\n", encoding="utf-8")
    asked: list[str] = []
    real = flows.read_programme
    monkeypatch.setattr(flows, "read_programme", lambda town, what: (asked.append(what.url), real(town, what))[1])

    def read(*more: str) -> Any:
        return CliRunner().invoke(
            cli, ["programme", "read", str(path), "--town", "val-essai", "--list", "autrement", "--year", "2026", *more]
        )

    assert "--no-url; readers will open the stored copy" in read().stderr
    assert "--no-url" not in read("--no-url").stderr
    assert "--no-url" not in read("--url", "https://liste.invalid/tract").stderr
    refused = read("--url", "liste.invalid/tract")
    assert refused.exit_code != 0 and "expected an address" in str(refused.exception)
    assert asked == ["", "", "https://liste.invalid/tract"]
