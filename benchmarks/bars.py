"""Prints the bars of reading: what is measured on the real documents against the truth marked by hand, beside what is asked.

Usage: CHOSE_PROMISE_REAL_DATA=… python -m benchmarks.bars [--speed] [--misses]. Exit 1 when a bar is not reached.
The truth is `tests/truth` (references into the documents); classes of outcome are also scored on the written fixtures.
`--speed` adds the ratios of `benchmarks.documents`; `--misses` lists every act, vote, amount and date that was read wrong.
"""

import argparse
import hashlib
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import flows
import flows_evaluate
from benchmarks import documents
from scrapers import texts
from scrapers.documents import Reading, Request, read_documents
from scrapers.documents.child import WORKERS
from scrapers.parsers.amounts import find_amounts
from tests.truth import tables
from tests.truth.reference import minutes_dir
from tracker.items import PAGE_BREAK, ActItem, ReadingItem, SittingItem
from tracker.scoring.minutes import FileReading, MinuteAct, match_acts
from tracker.scoring.votes import JudgedVote, score_votes
from tracker.settings import real_data_dir
from tracker.vocabulary import Outcome

ROOT = Path(__file__).resolve().parent.parent
NUMBERED = ("pierrefonds", "corte", "avranches", "putanges-le-lac", "montpellier", "couthenans", "friesen")
RARE = (Outcome.NOTED, Outcome.ADJOURNED, Outcome.WITHDRAWN, Outcome.ELECTED, Outcome.REJECTED)
FLAG_UNDER = 0.7
ROUNDS, OCR_PAGES = 4, 16


@dataclass(frozen=True)
class Bar:
    """One line of the table; `value` None = nothing to measure it on, which does not pass."""

    name: str
    asked: str
    value: object
    passed: bool


@dataclass
class Corpus:
    """The truth and what the program read in the same files, plus the lines to print about what is wrong."""

    acts: dict[str, list[tables.Row]]  # file -> rows, empty for a file that must give no act
    items: dict[str, list[flows_evaluate.FileItem]]
    misses: list[str] = field(default_factory=list)

    def reading(self, file: str) -> FileReading:
        """Return the acts read in a file, in the scorer's shape."""
        return flows_evaluate.file_reading(self.items[file])


def load() -> Corpus:
    """Read every file that the truth names, once."""
    acts: dict[str, list[tables.Row]] = defaultdict(list)
    for row in tables.read_table("acts"):
        acts[row["file"]] += [row] if is_act(row) else []
    named = {row["file"] for kind in ("acts", "amounts", "dates") for row in tables.read_table(kind)}
    files = sorted(named)
    read = flows_evaluate.read_each([minutes_dir() / file for file in files])
    return Corpus(dict(acts), dict(zip(files, read, strict=True)))


def is_act(row: tables.Row) -> bool:
    """Return whether a row marks an act: a title in the text, or the number of a scan that has no other text."""
    return tables.has_position(row) or bool(row["number_at"])


def act_of(row: tables.Row) -> MinuteAct:
    """Return a marked act in the scorer's shape."""
    title = tables.title_of(row) if tables.has_position(row) else ""
    return MinuteAct(tables.number_of(row) or None, title, Outcome(row["outcome"]) if row["outcome"] else None)


def compare(corpus: Corpus, file: str) -> tuple[int, int, int]:
    """Return (matched, read, marked) for one file; acts that a reader may find or leave out count nowhere."""
    rows = corpus.acts[file]
    sure = [act_of(row) for row in rows if not tables.is_optional(row)]
    acts = corpus.reading(file).acts
    pairs = match_acts(acts, sure)
    left = _without([a for a, _ in pairs], acts)
    optional = match_acts(left, [act_of(row) for row in rows if tables.is_optional(row)])
    extra = _without([a for a, _ in optional], left)
    missing = _without([b for _, b in pairs], sure)
    corpus.misses += [f"{file}: invented: {act.number} {act.title[:90]}" for act in extra]
    corpus.misses += [f"{file}: missed: {act.number} {act.title[:90]}" for act in missing]
    return len(pairs), len(pairs) + len(extra), len(sure)


def _without(taken: Iterable[MinuteAct], every: Sequence[MinuteAct]) -> list[MinuteAct]:
    left = Counter(map(id, taken))
    return [one for one in every if not left[id(one)]]


def f1(counts: Iterable[tuple[int, int, int]]) -> float | None:
    """Return the F1 of several files taken together."""
    matched, read, marked = (sum(column) for column in zip(*counts, strict=True))
    return round(2 * matched / (read + marked), 4) if read + marked else None


