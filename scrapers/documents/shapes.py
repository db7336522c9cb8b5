"""What the reading of one file gives: pages, the source of the text, and the problems met, each a sentence.

The items of the contract are imported when one is made: they need Pydantic, and the process that is forked for every document does not.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from scrapers.documents.lines import Line, from_raw, to_raw
from tracker.vocabulary import TextStatus

if TYPE_CHECKING:
    from tracker.items import IssueItem, OcrPage


@dataclass(frozen=True)
class Problem:
    """One thing that went wrong while reading a file."""

    code: str
    message: str
    severity: Literal["warning", "error"] = "error"
    page: int | None = None

    def as_issue(self, sha256: str | None = None, url: str | None = None) -> IssueItem:
        """Return the same problem as an item of the contract."""
        from tracker.items import IssueItem

        return IssueItem(code=self.code, message=self.message, severity=self.severity, page=self.page, sha256=sha256, url=url)


@dataclass(frozen=True)
class Reading:
    """The pages of one file, or the reason why there are none."""

    media_type: str
    text_status: TextStatus
    extractor: str
    pages: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default_factory=tuple)
    ocr: tuple[OcrPage, ...] = ()  # the pages whose text was recognised from their image: every figure on them is to be checked
    lines: tuple[Line, ...] = ()  # of a programme only: its lines with their layout
    facts: tuple[tuple[str, str], ...] = ()  # of a programme only: the date and the site that it declares

    def to_json(self) -> str:
        """Return the reading as one line of JSON: it crosses from the child to its parent, and is what the cache keeps."""
        raw = {
            "media_type": self.media_type, "text_status": self.text_status, "extractor": self.extractor, "pages": self.pages,
            "problems": [asdict(problem) for problem in self.problems], "ocr": [page.model_dump() for page in self.ocr],
        }  # fmt: skip
        if self.lines:
            raw["lines"] = to_raw(self.lines)
        if self.facts:
            raw["facts"] = self.facts
        return json.dumps(raw, ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str | bytes) -> Reading:
        """Return the reading that `to_json` wrote; ValueError for anything else, since the child that wrote it read a hostile file."""
        try:
            return cls._from_raw(json.loads(line))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a reading: {error!r}") from error

    @classmethod
    def _from_raw(cls, raw: dict[str, Any]) -> Reading:
        marks: tuple[OcrPage, ...] = ()
        if raw["ocr"]:
            from tracker.items import OcrPage

            marks = tuple(OcrPage.model_validate(page) for page in raw["ocr"])
        pages = tuple(raw["pages"])
        if not all(isinstance(page, str) for page in pages):
            raise ValueError("not a reading: a page that is no text")
        problems = tuple(Problem(**problem) for problem in raw["problems"])
        lines = from_raw(raw.get("lines", []))
        facts = tuple((str(name), str(value)) for name, value in raw.get("facts", []))
        return cls(str(raw["media_type"]), TextStatus(raw["text_status"]), str(raw["extractor"]), pages, problems, marks, lines, facts)


def failed(media: str, extractor: str, code: str, message: str, status: TextStatus = TextStatus.FAILED) -> Reading:
    """Return a reading without text and with one problem."""
    return Reading(media_type=media, text_status=status, extractor=extractor, problems=(Problem(code, message),))


class Reader(Protocol):
    """What every format's reader is."""

    def __call__(self, data: bytes, name: str) -> Reading:
        """Return the pages of a file of this format."""
        ...


def display_name(path: Path, shown: str | None) -> str:
    """Return the name to use in messages: the one given, else the file's own."""
    return shown or path.name
