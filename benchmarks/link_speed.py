"""Speed of linking on made-up acts: each measure in a process of its own, on one core, so that its memory is its own.

CPU seconds are told (the machine may be busy with something else); a ratio of two ways of one run is the only figure to compare.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from time import process_time
from typing import Any

from benchmarks import link_made
from benchmarks.link_engines import Engine, Ours, others

ROOT = Path(__file__).parent.parent
ONE_CORE = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")}
Measures = dict[str, Any]


def peak_mb() -> int:
    """Return the most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of some work, and its answer."""
    start = process_time()
    answer = work()
    return process_time() - start, answer


def in_own_process(measure: str, *arguments: int, store: Path | None = None) -> Measures:
    """Run one of the measures below in a process of its own, on one core."""
    environment = os.environ | ONE_CORE | ({"CHOSE_PROMISE_STORE": str(store)} if store else {})
    command = [sys.executable, "-m", "benchmarks.link_speed", measure, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    answer: Measures = json.loads(done.stdout.splitlines()[-1])
    return answer


def prepare_and_rank(acts: int, pledges: int) -> Measures:
    """Measure the parts in memory, without a database: words, index, candidates, whole ranking with its explanations."""
    from tracker.linking.bm25 import Index
    from tracker.linking.ranking import Linker
    from tracker.linking.terms import Terms
    from tracker.linking.thesaurus import load_thesaurus

    texts, asked, terms = list(link_made.acts(acts)), link_made.pledges(pledges), Terms()
    before = peak_mb()
    prepare_s, prepared = timed(lambda: [text.prepared(terms) for text in texts])
    index_s, index = timed(lambda: Index(texts, terms, prepared))
    linker_s, linker = timed(lambda: Linker(index, load_thesaurus()))
    queries = [{term: entry.weight for term, entry in linker.query(text).items()} for text in asked]
    candidates_s, _ = timed(lambda: sum(1 for _ in index.top(queries, 100)))
    rank_s, shown = timed(lambda: sum(len(found) for found in linker.rank_many(asked)))
    return {
        "acts": acts, "pledges": pledges, "acts_prepared_per_s": round(acts / prepare_s), "index_s": round(index_s, 2),
        "linker_s": round(linker_s, 2), "query_terms": round(sum(map(len, queries)) / pledges, 1),
        "ms_candidates": round(1000 * candidates_s / pledges, 2), "ms_ranked_explained": round(1000 * rank_s / pledges, 2),
        "suggestions": shown, "texts_mb": before, "peak_mb": peak_mb(), "total_s": round(prepare_s + index_s + linker_s + rank_s, 2),
    }  # fmt: skip


def fill_store(acts: int, pledges: int) -> Measures:
    """Write the made-up town into an empty store."""
    from sqlalchemy import insert

    from tracker import models as m
    from tracker.store import migrate, writing

    migrate()
    day = date(2026, 3, 22)
    act = {"body_id": "made/council", "sha256": "a" * 64, "page_from": 1, "page_to": 1, "span_start": 0, "span_end": 9, "regime": "none",
           "confidence": 1.0, "extractor": "made@1", "run_id": "r0", "date": date(2026, 6, 1)}  # fmt: skip
    with writing() as session:
        session.add(m.Jurisdiction(slug="made", name="Made", insee="99002", timezone="Europe/Paris"))
        session.flush()
        session.add(m.Body(id="made/council", jurisdiction="made", key="council", name="C", classification="council"))
        session.add(m.Term(id="made/t", jurisdiction="made", key="t", start=day, end=date(2032, 3, 31)))
        session.add(m.Organization(id="made/l", jurisdiction="made", key="l", name="L", classification="candidate_list"))
        session.add(m.Run(id="r0", town="made", verb="read", started_at=datetime(2026, 5, 1, tzinfo=UTC)))
        session.flush()
        session.add(m.Programme(id="made/l-2026", jurisdiction="made", organization_id="made/l", term_id="made/t", year=2026,
                                kind="programme", title="P", source_url="https://made.invalid", publisher="L"))  # fmt: skip
        session.flush()
        made = enumerate(link_made.acts(acts))
        session.execute(insert(m.Act), [act | {"id": f"act-{n}", "title": text.title, "text": text.body} for n, text in made])
        pledge = {"programme_id": "made/l-2026", "wording": "verbatim", "fulfilment": "outcome"}
        rows = [
            pledge | {"id": f"ple-{n}", "key": str(n), "position": n, "text": text} for n, text in enumerate(link_made.pledges(pledges))
        ]
        session.execute(insert(m.Pledge), rows)
    return {}


def link_store(changed: int) -> Measures:
    """Measure the whole verb on the store; `changed` acts get other words first."""
    from sqlmodel import col, select

    from tracker import models as m
    from tracker.linking.link import link
    from tracker.store import writing
    from tracker.towns import TownConfig

    town = TownConfig.model_validate(
        {"slug": "made", "name": "Made", "insee": "99002", "bodies": [{"key": "council", "name": "C"}],
         "terms": [{"key": "t", "start": "2026-03-22", "end": "2032-03-31"}],
         "sources": [{"key": "f", "body": "council", "platform": "folder"}]}
    )  # fmt: skip
    with writing() as session:
        for act in session.exec(select(m.Act).order_by(col(m.Act.id)).limit(changed)):
            act.text += " patinoire"
    seconds, report = timed(lambda: link(town))
    return {
        "s": round(seconds, 2),
        "ms_per_pledge": round(1000 * seconds / (report.pledges or 1), 1),
        "peak_mb": peak_mb(),
        **report.counts,
    }


def click(times: int) -> Measures:
    """Measure what a person waits for after an answer: the first time in a process, and the next ones."""
    from tracker.linking.link import link_pledge

    first, _ = timed(lambda: link_pledge("made", "ple-0"))
    rest, _ = timed(lambda: [link_pledge("made", f"ple-{n}") for n in range(1, times + 1)])
    return {"first_s": round(first, 2), "next_s": round(rest / times, 3), "peak_mb": peak_mb()}


def through_store(acts: int, pledges: int) -> Measures:
    """Measure the whole verb: from nothing, again, after one act changed, and one pledge after a click."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        in_own_process("fill_store", acts, pledges, store=store)
        found = {name: in_own_process("link_store", changed, store=store) for name, changed in (("first", 0), ("again", 0), ("one_act", 1))}
        return found | {"click": in_own_process("click", 5, store=store)}


