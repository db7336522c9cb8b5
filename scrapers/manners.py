"""When a site may be asked: some towns are asked at night only, by their own clock."""

from zoneinfo import ZoneInfo

from tracker import clock

NIGHT_BEGINS, NIGHT_ENDS = 20, 7  # hours of the town's clock


def is_asleep(timezone: str) -> bool:
    """Say whether a source that wants the night is not asked now, because it is day in its town."""
    return NIGHT_ENDS <= clock.now().astimezone(ZoneInfo(timezone)).hour < NIGHT_BEGINS
