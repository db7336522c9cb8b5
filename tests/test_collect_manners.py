"""Manners: a busy host is waited for or left alone, a night source is put off, many towns share one process and their hosts."""

import os
import signal
import subprocess
import threading
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy.http import Response

from scrapers.archive import Archive
from scrapers.crawl import crawl_many, crawl_source
from scrapers.driver import Work
from scrapers.manners import is_asleep
from scrapers.outcomes import Tally, decide
from scrapers.platforms.gate import asked_wait
from scrapers.runs import finished_runs, town_lock
from tests.shelf import Shelf, Visit, pdf, played, visit
from tests.sites.model import Answer, Asked
from tracker.errors import LockHeldError


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CHOSE_PROMISE_STORE", str(tmp_path / "store"))
    return tmp_path / "store"


class Busy(Shelf):
    """Answers that it is busy, so many times for each document, then gives it."""

    def __init__(self, status: int, retry_after: str | None, times: int) -> None:
        """Be busy in this manner."""
        super().__init__()
        self.refusal = Answer(b"", status=status, headers={"Retry-After": retry_after} if retry_after else {})
        self.left = dict.fromkeys(self.documents, times)

    def answer(self, asked: Asked) -> Answer | None:
        """Refuse while it is busy."""
        if self.left.get(asked.target, 0) > 0:
            self.left[asked.target] -= 1
            return self.refusal
        return super().answer(asked)


@pytest.mark.parametrize(("status", "retry_after"), [(429, "0"), (429, None), (503, "0"), (503, None)])
def test_busy_for_a_moment_is_tried_again(monkeypatch: pytest.MonkeyPatch, status: int, retry_after: str | None) -> None:
    shelf = Busy(status, retry_after, times=1)
    with played(monkeypatch, shelf):
        (found,) = visit(shelf.town())
    assert found.run.outcome == "ok" and found.counts["documents"] == 3 and found.counts["requests"] == 7


def test_busy_host_is_paused_as_long_as_it_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Busy(429, "2", times=0)
    shelf.left["/pv-0.pdf"] = 1
    times: list[float] = []
    answer = shelf.answer
    monkeypatch.setattr(shelf, "answer", lambda asked: (times.append(time.monotonic()), answer(asked))[1])
    with played(monkeypatch, shelf):
        (found,) = visit(shelf.town())
    assert found.run.outcome == "ok" and max(b - a for a, b in pairwise(times)) >= 1.9


@pytest.mark.parametrize("status", [429, 503])
def test_busy_for_long_is_left_alone_and_put_off(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    shelf = Busy(status, "7200", times=9)
    with played(monkeypatch, shelf) as internet:
        (found,) = visit(shelf.town())
        asked = [one.path for one, _ in internet.asked]
    assert asked == ["/robots.txt", "/seances", "/pv-0.pdf"]  # neither a second try nor what was waiting in its queue
    assert found.run.outcome == "blocked" and set(found.codes()) <= {"host_busy", "http_429"}


def test_deferral_leaves_what_is_known_in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Busy(429, "7200", times=0)
    with played(monkeypatch, shelf):
        visit(shelf.town())
        shelf.documents["/pv-9.pdf"] = pdf("new")
        shelf.left["/pv-9.pdf"] = 9
        (found,) = visit(shelf.town())
    assert found.run.outcome == "partial" and found.counts["skipped"] == 3 and not found.gone


def test_retry_after_in_both_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    def said(text: str) -> float | None:
        return asked_wait(Response("http://a.invalid", headers={"Retry-After": text}))

    assert said("120") == 120 and said("soon") is None and said("") is None and said("-5") is None
    assert said("Wed, 21 Oct 2015 07:28:00 GMT") == 0
    assert (said("Fri, 31 Dec 2100 23:59:59 GMT") or 0) > 10**9


@pytest.mark.parametrize(("now", "asleep"), [("2026-07-01T17:59:00", True), ("2026-07-01T18:00:00", False), ("2026-07-01T04:59:00", False),
                                             ("2026-07-01T05:00:00", True), ("2026-12-01T18:30:00", True)])  # fmt: skip
def test_night_is_that_of_the_town(monkeypatch: pytest.MonkeyPatch, now: str, asleep: bool) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", now)
    assert is_asleep("Europe/Paris") is asleep


def test_night_source_is_put_off_by_day_but_not_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-07-01T12:00:00")
    shelf = Shelf()
    town = shelf.town(night=True)
    with played(monkeypatch, shelf) as internet:
        (deferred,) = visit(town)
        assert not internet.asked
        by_hand = crawl_source(town, town.sources[0])
        monkeypatch.setenv("CHOSE_PROMISE_NOW", "2026-07-01T23:00:00")
        (at_night,) = visit(town)
    assert deferred.run.outcome == "blocked" and "20:00 and 07:00" in deferred.run.message and deferred.codes() == ["night_only"]
    assert by_hand.outcome == "ok" and at_night.run.outcome == "ok"


def test_many_towns_in_one_process_each_with_its_own_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    shelves = [Shelf(f"ville{n}.invalid") for n in range(5)]
    shelves[1].documents, shelves[2].robots = {}, "User-agent: *\nDisallow: /\n"
    towns = [shelf.town(f"ville{n}") for n, shelf in enumerate(shelves)]
    towns[3] = shelves[3].town("ville3", url="http://ville3.invalid/nulle-part")
    with played(monkeypatch, *shelves):
        runs = crawl_many([(town, town.sources[0]) for town in towns], at_once=2)
    assert [(run.town, run.outcome.value) for run in runs] == [
        ("ville0", "ok"), ("ville1", "empty"), ("ville2", "blocked"), ("ville3", "failed"), ("ville4", "ok"),
    ]  # fmt: skip
    assert [item.url for item in Visit(runs[4]).documents] == [f"http://ville4.invalid/pv-{n}.pdf" for n in range(3)]
    assert len(list((Archive().folder.parent / "logs").iterdir())) == 1


def test_two_sources_of_one_host_never_ask_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(documents={f"/{n}.pdf": pdf(str(n)) for n in range(12)})
    at_once, most, lock, answer = 0, 0, threading.Lock(), shelf.answer

    def slowly(asked: Asked) -> Answer | None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.02)
        with lock:
            at_once -= 1
        return answer(asked)

    monkeypatch.setattr(shelf, "answer", slowly)
    with played(monkeypatch, shelf):
        found = visit(shelf.town("ville-a"), shelf.town("ville-b"), shelf.town("ville-c"))
    assert [one.counts["documents"] for one in found] == [12, 12, 12] and most == 1