def retrieval(acts: int, pledges: int, widened: int = 0) -> Measures:
    """Measure candidate retrieval of each engine on the same words and queries; `ratio` is to tantivy."""
    from tracker.linking.terms import Terms
    from tracker.linking.thesaurus import load_thesaurus

    terms, thesaurus = Terms(), load_thesaurus()
    texts = [text.prepared(terms)[1] for text in link_made.acts(acts)]
    asked = link_made.pledges(pledges)
    queries = [list(thesaurus.expand(text, terms)) if widened else list(dict.fromkeys(terms(text))) for text in asked]
    found = {engine.name: _engine(engine, texts, queries) for engine in (Ours(), *others())}
    base, first = found["tantivy"]["queries_per_s"], found[Ours.name].pop("best")
    for one in found.values():
        one["ratio"] = round(one["queries_per_s"] / base, 2)
        one["same_best"] = round(sum(a == b for a, b in zip(one.pop("best", first), first, strict=True)) / pledges, 2)
    return {"acts": acts, "query_terms": round(sum(map(len, queries)) / pledges, 1), "engines": found}


def _engine(engine: Engine, texts: Sequence[str], queries: Sequence[Sequence[str]]) -> Measures:
    build_s, _ = timed(lambda: engine.build(texts))
    sample = queries[:40] if engine.name == "SQLite FTS5" else queries
    engine.search(sample[:2], 100)  # compiled, warm
    runs = [timed(lambda: engine.search(sample, 100)) for _ in range(1 if engine.name == "SQLite FTS5" else 3)]
    seconds = min(one for one, _ in runs)
    best = [hits[0] if hits else -1 for hits in (runs[0][1] if len(sample) == len(queries) else engine.search(queries[:40], 100))]
    best += [-2] * (len(queries) - len(best))
    return {"index_s": round(build_s, 2), "queries_per_s": round(len(sample) / seconds), "best": best}


MEASURES: dict[str, Callable[..., Measures]] = {
    measure.__name__: measure for measure in (prepare_and_rank, fill_store, link_store, click, retrieval)
}  # fmt: skip


def main() -> None:
    """Run one measure and print its answer as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measure", choices=MEASURES)
    parser.add_argument("numbers", type=int, nargs="*")
    chosen = parser.parse_args()
    sys.stdout.write(json.dumps(MEASURES[chosen.measure](*chosen.numbers)) + "\n")


if __name__ == "__main__":
    main()
