"""Cells that a spreadsheet would run as a formula get a leading apostrophe; `restore` takes it off again, exactly.

A cell is risky when it begins with = + - @ | (their full-width forms too), a tab or a line break, after any spaces,
invisible characters and apostrophes: counting the apostrophes makes the two functions each other's inverse for every text.
"""

import re

_INVISIBLE = r"\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff"
_RISKY = re.compile(rf"'*[{_INVISIBLE}]*[=+\-@|＝＋－＠\t\r\n]")


def neutralise(text: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{text}" if _RISKY.match(text) else text


def restore(cell: str) -> str:
    """Return the text that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell
