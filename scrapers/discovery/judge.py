"""Is a link a council record? Judged from its address, its text, the heading above, the page's title and, when given, its first page.

Every cue that counted is said in plain words, so that a volunteer can see why a document was taken or left.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from scrapers.discovery.first_page import read_first_page
from scrapers.discovery.headings import BETWEEN
from scrapers.discovery.kinds import Said, read_name
from scrapers.discovery.name_dates import NamedDate, named_date
from scrapers.discovery.names import Address, address, words
from scrapers.discovery.pages import gives_file, worth_following
from scrapers.discovery.words import Lexicon, load_words
from tracker.vocabulary import DocumentKind

_PRIOR = -1.2  # most links of a town's site are not records
_ABOVE = {"heading": 2.2, "page title": 1.5, "folder": 1.2}  # what a context that speaks of records adds to a name without words
_COUNCIL_ABOVE = 0.5  # share of it when the context only names the council
_BARE_DATE = 0.6  # a name that is only a date, where the context names the council or its records
_SUBJECT_UNDER = 0.75  # share of it for a name with words of its own ("Tarifs de la cantine" under "Délibérations")
_DISPUTED = 1.5  # a record named by one name, a decision by the other
_LIST_PAGE, _NEWS = -4.0, -3.0
_NOTHING_AT_ALL = -1.5
_FIRST_LINES = 160
_ACT = re.compile(r"^(?:n |no )?(?:19|20)\d\d (?:\d{3,4}(?!\d)|\d{1,2}(?= [a-z]{3}))")  # "2026-041", "2026-11 Échange de parcelles"


@dataclass(frozen=True)
class LinkEvidence:
    """What is known of a link before (or after) its document was fetched."""

    url: str
    text: str = ""
    heading: str = ""
    page_title: str = ""
    first_page: str = ""


@dataclass(frozen=True)
class Judged:
    """The judgement of a link: `score` is the probability-like trust that it is a record, `follow` its worth as a page."""

    is_record: bool
    score: float
    kind: DocumentKind
    date: date | None
    date_certain: bool
    follow: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Weighed:
    kind: DocumentKind
    weight: float
    reason: str
    named: bool = False  # said by a word of the document's own names, not guessed from a sitting or from what stands around


def judge(evidence: LinkEvidence, lexicon: Lexicon | None = None) -> Judged:
    """Return what a link is, from its names and surroundings; pure once the words are loaded, and never raises on any text."""
    lexicon = lexicon or load_words()
    place = address(evidence.url)
    day = named_date(
        _names(place, evidence), (evidence.heading, evidence.page_title, _folder(place, lexicon), evidence.first_page), lexicon
    )
    weighed = list(_weigh(place, evidence, day, lexicon))
    score = 1 / (1 + math.exp(-(_PRIOR + sum(one.weight for one in weighed))))
    follow = worth_following(place, evidence.text, evidence.heading, lexicon)
    reasons = [f"{one.reason} ({one.weight:+.1f})" for one in weighed] + [why for why in (day.why, follow.why) if why]
    is_record = score >= 0.5
    return Judged(is_record, round(score, 4), _kind(weighed, is_record), day.value, day.certain, follow.follow, tuple(reasons))


def _names(place: Address, evidence: LinkEvidence) -> tuple[str, ...]:
    return tuple(name for name in (evidence.text, place.name) if name.strip())


def _weigh(place: Address, evidence: LinkEvidence, day: NamedDate, lexicon: Lexicon) -> Iterator[_Weighed]:
    own = _own(place, evidence, lexicon)
    if own:
        yield own[1]
    said = own[0] if own else None
    yield from _surroundings(place, evidence, said, lexicon)
    if evidence.url and not gives_file(place, lexicon) and not evidence.first_page:
        yield from _page_doubts(place, evidence, said, day, lexicon)
    if evidence.first_page:
        yield from _opened(evidence.first_page, said, lexicon)


def _opened(first_page: str, own: Said | None, lexicon: Lexicon) -> Iterator[_Weighed]:
    """Give what the first page says; when the names said nothing, a page that tells of no sitting counts more, its first lines too."""
    for one in read_first_page(first_page, lexicon):
        yield _Weighed(one.kind, one.weight, f"first page: {one.why}")
        if one.weight < 0 and (own is None or own.weight <= 0):
            head = read_name(words(first_page[:_FIRST_LINES]), lexicon)
            yield _Weighed(DocumentKind.OTHER, _NOTHING_AT_ALL, "neither the names nor the first page speak of a sitting")
            if head and head.weight < -1:
                yield _Weighed(head.kind, -3, f"first lines: {head.why}")


def _own(place: Address, evidence: LinkEvidence, lexicon: Lexicon) -> tuple[Said, _Weighed] | None:
    """Return what the link's text and the file's name say together: a firm refusal first, then the text, then the name."""
    said = [
        (found, where)
        for where, name in (("link text", evidence.text), ("file name", place.name))
        if (found := read_name(words(name), lexicon))
    ]
    if not said:
        return None
    acts = any(found.weight > 0 and found.kind is DocumentKind.DELIBERATION for found, _ in said)
    firm = [pair for pair in said if pair[0].firm and not (acts and pair[0].alone)]
    spoken = [pair for pair in said if abs(pair[0].weight) > 1]
    records = [pair for pair in spoken if pair[0].weight > 0]
    if not firm and records and spoken[0][0].kind is DocumentKind.DECISION:
        records = [(replace(found, weight=_DISPUTED), where) for found, where in records]
        spoken = []  # "Décisions du 3 mars" in a file named "délibs": the council's or the mayor's, its first page says
    chosen, where = (firm or _agree(spoken, records) or records or said)[0]
    council = any(found.council for found, _ in said)
    return replace(chosen, council=council), _Weighed(chosen.kind, chosen.weight, f"{where}: {chosen.why}", named=not chosen.sitting)


def _agree(spoken: list[tuple[Said, str]], records: list[tuple[Said, str]]) -> list[tuple[Said, str]]:
    """Prefer, of two names that speak, the record named by its own word over a mere sitting or subject; else the link's text."""
    weak_first = bool(spoken) and abs(spoken[0][0].weight) < 3.5 and bool(records)
    return sorted(records, key=lambda pair: -pair[0].weight) if weak_first else spoken


