"""What the reading of one file gives: pages, the source of the text, and the problems met, each a sentence."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from tracker.items import IssueItem
from tracker.vocabulary import TextStatus


@dataclass(frozen=True)
class Problem:
    """One thing that went wrong while reading a file."""

    code: str
    message: str
    severity: Literal["warning", "error"] = "error"
    page: int | None = None

    def as_issue(self, sha256: str | None = None, url: str | None = None) -> IssueItem:
        """Return the same problem as an item of the contract."""
        return IssueItem(code=self.code, message=self.message, severity=self.severity, page=self.page, sha256=sha256, url=url)


@dataclass(frozen=True)
class Reading:
    """The pages of one file, or the reason why there are none."""

    media_type: str
    text_status: TextStatus
    extractor: str
    pages: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default_factory=tuple)

    def to_json(self) -> str:
        """Return the reading as one line of JSON, to cross from the child to its parent."""
        return json.dumps(asdict(self), ensure_ascii=True)

    @classmethod
    def from_json(cls, line: str) -> "Reading":
        """Return the reading that `to_json` wrote."""
        raw = json.loads(line)
        return cls(
            media_type=raw["media_type"],
            text_status=TextStatus(raw["text_status"]),
            extractor=raw["extractor"],
            pages=tuple(raw["pages"]),
            problems=tuple(Problem(**problem) for problem in raw["problems"]),
        )


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
