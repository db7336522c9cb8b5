"""Hostile text: no public parser fails on it, every place that it gives lies in the text, and none takes more than its length allows.

The strategies mix words of minutes with arbitrary text; the long repeats are those that once made a pattern quadratic.
"""

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrapers.parsers.amounts import find_amounts
from scrapers.parsers.attendance import read_attendance
from scrapers.parsers.context import Context
from scrapers.parsers.dates import date_in_name, find_dates, short_dates_in_name
from scrapers.parsers.document import parse_document
from scrapers.parsers.sitting import sitting_date
from scrapers.parsers.stage import read_stage
from scrapers.parsers.stamps import read_stamps
from scrapers.parsers.text import plain
from scrapers.parsers.votes import read_vote
from tests.segmenting import minutes
from tracker.items import ActItem, Border, OcrPage, ReadingItem, SittingItem
from tracker.privacy import PLACEHOLDER, mask_private, private_spans
from tracker.vocabulary import DocumentKind, TextStatus

ELECTED = ("Mme Hélène CORMERY", "M. DUPONT Jean", "HUET")
PIECES = (
    "Délibération n° 2024-12 : ", "Objet : ", "1. ", "II - ", "Point n° 3 ", "ORDRE DU JOUR\n",
    "L'an deux mille vingt-quatre, le 25 mars, ",
    "Présents : ", "Absents excusés : ", "pouvoir à ", "M. DUPONT Jean", "Mme HUET ", "consorts ", "vente ", "Secrétaire de séance : ",
    "20 h 30", "quorum : ", "en exercice : ", "Le conseil municipal, après en avoir délibéré, ", "à l'unanimité", "approuve", "pour : ",
    "contre ", "abstentions (2) ", "voix", "élu ", "12", "999", "1 234,56", "0", " €", " k€", " HT", "euros", "million", "vingt et un ",
    "12/03/24", "31 février 2024", "095-219501426-20240105-032024-DE", "subvention ", "demande de ", "retire ", "\n", "\n\n", "\f", "    ",
    "\t", "\xa0", "\x00", "\u202e", "\u200b", "²", "½", "١٢", "İ", "ß", "ﬁ", "Œ", "’", "(", ")", ":", "-", ".", "_", "•", "\U0001f600",
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join))
pages = st.lists(texts, min_size=1, max_size=3).map(lambda found: tuple(page.replace("\f", "\n") for page in found))
calm = settings(deadline=None, max_examples=60)


def parsed(
    shown: tuple[str, ...], kind: DocumentKind, *, recognised: bool = False, borders: tuple[Border, ...] | None = None
) -> tuple[ReadingItem, list[ActItem], list[SittingItem]]:
    """Return a reading of these pages with the acts and sittings found in it."""
    ocr = tuple(OcrPage(page=number, confidence=0.5) for number in range(1, len(shown) + 1)) if recognised else ()
    reading = ReadingItem(sha256="c" * 64, text_status=TextStatus.NATIVE, pages=shown, ocr=ocr, extractor="test@1")
    context = Context("council", (shown[0][:40], "pv 12.03.24.pdf"), date(2024, 3, 12), kind, "219501426", borders=borders)
    items = parse_document(reading, context)
    return reading, [one for one in items if isinstance(one, ActItem)], [one for one in items if isinstance(one, SittingItem)]


def assert_places_hold(reading: ReadingItem, acts: list[ActItem]) -> None:
    """Check that every act is its own words, and that its amounts lie inside it."""
    for act in acts:
        assert reading.text[slice(*act.span)] == act.text
        assert all(act.span[0] <= one.span[0] < one.span[1] <= act.span[1] for one in act.amounts)
        assert all(reading.text[slice(*one.span)] == one.raw for one in act.amounts)
        assert 1 <= act.page_from <= act.page_to <= len(reading.pages)


@calm
@given(pages, st.sampled_from(DocumentKind), st.booleans())
@example(("\x00\n1. \x00",), DocumentKind.PROCES_VERBAL, True)
def test_any_document_is_read(shown: tuple[str, ...], kind: DocumentKind, recognised: bool) -> None:
    reading, acts, sittings = parsed(shown, kind, recognised=recognised)
    assert_places_hold(reading, acts)
    assert all(one == SittingItem.model_validate_json(one.model_dump_json()) for one in sittings)


@calm
@given(st.lists(texts, min_size=2, max_size=6), st.booleans())
def test_any_words_under_headings_are_read(bodies: list[str], recognised: bool) -> None:
    heads = [f"{number}. Achat du terrain {number}\n{words}" for number, words in enumerate(bodies, 1)]
    reading, acts, sittings = parsed((minutes(heads).replace("\f", "\n"),), DocumentKind.PROCES_VERBAL, recognised=recognised)
    assert_places_hold(reading, acts)
    assert len(sittings) == 1
    assert all(act.ocr is recognised for act in acts)


