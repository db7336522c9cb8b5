"""A small test crawl of one proposed source: what it shows, what a few of its documents are, whether they can be read."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from scrapers.archive import Archive, FetchRecord
from scrapers.crawl import crawl_source
from scrapers.discovery.explanations import read_explanations
from scrapers.discovery.opening import first_page
from scrapers.discovery.sample import Sample, read_met_links
from scrapers.runs import FinishedRun, finished_runs, read_issues, read_items
from tracker.items import DocumentItem, IssueItem, RunItem
from tracker.towns import SourceConfig, TownConfig
from tracker.vocabulary import DocumentKind

EXPECTED_OF_A_TRIAL = frozenset({"crawl_cut", "page_limit"})  # it is cut on purpose
_SEEN = ("kept", "likely", "opened")  # decisions of the discovery that count as a document found
_SOME_TEXT = 40  # characters of a first page that has a text of its own


@dataclass(frozen=True)
class Found:
    """One document that a source showed."""

    kind: DocumentKind
    day: date | None


@dataclass(frozen=True)
class Trial:
    """What the test crawl of one source gave."""

    source: SourceConfig
    run: RunItem
    found: tuple[Found, ...]
    fetched: tuple[DocumentKind, ...]  # kinds of the documents that were fetched
    readable: tuple[DocumentKind, ...]  # of those among them whose first page has a text
    issues: tuple[IssueItem, ...]
    hosts: int = 1  # hosts that were asked: one robots.txt each, which the run's count leaves out

    @property
    def requests(self) -> int:
        """How many requests it took, robots.txt and redirects included."""
        return self.run.counts.get("requests", 0) + self.hosts

    @property
    def newest(self) -> date | None:
        """The day of the newest document shown."""
        return max((one.day for one in self.found if one.day), default=None)


def try_source(town: TownConfig, source: SourceConfig, sample: Sample) -> Trial:
    """Crawl a source a little, into the store of the environment, and return what it gave."""
    run = crawl_source(town, source, sample=sample)
    finished = next(one for one in finished_runs(town.slug, "crawl") if one.run.id == run.id and one.run.source == source.key)
    documents = [item for item in read_items(finished.folder) if isinstance(item, DocumentItem)]
    readable = [item.kind for item in documents if len(first_page(Archive().path(item.sha256))) >= _SOME_TEXT]
    return Trial(
        source, run, tuple(_found(finished, documents)), tuple(item.kind for item in documents), tuple(readable),
        tuple(read_issues(finished.folder)), len({urlsplit(url).hostname for url in (str(source.url), *(item.url for item in documents))}),
    )  # fmt: skip


def _found(finished: FinishedRun, documents: list[DocumentItem]) -> list[Found]:
    """Return each document shown, once: what its bytes said when it was fetched, else what its link said."""
    shown = {link.url: Found(link.kind or DocumentKind.OTHER, link.date) for link in read_met_links(finished.folder)}
    for one in read_explanations(finished.folder):
        if one.decision in _SEEN:
            day = date.fromisoformat(one.date) if one.date else None
            shown[one.url] = Found(DocumentKind(one.kind) if one.kind else DocumentKind.OTHER, day)
        elif one.decision == "refused":
            shown.pop(one.url, None)
    shown.update({item.url: Found(item.kind, item.listed_date) for item in documents})
    return list(shown.values())


def is_silent(trial: Trial, today: date) -> bool:
    """Say whether a source shows nothing, or nothing as young as its town's file expects."""
    oldest = trial.source.expect.max_age_days
    late = oldest is not None and trial.newest is not None and (today - trial.newest).days > oldest
    return not trial.found or late


def last_signs(fetches: Iterable[FetchRecord]) -> dict[str, date]:
    """Return the day of each source's last sign of life: its newest sitting, else the day when it last gave something new."""
    dated: dict[str, date] = {}
    seen: dict[str, date] = {}
    known: set[str] = set()
    for fetch in fetches:
        item = fetch.document
        if item.listed_date:
            dated[item.source] = max(item.listed_date, dated.get(item.source, item.listed_date))
        if item.sha256 not in known:
            known.add(item.sha256)
            seen[item.source] = item.retrieved_at.date()
    return {**seen, **dated}


def by_kind(trial: Trial) -> list[tuple[DocumentKind, int, date | None, date | None, int, int]]:
    """Return a row for each kind: how many, first and last day, how many fetched, how many of those readable."""
    rows = []
    fetched, readable = Counter(trial.fetched), Counter(trial.readable)
    for kind, count in Counter(one.kind for one in trial.found).most_common():
        days = sorted(one.day for one in trial.found if one.kind == kind and one.day)
        rows.append((kind, count, days[0] if days else None, days[-1] if days else None, fetched[kind], readable[kind]))
    return rows
