"""A site that is closed for a while loses nothing: documents are said gone only when the rest of the site is there."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.disappearances import Missing, doubtful
from scrapers.memory import Memory, Seen
from tests.shelf import Shelf, played, visit
from tests.sites.model import Answer, Asked, html

START = datetime(2026, 3, 2, 21, tzinfo=UTC)
HOME = Answer(status=302, headers={"Location": "/"})
CLOSED = html("<h1>Site en maintenance</h1>", "Site en maintenance")


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    monkeypatch.setenv("CHOSE_PROMISE_NOW", START.isoformat())


@pytest.mark.parametrize("answer", [HOME, Answer(b"", status=404)])
def test_closed_site_loses_no_document(monkeypatch: pytest.MonkeyPatch, answer: Answer) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf):
        visit(shelf.town())
        monkeypatch.setenv("CHOSE_PROMISE_NOW", (START + timedelta(days=200)).isoformat())
        shelf.documents = {**dict.fromkeys(shelf.documents, answer), "/": CLOSED}
        shelf.listed = []
        (found,) = visit(shelf.town())
    assert not found.gone and found.codes() == ["site_emptied"] * 3
    assert found.run.outcome == "failed"


def test_nothing_is_no_new_version_of_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf):
        visit(shelf.town())
        monkeypatch.setenv("CHOSE_PROMISE_NOW", (START + timedelta(days=200)).isoformat())
        shelf.documents["/pv-1.pdf"] = Answer(b"", "application/pdf")
        (found,) = visit(shelf.town())
    assert found.codes() == ["empty_document"] and found.run.outcome == "partial" and len(found.documents) == 2


class Elsewhere(Shelf):
    def answer(self, asked: Asked) -> Answer | None:
        if asked.path == "/robots.txt":
            return Answer(b"", "text/plain")
        return Answer(status=301, headers={"Location": f"http://autre-ville.invalid{asked.path}"})


@pytest.mark.parametrize(("hosts", "codes"), [([], ["site_moved"]), (["www.autre-ville.invalid"], [])])
def test_a_site_that_sends_to_another_town_is_told(monkeypatch: pytest.MonkeyPatch, hosts: list[str], codes: list[str]) -> None:
    old = Elsewhere()
    with played(monkeypatch, old, Shelf("autre-ville.invalid")):
        (found,) = visit(old.town(hosts=hosts))
    assert found.codes() == codes and len(found.documents) == 3


def missing(reason: str, count: int, *, gone: bool = False) -> list[Missing]:
    seen = [Seen(f"http://a.invalid/{n}", "document", "0" * 64, 200, START, START, START, gone=gone) for n in range(count)]
    return [Missing(one, reason, START) for one in seen]


@pytest.mark.parametrize(
    ("reason", "count", "held", "doubts"),
    [
        ("http_404", 1, 0, 0), ("http_404", 2, 0, 2), ("http_404", 40, 1, 0), ("soft_404", 2, 1, 0), ("soft_404", 3, 3, 0),
        ("soft_404", 4, 3, 4), ("soft_404", 3, 0, 3),
    ],
)  # fmt: skip
def test_doubt_grows_with_what_is_missing(reason: str, count: int, held: int, doubts: int) -> None:
    assert len(doubtful(missing(reason, count), held)) == doubts
    assert not doubtful(missing(reason, count, gone=True), held)  # said gone before: nothing new to doubt


def test_an_address_asked_in_the_future_is_due() -> None:
    """A computer whose clock was wrong for a day must not leave a document unasked for years."""
    seen = Seen("http://a.invalid/a.pdf", "document", "0" * 64, 200, *[START + timedelta(days=9999)] * 3, calm=9)
    assert Memory([seen], START).is_due(seen)
    assert not Memory([seen], START + timedelta(days=9999)).is_due(seen)