@calm
@given(texts.filter(lambda words: len(words.strip()) > 3), st.lists(st.integers(0, 200), max_size=4))
def test_any_borders_are_followed(words: str, starts: list[int]) -> None:
    borders = tuple(Border(page=1, first_line=words[start : start + 30] or "x", title="Un titre") for start in starts)
    reading, acts, _ = parsed((words.replace("\f", "\n"),), DocumentKind.PROCES_VERBAL, borders=borders)
    assert_places_hold(reading, acts)
    assert len(acts) <= len(borders)


@calm
@given(texts)
@example("Pour : ٩٩٩٩ Contre : 1000")
@example("pour : 501 contre : 99999999999999999999")
def test_any_vote_is_read(words: str) -> None:
    vote = read_vote(words)
    assert all(0 <= one.value <= 500 for one in (*vote.counts, *(count for ballot in vote.ballots for count in ballot.counts)))


@calm
@given(texts)
@example("1" * 400 + " €")
@example("résultat de -171 280,00 €")
def test_amounts_lie_in_their_text_in_order(words: str) -> None:
    found = find_amounts(words, 7, title=words[:50], ocr_spans=((10, 20),))
    assert all(one.raw == words[one.span[0] - 7 : one.span[1] - 7] != "" for one in found)
    assert all(before.span[1] <= after.span[0] for before, after in pairwise(found))


@calm
@given(texts)
@example("99 h 99\nquorum : 999\nen exercice ٣")
def test_headers_are_read(words: str) -> None:
    simple = plain(words)
    assert len(simple) == len(words)
    people = read_attendance(words, simple)
    SittingItem(
        sha256="c" * 64, body="council", date=None, opened_at=people.opened_at, in_office=people.in_office, quorum=people.quorum,
        attendance=people.people, extractor="test@1",
    )  # fmt: skip
    day = sitting_date(words, simple, [words[:40]], None, "219501426", recognised=True)
    assert day.value is not None or not day.certain
    assert all(words[one.start : one.end].split() == one.raw.split() for one in find_dates(words))
    assert all(isinstance(one, date) for one in (*short_dates_in_name(words), date_in_name(words)) if one)


@calm
@given(texts)
def test_stamps_stages_and_private_names_are_read(words: str) -> None:
    assert all(0 <= one.offset < len(words) for one in read_stamps(words))
    assert read_stage(words[:200], words).reason is not None
    hidden = private_spans(words, ELECTED)
    assert all(0 <= start < end <= len(words) for start, end in hidden)
    assert all(before[1] <= after[0] for before, after in pairwise(hidden))
    assert len(mask_private(words, ELECTED)) == len(words) + sum(len(PLACEHOLDER) - (end - start) for start, end in hidden)


LIMITED = """
import resource, sys
from scrapers.parsers.context import Context
from scrapers.parsers.document import parse_document
from tracker.items import ReadingItem
from tracker.vocabulary import DocumentKind, TextStatus
from tests.segmenting import minutes
from tracker.privacy import mask_private
from scrapers.parsers.dates import find_dates
head, piece, tail = (word.encode().decode("unicode_escape") for word in sys.argv[1:4])
long = head + piece * (200_000 // len(piece)) + tail
resource.setrlimit(resource.RLIMIT_CPU, (15, 15))
page = minutes(["1. Achat du terrain\\n" + long, "2. Vente du terrain"])
reading = ReadingItem(sha256="c" * 64, text_status=TextStatus.NATIVE, pages=(page,), extractor="test@1")
items = parse_document(reading, Context("council", ("pv.pdf",), None, DocumentKind.PROCES_VERBAL))
mask_private(long, ()), find_dates(long)
print(sum(item.item == "sitting" for item in items))
"""


@pytest.mark.parametrize(
    ("head", "piece", "tail"),
    [
        ("", r"\n", ""),  # a pattern that begins by "anything but words, at the beginning of a line" crossed the lines
        ("", "1", "!"),  # figures before "voix", looked for from each figure
        ("objet", " ", "a"),  # two runs of blanks side by side
        ("pour", " ", "a"),
        ("", "un ", ""),  # figures in letters, looked for from each word
    ],
    ids=["empty-lines", "figures", "objet-blanks", "pour-blanks", "letters"],
)
def test_a_long_repeat_costs_what_its_length_does(head: str, piece: str, tail: str) -> None:
    """The limit is of processor time, many times what a linear reader needs, a part of what a quadratic one does: not a race."""
    run = subprocess.run([sys.executable, "-c", LIMITED, head, piece, tail], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "1"), run.stderr[-500:]
