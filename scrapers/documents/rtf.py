"""Rich text (.rtf): a small decoder of what is shown.

striprtf (BSD-3) was weighed: it drops page breaks, raises on a control word without its number, and finds links by a pattern of four
nested repeats over hostile text. A token loop over one linear pattern has none of these. Automatic numbers need no rebuilding here: every
program that writes RTF also writes them as text, in the group `listtext`.
"""

import codecs
import re
from dataclasses import dataclass, replace

from scrapers.documents.paging import paged, split_pages
from scrapers.documents.shapes import Reading
from scrapers.documents.sniff import RTF

EXTRACTOR = "rtf@1"
_TOKEN = re.compile(rb"\\([A-Za-z]{1,32})(-?[0-9]{1,9})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|([^\\{}\r\n]+)|[\r\n\\]")
_SHOWN = {
    b"par": "\n", b"sect": "\n", b"line": "\n", b"page": "\f", b"tab": "\t", b"cell": "\t", b"nestcell": "\t", b"row": "\n",
    b"nestrow": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”",
    b"emspace": " ", b"enspace": " ", b"qmspace": " ", b"softline": "\n",
}  # fmt: skip
_SYMBOLS = {b"~": "\xa0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n", b"-": ""}
_UNSEEN = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"objdata", b"header", b"headerl", b"headerr", b"headerf",
    b"footer", b"footerl", b"footerr", b"footerf", b"footnote", b"annotation", b"atnid", b"atnauthor", b"fldinst", b"listtable",
    b"listoverridetable", b"revtbl", b"rsidtbl", b"generator", b"themedata", b"datastore", b"latentstyles", b"xmlnstbl",
    b"nonshppict", b"bkmkstart", b"bkmkend", b"deleted", b"pntxta", b"pntxtb", b"filetbl", b"private", b"template", b"userprops",
    b"mmathPr", b"colorschememapping", b"nonesttables",
}  # fmt: skip
_STARRED = {b"shptxt", b"listtext", b"pntext", b"shpinst", b"shp"}  # shown although a program may ignore them
_CHARSETS = {0: "cp1252", 77: "mac_roman", 161: "cp1253", 162: "cp1254", 186: "cp1257", 204: "cp1251", 238: "cp1250"}
_LAST_CELL = re.compile(r"\t\n")
_FONT = re.compile(rb"\\f(\d{1,6})[^{};]{0,200}?\\fcharset(\d{1,3})")


@dataclass(frozen=True)
class _State:
    """What a group of the file inherits from the one around it."""

    unseen: bool = False  # a group that is no text of the page
    hidden: bool = False
    fallback: int = 1  # characters that stand for one Unicode character, for old programs
    codec: str = "cp1252"


def read_rtf(data: bytes, name: str) -> Reading:
    """Return the shown text of a rich-text file."""
    return paged(split_pages(_Decoder(data).text()), RTF, EXTRACTOR, name)


class _Decoder:
    """Goes once over the tokens, with a stack of states for the groups."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        page = re.search(rb"\\ansicpg(\d{3,5})", data[:2000])
        self._codec = _known(f"cp{page.group(1).decode('ascii')}" if page else "cp1252")
        self._fonts = {int(font): _CHARSETS.get(int(charset), self._codec) for font, charset in _FONT.findall(data[:200_000])}
        self._out: list[str] = []
        self._skip = 0

    def text(self) -> str:
        """Return the whole shown text."""
        stack: list[_State] = []
        state = _State(codec=self._codec)
        position, end = 0, len(self._data)
        starred = False
        while position < end and (token := _TOKEN.match(self._data, position)):
            position = token.end()
            word, number, hexes, symbol, brace, plain = token.groups()
            if brace == b"{":
                stack.append(state)
            elif brace == b"}":
                state, self._skip = (stack.pop() if stack else state), 0
            elif word == b"bin":  # raw bytes follow, which may hold braces
                position += max(0, int(number or 0))
            elif symbol == b"*":
                starred = True
                continue
            elif word:
                state = self._word(word, number, state, starred)
            else:
                self._plain(hexes, symbol, plain, state)
            starred = False
        return _LAST_CELL.sub("\n", "".join(self._out))

    def _word(self, word: bytes, number: bytes | None, state: _State, starred: bool) -> _State:
        value = int(number) if number else None
        if word in _UNSEEN or (starred and word not in _STARRED):
            return replace(state, unseen=True)
        if word in (b"v", b"plain"):  # hidden text begins, or ends
            return replace(state, hidden=word == b"v" and value != 0)
        if word == b"uc":
            return replace(state, fallback=max(0, min(8, value if value is not None else 1)))
        if word == b"f":
            return replace(state, codec=self._fonts.get(value or 0, self._codec))
        if word == b"u" and value is not None:
            self._write(chr(value % 0x10000), state)
            self._skip = state.fallback
        elif word in _SHOWN:
            self._skip = 0
            self._write(_SHOWN[word], state)
        return state

    def _plain(self, hexes: bytes | None, symbol: bytes | None, plain: bytes | None, state: _State) -> None:
        if symbol:
            self._skip = 0
            self._write(_SYMBOLS.get(symbol, ""), state)
            return
        found = bytes.fromhex(hexes.decode("ascii")) if hexes else plain or b""
        left = found[self._skip :]
        self._skip = max(0, self._skip - len(found))
        self._write(left.decode(state.codec, errors="replace"), state)

    def _write(self, text: str, state: _State) -> None:
        if not (state.unseen or state.hidden):
            self._out.append(text)


def _known(codec: str) -> str:
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"
