"""The only place that asks the time; `CHOSE_PROMISE_NOW` pins it for the demo and the tests."""

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the present as an aware UTC datetime, or the pinned instant (ISO 8601)."""
    pinned = os.environ.get("CHOSE_PROMISE_NOW")
    if pinned:
        moment = datetime.fromisoformat(pinned)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return datetime.now(UTC)


def today() -> date:
    """Return the date of `now()`."""
    return now().date()


def as_utc(moment: datetime) -> datetime:
    """Re-attach UTC to a datetime that SQLite gave back naive."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
