"""What screens read: frozen shapes, decided here so that no screen touches a table.

A shape never carries more than its reader may see: suggestions and drafts are empty for people who are not signed in.
"""

from dataclasses import dataclass
from datetime import date, datetime

from tracker.coverage.months import MonthRecord
from tracker.coverage.sources import SourceFact
from tracker.coverage.states import Held
from tracker.coverage.subject import SubjectCoverage
from tracker.linking.curve import Point
from tracker.linking.direction import Cue
from tracker.queries.asking import Question
from tracker.queries.linking_shapes import MachineSearch, MatchedPassage, SearchView, SignedSearch, Timeline
from tracker.vocabulary import (
    ActStage,
    AmountRole,
    Band,
    Direction,
    EvidenceStep,
    Judgement,
    MergerFate,
    NoteKind,
    Outcome,
    PledgeSourceKind,
    Role,
    Status,
    TextStatus,
    VerdictState,
    VoteOption,
)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who reads: nobody in particular, or an account with its role."""

    login: str | None = None
    name: str = ""
    role: Role | None = None

    @property
    def signed_in(self) -> bool:
        """True for an account."""
        return self.login is not None

    @property
    def reviews(self) -> bool:
        """True when the role may draft and sign verdicts."""
        return self.role in (Role.REVIEWER, Role.ADMIN)


ANYONE = Viewer()


@dataclass(frozen=True, slots=True)
class ProgrammeCard:
    """A programme, its list and its term."""

    id: str
    title: str
    list_name: str
    list_key: str
    term_key: str
    term_start: date
    term_end: date
    year: int
    kind: str
    source_url: str
    publisher: str
    sha256: str | None
    majority: bool
    said: tuple[str, date | None, str] = ("", None, "")  # who, when and where, of what was said rather than printed

    @property
    def is_demand(self) -> bool:
        """True for what residents ask, which is never counted with the promises."""
        return self.kind == PledgeSourceKind.DEMANDE


@dataclass(frozen=True, slots=True)
class TownCard:
    """A town that the viewer may open."""

    slug: str
    name: str
    insee: str
    fictional: bool
    as_of: date
    programmes: tuple[ProgrammeCard, ...]
    bodies: tuple[tuple[str, str], ...]  # (key, name)


@dataclass(frozen=True, slots=True)
class PledgeRow:
    """One line of the pledge list."""

    id: str
    key: str
    position: int
    text: str
    programme: ProgrammeCard
    themes: tuple[str, ...]
    bodies: tuple[str, ...]
    status: Status
    as_of: date | None
    flags: tuple[str, ...]
    publishable: bool
    wording: str
    second_hand: bool
    confirmed: bool
    parent_id: str | None
    is_parent: bool
    evidence: int  # confirmed and not refused
    suggestions: int  # 0 for anyone
    measure: int | None = None  # its number in the programme's charter
    merger: MergerFate | None = None

    @property
    def is_demand(self) -> bool:
        """True for what residents ask, which is never counted with the promises."""
        return self.programme.is_demand


@dataclass(frozen=True, slots=True)
class Totals:
    """How many pledges are written, how many of them are compound, and how many are followed one by one once those are separated."""

    written: int = 0
    compound: int = 0
    single: int = 0


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of a town's front page; counts are over publishable pledges after separating compound ones.

    Residents' demands are in `demands` and `demands_by_source` only.
    """

    pledges: int
    as_written: int
    not_publishable: int
    by_status: dict[Status, int]
    by_theme: dict[str, dict[Status, int]]
    by_programme: tuple[tuple[ProgrammeCard, dict[Status, int]], ...]
    documents: int
    unreadable: int
    sittings: int
    acts: int
    latest: tuple["Change", ...]
    demands: dict[Status, int]
    demands_by_source: tuple[tuple[ProgrammeCard, dict[Status, int]], ...]
    totals: Totals
    demand_totals: Totals
    totals_by_source: dict[str, Totals]  # by programme, demands included


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the public change log."""

    pledge_id: str
    pledge_text: str
    before: Status
    after: Status
    published_at: datetime
    author: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote inside the text of its page; `found` is False when the stored text no longer holds it."""

    before: str
    quote: str
    after: str
    found: bool


@dataclass(frozen=True, slots=True)
class AmountView:
    """An amount of money: as printed, and in euros when it was read with certainty; `ocr` = to be checked on the page."""

    raw: str
    value: float | None
    tax: str | None = None
    role: AmountRole | None = None
    beneficiary: str = ""
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class ActView:
    """An act with what a reader needs to check it; names of private persons are masked in `title` and `excerpt`.

    `text` is the act word for word, to be quoted: empty unless it is asked for a person who works on it.
    """

    id: str
    title: str
    excerpt: str
    text: str
    number: str | None
    date: date | None
    date_certain: bool
    body: str
    body_key: str
    page_from: int
    page_to: int
    sha256: str
    document_url: str | None
    document_kind: str
    text_status: TextStatus | None
    outcome: Outcome | None
    unanimous: bool | None
    counts: tuple[tuple[VoteOption, str, int], ...]  # (option, group, value)
    amounts: tuple[AmountView, ...]
    stage: ActStage | None
    ocr: bool  # a page of it was read by recognition: every figure is to be checked


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A confirmed link: the act, the passage, and the people who confirmed it."""

    judgement_id: str
    act_id: str
    act: ActView | None
    passage: Passage
    page: int
    sha256: str
    body: str
    other_body: bool
    act_date: date | None
    date_certain: bool
    source_url: str | None
    publisher: str
    retrieved_at: datetime | None
    step: EvidenceStep
    direction: Direction
    note: str
    confirmed_by: tuple[str, ...]
    preexisting: bool
    cited: bool
    stale: bool = False  # the newest reading holds neither its act nor its quote in one place: to be judged again


@dataclass(frozen=True, slots=True)
class SuggestionView:
    """A machine's proposal, with the words that made it."""

    id: str
    pledge_id: str
    rank: int
    score: float
    words: tuple[dict[str, object], ...]
    preexisting: bool
    method: str
    act: ActView
    mine: Judgement | None
    band: Band | None = None
    direction: Direction | None = None  # what the form preselects; a person decides
    cues: tuple[Cue, ...] = ()  # why that direction
    passage: MatchedPassage | None = None  # None when no word of the act itself was matched
    proposed_quote: str = ""  # word for word, to be quoted by the person who confirms
    run_id: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """The reason given about a verdict, and by whom."""

    kind: NoteKind
    reason: str
    author: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class VerdictView:
    """One version of a verdict."""

    id: str
    pledge_id: str
    version: int
    status: Status
    state: VerdictState
    flags: tuple[str, ...]
    rationale: str
    missing_part: str
    reason_code: str | None
    proof_level: str | None
    as_of: date
    coverage: float | None
    author: str
    author_id: str
    reviewers: tuple[str, ...]
    published_by: str | None
    published_at: datetime | None
    superseded_at: datetime | None
    methodology: str
    search: SearchView | None
    notices: tuple[tuple[str, datetime, date], ...]  # (recipient, sent, planned)
    cites: tuple[str, ...]
    notes: tuple[NoteView, ...]  # oldest first; returns to draft only while the verdict is not public


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply, shown with equal prominence."""

    author: str
    role: str
    text: str
    received_at: datetime
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """A later wording of a pledge, with its date and source."""

    on: date
    text: str
    quoted: bool
    source_url: str
    said_by: str


@dataclass(frozen=True, slots=True)
class PledgePage:
    """Everything on one pledge that the viewer may see."""

    town: TownCard
    row: PledgeRow
    section: str | None
    page: int | None
    summary: str | None
    deadline: date
    own_deadline: bool
    fulfilment: str
    body_names: tuple[str, ...]
    programme_copy: bool  # the programme's own file is in the archive
    verdict: VerdictView | None
    history: tuple[VerdictView, ...]
    working: tuple[VerdictView, ...]  # drafts and reviews: signed-in people only
    evidence: tuple[EvidenceView, ...]
    replies: tuple[ReplyView, ...]
    children: tuple[PledgeRow, ...]
    parent: PledgeRow | None
    suggestions: tuple[SuggestionView, ...]
    my_themes: tuple[str, ...]
    source_url: str = ""  # its own page when the programme is several, else the programme's
    amendments: tuple["AmendmentView", ...] = ()
    inherited_from: PledgeRow | None = None  # the same pledge of the list that merged into this one
    silences: SubjectCoverage | None = None  # sitting by sitting, when the verdict rests on a search
    timeline: Timeline | None = None
    searched: MachineSearch | None = None  # signed-in people only
    search_logs: tuple[SignedSearch, ...] = ()  # signed-in people only, newest first


@dataclass(frozen=True, slots=True)
class QueueItem:
    """What a volunteer is asked next."""

    page: PledgePage
    suggestion: SuggestionView
    remaining: int
    asked: Question  # with why it is asked: kept with the answer


@dataclass(frozen=True, slots=True)
class Drawn:
    """The answers on suggestions drawn at random; no interval while too few are decided."""

    right: int
    wrong: int
    undecided: int
    interval: tuple[float, float] | None
    fewest: int


@dataclass(frozen=True, slots=True)
class Learning:
    """What answers brought in a town: empty points while pledges with confirmed links are too few."""

    points: tuple[Point, ...]
    as_of: date | None
    fewest: int
    drawn: Drawn | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A stored document on the coverage page."""

    id: str
    body: str
    kind: str
    listed_date: date | None
    sitting_date: date | None
    date_certain: bool
    url: str
    sha256: str | None
    body_key: str
    pages: int | None
    text_status: TextStatus | None
    acts: int
    gone: bool


@dataclass(frozen=True, slots=True)
class IssueRow:
    """A thing that went wrong."""

    code: str
    message: str
    severity: str
    url: str | None
    page: int | None
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run and how it ended."""

    id: str
    source: str
    verb: str
    outcome: str | None
    started_at: datetime
    finished_at: datetime | None
    counts: dict[str, object]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is held, what cannot be read, and how the runs ended."""

    documents: tuple[DocumentRow, ...]
    issues: tuple[IssueRow, ...]
    runs: tuple[RunRow, ...]


@dataclass(frozen=True, slots=True)
class CalendarBody:
    """A body of the calendar; `undated` are its records that no sitting could be found for."""

    id: str
    key: str
    name: str
    classification: str
    undated: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class TownCalendar:
    """The silences of a town by body and month, and what is unusual about its sources."""

    town: TownCard
    bodies: tuple[CalendarBody, ...]
    months: tuple[MonthRecord, ...]
    silent_quarters: tuple[tuple[str, date], ...]  # (body, first day)
    facts: tuple[SourceFact, ...]

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years of the calendar, newest first."""
        return tuple(sorted({record.month.year for record in self.months}, reverse=True))


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """What is known of archived bytes that the viewer may open."""

    sha256: str
    media_type: str
    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account that can sign in; `stamp` changes with its password, which ends its old sessions."""

    viewer: Viewer
    stamp: str
