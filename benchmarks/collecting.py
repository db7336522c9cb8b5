"""The bars of collecting on the played sites, printed as one JSON object; exit 1 when one is not reached.

- `discovery`: the twelve towns crawled by the discovery platform from their home page, in one process, by the records really there:
  found / there >= 0.98 and at most 2 requests (robots.txt included) for each document found.
- `judge`: every paper of the twelve towns, judged with its heading and first page: recall and precision >= 0.98, and the kind.
- `unseen_…`: the same on two towns that nobody saw while the rules were written; printed, and no bar.

Usage: python -m benchmarks.collecting [--misses]
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch

from scrapers.discovery.judge import LinkEvidence, judge
from scrapers.discovery.page import read_page
from scrapers.discovery.sorting import evidence_of
from scrapers.platforms.addresses import canonical
from tests.sites import TOWNS, UNSEEN, Internet, Paper, Site, make_site, serve_sites
from tests.sites.crawling import Crawled, crawl_all, open_doors, town_of
from tests.sites.walking import sent_pages
from tracker.vocabulary import DocumentKind

FOUND, REQUESTS, JUDGED = 0.98, 2.0, 0.98
RECORDS = ("proces_verbal", "compte_rendu", "liste_deliberations", "deliberation")


@dataclass(frozen=True)
class TownResult:
    """One town: what was there, what came, what else came and what it cost."""

    name: str
    there: int
    found: int
    others: tuple[str, ...]  # addresses kept as records that are none
    missed: tuple[str, ...]
    requests: int
    outcome: str
    kinds_right: int
    dates_wrong: tuple[str, ...]

    def figures(self) -> dict[str, Any]:
        """Return the line of this town."""
        each = self.requests / self.found if self.found else None
        return {"there": self.there, "found": self.found, "others": len(self.others), "requests": self.requests,
                "each": round(each, 2) if each else None, "outcome": self.outcome}  # fmt: skip


def discover(internet: Internet, names: tuple[str, ...]) -> list[TownResult]:
    """Crawl the towns from their home page; the doors must be open."""
    sites = [internet.site(name) for name in names]
    before = {site.name: len(internet.visits(site.name)) for site in sites}
    crawled = crawl_all([town_of(site, platform="discovery") for site in sites], by_hand=True)
    return [_result(internet, site, one, before[site.name]) for site, one in zip(sites, crawled, strict=True)]


def _result(internet: Internet, site: Site, crawled: Crawled, before: int) -> TownResult:
    truth = {paper.sha256: paper for paper in site.truth() if paper.path not in site.unlinked}  # the WordPress platform finds those
    kept = {item.sha256: item for item in crawled.documents if item.kind.value in RECORDS}
    right = [(truth[sha], item) for sha, item in kept.items() if sha in truth]
    others = tuple(item.url for sha, item in kept.items() if sha not in truth)
    missed = tuple(paper.url for sha, paper in truth.items() if sha not in kept)
    kinds = sum(_same_kind(paper.kind, item.kind) for paper, item in right)
    wrong = tuple(item.url for paper, item in right if item.listed_date and item.listed_date != paper.day)
    requests = len(internet.visits(site.name)) - before
    return TownResult(site.name, len(truth), len(right), others, missed, requests, crawled.run.outcome.value, kinds, wrong)


def _same_kind(one: DocumentKind, other: DocumentKind) -> bool:
    """Say whether two kinds agree; towns mix minutes and accounts freely, and so does the reference."""
    minutes = {DocumentKind.PROCES_VERBAL, DocumentKind.COMPTE_RENDU}
    return one == other or {one, other} <= minutes


def evidence(site: Site) -> Iterator[tuple[Paper, LinkEvidence]]:
    """Yield each paper with the words, heading and page title under which the site links it; its words alone when no page does."""
    linked: dict[str, LinkEvidence] = {}
    for url, body in sent_pages(site):
        page = read_page(body, url)
        for link in page.links:
            linked.setdefault(link.url, evidence_of(link, page))
    for paper in site.papers:
        one = linked.get(canonical(paper.url), LinkEvidence(paper.url, paper.words))
        yield paper, LinkEvidence(one.url, one.text, one.heading, one.page_title, "" if paper.scanned else paper.text)


def judge_all(names: tuple[str, ...]) -> dict[str, Any]:
    """Judge every paper of the towns with its heading and first page."""
    rows = [(paper, judge(one)) for name in names for paper, one in evidence(make_site(name))]
    hits = [(paper, said) for paper, said in rows if said.is_record and paper.is_record]
    wrong = [f"{paper.url} ({paper.words})" for paper, said in rows if said.is_record != paper.is_record]
    said_yes, there = sum(said.is_record for _, said in rows), sum(paper.is_record for paper, _ in rows)
    dated = [(paper, said) for paper, said in hits if said.date and said.date_certain]
    return {
        "papers": len(rows), "records": there, "recall": round(len(hits) / there, 4), "precision": round(len(hits) / max(said_yes, 1), 4),
        "kind_right": round(sum(_same_kind(paper.kind, said.kind) for paper, said in hits) / max(len(hits), 1), 4),
        "certain_dates": len(dated), "certain_dates_wrong": [f"{p.url} {said.date}" for p, said in dated if p.day != said.date],
        "wrong": wrong,
    }  # fmt: skip


def measure() -> dict[str, Any]:
    """Return every figure; the network is loopback alone."""
    towns, unseen = tuple(TOWNS), tuple(UNSEEN)
    figures = {"discovery": _discovery(towns), "judge": judge_all(towns)}
    return {**figures, "unseen_discovery": _discovery(unseen), "unseen_judge": judge_all(unseen)}


def _discovery(names: tuple[str, ...]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as store, MonkeyPatch.context() as patch, serve_sites(*names) as internet:
        patch.setenv("CHOSE_PROMISE_STORE", str(Path(store) / "store"))
        open_doors(internet, patch)
        results = discover(internet, names)
        unknown = sorted(set(internet.unknown))
    there, found, requests = (sum(getattr(one, name) for one in results) for name in ("there", "found", "requests"))
    return {
        "there": there, "found": found, "share": round(found / there, 4), "others": sum(len(one.others) for one in results),
        "requests": requests, "requests_each": round(requests / max(found, 1), 2),
        "kind_right": round(sum(one.kinds_right for one in results) / max(found, 1), 4),
        "dates_wrong": [url for one in results for url in one.dates_wrong],
        "towns": {one.name: one.figures() for one in results}, "unknown_addresses": unknown,
        "missed": [url for one in results for url in one.missed], "kept_wrongly": [url for one in results for url in one.others],
    }  # fmt: skip


def passed(figures: dict[str, Any]) -> dict[str, bool]:
    """Say which bars are reached."""
    discovery, judged = figures["discovery"], figures["judge"]
    return {
        "found_share": discovery["share"] >= FOUND, "requests_each": discovery["requests_each"] <= REQUESTS,
        "judge_recall": judged["recall"] >= JUDGED, "judge_precision": judged["precision"] >= JUDGED,
    }  # fmt: skip


def main() -> int:
    """Print the figures; return 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="list what was missed or taken wrongly")
    options = parser.parse_args()
    figures = measure()
    figures["passed"] = passed(figures)
    if not options.misses:
        for part, names in (("discovery", ("missed", "kept_wrongly")), ("judge", ("wrong",))):
            for name in names:
                for one in (part, f"unseen_{part}"):
                    figures[one][name] = len(figures[one][name])
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0 if all(figures["passed"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
