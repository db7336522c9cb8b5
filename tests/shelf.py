"""A council page whose documents can be taken away, moved and replaced between two crawls; several of them make an internet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from scrapers.crawl import crawl_many
from scrapers.runs import finished_runs, read_issues, read_items
from tests.loopback import PDF, listing, make_town
from tests.sites.model import Answer, Asked, Site, html
from tests.sites.server import Internet
from tracker.items import DocumentItem, GoneItem, IssueItem, RunItem
from tracker.towns import TownConfig


def pdf(words: str) -> Answer:
    """Return a small document that differs from every other one."""
    return Answer(PDF + words.encode(), "application/pdf")


class Shelf(Site):
    """A listing at `/seances` of the documents that it is told to show; what it answers is a dictionary of its own."""

    def __init__(self, host: str = "mairie.invalid", documents: Mapping[str, Answer] | None = None) -> None:
        """Show these documents; by default three minutes."""
        self.name, self.origin = host, f"http://{host}"
        self.documents = dict(documents if documents is not None else {f"/pv-{n}.pdf": pdf(f"{host} {n}") for n in range(3)})
        self.listed: list[str] | None = None  # None: everything
        self.robots = ""

    def answer(self, asked: Asked) -> Answer | None:
        """Answer the listing or a document."""
        if asked.path == "/robots.txt":
            return Answer(self.robots.encode(), "text/plain")
        if asked.path == "/seances":
            shown = self.documents if self.listed is None else self.listed
            return html(listing(*(f"{path}|PV" for path in shown)))
        return self.documents.get(asked.target)

    def town(self, slug: str = "petite-ville", **source: Any) -> TownConfig:  # type: ignore[override]
        """Return a town whose one source is this page."""
        town = make_town(**{"url": f"{self.origin}/seances", **source})
        return town.model_copy(update={"slug": slug})


class Visit:
    """What one crawl of a town left."""

    def __init__(self, run: RunItem) -> None:
        """Read the run folder."""
        folder = next(one.folder for one in finished_runs(run.town) if one.run.id == run.id)
        self.run, self.issues = run, list(read_issues(folder))
        self.documents = [item for item in read_items(folder) if isinstance(item, DocumentItem)]
        self.gone = [item for item in read_items(folder) if isinstance(item, GoneItem)]

    @property
    def counts(self) -> dict[str, int]:
        """The counts that are above 0."""
        return {name: number for name, number in self.run.counts.items() if number}

    def codes(self) -> list[str]:
        """The sorted codes of the issues."""
        return sorted(issue.code for issue in self.issues if isinstance(issue, IssueItem))


@contextmanager
def played(monkeypatch: pytest.MonkeyPatch, *sites: Site) -> Iterator[Internet]:
    """Play sites while the block runs."""
    with Internet(sites) as internet:
        for name, value in internet.environment().items():
            monkeypatch.setenv(name, value)
        yield internet


def visit(*towns: TownConfig, by_hand: bool = False) -> list[Visit]:
    """Crawl the towns together, as the scheduler does unless `by_hand`."""
    return [Visit(run) for run in crawl_many([(town, town.sources[0]) for town in towns], by_hand=by_hand)]
