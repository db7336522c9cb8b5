"""The chain of `evaluate`: judged sets through the rooms to their scorers, without any store."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from flows import themes_suggested
from scrapers.discovery.judge import LinkEvidence, judge
from scrapers.discovery.words import Lexicon
from scrapers.parsers.pledges.detect import detect
from scrapers.parsers.pledges.shapes import Label, Passage
from scrapers.parsers.stage import read_stage
from scrapers.parsers.votes import read_vote
from scrapers.reading import read_files
from tracker.items import ActItem, IssueItem, ReadingItem, SittingItem
from tracker.scoring.discovery import JudgedName, NameAnswer, read_names, score_names
from tracker.scoring.links import evaluate_links
from tracker.scoring.minutes import FileReading, MinuteAct, read_truth, score_minutes
from tracker.scoring.pledges import JudgedSentence, PledgeAnswer, read_sentences, score_sentences
from tracker.scoring.stages import read_stages, score_stages
from tracker.scoring.votes import read_votes, score_votes
from tracker.themes import load_themes
from tracker.vocabulary import VoteOption

FileItem = ReadingItem | SittingItem | ActItem | IssueItem
TO_REVIEW = frozenset({"no_segmentation", "low_confidence", "no_title", "needs_ocr", "pages_need_ocr", "ocr_weak", "border_lost"})


def evaluate(kind: str, folder: Path, **options: Any) -> dict[str, object]:
    """Score one judged set and return the object that the verb prints."""
    scorers: dict[str, Callable[..., dict[str, object]]] = {
        "links": evaluate_links, "minutes": _evaluate_minutes, "votes": _evaluate_votes, "stages": _evaluate_stages,
        "discovery": _evaluate_discovery, "pledges": _evaluate_pledges,
    }  # fmt: skip
    return scorers[kind](folder, **options)


def _evaluate_minutes(folder: Path) -> dict[str, object]:
    truth = read_truth(folder / "truth.csv")
    return score_minutes(read_judged_files(folder, list(truth)), truth)


def read_judged_files(folder: Path, names: Sequence[str]) -> dict[str, FileReading]:
    """Read files of a judged folder as any document, without store, in the shape that the scorer takes."""
    read = read_each([folder / name for name in names])
    return {name: file_reading(items) for name, items in zip(names, read, strict=True)}


def read_each(paths: Sequence[Path]) -> list[list[FileItem]]:
    """Return the items of each file, in the order of the files."""
    found: list[list[FileItem]] = []
    for item in read_files(paths):
        if isinstance(item, ReadingItem):
            found.append([])
        found[-1].append(item)
    return found


def file_reading(items: Sequence[FileItem]) -> FileReading:
    """Return what the scorer needs of one file's items."""
    acts = tuple(MinuteAct(one.number, one.title, one.outcome, one.date) for one in items if isinstance(one, ActItem))
    pages = sum(len(one.pages) for one in items if isinstance(one, ReadingItem))
    return FileReading(acts, pages, any(isinstance(one, IssueItem) and one.code in TO_REVIEW for one in items))


def _evaluate_votes(folder: Path) -> dict[str, object]:
    judged = read_votes(folder / "items.jsonl")
    return score_votes([vote_answer(one.text) for one in judged], judged)


def vote_answer(text: str) -> dict[str, object]:
    """Return what the vote reader says of a passage; groups' counts are added up when the council's own is not printed."""
    vote = read_vote(text)
    answer: dict[str, object] = {"outcome": vote.outcome, "unanimous": vote.unanimous}
    for option in VoteOption:
        counts = [count for count in vote.counts if count.option is option]
        whole = [count.value for count in counts if not count.group]
        answer[option.value] = whole[0] if whole else sum(count.value for count in counts) if counts else None
    return answer


def _evaluate_stages(folder: Path) -> dict[str, object]:
    judged = read_stages(folder / "judged.jsonl")
    return score_stages([read_stage(one.title).stage for one in judged], judged)


def _evaluate_discovery(folder: Path) -> dict[str, object]:
    judged = read_names(folder / "names.csv")
    return score_names([answer_name(one) for one in judged], judged)


def answer_name(name: JudgedName, lexicon: Lexicon | None = None) -> NameAnswer:
    """Return what the judge of links says of a name, in the shape that the scorer takes."""
    found = judge(LinkEvidence(name.doc_url, name.link_text, *name.around), lexicon)
    return NameAnswer(found.is_record, found.kind, found.date, found.date_certain)


def _evaluate_pledges(folder: Path) -> dict[str, object]:
    judged = read_sentences(folder / "judged.jsonl")
    return score_sentences(answer_sentences(judged), judged)


def answer_sentences(judged: Sequence[JudgedSentence]) -> list[PledgeAnswer]:
    """Return what the detection says of judged sentences; those of one source are read together, as one document."""
    found: dict[int, PledgeAnswer] = {}
    for source in dict.fromkeys(one.source for one in judged):
        places = [place for place, one in enumerate(judged) if one.source == source]
        proposals = detect([Passage(judged[place].text, position=place) for place in places])
        found |= {
            place: PledgeAnswer(proposal.label is Label.PLEDGE, proposal.concrete, theme_names(judged[place]))
            for place, proposal in zip(places, proposals, strict=True)
        }
    return [found[place] for place in range(len(judged))]


def theme_names(sentence: JudgedSentence) -> tuple[frozenset[str], ...]:
    """Return the themes suggested for a sentence, each by its key and its names; none are worked out where none is judged."""
    if not sentence.theme:
        return ()
    known = load_themes()
    keys = [one.key for one in themes_suggested(sentence.text, ())]
    return tuple(frozenset((key, known[key].fr, known[key].en)) if key in known else frozenset((key,)) for key in keys)
