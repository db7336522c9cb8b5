"""Passages to the machine's proposals, and the file in which a worksheet finds them: written whole, in one move.

Every passage is in the file, pledge or not: a person may bring back what the machine set aside. Nothing that people decided is here, so the
file may be written again at any time.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

from scrapers.parsers.pledges.detect import detect
from scrapers.parsers.pledges.lexicon import load_lexicon
from scrapers.parsers.pledges.measures import explained
from scrapers.parsers.pledges.shapes import Cue, Details, Detected, Label, Passage
from scrapers.programmes.compose import Composed
from scrapers.programmes.reading import Programme
from tracker.files import write_whole
from tracker.items import ProgrammeItem, ProgrammePart, ProposalItem, ThemeItem
from tracker.settings import worksheets_dir
from tracker.vocabulary import PledgeSourceKind

EXTRACTOR = "programmes@1"
DetailsOf = Callable[[str], Details]
ThemesOf = Callable[[str, Sequence[str]], Sequence[ThemeItem]]
_OVER_ITEMS = 2  # a title that stands over so many pledges is their title, whatever its words say
_FEW_WORDS = 4
_OVER_WEIGHT = -2.0
_AFTER = "after_election"
_BEFORE = (PledgeSourceKind.PROGRAMME, PledgeSourceKind.PROFESSION_DE_FOI, PledgeSourceKind.CONTRAT)  # kinds made before an election


@dataclass(frozen=True)
class Sheet:
    """Whose programme it is and where it comes from, as the command says and the town's file knows."""

    town: str
    organization: str
    year: int
    term: str
    kind: PledgeSourceKind
    title: str
    url: str
    publisher: str
    licence: str
    second_hand: bool
    retrieved_at: datetime
    since: date | None = None  # the first day of the term: what is published later reports, and promises nothing for it

    @property
    def path(self) -> Path:
        """The file of its proposals."""
        return worksheets_dir() / self.town / f"{self.organization}-{self.year}" / "proposals.jsonl"


@dataclass(frozen=True)
class Written:
    """What was written: the file, how many passages and pledges, and how many pledges in each section."""

    path: Path
    passages: int
    pledges: int
    sections: tuple[tuple[str, int], ...]
    issues: tuple[str, ...]
    layout: str

    def told(self) -> list[str]:
        """Return the lines that the command prints: what went wrong, pledges by section, the count, the file."""
        lines = [f"! {issue}" for issue in self.issues]
        lines += [f"{count:>5}  {section or '(no title)'}" for section, count in self.sections]
        if not self.pledges:
            lines.append(
                f"empty: {self.passages} passages, none reads like a pledge; they are all in the worksheet, to be brought back by hand"
            )
        return [*lines, f"{self.pledges} pledges proposed of {self.passages} passages ({self.layout}): {self.path}"]


def detected(composed: Composed, details_of: DetailsOf | None = None) -> tuple[Detected, ...]:
    """Return one proposal per passage; each stretch of a list or of prose is read as what it is."""
    found: list[Detected] = []
    pairs = zip(composed.text.passages, composed.layouts, strict=True)
    for layout, stretch in groupby(pairs, key=lambda pair: pair[1]):
        found.extend(detect([passage for passage, _ in stretch], details_of, layout=layout))
    return explained(_with_titles(found, composed))


def _with_titles(found: list[Detected], composed: Composed) -> tuple[Detected, ...]:
    """Return the proposals with the names of documents, and titles that only announce the pledges listed below them, called titles."""
    titles, names = composed.titles, composed.names
    below: Counter[tuple[str, ...]] = Counter()
    for one in found:
        if one.label is Label.PLEDGE and one.passage.bullet and one.passage.position not in titles:
            below[one.passage.headings] += 1
    return tuple(
        _as_title(one, "title_of_document")
        if one.passage.position in names
        else _as_title(one, "title_of_list")
        if one.passage.position in titles and _is_over(one.passage, below[(*one.passage.headings, one.passage.text)])
        else one
        for one in found
    )