def bars_of_acts(corpus: Corpus) -> list[Bar]:
    """Return the bars of segmentation: by town, without numbering, flags, negatives, invented."""
    counts = {file: compare(corpus, file) for file, rows in corpus.acts.items() if rows}
    bare = [file for file in counts if not any(row["number_at"] for row in corpus.acts[file])]
    found = []
    for town in sorted({file.split("/")[0] for file in counts}):
        value = f1(c for file, c in counts.items() if file.split("/")[0] == town)
        asked = 0.95 if town in NUMBERED else 0.9
        found.append(Bar(f"acts, F1, {town}", f">= {asked}", value, value is not None and value >= asked))
    value = f1(counts[file] for file in bare) if bare else None
    found.append(Bar(f"acts, F1, documents without printed numbers ({len(bare)})", ">= 0.9", value, value is not None and value >= 0.9))
    bad = [file for file, one in counts.items() if (f1([one]) or 0) < FLAG_UNDER]
    flagged = sum(corpus.reading(file).flagged for file in bad)
    found.append(Bar("documents under F1 0.7 that are flagged", ">= 90 %", f"{flagged} of {len(bad)}", flagged >= 0.9 * len(bad)))
    corpus.misses += [f"{file}: F1 {f1([counts[file]])}, flagged: {corpus.reading(file).flagged}" for file in bad]
    return [*found, _negatives(corpus), _invented(counts)]


def _negatives(corpus: Corpus) -> Bar:
    none = [file for file, rows in corpus.acts.items() if not rows]
    acts = {file: len(corpus.reading(file).acts) for file in none}
    corpus.misses += [f"{file}: {number} act(s) in a document that has none" for file, number in acts.items() if number]
    return Bar(f"acts in {len(none)} documents that are no minutes", "0", sum(acts.values()), bool(none) and not any(acts.values()))


def _invented(counts: dict[str, tuple[int, int, int]]) -> Bar:
    matched, read, _ = (sum(column) for column in zip(*counts.values(), strict=True))
    return Bar("acts read that the truth does not hold", "<= 2 %", f"{read - matched} of {read}", read - matched <= 0.02 * read)


def bars_of_dates(corpus: Corpus) -> list[Bar]:
    """Return the bars of the sitting's date."""
    right = judged = wrong_certain = 0
    for row in tables.read_table("dates"):
        sittings = [one for one in corpus.items.get(row["file"], []) if isinstance(one, SittingItem)]
        days = {one.date.isoformat() if one.date else "" for one in sittings}
        certain = {one.date.isoformat() for one in sittings if one.date and one.date_certain}
        if not sittings:
            continue  # no minutes: nothing is dated by it
        judged += 1
        right += days == {row["date"]}
        wrong_certain += bool(certain - {row["date"]})
        corpus.misses += [f"{row['file']}: date {sorted(days)}, by eye {row['date']}"] if days != {row["date"]} else []
    share = round(right / judged, 4) if judged else None
    return [
        Bar(f"sitting date ({judged} documents)", ">= 99 %", share, share is not None and share >= 0.99),
        Bar("wrong dates published as certain", "0", wrong_certain, wrong_certain == 0),
    ]


def bars_of_votes(corpus: Corpus) -> list[Bar]:
    """Return the bars of votes, on the marked passages, and of each rare class with the written fixtures."""
    judged = [_judged(row) for row in vote_rows()]
    answers = [flows_evaluate.vote_answer(one.text) for one in judged]
    scores = score_votes(answers, judged)
    for one, answer in zip(judged, answers, strict=True):
        wrong = {
            key: (answer[key], true) for key, true in one.truth.items() if answer[key] != true and not (key == "unanimous" and true is None)
        }
        corpus.misses += [f"{one.id}: vote {wrong}"] if wrong else []
    outcome = _printed(scores, "outcome")
    counts = scores["counts_when_printed"]
    return [
        Bar(f"outcome ({len(judged)} passages)", ">= 98 %", outcome, isinstance(outcome, float) and outcome >= 0.98),
        Bar("outcome of the matched acts", ">= 98 %", *_outcomes_of_acts(corpus)),
        Bar("false rejected", "0", scores["false_rejected"], scores["false_rejected"] == 0),
        Bar("false unanimous", "0", scores["false_unanimous"], scores["false_unanimous"] == 0),
        Bar("counts when printed", ">= 97 %", counts, isinstance(counts, float) and counts >= 0.97),
        *_rare(judged, answers),
    ]


