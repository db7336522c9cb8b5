"""The machine's side of a worksheet: the proposals file that `programme read` writes, checked before anybody works on it.

A proposal has a stable id: the content's hash and its words, so that a better reading finds the same passage again. Its words
must stand in the stored text; one that does not is left out and told, because nobody could check it.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from tracker import ids
from tracker.errors import InputError
from tracker.items import ProgrammeItem, ProgrammePart, ProposalItem
from tracker.refusals import BadInput
from tracker.settings import worksheets_dir
from tracker.vocabulary import PassageLabel

REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+([-_][a-z0-9]+)*-\d{4}")
FILE = "proposals.jsonl"
MOST_PROPOSALS, LONGEST_LINE = 50_000, 20_000_000
Span = tuple[int, int]
T = TypeVar("T", ProgrammeItem, ProposalItem)


@dataclass(frozen=True)
class Proposal:
    """One passage with its stable id, and where it stands in the text."""

    id: str
    item: ProposalItem
    span: Span

    @property
    def proposed(self) -> bool:
        """True when the machine calls it a pledge: people are asked about it."""
        return self.item.label == PassageLabel.PLEDGE


@dataclass(frozen=True)
class Worksheet:
    """A programme as the machine read it."""

    ref: str  # town/list-year
    head: ProgrammeItem
    proposals: tuple[Proposal, ...]
    problems: tuple[str, ...] = ()  # passages left out because their words are not in the text

    @cached_property
    def text(self) -> str:
        """The whole stored text."""
        return self.head.text

    @cached_property
    def by_id(self) -> dict[str, Proposal]:
        """Return the proposals by id."""
        return {one.id: one for one in self.proposals}

    @cached_property
    def page_starts(self) -> list[int]:
        """Return where each page begins in the text."""
        starts, place = [], 0
        for page in self.head.pages:
            starts.append(place)
            place += len(page) + 1
        return starts

    @cached_property
    def documents(self) -> tuple[ProgrammePart, ...]:
        """Return the documents of the programme, in the order of its pages."""
        head = self.head
        whole = ProgrammePart(sha256=head.sha256, url=head.url, media_type=head.media_type, first_page=1, pages=len(head.pages))
        return head.parts or (whole,)

    def document_at(self, page: int) -> ProgrammePart:
        """Return the document that holds a page of the programme."""
        return max((one for one in self.documents if one.first_page <= page), key=lambda one: one.first_page, default=self.documents[0])

    def page_at(self, place: int) -> int:
        """Return the page, from 1, of an offset of the text."""
        return max(sum(start <= place for start in self.page_starts), 1)

    def find(self, words: str, page: int | None = None, near: int = 0) -> Span | None:
        """Return where words stand in the text, white space apart: on the page asked for, else nearest to an offset."""
        spans = spans_of(self.text, words)
        if page is not None:
            spans = [span for span in spans if self.page_at(span[0]) == page]
        return min(spans, key=lambda span: abs(span[0] - near), default=None)


def spans_of(text: str, words: str) -> list[Span]:
    """Return every place of words in a text, white space apart."""
    parts = words.split()
    if not parts:
        return []
    return [found.span() for found in re.finditer(r"\s+".join(map(re.escape, parts)), text)]


def collapse(text: str) -> str:
    """Return text with its white space collapsed: how every quote is kept."""
    return " ".join(text.split())


def proposal_id(sha256: str, words: str, occurrence: int) -> str:
    """Return the stable id of a passage: the content and its words; the n-th time that the same words stand there counts apart."""
    return "pro-" + ids.digest("proposal", sha256, ids.fold(words), str(occurrence))


def check_ref(ref: str) -> str:
    """Return the name of a worksheet, or refuse one that is not `town/list-year`."""
    if not REF.fullmatch(ref):
        raise BadInput("worksheet.bad_name", name=ref[:80])
    return ref


def proposals_file(ref: str) -> Path:
    """Return where the proposals of a programme lie."""
    return worksheets_dir() / check_ref(ref) / FILE


def worksheet_refs(town: str | None = None) -> list[str]:
    """Return the programmes that have a proposals file, by name."""
    found = (path.parent.relative_to(worksheets_dir()).as_posix() for path in worksheets_dir().glob(f"{town or '*'}/*/{FILE}"))
    return sorted(ref for ref in found if REF.fullmatch(ref))


def load_worksheet(ref: str) -> Worksheet:
    """Return the checked proposals of a programme, or say in one line what is wrong with its file."""
    path = proposals_file(ref)
    try:
        told = path.stat()
    except FileNotFoundError as error:
        raise BadInput("worksheet.unknown", name=ref) from error
    return _load(path, ref, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=16)
def _load(path: Path, ref: str, _changed_at: int, _size: int) -> Worksheet:
    with path.open(encoding="utf-8") as lines:
        head = _parse(ProgrammeItem, lines.readline(), f"{path}:1")
        items = [_parse(ProposalItem, line, f"{path}:{n}") for n, line in enumerate(lines, start=2) if line.strip()]
    if f"{head.town}/{head.organization}-{head.year}" != ref:
        raise InputError(f"{path}: expected the programme {ref}, found {head.town}/{head.organization}-{head.year}")
    if len(items) > MOST_PROPOSALS:
        raise InputError(f"{path}: expected at most {MOST_PROPOSALS} passages, found {len(items)}")
    sheet = Worksheet(ref, head, ())
    placed, problems = _placed(sheet, items)
    return Worksheet(ref, head, tuple(placed), tuple(problems))


def _parse(kind: type[T], line: str, place: str) -> T:
    if len(line) > LONGEST_LINE:
        raise InputError(f"{place}: expected a line of at most {LONGEST_LINE} characters")
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        what = ".".join(map(str, first["loc"])) or "the line"
        raise InputError(f"{place}: not a {kind.model_fields['item'].default}: {what}: {first['msg']}") from error


def _placed(sheet: Worksheet, items: Iterable[ProposalItem]) -> tuple[list[Proposal], list[str]]:
    seen: Counter[tuple[str, str]] = Counter()
    known = {sheet.head.sha256, *(one.sha256 for one in sheet.documents)}
    placed, problems = [], []
    for item in items:
        words = collapse(item.text)
        start, end = item.span
        span: Span | None = (start, end)
        if item.sha256 not in known or collapse(sheet.text[start:end]) != words:
            span = sheet.find(words, near=start) if item.sha256 in known else None
        if span is None:
            problems.append(words[:160])
            continue
        key = (item.sha256, ids.fold(words))
        seen[key] += 1
        placed.append(Proposal(proposal_id(item.sha256, words, seen[key]), item.model_copy(update={"text": words}), span))
    return placed, problems
