"""The electoral freeze: from the Saturday 00:00 to the Sunday 20:00 of each round, nothing moves to `published`.

The rounds come from `data/elections.yml`; a town without a round has no freeze (method, section 10).
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from tracker.clock import as_utc
from tracker.errors import InputError
from tracker.settings import find_data_file
from tracker.towns import Slug, Strict, TermConfig, first_problem, read_yaml

POLLS_CLOSE = time(20, 0)


class ElectionRound(Strict):
    """One round of an election: the date of its poll, and the towns it is limited to, if any."""

    date: date
    name: str
    towns: tuple[Slug, ...] = ()

    def binds(self, town: str, fictional: bool) -> bool:
        """Return whether this round freezes publication in a town."""
        return town in self.towns or (not self.towns and not fictional)

    def covers(self, moment: datetime) -> bool:
        """Return whether a local moment is inside the freeze of this round."""
        opens = datetime.combine(self.date - timedelta(days=1), time(0, 0), moment.tzinfo)
        return opens <= moment < datetime.combine(self.date, POLLS_CLOSE, moment.tzinfo)


class Elections(Strict):
    """The whole file."""

    rounds: tuple[ElectionRound, ...] = ()
    terms: tuple[TermConfig, ...] = ()  # of municipal councils, for the files of new towns


def load_rounds() -> tuple[ElectionRound, ...]:
    """Return the rounds of the curated file; no file means no freeze."""
    return _load().rounds


def load_terms() -> tuple[TermConfig, ...]:
    """Return the terms of office of municipal councils, oldest first: where a new town's file begins."""
    return _load().terms


def _load() -> Elections:
    path = find_data_file("elections.yml")
    if not path.exists():
        return Elections()
    try:
        return Elections.model_validate(read_yaml(path))
    except ValidationError as error:
        raise InputError(first_problem(path, error)) from error


def frozen_by(town: str, moment: datetime, *, timezone: str = "Europe/Paris", fictional: bool = False) -> ElectionRound | None:
    """Return the round that forbids publishing in a town at this moment, or None."""
    local = as_utc(moment).astimezone(ZoneInfo(timezone))
    return next((poll for poll in load_rounds() if poll.binds(town, fictional) and poll.covers(local)), None)