def _surroundings(place: Address, evidence: LinkEvidence, own: Said | None, lexicon: Lexicon) -> Iterator[_Weighed]:
    """Give what heading, title and folder say: another body refuses, a record only helps a name that says little itself."""
    folder = _folder(place, lexicon)
    bare = own is None and _says_nothing(place, evidence, lexicon)
    helped = False
    for where, text in (("heading", evidence.heading), ("page title", evidence.page_title), ("folder", folder)):
        said = _said_above(text, lexicon)
        if said and said.firm and not (own and own.council):
            yield _Weighed(said.kind, -6 if where == "heading" else -3, f"{where}: {said.why}")
            return
        found = list(_help(where, text, evidence, said, own, bare, lexicon))
        helped = helped or bool(found)
        yield from found
    if helped and bare and any(char.isdigit() for name in (evidence.text, place.name) for char in name):
        yield _Weighed(DocumentKind.PROCES_VERBAL, _BARE_DATE, "the name is only a date or a number")


def _said_above(text: str, lexicon: Lexicon) -> Said | None:
    """Return what a heading says, with those above it: its own firm refusal, else the nearest that names a record, else its own word."""
    said = [one for part in reversed(text.split(BETWEEN)) if (one := read_name(words(part), lexicon))]
    if not said or said[0].firm:
        return said[0] if said else None
    return next((one for one in said if one.weight > 0 and not one.sitting), said[0])


def _folder(place: Address, lexicon: Lexicon) -> str:
    """Return the last folders of an address, without those named after the day of upload."""
    return " ".join(one for one in place.folders[-3:] if not lexicon.upload_folder.match(one))


def _help(
    where: str, text: str, evidence: LinkEvidence, said: Said | None, own: Said | None, bare: bool, lexicon: Lexicon
) -> Iterator[_Weighed]:
    if own is not None and not -2 < own.weight < 3:
        return
    kind = DocumentKind.DELIBERATION if _ACT.match(words(evidence.text)) else None  # a sitting's acts go by their number
    share = 1 if bare or (own and own.weight > 0) else _SUBJECT_UNDER
    if said and said.weight > 0:
        yield _Weighed((kind if said.sitting else None) or said.kind, _ABOVE[where] * share, f"{where}: {said.why}")
    elif said is None and names_place(text, lexicon) and (bare or own or where == "heading"):
        yield _Weighed(kind or DocumentKind.PROCES_VERBAL, _ABOVE[where] * share * _COUNCIL_ABOVE, f"{where}: names the council")


def names_place(text: str, lexicon: Lexicon) -> bool:
    """Say whether words name the council, or the place where its acts are posted."""
    name = words(text)
    return bool(lexicon.hits("council", name) or lexicon.hits("posting", name))


def _says_nothing(place: Address, evidence: LinkEvidence, lexicon: Lexicon) -> bool:
    """Say whether the names hold nothing but figures, dates and words such as "télécharger"."""
    spoken = {word for name in (evidence.text, place.name) for word in words(name).split() if not any(c.isdigit() for c in word)}
    dates = lexicon.data.dates
    return not spoken - lexicon.generic - {one for month in dates.months for one in month} - set(dates.weekdays)


def _page_doubts(place: Address, evidence: LinkEvidence, own: Said | None, day: NamedDate, lexicon: Lexicon) -> Iterator[_Weighed]:
    numbered = any(char.isdigit() for char in words(evidence.text)) or day.value is not None or day.month_only
    if not numbered:
        yield _Weighed(DocumentKind.OTHER, _LIST_PAGE, "a page without date or number: a list of documents, not one")
    elif own and 0 < own.weight < 3 and lexicon.news.search(place.whole.lower()):
        yield _Weighed(DocumentKind.OTHER, _NEWS, "news or agenda: announces a sitting")


def _kind(weighed: list[_Weighed], is_record: bool) -> DocumentKind:
    """Return the kind said by the names; the first page's own kind wins over names that do not say it (a sitting, a heading)."""
    side = [one for one in weighed if (one.weight > 0) is is_record and (one.kind is not DocumentKind.OTHER or not is_record)]
    plain = [one for one in side if one.named]
    pages = [one for one in side if one.reason.startswith("first page") and one.kind is not DocumentKind.OTHER]
    if pages and pages[0].kind is DocumentKind.LISTE_DELIBERATIONS and all(one.kind is DocumentKind.DELIBERATION for one in plain):
        return DocumentKind.LISTE_DELIBERATIONS  # "Délibérations du 3 mars" may be the acts or their list: the page knows
    named = plain or pages or side
    return max(named, key=lambda one: abs(one.weight)).kind if named else DocumentKind.OTHER
