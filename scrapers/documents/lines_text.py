"""Lines of plain text and of Markdown posts.

Plain text has no places, but its blank lines, indents and line lengths say the same as those of a printed page: each sign is taken to be
as wide as the next. A Markdown post says its structure; its marks of emphasis and its links are not part of what a reader sees.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from scrapers.documents.clean import normalise
from scrapers.documents.lines import HEADING, ITEM, MOST_LINES, TEXT, Line
from scrapers.documents.numbering import NUMBER

_SIGN, _LINE = 5.0, 12.0  # points: width of a sign and height of a line of a typed page
_TALL = 100_000.0
_FRONT = re.compile(r"\A---[ \t]*\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_ITEM = re.compile(rf"(\s*)(?:[-*+•]\s+|\d{{1,3}}\\?[.)]\s+|{NUMBER})(.*)$", re.IGNORECASE)
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_UNDER = re.compile(r"\s*(=+|-+)\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_BOLD_LINE = re.compile(r"\s*(\*\*|__)(?=\S)(.{2,160}?)\1\s*:?\s*$")
_IMAGE = re.compile(r"!\[[^\]]{0,500}\]\([^)]{0,2000}\)")
_LINK = re.compile(r"\[([^\]]{0,1000})\]\([^)]{0,2000}\)")
_SHORTCODE = re.compile(
    r"\{\{[<%][^}]{0,500}[%>]\}\}|\[(gallery|embed|caption|video|audio|playlist|pdf-embedder|contact-form[\w-]*)\b[^\]]{0,1000}\]"
    r"(?:[^\[]{0,1000}\[/\1\])?"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])")
_LOOSE = re.compile(r"(?<!\w)_+|_+(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|'\"])")


def text_lines(pages: Sequence[str]) -> Iterator[Line]:
    """Yield the lines of plain text, placed as on a typed page."""
    for number, page in enumerate(pages, 1):
        for row, raw in enumerate(normalise(page).split("\n")[:MOST_LINES]):
            text = raw.expandtabs(4)
            shown = " ".join(text.split())
            if shown:
                left, top = (len(text) - len(text.lstrip())) * _SIGN, _TALL - row * _LINE
                yield Line(shown, number, size=10.0, left=left, bottom=top - 10, right=left + len(shown) * _SIGN, top=top)


def is_markdown(text: str, name: str) -> bool:
    """Say whether a text is a Markdown post: by its name, or by the front matter that it begins with."""
    return name.lower().split("?")[0].endswith((".md", ".markdown", ".mdx")) or bool(_FRONT.match(text.lstrip("\ufeff")))


def markdown_lines(text: str) -> Iterator[Line]:
    """Yield the blocks of a Markdown post: its title first, then headings, items and paragraphs."""
    text = normalise(text.lstrip("\ufeff"))
    front = _FRONT.match(text)
    title = _title(front.group(1)) if front else ""
    if title:
        yield Line(title, mark=HEADING, level=1)
    yield from _blocks(text[front.end() :] if front else text)


def _title(front: str) -> str:
    import yaml  # of this format only

    try:
        known: Any = yaml.safe_load(front)
    except yaml.YAMLError:
        found = re.search(r"^title:[ \t]*(.{1,300})$", front, re.MULTILINE)
        return found.group(1).strip(" '\"") if found else ""
    title = known.get("title") if isinstance(known, dict) else None
    return " ".join(str(title).split()) if title else ""


def _blocks(body: str) -> Iterator[Line]:
    """Yield the blocks of a body; lines of one paragraph, or of one item, are joined."""
    held: list[str] = []
    kind: tuple[str, int] = (TEXT, 0)
    fenced = False
    for raw in [*body.split("\n")[:MOST_LINES], ""]:
        if _FENCE.match(raw):
            fenced = not fenced
        if _UNDER.match(raw) and held and kind[0] == TEXT and len(held) == 1:
            yield from _block(held, (HEADING, 1 if "=" in raw else 2))
            held = []
            continue
        heading, item = _HEADING.match(raw), _ITEM.match(raw)
        starts = heading or item or not raw.strip() or _RULE.match(raw) or fenced
        if held and (starts or _BOLD_LINE.match(raw) or _BOLD_LINE.match(held[0])):
            yield from _block(held, kind)
            held = []
        if heading:
            yield from _block([heading.group(2)], (HEADING, len(heading.group(1))))
        elif item and (inner := _HEADING.match(item.group(2))):  # « - ### Se loger »
            yield from _block([inner.group(2)], (HEADING, len(inner.group(1))))
        elif item and not _RULE.match(raw):
            held, kind = [item.group(2)], (ITEM, len(item.group(1)) // 2)
        elif not starts:
            kind = kind if held else (TEXT, 0)
            held.append(re.sub(r"^\s{0,3}(?:>\s?){1,5}", "", raw))
    if held:
        yield from _block(held, kind)


def _block(held: list[str], kind: tuple[str, int]) -> Iterator[Line]:
    bold = kind[0] == TEXT and len(held) == 1 and _BOLD_LINE.match(held[0])
    text = _plain("\n".join(held))
    if text:
        yield Line(
            text,
            mark=HEADING if bold and not text.endswith((".", "!")) else kind[0],
            level=6 if bold else kind[1],
            weight=700 if bold else 400,
        )


def _plain(text: str) -> str:
    """Return what a reader of the post sees of a text."""
    for pattern in (_IMAGE, _SHORTCODE):
        text = pattern.sub(" ", text)
    text = _LINK.sub(r"\1", text)
    text = re.sub(r"<br\s*/?>", "\n", text)
    text = _TAG.sub("", text)
    for _ in range(2):
        text = _STRONG.sub(r"\2", text)
    text = _LOOSE.sub("", _EMPHASIS.sub(r"\2", text).replace("**", "").replace("`", ""))
    return " ".join(_ESCAPE.sub(r"\1", _entities(text)).split())


def _entities(text: str) -> str:
    import html

    return normalise(html.unescape(text))
