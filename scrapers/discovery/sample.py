"""A trial crawl: a few requests that show what a source would give, counting every document met though only some are fetched."""

import datetime
from pathlib import Path

from pydantic import Field

from scrapers.platforms.links import Link, listed_date
from tracker.items import Item
from tracker.vocabulary import DocumentKind

FILE = "links.jsonl"


class Sample(Item):
    """How much a trial crawl may ask: requests in all (robots.txt and redirects included), and documents among them."""

    requests: int = Field(ge=1)
    documents: int = Field(ge=0)


class MetLink(Item):
    """One document that the listings showed, fetched or not."""

    url: str
    kind: DocumentKind | None = None
    date: datetime.date | None = None
    text: str = ""


class Sampling:
    """The links met by a trial crawl, written as they come, and the decision to fetch each."""

    def __init__(self, sample: Sample, folder: Path) -> None:
        """Write beside the run's items."""
        self.sample, self.path = sample, folder / FILE
        self._met: set[str] = set()

    def wants(self, url: str, link: Link) -> bool:
        """Note a document that was met, once, and say whether it belongs to the few that are fetched."""
        if url in self._met:
            return False
        self._met.add(url)
        row = MetLink(url=url, kind=link.kind, date=listed_date(link)[0], text=link.text[:300])
        with self.path.open("a", encoding="utf-8") as file:
            file.write(row.model_dump_json(exclude_defaults=True) + "\n")
        return len(self._met) <= self.sample.documents


def read_met_links(folder: Path) -> list[MetLink]:
    """Return the documents that a trial crawl met."""
    path = folder / FILE
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [MetLink.model_validate_json(line) for line in lines]
