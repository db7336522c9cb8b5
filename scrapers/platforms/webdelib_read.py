"""Result pages of délibération portals: documents that only a script opens, by number or by address.

Three ways are read: `num:"12345"` inside a script, links `javascript:f_openDoc("…")`, and ordinary links to documents. No script is
run: its text is searched for these forms, and the address of a number comes from the town's own template.
"""

import re
from collections.abc import Iterator
from urllib.parse import quote

from bs4 import BeautifulSoup, Tag

from scrapers.discovery.page import read_page
from scrapers.parsers.dates import date_in_name
from scrapers.platforms.addresses import absolute
from scrapers.platforms.links import Link
from scrapers.platforms.page_links import date_words, may_be_file

_NUMBER = re.compile(r"""["']?\bnum["']?\s*:\s*["']?(\d{1,20})\b""")
_PAIR = re.compile(r"""["']?\b(\w{1,40})["']?\s*:\s*("(?:[^"\\]|\\.){0,2000}"|'(?:[^'\\]|\\.){0,2000}')""")
_CALL = re.compile(
    r"(?i)(?:javascript:|^|[\s;])\s*(?:return\s+)?(\w{0,40}(?:doc|ouvr|open|consult|visu|charg|load|pdf|fich|file)\w{0,40})\s*\(([^()]{1,2000})\)"
)
_ARGUMENT = re.compile(r"""\\?"((?:[^"\\]|\\.){1,1000})"|\\?'((?:[^'\\]|\\.){1,1000})'|\b(\d{1,20})\b""")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))")
_ADDRESS = re.compile(r"(?i)^(?:https?://|\.{0,2}/)|\.(?:pdf|docx?|odt|rtf|zip)\b|[?&]\w+=")
_MAX_LINKS = 20_000  # more on one page than any council votes in a year
_MAX_OBJECT = 5000  # characters before and after a number
_MAX_CODE = 2000  # of what a link runs
_ROWS = ("tr", "li", "article", "p")


def read_results(text: str, page_url: str, template: str = "") -> list[Link]:
    """Return the documents of a result page in order, each once; `template` gives the address of a number (`…?POS_NUM_DOC={n}`)."""
    found: dict[str, Link] = {}
    soup = BeautifulSoup(text, "lxml")
    opened = [*_called(soup, page_url, template), *_numbered(soup, text, page_url, template)]
    for link in opened or _plain(text, page_url):  # beside results that a script opens, an ordinary link is the user's manual
        found.setdefault(link.url, link)
    return list(found.values())[:_MAX_LINKS]


def read_links(text: str, page_url: str = "", template: str = "") -> list[Link]:
    """Return the same under the name that every reader of this folder has."""
    return read_results(text, page_url, template)


def _called(soup: BeautifulSoup, page_url: str, template: str) -> Iterator[Link]:
    """Yield what links and buttons open through a script."""
    for tag in soup.find_all(lambda tag: tag.has_attr("onclick") or str(tag.get("href") or "").lower().lstrip().startswith("javascript:")):
        for code in (str(tag.get("href") or ""), str(tag.get("onclick") or "")):
            match = _CALL.search(code[:_MAX_CODE])
            url = _opened(match[2], page_url, template) if match else None
            if url:
                row = _row_words(tag)
                yield Link(url, page_url, text=(row or _flat(tag))[:500], date_text=date_words(row))
                break


def _opened(arguments: str, page_url: str, template: str) -> str | None:
    values = [unescaped(a or b or c) for a, b, c in _ARGUMENT.findall(arguments)]
    if not values:
        return None
    if _ADDRESS.search(values[0]):
        return absolute(page_url, values[0])
    return document_url(template, values[0], page_url)


def _numbered(soup: BeautifulSoup, text: str, page_url: str, template: str) -> Iterator[Link]:
    """Yield the numbers written in scripts (or in an answer that is a script), with the words written beside each."""
    if not template:
        return
    scripts = [script.get_text() for script in soup.find_all("script")] or [text]
    for script in scripts:
        matches = list({match[1]: match for match in reversed(list(_NUMBER.finditer(script)))}.values())[::-1][:_MAX_LINKS]
        for number, match in enumerate(matches):
            url = document_url(template, match[1], page_url)
            before = matches[number - 1].end() if number else 0
            after = matches[number + 1].start() if number + 1 < len(matches) else len(script)
            if url:
                title, day = _beside(script, match, before, after)
                yield Link(url, page_url, text=title, date_text=day)


def _beside(script: str, match: re.Match[str], before: int, after: int) -> tuple[str, str]:
    """Return title and date of the object that holds a number: its longest words, and the first words that are a date.

    Only what lies between the numbers before and after is looked at, so that a long script costs no more than its length.
    """
    start = script.rfind("{", max(before, match.start() - _MAX_OBJECT), match.start())
    end = script.find("}", match.end(), min(after, match.end() + _MAX_OBJECT))
    inside = script[start + 1 if start >= 0 else match.start() : end if end >= 0 else match.end()]
    values = [unescaped(value[1:-1]) for _, value in _PAIR.findall(inside)]
    texts = [" ".join(BeautifulSoup(value, "lxml").get_text(" ").split()) if "<" in value else value for value in values]
    day = next((text for text in texts if len(text) <= 40 and (date_words(text) or date_in_name(text))), "")
    titles = [text for text in texts if not text.isdigit() and text != day]
    return max(titles, key=len, default="")[:500], day


def _plain(text: str, page_url: str) -> Iterator[Link]:
    for link in read_page(text, page_url).links:
        if may_be_file(link.url) and not link.in_menu:
            yield Link(link.url, page_url, text=link.text, date_text=date_words(link.row))


def document_url(template: str, number: str, page_url: str) -> str | None:
    """Return the address of a document's number through the town's template; None without a template."""
    return absolute(page_url, template.replace("{n}", quote(number, safe=""))) if template else None


def unescaped(text: str) -> str:
    """Return the text that a script's string stands for."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else {"n": " ", "t": " ", "r": " "}.get(match[3], match[3])


def _row_words(tag: Tag) -> str:
    row = tag.find_parent(_ROWS)
    return _flat(row)[:500] if isinstance(row, Tag) else ""


def _flat(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())
