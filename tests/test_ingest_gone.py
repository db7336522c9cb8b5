"""A document that its address no longer gives: since when, and what happens when it comes back."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.factories import START, crawl_and_read, sample_paper, sample_town, write_run
from tracker import clock
from tracker.ingest import ingest
from tracker.items import GoneItem
from tracker.models import DocumentVersion, Issue
from tracker.store import reading
from tracker.vocabulary import RunOutcome

pytestmark = pytest.mark.usefixtures("store")
TOWN = sample_town()


def versions() -> list[DocumentVersion]:
    with reading() as session:
        return list(session.exec(select(DocumentVersion)))


def gone(days: int, **other: Any) -> GoneItem:
    item = sample_paper().document()
    place = {"town": item.town, "source": item.source, "body": item.body, "url": item.url, **other}
    return GoneItem(seen_at=START + timedelta(days=days), reason="http_404", **place)


def test_gone_since_it_was_first_missed_and_what_was_kept_stays() -> None:
    crawl_and_read(sample_paper())
    ingest(TOWN)
    write_run("minutes", [gone(5)], number=2)
    assert ingest(TOWN).updated == 1
    write_run("minutes", [gone(40)], number=3)
    report = ingest(TOWN)
    (version,) = versions()
    assert version.gone_at is not None and clock.as_utc(version.gone_at) == START + timedelta(days=5)
    assert (report.inserted, report.updated, report.removed) == (0, 0, 0) and report.missing == 0


def test_a_document_that_comes_back_is_no_longer_gone() -> None:
    crawl_and_read(sample_paper())
    write_run("minutes", [gone(5)], number=2)
    write_run("minutes", [sample_paper().document(START + timedelta(days=9))], number=3)
    ingest(TOWN)
    assert [version.gone_at for version in versions()] == [None]


def test_a_refused_run_says_nothing_is_gone() -> None:
    crawl_and_read(sample_paper())
    write_run("minutes", [gone(5)], number=2, outcome=RunOutcome.BLOCKED)
    ingest(TOWN)
    assert [version.gone_at for version in versions()] == [None]


def test_gone_item_of_another_town_is_an_issue() -> None:
    crawl_and_read(sample_paper())
    write_run("minutes", [gone(5, town="ailleurs")], number=2)
    ingest(TOWN)
    with reading() as session:
        assert [issue.code for issue in session.exec(select(Issue))] == ["document_misplaced"]
    assert [version.gone_at for version in versions()] == [None]
