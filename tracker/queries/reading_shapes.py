"""What the reading view and the list of documents to cut are given: frozen shapes, names of private persons already masked."""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.borders import PageLine
from tracker.items import Border
from tracker.queries.shapes import AmountView, TownCard
from tracker.vocabulary import ActStage, DocumentKind, Outcome, Presence, TextStatus, VoteOption


@dataclass(frozen=True, slots=True)
class MemberView:
    """One member as the header prints it; `proxy` votes for a represented one."""

    name: str
    presence: Presence
    proxy: str | None


@dataclass(frozen=True, slots=True)
class SittingView:
    """What the header of a sitting says; unknown is None or empty, never 0."""

    date: date
    date_certain: bool
    opened_at: str | None
    place: str
    president: str
    secretary: str
    in_office: int | None
    quorum: int | None
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class BallotView:
    """One of several votes inside an act."""

    subject: str
    outcome: Outcome | None
    unanimous: bool | None
    counts: tuple[tuple[VoteOption, str, int], ...]


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act of the document, as a person checks it against the page."""

    id: str
    number: str | None
    title: str
    page_from: int
    page_to: int
    outcome: Outcome | None
    unanimous: bool | None
    counts: tuple[tuple[VoteOption, str, int], ...]
    amounts: tuple[AmountView, ...]
    ballots: tuple[BallotView, ...]
    stage: ActStage | None
    ocr: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text: `mark` is empty, or `title`, `vote`, `amount`."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PagePart:
    """A stretch of a page that belongs to one act, or to none; `continued` when the act began on an earlier page."""

    act: ActLine | None
    continued: bool
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DecisionView:
    """Borders drawn by a person: how many, by whom, and whether the newest reading has already taken them."""

    acts: int
    by: str
    at: datetime
    applied: bool


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """Which document is read, and how it was cut."""

    town: TownCard
    sha256: str
    body_key: str
    body: str
    name: str
    url: str
    kind: DocumentKind
    media_type: str
    text_status: TextStatus | None
    pages: int
    regime: str | None
    evidence: str
    confidence: float | None
    decision: DecisionView | None


@dataclass(frozen=True, slots=True)
class SittingReading:
    """One page of a document, with everything that was read in it."""

    head: DocumentHead
    sitting: SittingView | None
    acts: tuple[ActLine, ...]
    page: int
    ocr_confidence: float | None  # None when the text of the page is native
    parts: tuple[PagePart, ...]
    problems: tuple[str, ...]  # codes of the issues of this document
    elsewhere: tuple[tuple[str, str, int], ...]  # (content, name, acts): the documents that hold the acts of the same sitting


@dataclass(frozen=True, slots=True)
class Drawing:
    """A document ready for its borders: its printed lines by page, and the borders to start from."""

    head: DocumentHead
    lines: dict[int, tuple[PageLine, ...]]
    proposed: tuple[Border, ...]


@dataclass(frozen=True, slots=True)
class SplitRow:
    """A document whose acts are not found, or not surely."""

    sha256: str
    body_key: str
    body: str
    name: str
    kind: DocumentKind
    date: date | None
    date_certain: bool
    pages: int
    acts: int
    confidence: float
    codes: tuple[str, ...]
    decision: DecisionView | None

    @property
    def done(self) -> bool:
        """True when a person's borders are what the newest reading shows, and none of them was lost."""
        return bool(self.decision and self.decision.applied) and "border_lost" not in self.codes
