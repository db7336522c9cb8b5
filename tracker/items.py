"""The contract between rooms: frozen items that scrapers write to run folders and `tracker.ingest` reads.

Shapes: a document's text is its pages joined by a form feed; every span is a pair of offsets into that text.
Unknown is None, never 0. Pages count from 1.
"""

from datetime import date, datetime
from datetime import date as date_type
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from tracker.vocabulary import (
    ActStage,
    AmountRole,
    BodyKind,
    DateOrigin,
    DatePrecision,
    DocumentKind,
    FulfilmentKind,
    Outcome,
    PassageLabel,
    PledgeLevel,
    PledgeSourceKind,
    Presence,
    RunOutcome,
    TextStatus,
    VoteOption,
)  # fmt: skip

PAGE_BREAK = "\f"
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Item(BaseModel):
    """Base of every item: immutable and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DocumentItem(Item):
    """One version of a document met by a crawl; its bytes are in the archive under `sha256`."""

    item: Literal["document"] = "document"
    town: str
    source: str
    body: str  # key of the body in the town's YAML
    url: str  # canonical address: http(s) address, or a file name for the folder platform
    page_url: str | None = None  # the listing page where the link was met
    link_text: str = ""
    kind: DocumentKind = DocumentKind.OTHER
    raw_kind: str = ""  # the town's own word
    listed_date: date | None = None  # from the link, the manifest or the name
    listed_date_origin: DateOrigin = DateOrigin.NONE
    sha256: Sha256
    media_type: str  # decided by the bytes
    size: int
    retrieved_at: AwareDatetime
    publisher: str
    etag: str | None = None
    last_modified: str | None = None


class GoneItem(Item):
    """A document that its address no longer gives; what was kept of it stays."""

    item: Literal["gone"] = "gone"
    town: str
    source: str
    body: str
    url: str  # as in the document's items
    seen_at: AwareDatetime  # when it was found to be gone
    reason: str  # http_404, http_410, soft_404


class OcrPage(Item):
    """A page whose text was recognised from its image: every figure on it is to be checked."""

    page: int = Field(ge=1)
    confidence: float = Field(ge=0, le=1)  # mean confidence of the words


class ReadingItem(Item):
    """The text of one stored version, page by page."""

    item: Literal["reading"] = "reading"
    sha256: Sha256
    text_status: TextStatus
    kind: DocumentKind = DocumentKind.OTHER  # decided from the text
    pages: tuple[str, ...] = ()
    ocr: tuple[OcrPage, ...] = ()  # the pages read by recognition; the others are native
    extractor: str  # name@version

    @property
    def text(self) -> str:
        """The pages joined by form feeds: what spans point into."""
        return PAGE_BREAK.join(self.pages)


class AttendanceItem(Item):
    """One member of the council as the header prints it; `proxy` is who votes for a represented one."""

    raw_name: str
    presence: Presence
    proxy: str | None = None


class SittingItem(Item):
    """A sitting as read from one document."""

    item: Literal["sitting"] = "sitting"
    sha256: Sha256
    body: str
    date: date | None
    date_raw: str = ""
    date_origin: DateOrigin = DateOrigin.NONE
    date_certain: bool = False  # printed in full in the text or the stamp, and nothing contradicts it
    opened_at: str | None = Field(default=None, pattern=r"^\d\d:\d\d$")
    place: str = ""
    president: str = ""
    secretary: str = ""
    in_office: int | None = None  # members in office, as printed
    quorum: int | None = None  # members needed, as printed
    attendance: tuple[AttendanceItem, ...] = ()
    agenda: tuple[str, ...] = ()  # titles of the printed agenda
    regime: str = "none"  # segmentation regime of the document
    regime_evidence: str = ""  # a sentence: what proved the regime, or what was missing
    confidence: float = Field(default=0.0, ge=0, le=1)
    extractor: str


class VoteCountItem(Item):
    """One printed count; `group` is empty for the count of the whole council."""

    option: VoteOption
    value: int = Field(ge=0, le=500)
    group: str = ""
    raw: str = ""


class PersonVoteItem(Item):
    """One named vote, name as printed."""

    option: VoteOption
    raw_name: str


class BallotItem(Item):
    """One of several votes taken inside one act, for example on a line of a table of subsidies."""

    subject: str
    outcome: Outcome | None = None
    unanimous: bool | None = None
    raw: str = ""
    counts: tuple[VoteCountItem, ...] = ()
    person_votes: tuple[PersonVoteItem, ...] = ()


class AmountItem(Item):
    """An amount of money in the act's own window; `value` in euros, None when the reading is ambiguous."""

    raw: str
    value: float | None
    tax: Literal["HT", "TTC"] | None = None
    role: AmountRole | None = None
    beneficiary: str = ""  # a body or an association, never a private person
    ocr: bool = False  # read from a recognised page: to check
    span: tuple[int, int]


