"""Text of scanned pages by Tesseract: fills the pages of a document that have no usable text.

It runs inside the limited child of the document: Tesseract is the child's own child and inherits its limits of memory (300 MB are enough
for an A4 page) and of processor time. What could not be read, was read with little confidence, or lay askew, is one issue each for the
whole document, with the numbers of its pages.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from pypdfium2 import PdfDocument, PdfiumError

from scrapers.documents.grey import Grey, UndrawableError, from_page
from scrapers.documents.limits import MOST_SECONDS, SECONDS_A_PAGE
from scrapers.documents.recognise import PAGE_SECONDS, Recognised, recognise
from scrapers.documents.shapes import Problem
from scrapers.documents.tesseract import available, engine
from tracker.items import OcrPage

Draw = Callable[[int], Grey]  # a page's number, from 1, to its image; it raises UndrawableError
Filled = tuple[list[str], list[OcrPage], list[Problem]]  # pages, confidences, issues
Kept = dict[int, Recognised]  # by the page's number
__all__ = ["Kept", "Recognised", "available", "engine", "fill", "fill_pages", "recognise"]

_OWN_TEXT = 4  # letters and figures of a native line (a stamp) that is kept beside what is recognised
PAGES_AT_ONCE = os.cpu_count() or 1  # also with two documents at once: the last one of a batch would leave cores idle otherwise
_SHOWN = 8  # page numbers in a message


@dataclass(frozen=True)
class _Unread:
    """A page that could not be recognised, and why."""

    page: int
    why: str
    late: bool = False  # for want of time: a busy computer, not the file


@dataclass
class _Account:
    """The pages of a document that a person should look at."""

    unread: list[_Unread] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    straightened: list[int] = field(default_factory=list)


def fill_pages(document: PdfDocument, pages: list[str], missing: Sequence[int], name: str, kept: Kept | None = None) -> Filled:
    """Return a PDF's pages with the text of the `missing` ones (numbered from 1) recognised, their confidences, and what was not read."""
    return fill(partial(_drawn, document), pages, missing, name, kept)


def fill(draw: Draw, pages: list[str], missing: Sequence[int], name: str, kept: Kept | None = None) -> Filled:
    """Do the same for pages that `draw` gives as images, whatever file they come from; `kept` takes what was recognised on each."""
    lacking = available()
    if lacking:
        return pages, [], [_needs(name, [_Unread(page, lacking) for page in missing], len(pages))]
    filled, marks, account = list(pages), list[OcrPage](), _Account()
    for number, result in _recognise_all(draw, missing):
        if isinstance(result, _Unread):
            account.unread.append(result)
            continue
        if result.doubtful:
            account.doubtful.append(number)
        elif result.rotated or not result.level:
            account.straightened.append(number)
        if result.text:
            if kept is not None:
                kept[number] = result
            filled[number - 1] = _with_own_text(result.text, pages[number - 1])
            marks.append(OcrPage(page=number, confidence=result.confidence))
    return filled, marks, _problems(name, filled, account)


def _recognise_all(draw: Draw, missing: Sequence[int]) -> Iterator[tuple[int, Recognised | _Unread]]:
    """Yield each page's result in order; the next page is drawn while Tesseract reads the ones before."""
    deadline = time.monotonic() + PAGE_SECONDS + min(len(missing) * SECONDS_A_PAGE, MOST_SECONDS)
    waiting: list[tuple[int, Future[Recognised | _Unread]]] = []
    with ThreadPoolExecutor(max_workers=PAGES_AT_ONCE) as pool:
        for number in missing:
            waiting.append((number, pool.submit(_one, number, _image(draw, number, deadline))))
            if len(waiting) > PAGES_AT_ONCE:
                first, future = waiting.pop(0)
                yield first, future.result()
        for number, future in waiting:
            yield number, future.result()


def _image(draw: Draw, number: int, deadline: float) -> Grey | _Unread:
    if time.monotonic() > deadline:
        return _Unread(number, "recognising the pages before took all the time that a document is given: read it again later", late=True)
    try:
        return draw(number)
    except UndrawableError as error:
        return _Unread(number, f"{error}: look at the page by eye")


def _drawn(document: PdfDocument, number: int) -> Grey:
    try:
        page = document[number - 1]
        try:
            return from_page(page)
        finally:
            page.close()
    except PdfiumError as error:
        raise UndrawableError(f"it cannot be drawn ({error})") from error


def _one(number: int, image: Grey | _Unread) -> Recognised | _Unread:
    if isinstance(image, _Unread):
        return image
    late = f"Tesseract failed or took more than {PAGE_SECONDS:.0f} seconds: read it again later"
    return recognise(image) or _Unread(number, late, late=True)


def _with_own_text(text: str, native: str) -> str:
    """Return recognised text followed by the page's own lines that it lacks: a stamp's characters are exact, their picture's are not."""
    read = {_bare(line) for line in text.split("\n")}
    own = [line for line in native.split("\n") if len(_bare(line)) >= _OWN_TEXT and _bare(line) not in read]
    return "\n".join([text, "", *own]) if own else text


def _bare(line: str) -> str:
    return "".join(sign for sign in line.casefold() if sign.isalnum())


def _problems(name: str, filled: list[str], account: _Account) -> list[Problem]:
    problems = [_needs(name, account.unread, len(filled))] if account.unread else []
    if not problems and not any(page.strip() for page in filled):
        return [Problem("ocr_no_text", f"{name}: no word was found in the image of any page: look at the file by eye")]
    if account.doubtful:
        what = "text recognised with little confidence: compare with the image, or ask for the original file"
        problems.append(_pages_problem("ocr_weak", name, account.doubtful, what))
    if account.straightened:
        what = "scanned upside down, on its side or askew, and set straight before reading: compare with the image"
        problems.append(_pages_problem("ocr_straightened", name, account.straightened, what))
    return problems


def _pages_problem(code: str, name: str, numbers: list[int], what: str) -> Problem:
    return Problem(code, f"{name}, page {_listed(numbers)}: {what}", "warning", numbers[0])


def _needs(name: str, unread: list[_Unread], total: int) -> Problem:
    """Return the one issue for the pages that were not recognised, with the reason of the first."""
    numbers, why = [one.page for one in unread], unread[0].why
    late = any(one.late for one in unread)
    if len(unread) == total:
        message = f"{name}: a scan without text, {total} page(s), that was not recognised: {why}"
        return Problem("ocr_interrupted" if late else "needs_ocr", message)
    message = f"{name}, page {_listed(numbers)} of {total}: no text, and not recognised: {why}"
    return Problem("ocr_interrupted" if late else "pages_need_ocr", message, "warning", numbers[0])


def _listed(numbers: Sequence[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:_SHOWN])
    return f"{shown} and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else shown
