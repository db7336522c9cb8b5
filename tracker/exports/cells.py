"""Cells that a spreadsheet would run as a formula get a leading apostrophe; `restore` takes it off again, exactly.

A cell is risky when it begins with = + - @ | (their full-width forms too), a tab or a line break, after any spaces and
any apostrophes: counting the apostrophes makes the two functions each other's inverse for every text.
"""

import re

_RISKY = re.compile(r"'*[\s﻿​]*[=+\-@|＝＋－＠\t\r\n]")


def neutralise(text: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{text}" if _RISKY.match(text) else text


def restore(cell: str) -> str:
    """Return the text that `neutralise` was given."""
    return cell[1:] if cell.startswith("'") and _RISKY.match(cell[1:]) else cell