class ActItem(Item):
    """One act (délibération) cut out of a document."""

    item: Literal["act"] = "act"
    sha256: Sha256
    body: str
    date: date | None
    number: str | None = None
    number_repeated: bool = False
    transmission_id: str | None = None
    title: str = Field(min_length=3)
    matter_code: str | None = None
    page_from: int = Field(ge=1)
    page_to: int = Field(ge=1)
    span: tuple[int, int]
    text: str
    regime: str
    confidence: float = Field(ge=0, le=1)
    outcome: Outcome | None = None
    unanimous: bool | None = None
    vote_raw: str = ""
    counts: tuple[VoteCountItem, ...] = ()
    person_votes: tuple[PersonVoteItem, ...] = ()
    ballots: tuple[BallotItem, ...] = ()  # when the act holds several votes; the fields above then tell the last, or NULL when they differ
    amounts: tuple[AmountItem, ...] = ()
    stage: ActStage | None = None
    stage_reason: str = ""  # the words that said so
    ocr: bool = False  # a page of the act was read by recognition: every figure is to be checked
    extractor: str

    @model_validator(mode="after")
    def _in_order(self) -> "ActItem":
        if self.span[0] >= self.span[1] or self.page_from > self.page_to:
            raise ValueError(f"act span {self.span} or pages {self.page_from}-{self.page_to} are not in order")
        return self


class Border(Item):
    """Where a person says that an act begins: the quote of its first line, and its title."""

    page: int = Field(ge=1)
    first_line: str = Field(min_length=1)  # verbatim; found again by its words when the text is read better
    title: str = Field(min_length=3)
    number: str | None = None


class BordersItem(Item):
    """The borders of a whole document drawn by a named person; `read` takes them instead of any regime. No border = no act here."""

    item: Literal["borders"] = "borders"
    sha256: Sha256
    body: str
    borders: tuple[Border, ...] = ()
    decided_by: str
    decided_at: AwareDatetime


class ProgrammePart(Item):
    """One document of a programme made of several (twenty posts of a campaign are one programme), and its place among the pages."""

    sha256: Sha256
    url: str
    media_type: str
    first_page: int = Field(ge=1)
    pages: int = Field(ge=0)


class ProgrammeItem(Item):
    """First line of a `proposals.jsonl`: the programme that was read, and its whole text, in which every quote is found again."""

    item: Literal["programme"] = "programme"
    town: str
    organization: str  # key of the list in the town's YAML
    year: int
    term: str  # key of the term in the town's YAML
    kind: PledgeSourceKind = PledgeSourceKind.PROGRAMME
    title: str
    url: str  # where it was found: an address, or a file name
    publisher: str
    licence: str = ""
    second_hand: bool = False
    sha256: Sha256
    media_type: str
    retrieved_at: AwareDatetime
    layout: str = "mixed"
    pages: tuple[str, ...] = ()  # spans cut these joined by form feeds; an HTML page is one page
    parts: tuple[ProgrammePart, ...] = ()  # empty: the pages are those of `sha256`
    issues: tuple[str, ...] = ()  # sentences for the person who works on it
    extractor: str  # name@version

    @property
    def text(self) -> str:
        """The pages joined by form feeds: what spans point into."""
        return PAGE_BREAK.join(self.pages)


class CueItem(Item):
    """One reason of the machine, for (weight > 0) or against."""

    name: str
    words: str
    weight: float


class FigureItem(Item):
    """One number as written, with what it counts and its scope word."""

    raw: str
    value: float | None = None
    unit: str = ""
    scope: str = ""


class DeadlineItem(Item):
    """A deadline as written; `date` is its last day, None when the words name no day."""

    raw: str = ""
    date: date_type | None = None
    precision: DatePrecision = DatePrecision.NONE


class BodyReasonItem(Item):
    """A body that has the power, with the reason shown on the screen."""

    kind: BodyKind
    reason: str = ""


class DetailsItem(Item):
    """What is written in a pledge beside its act."""

    figures: tuple[FigureItem, ...] = ()
    deadline: DeadlineItem | None = None
    places: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    bodies: tuple[BodyReasonItem, ...] = ()
    negative: bool = False


class PartItem(Item):
    """One proposed child of a compound pledge: a verbatim piece; `span` cuts the proposal's own text."""

    text: str
    span: tuple[int, int]


class ThemeItem(Item):
    """One theme suggested by the machine, the best first; a person chooses."""

    key: str
    score: float = 0.0
    words: tuple[str, ...] = ()


class ProposalItem(Item):
    """One passage of a programme with what the machine makes of it; every passage is there, pledge or not, in reading order."""

    item: Literal["proposal"] = "proposal"
    sha256: Sha256
    text: str = Field(min_length=1)  # verbatim, white space collapsed
    page: int | None = Field(default=None, ge=1)
    anchor: str = ""
    headings: tuple[str, ...] = ()
    bullet: bool = False
    position: int = Field(default=0, ge=0)
    span: tuple[int, int]  # cuts the programme's text
    label: PassageLabel
    score: float = Field(ge=0, le=1)
    cues: tuple[CueItem, ...] = ()
    concrete: bool = False
    level: PledgeLevel = PledgeLevel.VAGUE
    level_reason: str = ""
    fulfilment: FulfilmentKind = FulfilmentKind.OUTCOME
    parts: tuple[PartItem, ...] = ()
    details: DetailsItem = DetailsItem()
    themes: tuple[ThemeItem, ...] = ()


class IssueItem(Item):
    """Something that could not be read or did not fit; it is stored and shown, never swallowed."""

    item: Literal["issue"] = "issue"
    code: str  # short identifier: not_a_pdf, needs_ocr, http_404 …
    message: str  # a sentence naming file, page and what was expected
    severity: Literal["warning", "error"] = "error"
    url: str | None = None
    sha256: str | None = None
    page: int | None = None


class RunItem(Item):
    """The ledger line of one run: `run.json` of its folder."""

    item: Literal["run"] = "run"
    id: str
    town: str
    source: str  # source key, or "read"
    verb: Literal["crawl", "read"]
    outcome: RunOutcome
    started_at: AwareDatetime
    finished_at: AwareDatetime
    counts: dict[str, int] = {}
    version: str
    message: str = ""


AnyItem = Annotated[DocumentItem | GoneItem | ReadingItem | SittingItem | ActItem | IssueItem, Field(discriminator="item")]
__all__ = [
    "PAGE_BREAK",
    "ActItem",
    "AmountItem",
    "AnyItem",
    "AttendanceItem",
    "BallotItem",
    "BodyReasonItem",
    "Border",
    "BordersItem",
    "CueItem",
    "DeadlineItem",
    "DetailsItem",
    "DocumentItem",
    "FigureItem",
    "GoneItem",
    "IssueItem",
    "Item",
    "OcrPage",
    "PartItem",
    "PersonVoteItem",
    "ProgrammeItem",
    "ProgrammePart",
    "ProposalItem",
    "ReadingItem",
    "RunItem",
    "SittingItem",
    "ThemeItem",
    "VoteCountItem",
    "date",
    "datetime",
]