def test_town_held_by_another_run_is_put_off_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    with played(monkeypatch, shelf), town_lock("ville-a"):
        held, free = visit(shelf.town("ville-a"), shelf.town("ville-b"))
        with pytest.raises(LockHeldError):
            crawl_source(shelf.town("ville-a"), shelf.town("ville-a").sources[0])
    assert held.run.outcome == "blocked" and held.codes() == ["town_busy"] and free.run.outcome == "ok"


def test_every_town_of_a_batch_is_locked_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, refused = Shelf(), []
    answer = shelf.answer

    def try_lock(asked: Asked) -> Answer | None:
        for town in ("ville-a", "ville-b"):
            try:
                with town_lock(town):
                    pass
            except LockHeldError:
                refused.append(town)
        return answer(asked)

    monkeypatch.setattr(shelf, "answer", try_lock)
    with played(monkeypatch, shelf):
        visit(shelf.town("ville-a"), shelf.town("ville-b"))
    assert refused.count("ville-a") == refused.count("ville-b") > 5


def test_killed_child_closes_every_run_it_left_open(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick, stuck = Shelf("vite.invalid"), Shelf("lente.invalid")
    hold, answer = threading.Event(), stuck.answer
    monkeypatch.setattr(stuck, "answer", lambda asked: (hold.wait(60), answer(asked))[1] if "pv-1" in asked.path else answer(asked))
    towns = [quick.town("vite"), stuck.town("lente"), stuck.town("attend")]
    results: list[object] = []
    with played(monkeypatch, quick, stuck):
        crawl = threading.Thread(target=lambda: results.extend(crawl_many([(t, t.sources[0]) for t in towns], at_once=2)))
        crawl.start()
        while not (finished_runs("vite") and any(f.document.town == "lente" for f in Archive().fetches())):
            time.sleep(0.02)
        listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True).stdout
        (child,) = [int(line.split()[0]) for line in listed.splitlines() if "scrapers.crawling" in line]
        os.kill(child, signal.SIGKILL)
        crawl.join()
        hold.set()
    outcomes = {town.slug: [one.run.outcome.value for one in finished_runs(town.slug)] for town in towns}
    assert outcomes == {"vite": ["ok"], "lente": ["failed"], "attend": ["failed"]} and len(results) == 3
    assert "status -9" in finished_runs("attend")[0].run.message


def test_limits_are_those_of_each_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHOSE_PROMISE_CRAWL_PAGES", "3")
    shelf, small = Shelf(documents={f"/{n}.pdf": pdf(str(n)) for n in range(9)}), Shelf("petite.invalid", {"/a.pdf": pdf("a")})
    with played(monkeypatch, shelf, small) as internet:
        cut, whole = visit(shelf.town("ville-a"), small.town("ville-b"))
        assert len(internet.visits("mairie.invalid")) == 4  # robots.txt beside
    assert cut.run.outcome == "partial" and cut.codes() == ["crawl_cut"] and cut.counts["requests"] == 3
    assert whole.run.outcome == "ok"


def test_time_limit_stops_a_source() -> None:
    tally, told = Tally(), []
    collector = SimpleNamespace(tally=tally, issue=lambda code, message, **_: told.append(code))
    spider = SimpleNamespace(collector=collector, source=SimpleNamespace(url="http://a.invalid/"))
    work = Work(spider, ended=lambda: None, ends_at=time.monotonic() - 1)  # type: ignore[arg-type]
    assert not work.passes() and not work.passes() and told == ["crawl_cut"] and tally.cut == "time_limit"
    assert decide(tally, 0)[0] == "failed" and not work.saw_everything()
