"""The end of every reader that has no page images: raw pages to a reading, within the limit of characters."""

from scrapers.documents.clean import normalise, odd_characters
from scrapers.documents.limits import MAX_CHARACTERS
from scrapers.documents.shapes import Problem, Reading, failed
from tracker.vocabulary import TextStatus

SOFT_HYPHEN = "\xad"


def paged(pages: list[str], media: str, extractor: str, name: str, problems: tuple[Problem, ...] = ()) -> Reading:
    """Return the reading of raw pages: cleaned, cut at the limit of characters, with an issue when nothing is to be seen."""
    whole = tuple(normalise(page.replace(SOFT_HYPHEN, "")) for page in pages)
    if not any(page.strip() for page in whole):
        return failed(media, extractor, "no_text", f"{name}: no visible text; minutes were expected", TextStatus.NONE)
    found = (*problems, *odd_characters(pages, name))
    if sum(map(len, whole)) > MAX_CHARACTERS:
        whole = tuple("\f".join(whole)[:MAX_CHARACTERS].split("\f"))
        found = (*found, Problem("too_long", f"{name}: only the first {MAX_CHARACTERS} characters are read"))
    return Reading(media, TextStatus.NATIVE, extractor, whole, found)


def split_pages(text: str) -> list[str]:
    """Return the pages of a text whose page breaks are form feeds, without empty pages."""
    return [page.strip("\n") for page in text.split("\f") if page.strip()]
