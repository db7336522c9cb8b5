"""Whose names may be shown: the elected people of a town; the names of private persons are masked on screens and in exports.

The archive, the tables and the signed quotes keep every word: masking is done when something is shown, never when it is stored.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from tracker.models import Attendance, Body, Person, Sitting
from tracker.privacy import PLACEHOLDER, mask_private, private_spans


@dataclass(frozen=True)
class Mask:
    """Hides the names of private persons in text, and leaves these elected people alone."""

    elected: frozenset[str]

    def __call__(self, text: str) -> str:
        """Return the text with the names of private persons hidden."""
        return mask_private(text, self.elected)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return the hidden passages of a text as offsets, in order."""
        return private_spans(text, self.elected)

    def parts(self, *parts: str) -> tuple[str, ...]:
        """Return pieces of one text, each masked as the whole text would be: a name cut by an edge stays hidden."""
        hidden = self.spans("".join(parts))
        shown, start = [], 0
        for part in parts:
            shown.append(shown_slice("".join(parts), start, start + len(part), hidden))
            start += len(part)
        return tuple(shown)


def shown_slice(text: str, start: int, end: int, hidden: list[tuple[int, int]]) -> str:
    """Return `text[start:end]` with a placeholder where a hidden passage begins in it, and nothing of one that began before."""
    shown, place = [], start
    for first, last in hidden:
        if last <= start or first >= end:
            continue
        shown += [text[place : max(first, start)], PLACEHOLDER if first >= start else ""]
        place = min(last, end)
    return "".join([*shown, text[place:end]])


def mask_for(session: Session, town: str) -> Mask:
    """Return the mask of a town: its people's file, and whoever its sittings name as members."""
    sittings = select(Sitting.id).join(Body, col(Body.id) == col(Sitting.body_id)).where(Body.jurisdiction == town)
    people = session.exec(select(Person.name).where(Person.jurisdiction == town)).all()
    members = session.exec(select(Attendance.raw_name, Attendance.proxy).where(col(Attendance.sitting_id).in_(sittings)).distinct()).all()
    chairs = session.exec(select(Sitting.president, Sitting.secretary).where(col(Sitting.id).in_(sittings)).distinct()).all()
    found = {*people, *(name for row in (*members, *chairs) for name in row)}
    return Mask(frozenset(name for name in found if name))