def _is_over(title: Passage, pledges: int) -> bool:
    """Say whether a title stands over pledges rather than being one; a few words over a single one are a title too."""
    return pledges >= _OVER_ITEMS or (pledges == 1 and not title.bullet and len(title.text.split()) <= _FEW_WORDS)


def _as_title(one: Detected, reason: str) -> Detected:
    if one.label is not Label.PLEDGE:
        return one
    cue = Cue(reason, one.passage.text[:80], _OVER_WEIGHT)
    return Detected(one.passage, Label.TITLE, min(one.score, 0.3), (*one.cues, cue))


def write_proposals(
    sheet: Sheet, programme: Programme, details_of: DetailsOf | None = None, themes_of: ThemesOf | None = None
) -> Written:  # fmt: skip
    """Write the proposals of a programme and return what was written."""
    found = _reports(detected(programme.composed, details_of), programme, sheet)
    proposals = [_proposal(one, programme, themes_of) for one in found]
    path = sheet.path
    write_whole(path, "".join(item.model_dump_json() + "\n" for item in (_head(sheet, programme), *proposals)))
    pledges = [one for one in found if one.label is Label.PLEDGE]
    sections = Counter(_section(one.passage) for one in pledges)
    return Written(
        path, len(found), len(pledges), tuple(sections.items()), (*programme.text.issues, *programme.lost), programme.text.layout.value
    )


def _reports(found: Sequence[Detected], programme: Programme, sheet: Sheet) -> tuple[Detected, ...]:
    """Return the proposals with those of documents published after the election set aside: they tell of the term, they are no programme."""
    if sheet.since is None or sheet.kind not in _BEFORE:
        return tuple(found)
    since = sheet.since.isoformat()
    late = {part.source.sha256: part.dated for part in programme.parts if part.dated > since}
    return tuple(_as_report(one, late.get(programme.part_of(one.passage).source.sha256, "")) for one in found)


def _as_report(one: Detected, dated: str) -> Detected:
    if not dated or one.label is not Label.PLEDGE:
        return one
    weight = load_lexicon().weights[_AFTER]
    return Detected(one.passage, Label.PAST, min(one.score, 0.4), (*one.cues, Cue(_AFTER, dated, weight)))


def _section(passage: Passage) -> str:
    return passage.headings[-1] if passage.headings else ""


def _head(sheet: Sheet, programme: Programme) -> ProgrammeItem:
    first = programme.parts[0]
    parts = tuple(
        ProgrammePart(
            sha256=part.source.sha256, url=part.source.url, media_type=part.media_type, first_page=part.first_page, pages=part.pages
        )
        for part in programme.parts
    )
    return ProgrammeItem(
        town=sheet.town, organization=sheet.organization, year=sheet.year, term=sheet.term, kind=sheet.kind,
        title=sheet.title or programme.text.title or f"{sheet.publisher} {sheet.year}",
        url=sheet.url, publisher=sheet.publisher, licence=sheet.licence,
        second_hand=sheet.second_hand, sha256=first.source.sha256, media_type=first.media_type, retrieved_at=sheet.retrieved_at,
        layout=programme.text.layout.value, pages=programme.text.pages, issues=(*programme.text.issues, *programme.lost),
        extractor=f"{EXTRACTOR} {first.extractor}", parts=parts,
    )  # fmt: skip


def _proposal(one: Detected, programme: Programme, themes_of: ThemesOf | None) -> ProposalItem:
    fields = {name: value for name, value in asdict(one).items() if name != "passage"}
    themes = themes_of(one.passage.text, one.passage.headings) if themes_of and one.label is Label.PLEDGE else ()
    return ProposalItem(**asdict(one.passage), **fields, sha256=programme.part_of(one.passage).source.sha256, themes=tuple(themes))
