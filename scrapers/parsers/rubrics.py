"""A line in capitals between an act's number and its title: the rubric of the matter ("FINANCES"), which is no title.

Towns print "DOSSIER N° 1", below it "FINANCES", below it the title in ordinary letters. The rubric is short, the title is no sentence,
and a blank line or the rapporteur follows: a title in capitals above prose keeps its place.
"""

import re

from scrapers.parsers.capitals import capital
from scrapers.parsers.text import Sheet, squash
from scrapers.parsers.title_lines import CUT, begins, gather
from scrapers.parsers.title_words import clean_title, good

_WORDS = 4
_LONGEST = 45
_MOST_LINES = 5
_AFTER = re.compile(r"\W*(?:ra.{0,3}porte?u|rapport (?:de|presente)|presente par|m\.|mme\b|monsieur|madame|vu\b|considerant|le conseil\b)")


def below_rubric(sheet: Sheet, line: int, limit: int) -> str:
    """Return the title below the rubric that stands under a number alone on its line, or nothing when no rubric stands there."""
    below = [one for one in sheet.lines[line + 1 : min(limit, line + 2 + _MOST_LINES)] if not one.blank][:2]
    if len(below) < 2 or below[0].index - line > 2 or below[1].index - below[0].index > 2:  # one blank line at most
        return ""
    rubric, first = below
    name, text = squash(rubric.text), first.text.strip()
    if not name.isupper() or len(name) > _LONGEST or len(name.split()) > _WORDS or name.endswith((":", ",", "-", "’", "'")):
        return ""
    if capital(text) or not text[:1].isupper() or CUT.match(first.plain) or not begins(first):
        return ""
    words = gather(sheet, first.start, first.index, min(limit, first.index + _MOST_LINES))
    return clean_title(words) if _stands_alone(sheet, first.index, words, limit) else ""


def _stands_alone(sheet: Sheet, first: int, words: str, limit: int) -> bool:
    """Say whether words are a title: no sentence, and a blank line or the rapporteur below."""
    title = squash(words)
    if title.endswith((".", ":", ";", ",")) or not good(clean_title(title)):
        return False
    last = first
    while last + 1 < min(limit, len(sheet.lines)) and squash(sheet.lines[last + 1].text) and squash(sheet.lines[last + 1].text) in title:
        last += 1
    after = sheet.lines[last + 1] if last + 1 < min(limit, len(sheet.lines)) else None
    return after is None or after.blank or bool(_AFTER.match(after.plain))
