"""Crawls of the played sites as production makes them: in a child process, with the doors of the guard open to loopback alone."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch

from scrapers.crawl import crawl_many, crawl_source
from scrapers.runs import finished_runs, read_issues, read_items
from tests.sites.model import Site
from tests.sites.server import Internet
from tracker.items import DocumentItem, IssueItem, Item, RunItem
from tracker.settings import runs_dir
from tracker.towns import TownConfig

STABLE = ("body", "url", "page_url", "link_text", "kind", "raw_kind", "listed_date", "listed_date_origin", "media_type")
LONG = 40  # lines of a golden file


@dataclass(frozen=True)
class Crawled:
    """What one crawl left behind."""

    run: RunItem
    items: tuple[Item, ...]
    issues: tuple[IssueItem, ...]

    @property
    def documents(self) -> list[DocumentItem]:
        """The documents, in order."""
        return [item for item in self.items if isinstance(item, DocumentItem)]

    @property
    def codes(self) -> list[str]:
        """The sorted codes of the issues."""
        return sorted(issue.code for issue in self.issues)

    def golden(self) -> Iterator[str]:
        """Yield one line for each item, of the fields that do not move from one day to the next."""
        for item in self.items:
            values = item.model_dump(mode="json", exclude_defaults=True)
            yield json.dumps(
                {"item": type(item).__name__, **{k: values[k] for k in STABLE if k in values}}, ensure_ascii=False, sort_keys=True
            )


def town_of(site: Site, **source: Any) -> TownConfig:
    """Return a town with one source on a site, or with the sources given as `sources`."""
    base = {"key": "actes", "body": "conseil", "url": f"{site.origin}/", "expect": {"min_items": 1}}
    sources = source.pop("sources", None) or [source]
    return TownConfig.model_validate(
        {
            "slug": site.name.replace("_", "-"), "name": site.town or site.name, "insee": site.insee or "99001", "fictional": True,
            "bodies": [{"key": "conseil", "name": f"Conseil municipal de {site.town}", **({"siren": site.siren} if site.siren else {})}],
            "terms": [{"key": "2020", "start": "2025-01-01", "end": "2026-12-31"}], "sources": [{**base, **one} for one in sources],
        }
    )  # fmt: skip


def list_town(site: Site, path: str = "/conseil-municipal", **source: Any) -> TownConfig:
    """Return a town whose council's page is read with selectors of its own."""
    return town_of(site, platform="html_list", url=site.origin + path, selectors={"row": "li"}, **source)


def open_doors(internet: Internet, patch: MonkeyPatch) -> None:
    """Let the crawls of this test reach the played sites."""
    for name, value in internet.environment().items():
        patch.setenv(name, value)


def crawl(town: TownConfig) -> Crawled:
    """Crawl the first source of a town as a person asks for it."""
    return left_behind(crawl_source(town, town.sources[0]))


def crawl_all(towns: Iterable[TownConfig], **options: Any) -> list[Crawled]:
    """Crawl every source of many towns in one process, as the scheduler does."""
    return [left_behind(run) for run in crawl_many([(town, source) for town in towns for source in town.sources], **options)]


def left_behind(run: RunItem) -> Crawled:
    """Read what a run wrote."""
    folder = runs_dir() / run.town / run.source / run.id
    return Crawled(run, tuple(read_items(folder)), tuple(read_issues(folder)))


def crawled_again(site_name: str) -> Crawled:
    """Return what the last crawl of a site left behind in this store."""
    return left_behind(finished_runs(site_name.replace("_", "-"))[-1].run)


def compare_golden(path: Path, lines: Iterable[str], update: bool) -> None:
    """Compare with a golden file, line by line; `update` writes it instead."""
    text = "\n".join(_shortened(list(lines))) + "\n"
    if update:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.exists(), f"{path}: no golden file; write it with CHOSE_PROMISE_UPDATE_GOLDEN=1 and read it before keeping it"
    assert text.splitlines() == path.read_text(encoding="utf-8").splitlines()


def _shortened(lines: list[str]) -> list[str]:
    """Return the lines; of a long file the two ends, with the number of lines between."""
    return lines if len(lines) <= LONG else [*lines[: LONG // 2], f"… {len(lines) - LONG} more …", *lines[-LONG // 2 :]]


__all__ = ["Crawled", "compare_golden", "crawl", "crawl_all", "crawled_again", "left_behind", "list_town", "open_doors", "town_of"]
