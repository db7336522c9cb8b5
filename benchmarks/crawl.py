"""Speed of many towns at once: our crawl against bare Scrapy, with the same settings for each host, on the same addresses, in one run.

The servers are a process of their own on loopback, one origin for each town: a page that lists small documents. Both sides are a
process of their own too, start included: ours archives every document and writes its items; bare Scrapy only fetches. Rounds alternate
and the best of each side counts, so that a busy computer disturbs both alike. Prints one JSON object; exit 1 when a bar is not reached:
ratio >= 0.7, memory flat (the last quarter's peak at most 1.15 times the second's), and second visits (one scheduled, one by hand)
with at least 95 % of requests answered 304 or skipped.

Usage: python -m benchmarks.crawl [--hosts 200] [--documents 50] [--rounds 2] [--at-once 64]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

import scrapy
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Request, Response

from scrapers.crawl import crawl_many
from scrapers.guard import Doors
from scrapers.settings import scrapy_settings
from tests.sites.crawling import town_of
from tests.sites.model import Answer, Asked, Site, html, items, link
from tests.sites.server import Internet
from tracker import clock
from tracker.items import RunItem

RATIO, FLAT, UNCHANGED = 0.7, 1.15, 0.95
SAME = ("CONCURRENT_REQUESTS", "CONCURRENT_REQUESTS_PER_DOMAIN", "DOWNLOAD_DELAY", "DOWNLOAD_SLOTS", "ROBOTSTXT_OBEY", "DOWNLOAD_HANDLERS",
        "DOWNLOAD_TIMEOUT", "USER_AGENT", "COOKIES_ENABLED", "TELNETCONSOLE_ENABLED", "LOG_LEVEL", "CONCURRENT_ITEMS")  # fmt: skip


class Town(Site):
    """One simulated town: `/actes` lists so many documents of about two kilobytes, each different."""

    def __init__(self, number: int, documents: int) -> None:
        """Name the town by its number."""
        self.name, self.origin, self.town = f"ville-{number:03d}", f"http://ville-{number:03d}.invalid", f"Ville {number}"
        self.documents = documents

    def answer(self, asked: Asked) -> Answer | None:
        """Answer the page or a document."""
        if asked.path == "/actes":
            rows = (link(f"/docs/pv-{n:03d}.pdf", f"Procès-verbal n° {n}") for n in range(self.documents))
            return html(items(*rows), "Actes")
        if asked.path.startswith("/docs/"):
            return Answer(f"%PDF-1.4\n% {self.name} {asked.path}\n".encode() + b"%" * 2_000, "application/pdf")
        return None


class BareSpider(scrapy.Spider):
    """What Scrapy alone does with the same addresses: fetch the page, fetch its documents, count them."""

    name = "bare"

    def __init__(self, hosts: int = 0, **options: Any) -> None:
        """Visit so many hosts."""
        super().__init__(**options)
        self.hosts, self.fetched = hosts, 0

    async def start(self) -> AsyncIterator[Request]:
        """Ask for each page."""
        for number in range(self.hosts):
            yield Request(f"http://ville-{number:03d}.invalid/actes")

    def parse(self, response: Response) -> Iterator[Request]:
        """Ask for the documents of a page."""
        for href in response.css("li a::attr(href)").getall():
            yield Request(response.urljoin(href), callback=self.parse_document)

    def parse_document(self, response: Response) -> None:
        """Count a document."""
        self.fetched += bool(response.body)


def run_bare(hosts: int, at_once: int) -> None:
    """Be the process of bare Scrapy; the last line on standard output is the number of documents."""
    ours = scrapy_settings(Doors.from_environment(), at_once)
    process = AsyncCrawlerProcess({name: ours[name] for name in SAME})
    crawler = process.create_crawler(BareSpider)
    process.crawl(crawler, hosts=hosts)
    process.start()
    stats = crawler.stats.get_stats() if crawler.stats else {}
    print(stats.get("response_received_count", 0) - stats.get("robotstxt/request_count", 0) - hosts)


def run_servers(hosts: int, documents: int) -> None:
    """Be the process of the servers: say the doors on the first line, and the counts of statuses for each line read."""
    with Internet(Town(number, documents) for number in range(hosts)) as internet:
        print(json.dumps(internet.environment()), flush=True)
        for _ in sys.stdin:
            counts = Counter(str(status) for asked, status in internet.asked if asked.path != "/robots.txt")
            internet.asked.clear()
            print(json.dumps(counts), flush=True)


@contextmanager
def servers(hosts: int, documents: int) -> Iterator[Callable[[], Counter[str]]]:
    """Run the servers; yield a function that returns the statuses answered since it was last called."""
    command = [sys.executable, "-m", "benchmarks.crawl", "--serve", "--hosts", str(hosts), "--documents", str(documents)]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdin is not None and child.stdout is not None
    os.environ.update(json.loads(child.stdout.readline()))

    def counted() -> Counter[str]:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write("counts\n")
        child.stdin.flush()
        return Counter(json.loads(child.stdout.readline()))

    try:
        yield counted
    finally:
        child.stdin.close()
        child.wait()


class Watch:
    """Samples the resident memory of the crawling child while it runs."""

    def __init__(self, module: str) -> None:
        """Watch the child that runs this module."""
        self.module, self.ended = module, threading.Event()
        self.samples: list[int] = []
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Watch":
        """Begin."""
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.ended.set()
        self.thread.join()

    def _run(self) -> None:
        while not self.ended.is_set():
            for pid in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
                for child in pid.read_text().split():
                    self._sample(child)
            sleep(0.25)

    def _sample(self, child: str) -> None:
        try:
            if self.module.encode() in Path(f"/proc/{child}/cmdline").read_bytes():
                status = Path(f"/proc/{child}/status").read_text()
                self.samples.append(int(status.split("VmRSS:")[1].split()[0]) // 1024)
        except (OSError, IndexError):
            return  # the child ended between two looks

    def quarters(self) -> list[int]:
        """Return the peak of each quarter of the time, in megabytes."""
        if len(self.samples) < 4:
            return []
        size = len(self.samples) / 4
        return [max(self.samples[int(n * size) : max(int((n + 1) * size), int(n * size) + 1)]) for n in range(4)]


def crawl_towns(hosts: int, documents: int, at_once: int, by_hand: bool) -> list[RunItem]:
    """Crawl every town once with our own code."""
    pairs = []
    for number in range(hosts):
        site = Town(number, documents)
        town = town_of(site, platform="html_list", url=f"{site.origin}/actes", selectors={"row": "li"})
        pairs.append((town, town.sources[0]))
    return crawl_many(pairs, at_once=at_once, by_hand=by_hand)


def first_visit(options: argparse.Namespace) -> tuple[float, list[int]]:
    """Crawl into a new store; return the seconds and the memory by quarters."""
    with tempfile.TemporaryDirectory() as store, Watch("scrapers.crawling") as watch:
        os.environ["CHOSE_PROMISE_STORE"] = store
        start = perf_counter()
        runs = crawl_towns(options.hosts, options.documents, options.at_once, by_hand=False)
        seconds = perf_counter() - start
    fetched = sum(run.counts["documents"] for run in runs)
    assert fetched == options.hosts * options.documents, f"{fetched} documents came: {Counter(run.message for run in runs).most_common(3)}"
    return seconds, watch.quarters()


def bare_visit(options: argparse.Namespace) -> tuple[float, list[int]]:
    """Run bare Scrapy; return the seconds and the memory by quarters."""
    command = [sys.executable, "-m", "benchmarks.crawl", "--bare", "--hosts", str(options.hosts), "--at-once", str(options.at_once)]
    with Watch("--bare") as watch:
        start = perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds = perf_counter() - start
    fetched = int(done.stdout.split()[-1])
    assert fetched == options.hosts * options.documents, f"bare Scrapy fetched {fetched} documents"
    return seconds, watch.quarters()


def second_visits(options: argparse.Namespace, counted: Callable[[], Counter[str]]) -> dict[str, Any]:
    """Visit three times: a first time, the day after by the scheduler, then by hand; return what the later two asked."""
    found = {}
    with tempfile.TemporaryDirectory() as store:
        os.environ["CHOSE_PROMISE_STORE"] = store
        crawl_towns(options.hosts, options.documents, options.at_once, by_hand=False)
        for name, by_hand in (("scheduled", False), ("by_hand", True)):
            counted()
            runs = crawl_towns(options.hosts, options.documents, options.at_once, by_hand=by_hand)
            answers, skipped = counted(), sum(run.counts.get("skipped", 0) for run in runs)
            quiet = answers["304"] + skipped
            found[name] = {"answers": dict(answers), "skipped": skipped, "share": round(quiet / max(sum(answers.values()) + skipped, 1), 4)}
    return found


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Return every figure."""
    with servers(options.hosts, options.documents) as counted:
        ours, bare = [], []
        for _ in range(options.rounds):
            ours.append(first_visit(options))
            bare.append(bare_visit(options))
        again = second_visits(options, counted)
    (seconds, memory), (bare_seconds, bare_memory) = min(ours), min(bare)
    flat = round(memory[3] / memory[1], 3) if memory else None
    asked = options.hosts * (options.documents + 1)
    return {
        "hosts": options.hosts, "documents": options.documents, "at_once": options.at_once, "seconds": round(seconds, 2),
        "bare_seconds": round(bare_seconds, 2), "ratio": round(bare_seconds / seconds, 3), "each_second": round(asked / seconds),
        "memory_mb_by_quarter": memory, "bare_memory_mb_by_quarter": bare_memory, "memory_growth": flat, "second_visit": again,
        "rounds": [[round(a[0], 2), round(b[0], 2)] for a, b in zip(ours, bare, strict=True)], "measured": clock.now().isoformat()[:16],
    }  # fmt: skip


def passed(figures: dict[str, Any]) -> dict[str, bool]:
    """Say which bars are reached."""
    return {
        "ratio": figures["ratio"] >= RATIO,
        "memory_flat": figures["memory_growth"] is not None and figures["memory_growth"] <= FLAT,
        **{f"second_visit_{name}": one["share"] >= UNCHANGED for name, one in figures["second_visit"].items()},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; return 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("--hosts", 200), ("--documents", 50), ("--rounds", 2), ("--at-once", 64)):
        parser.add_argument(name, type=int, default=default)
    for name in ("--serve", "--bare"):
        parser.add_argument(name, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.serve:
        run_servers(options.hosts, options.documents)
        return 0
    if options.bare:
        run_bare(options.hosts, options.at_once)
        return 0
    figures = measure(options)
    figures["passed"] = passed(figures)
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0 if all(figures["passed"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
