"""Documents to one programme: each is read in the limited child, composed by itself, and laid behind the one before.

A programme may be one PDF, the pages of a sub-site, or twenty posts: its pages are counted through, and each part keeps its own bytes and
address, so that every passage leads to the document that says it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scrapers.documents import Reading, Request, read_documents
from scrapers.documents.lines import Line
from scrapers.documents.sniff import HTML
from scrapers.parsers.pledges.shapes import Layout, Passage, ProgrammeText
from scrapers.programmes.compose import Composed, compose

PURPOSE = "programme"
_ALIKE_PAGES, _ALIKE_SHARE = 3, 0.5  # what so many pages of a site all say is its frame
_WORKERS = 2


@dataclass(frozen=True)
class Source:
    """One document to read: where its bytes are, what they are called in messages, and the address that people are sent to."""

    path: Path
    sha256: str
    name: str
    url: str
    hint: str = ""


@dataclass(frozen=True)
class Part:
    """One document that was read, with its place among the pages of the programme."""

    source: Source
    media_type: str
    extractor: str
    first_page: int
    pages: int
    dated: str = ""  # the day it was published, as it declares (ISO)


@dataclass(frozen=True)
class Programme:
    """A programme as it was read; `lost` are the sentences that say why a document gave nothing."""

    composed: Composed
    parts: tuple[Part, ...]
    lost: tuple[str, ...] = ()

    @property
    def text(self) -> ProgrammeText:
        """Its title, pages, passages and issues."""
        return self.composed.text

    def part_of(self, passage: Passage) -> Part:
        """Return the document that says a passage."""
        page = passage.page or 1
        return next(part for part in reversed(self.parts) if part.first_page <= page)


def read_sources(sources: Sequence[Source]) -> Programme:
    """Return the programme that these documents make, in their order; the same bytes are read once."""
    once = list({source.sha256: source for source in reversed(sources)}.values())[::-1]
    requests = [Request(source.path, source.hint or None, source.name, PURPOSE) for source in once]
    readings = [reading for _, reading in read_documents(requests, min(_WORKERS, max(1, len(requests))))]
    framed, said = _without_frame(readings)
    issues = [*said] if len(once) == len(sources) else [*said, f"{len(sources) - len(once)} documents are copies of others: read once"]
    found: list[tuple[Source, Reading, Composed]] = []
    lost: list[str] = []
    for source, reading in zip(once, framed, strict=True):
        issues.extend(problem.message for problem in reading.problems if problem.severity == "warning" or reading.lines)
        if not reading.lines:
            lost.extend([problem.message for problem in reading.problems] or [f"{source.name}: no text was found"])
            continue
        found.append((source, reading, compose(reading.lines, pages=len(reading.pages))))
    return _joined(found, issues, lost)


def _without_frame(readings: Sequence[Reading]) -> tuple[list[Reading], list[str]]:
    """Return the readings of web pages without what most pages of the site say alike, and what that was."""
    pages = [reading for reading in readings if reading.media_type == HTML and reading.lines]
    if len(pages) < _ALIKE_PAGES:
        return list(readings), []
    counted = Counter(key for reading in pages for key in {_key(line) for line in reading.lines})
    frame = {key for key, count in counted.items() if count >= max(_ALIKE_PAGES, _ALIKE_SHARE * len(pages))}
    if not frame:
        return list(readings), []
    kept = [
        replace(one, lines=tuple(line for line in one.lines if _key(line) not in frame)) if one.media_type == HTML else one
        for one in readings
    ]
    shown = ", ".join(f"« {line.text[:50]} »" for line in _first(pages, frame)[:4])
    return kept, [f"set aside, said by most pages of the site: {shown}{' …' if len(frame) > 4 else ''}"]


def _key(line: Line) -> str:
    return " ".join(line.text.casefold().split())


def _first(pages: Iterable[Reading], frame: set[str]) -> list[Line]:
    seen: dict[str, Line] = {}
    for reading in pages:
        for line in reading.lines:
            if _key(line) in frame:
                seen.setdefault(_key(line), line)
    return list(seen.values())


def _joined(found: Sequence[tuple[Source, Reading, Composed]], issues: Sequence[str], lost: Sequence[str]) -> Programme:
    """Lay the documents one behind the other: pages, spans and positions are counted through."""
    passages: list[Passage] = []
    layouts: list[Layout] = []
    pages: list[str] = []
    titles, names = set[int](), set[int]()
    parts: list[Part] = []
    said = list(issues)
    for source, reading, one in found:
        shift, first = sum(len(page) + 1 for page in pages), len(pages)
        before = len(passages)
        titles |= {before + position for position in one.titles}
        names |= {before + position for position in one.names}
        passages.extend(_moved(passage, source, shift, first, before) for passage in one.text.passages)
        layouts.extend(one.layouts)
        said.extend(f"{source.name}: {issue}" for issue in one.text.issues)
        dated = dict(reading.facts).get("date", "")
        parts.append(Part(source, reading.media_type, reading.extractor, first + 1, len(one.text.pages), dated))
        pages.extend(one.text.pages)
    title = _title(found)
    text = ProgrammeText(title, tuple(passages), tuple(pages), _layout(layouts), tuple(dict.fromkeys(said)))
    return Programme(Composed(text, tuple(layouts), frozenset(titles), frozenset(names)), tuple(parts), tuple(lost))


def _title(found: Sequence[tuple[Source, Reading, Composed]]) -> str:
    """Return the title of a programme: of one document its own; of many the name that most of them give their site, else none."""
    if len(found) == 1:
        return found[0][2].text.title
    sites = Counter(site for _, reading, _ in found if (site := dict(reading.facts).get("site")))
    most = sites.most_common(1)
    return most[0][0] if most and 2 * most[0][1] >= len(found) else ""


def _moved(passage: Passage, source: Source, shift: int, pages: int, position: int) -> Passage:
    start, end = passage.span
    anchor = passage.anchor
    if source.url.startswith("http"):
        anchor = f"{source.url.partition('#')[0]}{'#' + anchor.removeprefix('#') if anchor else ''}"
    elif anchor:
        anchor = f"#{anchor.removeprefix('#')}"
    return replace(
        passage, page=(passage.page or 1) + pages, span=(start + shift, end + shift), position=position + passage.position, anchor=anchor
    )


def _layout(layouts: Sequence[Layout]) -> Layout:
    counted = Counter(layouts)
    most = counted.most_common(1)
    return most[0][0] if most and most[0][1] >= 0.8 * len(layouts) else Layout.MIXED