def vote_rows() -> list[tables.Row]:
    """Return the marked votes and the passages sought for rare outcomes, once where both mark the same lines."""
    both = [*tables.read_table("rare"), *tables.read_table("votes")]
    return list({(row["file"], row["page"], row["line_from"], row["page_to"], row["line_to"]): row for row in both}.values())


def _outcomes_of_acts(corpus: Corpus) -> tuple[float | None, bool]:
    judged = []
    for file, rows in corpus.acts.items():
        for found, marked in match_acts(corpus.reading(file).acts, [act_of(row) for row in rows]):
            if marked.outcome:
                judged.append(found.outcome == marked.outcome)
                corpus.misses += [] if judged[-1] else [f"{file}: outcome {found.outcome}, marked {marked.outcome}: {marked.title[:80]}"]
    share = round(sum(judged) / len(judged), 4) if judged else None
    return share, share is not None and share >= 0.98


def _printed(scores: dict[str, object], name: str) -> object:
    one = scores[name]
    return one["when_printed"] if isinstance(one, dict) else None


def _judged(row: tables.Row) -> JudgedVote:
    counts = {name: int(row[name]) if row[name] else None for name in ("for", "against", "abstention", "not_taking_part")}
    unanimous = row["unanimous"] == "1" if row["unanimous"] else None
    truth = {"outcome": row["outcome"] or None, **counts, "unanimous": unanimous}
    return JudgedVote(f"{row['file']}:{row['page']}:{row['line_from']}", tables.vote_text(row), truth)


def _rare(judged: Sequence[JudgedVote], answers: Sequence[dict[str, object]]) -> list[Bar]:
    real = [(one.truth["outcome"], answer["outcome"]) for one, answer in zip(judged, answers, strict=True)]
    written = [(outcome, flows_evaluate.vote_answer(text)["outcome"]) for outcome, text in _fixtures()]
    found = []
    for outcome in RARE:
        shares = {}
        for name, pairs in (("real", real), ("written", written)):
            own = [answer == true for true, answer in pairs if true == outcome]
            shares[name] = f"{sum(own)}/{len(own)}"
        both = [answer == true for true, answer in (*real, *written) if true == outcome]
        passed = bool(both) and sum(both) >= 0.95 * len(both)
        found.append(Bar(f"recall of {outcome}", ">= 0.95", f"real {shares['real']}, written {shares['written']}", passed))
    return found


def _fixtures() -> Iterator[tuple[str, str]]:
    """Yield (outcome, text) of the written fixtures: a file is named after the outcome of its lines."""
    for outcome in Outcome:
        for line in (ROOT / "tests" / "fixtures" / "votes" / f"{outcome}.jsonl").read_text(encoding="utf-8").splitlines():
            yield outcome, json.loads(line)["text"]


def bars_of_amounts(corpus: Corpus) -> list[Bar]:
    """Return the bars of amounts: exact value and tax on marked lines, and the flag on recognised pages."""
    lines: dict[tuple[str, str, str], list[tables.Row]] = defaultdict(list)
    for row in tables.read_table("amounts"):
        lines[row["file"], row["page"], row["line"]].append(row)
    right = total = 0
    for (file, page, line), rows in lines.items():
        if rows[0]["ref"]:
            continue  # a scan, read by recognition: its amounts are flagged, not exact
        wanted = Counter((float(row["value"]), row["tax"] or None) for row in rows if row["value"])
        found = _amounts_on_line(corpus, file, int(page), tables.amount_line(rows[0]), wanted)
        right += sum((wanted & found).values())
        total += max(wanted.total(), found.total())
        if wanted != found:
            corpus.misses.append(f"{file}:{page}:{line}: amounts {dict(found)}, by eye {dict(wanted)}")
    share = round(right / total, 4) if total else None
    return [Bar(f"amounts exact, native text ({total})", ">= 99 %", share, share is not None and share >= 0.99), _flagged_amounts(corpus)]


Amounts = Counter[tuple[float, str | None]]


