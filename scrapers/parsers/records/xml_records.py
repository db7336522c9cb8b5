"""The contracts of a DECP file in XML with the place of each in the text.

Each contract is cut out by its tags and read alone by a parser that opens no entity, no file and no address.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from lxml import etree

from scrapers.parsers.records.cells import words
from scrapers.parsers.records.schemas import Schema, key
from scrapers.parsers.records.shapes import Defects, Record, Value
from scrapers.parsers.records.table import MOST_ROWS

_TAG = re.compile(r"<(?P<close>/?)(?P<name>marche|contrat-concession)(?=[\s>])[^<>]{0,500}>")
_LONGEST = 200_000
_MOST_CELLS = 300


def looks_like_contracts(text: str) -> bool:
    """Say whether a text is an XML file of contracts."""
    return bool(re.match(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<marches?[\s>]", text[:4000]))


def read_xml(text: str, schema: Schema, fields: Mapping[str, str], defects: Defects) -> Iterator[Record]:
    """Yield the contracts of an XML text, at most `MOST_ROWS`."""
    names = schema.names(fields)
    line, last, number = 1, 0, 0
    for start, end in _fragments(text, defects):
        if number >= MOST_ROWS:
            defects.add("too_many_rows", None, f": only the first {MOST_ROWS} contracts are read", severity="error")
            return
        line, last, number = line + text.count("\n", last, start), start, number + 1
        values: dict[str, Value] = {}
        for name, raw in _leaves(text[start:end]):
            column = names.get(key(name))
            if column and column not in values and raw.strip():
                values[column] = _value(text, start, end, name, raw)
        yield Record(line, start, end, values)


def _fragments(text: str, defects: Defects) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    for tag in _TAG.finditer(text):
        if not tag["close"]:
            if opened is not None:
                defects.add("broken_xml", None, ": a contract that is not closed is left out", text[opened : opened + 60], "error")
            opened = tag.start()
        elif opened is not None:
            if tag.end() - opened <= _LONGEST:
                yield opened, tag.end()
            opened = None
    if opened is not None:
        defects.add("broken_xml", None, ": the file breaks off inside a contract, which is left out", text[opened : opened + 60], "error")


def _leaves(fragment: str) -> Iterator[tuple[str, str]]:
    """Yield (dotted name, words) of the leaves of one contract, without the name of the contract itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True, load_dtd=False)
    root = etree.fromstring(fragment.encode("utf-8", errors="replace"), parser)
    if root is None:
        return
    for number, leaf in enumerate(root.iter(etree.Element)):
        if number >= _MOST_CELLS:
            return
        if len(leaf) == 0 and leaf.text:
            above = [one.tag for one in leaf.iterancestors() if one is not root]
            yield ".".join([*reversed(above), leaf.tag]), str(leaf.text)


def _value(text: str, start: int, end: int, name: str, raw: str) -> Value:
    leaf = re.escape(name.rsplit(".", 1)[-1])
    for match in re.compile(rf"<{leaf}(?:\s[^<>]{{0,300}})?>(?P<words>[^<]*)<").finditer(text, start, end):
        if unescape(match["words"]) == raw:
            return Value(words(raw), match.start("words"), match.end("words"), match.start())
    return Value(words(raw), start, end, start)
