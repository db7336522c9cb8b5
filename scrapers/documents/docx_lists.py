"""The automatic numbers of a Word document, as Word shows them: they stand in numbering.xml and styles.xml, never in the text.

A paragraph names a list (`numId`) and a level, by itself or through its style; the list points to an abstract list that holds, for each
level, a first value, a kind of number and a pattern such as "%1.%2)". Lists of one abstract list go on counting together unless a list
says where it starts again.
"""

from dataclasses import dataclass, field

from lxml import etree

from scrapers.documents.package import number_as

LEVELS = 9
_KINDS = {"decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01", "ordinal": "1"}
_MOST_DIGITS = 6
_DASHES = ("-", "–", "—")


def word(name: str) -> str:
    """Return the pattern that finds an element by its own name: Word has two namespaces, the usual one and that of "strict" files."""
    return f"{{*}}{name}"


def local(element: etree._Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute that has the namespace of its element, as Word's have."""
    found: str | None = element.get(f"{str(element.tag).rpartition('}')[0]}}}{name}")
    return found


def value(parent: etree._Element | None, path: str) -> str | None:
    """Return the `w:val` of the element at a path of Word names ("pPr/numPr/numId"), None when it is not there."""
    for name in path.split("/"):
        parent = None if parent is None else parent.find(word(name))
    return None if parent is None else attribute(parent, "val")


def whole(text: str | None, default: int = 0) -> int:
    """Return a small whole number of a hostile file, or the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else default


@dataclass(frozen=True)
class Level:
    """How one level of a list is shown."""

    start: int
    kind: str  # "1", "a" … as `number_as` takes it; "" shows no number
    pattern: str
    all_decimal: bool = False
    bullet: str = ""
    style: str = ""  # the paragraph style tied to this level


@dataclass
class _List:
    """A list (`numId`): its abstract list, its own levels, and where it starts again."""

    abstract: str
    own: dict[int, Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """All lists of a document with their counters; asked once per numbered paragraph, in the order of the text."""

    def __init__(self, numbering: etree._Element | None) -> None:
        """Read numbering.xml; a document without it has no automatic number."""
        self._levels: dict[str, dict[int, Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        if numbering is not None:
            self._read(numbering)

    def label(self, number: str, level: int) -> str:
        """Count one paragraph of a list and return what Word shows before it: "3.", "•" or nothing."""
        one = self._lists.get(number)
        if one is None or not 0 <= level < LEVELS:
            return ""
        shown = self._level(one, level)
        if shown is None:
            return ""
        counters = self._count(one, level)
        return shown.bullet or self._filled(one, shown, counters)

    def level_of(self, number: str, style: str) -> int:
        """Return the level that a list ties to a paragraph style, 0 when it ties none."""
        one = self._lists.get(number)
        levels = {**self._levels.get(one.abstract, {}), **one.own} if one else {}
        return next((level for level, shown in levels.items() if shown.style == style), 0)

    def _count(self, one: _List, level: int) -> list[int | None]:
        counters = self._counters.setdefault(one.abstract, [None] * LEVELS)
        current = counters[level]
        if level in one.restarts:
            counters[level] = one.restarts.pop(level)
        elif current is None:
            counters[level] = self._start(one, level)
        else:
            counters[level] = current + 1
        counters[level + 1 :] = [None] * (LEVELS - level - 1)
        for above in range(level):
            if counters[above] is None:
                counters[above] = self._start(one, above)
        return counters

    def _filled(self, one: _List, shown: Level, counters: list[int | None]) -> str:
        text = shown.pattern
        for index in range(LEVELS):
            if f"%{index + 1}" not in text:
                continue
            level = self._level(one, index)
            kind = "1" if level is None or shown.all_decimal else level.kind
            text = text.replace(f"%{index + 1}", _shown(counters[index] or 0, kind))
        return text.strip()

    def _level(self, one: _List, level: int) -> Level | None:
        return one.own.get(level) or self._levels.get(one.abstract, {}).get(level)

    def _start(self, one: _List, level: int) -> int:
        found = self._level(one, level)
        return 1 if found is None else found.start

    def _read(self, numbering: etree._Element) -> None:
        links: dict[str, str] = {}
        styled: dict[str, str] = {}
        for abstract in numbering.findall(word("abstractNum")):
            key = attribute(abstract, "abstractNumId") or ""
            self._levels[key] = _levels(abstract)
            for table, name in ((links, "numStyleLink"), (styled, "styleLink")):
                if (style := value(abstract, name)) is not None:
                    table.update({key: style} if table is links else {style: key})
        for one in numbering.findall(word("num")):
            key = value(one, "abstractNumId") or ""
            abstract_key = styled.get(links.get(key, ""), key)
            self._lists[attribute(one, "numId") or ""] = _overridden(_List(abstract_key), one)


def _overridden(one: _List, element: etree._Element) -> _List:
    for override in element.findall(word("lvlOverride")):
        level = whole(attribute(override, "ilvl"))
        if (start := value(override, "startOverride")) is not None:
            one.restarts[level] = whole(start, 1)
        one.own.update(_levels(override))
    return one


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {whole(attribute(level, "ilvl")): _level_of(level) for level in parent.findall(word("lvl"))}


def _level_of(level: etree._Element) -> Level:
    kind, pattern = value(level, "numFmt") or "decimal", value(level, "lvlText") or ""
    style = value(level, "pStyle") or ""
    if kind == "bullet":
        return Level(1, "", "", bullet=pattern if pattern in _DASHES else "•" if pattern.strip() else "", style=style)
    shown = _KINDS.get(kind, "" if kind == "none" else "1")
    return Level(whole(value(level, "start"), 1), shown, pattern, level.find(word("isLgl")) is not None, style=style)


def _shown(number: int, kind: str) -> str:
    return f"{number:02d}" if kind == "01" else number_as(number, kind) if kind else ""