def _amounts_on_line(corpus: Corpus, file: str, page: int, line: str, wanted: Amounts) -> Amounts:
    """Return the amounts that the reader finds in the words of a marked line, read within its page.

    Where columns were put back in order the line no longer stands as one: what is wanted is then looked for in the whole page.
    """
    reading = next(one for one in corpus.items[file] if isinstance(one, ReadingItem))
    text = reading.pages[page - 1] if page <= len(reading.pages) else ""
    places = [n for n, sign in enumerate(text) if not sign.isspace()]
    squeezed, words = "".join(text[n] for n in places), "".join(line.split())
    at = squeezed.find(words)
    known = [one for one in find_amounts(text) if one.value is not None]
    if at < 0:
        return wanted & Counter((one.value, one.tax) for one in known)
    low, high = places[at], places[at + len(words) - 1] + 1
    return Counter((one.value, one.tax) for one in known if low <= one.span[0] < high)


def _flagged_amounts(corpus: Corpus) -> Bar:
    flags = [flag for items in corpus.items.values() for flag in _flags(items)]
    return Bar("amounts of recognised pages that are flagged", "all", f"{sum(flags)} of {len(flags)}", bool(flags) and all(flags))


def _flags(items: Sequence[flows_evaluate.FileItem]) -> list[bool]:
    """Return, for each amount that stands on a recognised page of one file, whether it is marked as to be checked."""
    reading = next(one for one in items if isinstance(one, ReadingItem))
    pages = {one.page for one in reading.ocr}
    amounts = [amount for act in items if isinstance(act, ActItem) for amount in act.amounts]
    return [amount.ocr for amount in amounts if 1 + reading.text.count(PAGE_BREAK, 0, amount.span[0]) in pages]


def bars_of_stages(_: Corpus) -> list[Bar]:
    """Return the bar of the stage on the judged titles."""
    folder = real_data_dir()
    value = flows_evaluate.evaluate("stages", folder / "gold" / "act-stage")["accuracy"] if folder else None
    return [Bar("stage on gold/act-stage", ">= 0.93", value, isinstance(value, float) and value >= 0.93)]


def bars_of_speed(_: Corpus) -> list[Bar]:
    """Return the ratios measured side by side by `benchmarks.documents`, and what a second reading opens."""
    paths = sorted(minutes_dir().rglob("*.pdf"))
    native, scans = documents.native_and_scans(paths)
    text, ocr = documents.measure_native(native, ROUNDS), documents.measure_ocr(scans, OCR_PAGES, 1)
    opened = opened_again(paths)
    return [
        Bar("native text, ours / bare library, same files and processes", "<= 1.5", text["ratio"], float(text["ratio"]) <= 1.5),
        Bar("recognition, ours / Tesseract's own command", ">= 0.9", ocr.get("speed"), float(ocr.get("speed", 0)) >= 0.9),
        Bar(f"documents opened by a second reading of {len(paths)} PDFs", "0", opened, opened == 0),
    ]


def opened_again(paths: Sequence[Path]) -> int:
    """Return how many documents a second reading opens; pages are not recognised here, the store of texts is what is measured."""
    wanted = [(hashlib.sha256(path.read_bytes()).hexdigest(), Request(path)) for path in paths]
    opened: list[Request] = []

    def counting(requests: Sequence[Request], workers: int) -> Iterator[tuple[Request, Reading]]:
        opened.extend(requests)
        return read_documents(requests, workers)

    with (
        tempfile.TemporaryDirectory() as store,
        flows.environment(CHOSE_PROMISE_STORE=store, PATH=""),
        mock.patch.object(texts, "read_documents", counting),
    ):
        list(texts.readings(wanted, WORKERS))
        opened.clear()
        list(texts.readings(wanted, WORKERS))
    return len(opened)


SECTIONS: tuple[Callable[[Corpus], list[Bar]], ...] = (bars_of_acts, bars_of_dates, bars_of_votes, bars_of_amounts, bars_of_stages)


def main() -> int:
    """Print the table and return 1 when a bar is not reached."""
    parser = argparse.ArgumentParser(description="The bars of reading, on the real documents.")
    parser.add_argument("--speed", action="store_true", help="also the ratios of speed (minutes)")
    parser.add_argument("--misses", action="store_true", help="list what was read wrong")
    options = parser.parse_args()
    if real_data_dir() is None:
        sys.exit("CHOSE_PROMISE_REAL_DATA: expected the folder of real documents, found nothing")
    corpus = load()
    bars = [bar for section in (*SECTIONS, *([bars_of_speed] if options.speed else [])) for bar in section(corpus)]
    for bar in bars:
        print(f"{'ok  ' if bar.passed else 'FAIL'} {bar.name:<62} {bar.asked:<9} {bar.value}")
    if options.misses:
        print("\n".join(corpus.misses))
    return int(not all(bar.passed for bar in bars))


if __name__ == "__main__":
    sys.exit(main())
