"""A warning of the log as a screen says it: its document and pages, then the sentence of its code in the reader's language.

Programmes are read into warnings that are sentences only: they are known again by the words that never change in them. A sentence that
is not known is shown as it is, in English: a warning is worth more than its language.
"""

import re
from dataclasses import dataclass

from tracker.wording import all_labels, label

_PLACE = re.compile(r"(?P<name>(?:https?://\S+?|[^:]{1,160}?))(?:, page (?P<pages>\d+(?:, \d+)*(?: …)?)(?: of \d+)?)?: ")
_HTTP = re.compile(r"http_(?P<n>\d{3})")
_SENTENCES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (code, re.compile(pattern))
    for code, pattern in (
        ("running_heads", r"set aside as running from page to page: (?P<shown>.+)"),
        ("site_frame", r"set aside, said by most pages of the site: (?P<shown>.+)"),
        ("copies", r"(?P<n>\d+) documents are copies of others"),
        ("no_french", r"no French text was found \((?P<told>[^)]*)\)"),
        ("other_language", r"page (?P<pages>[\d, …]+): (?P<n>\d+) passages in another language \([^«]*« (?P<sample>.*?) »\)"),
        ("id_reworded", r"id (?P<ident>'[^']*'|\"[^\"]*\") said « (?P<words>.*?) » at the reading before"),
        ("id_changed", r"id (?P<ident>'[^']*'|\"[^\"]*\") was (?P<old>'[^']*'|\"[^\"]*\") at the reading before"),
        ("ids_gone", r"(?P<n>\d+) id\(s\) of the reading before are gone: (?P<keys>.+)"),
        ("text_as_outlines", r"the letters are drawn as lines"),
        ("words_in_pictures", r"words recognised in pictures are among the text"),
        ("pictures_unread", r"the words inside its pictures are not read"),
        ("ocr_weak", r"text recognised with little confidence"),
        ("ocr_straightened", r"and set straight before reading"),
        ("ocr_no_text", r"no word was found in the image of any page"),
        ("needs_ocr", r"a scan without text, \d+ page"),
        ("pages_need_ocr", r"no text, and not recognised"),
        ("odd_characters", r"compare this page with the original"),
        ("wrong_encoding", r"the page calls itself UTF-8 and is not"),
        ("office_external", r"part\(s\) kept outside the file are not fetched"),
        ("doc_numbers", r"read by antiword, which may shorten"),
        ("doc_needs_tool", r"an old Word document \(\.doc\), and no program here"),
        ("pdf_carries_more", r"the PDF carries .*, not opened nor run"),
        ("page_broken", r"the page cannot be read \("),
        ("too_long", r"only the first \d+ (?:of \d+ pages|characters) are read"),
        ("cookie_wall", r"cookie.*; save the page from a browser after accepting"),
        ("page_empty", r"; save the page from a browser after accepting"),
        ("files_not_taken", r"its pages link to files, not taken"),
        ("no_text", r"(?:no visible text|without any text or picture|no text was found)"),
    )
)


@dataclass(frozen=True)
class Told:
    """A warning for a screen: where, what; and the log's own sentence when the words above leave some of it out."""

    words: str
    detail: str = ""


def told_issue(message: str, code: str = "", lang: str = "fr") -> Told:
    """Return a warning in the reader's language; in English the log's sentence already says it all."""
    known, values = _known(message, code)
    if lang == "en" or known is None:
        return Told(message)
    place = _place(message) if "pages" not in values else ""
    words = label(f"issue.{known}", lang, **values)
    whole = bool(values) and known != "http"
    return Told(f"{place} : {words}" if place else words[:1].upper() + words[1:], "" if whole else message)


def _known(message: str, code: str) -> tuple[str | None, dict[str, str]]:
    """Return the code that has words, and the values that its sentence takes."""
    if found := _HTTP.fullmatch(code):
        return "http", found.groupdict()
    if code:
        return (code, {}) if f"issue.{code}" in all_labels() else (None, {})
    for name, pattern in _SENTENCES:
        if met := pattern.search(message):
            return name, met.groupdict()
    return None, {}


def _place(message: str) -> str:
    """Return the document and the pages that a message begins with, nothing when it begins with its sentence."""
    found = _PLACE.match(message)
    if found is None or any(pattern.match(message) for _, pattern in _SENTENCES):
        return ""
    return found["name"] + (f", page {found['pages']}" if found["pages"] else "")
