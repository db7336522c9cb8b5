"""When the law asks for a document: never late before its day, nothing invented before the law asked for it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.errors import InputError
from tracker.legal_calendar import access_days, add_months, due, last_day_of_next_period, load_calendar
from tracker.settings import shipped_data_dir
from tracker.vocabulary import RecordPart

LAW = load_calendar()
ANY_DAY = st.dates(date(2005, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("part", "sitting", "following", "day"),
    [
        (RecordPart.LIST, date(2024, 3, 12), None, date(2024, 3, 19)),
        (RecordPart.ACTS, date(2024, 3, 12), None, date(2024, 3, 27)),
        (RecordPart.MINUTES, date(2024, 3, 12), date(2024, 5, 14), date(2024, 5, 21)),
        (RecordPart.MINUTES, date(2024, 3, 12), None, date(2024, 7, 7)),  # the next sitting is held by the end of the next quarter
        (RecordPart.MINUTES, date(2024, 12, 20), None, date(2025, 4, 7)),
        (RecordPart.LIST, date(2022, 7, 1), None, date(2022, 7, 8)),
        (RecordPart.LIST, date(2021, 6, 25), None, date(2021, 7, 2)),  # the compte rendu of the older law
    ],
)
def test_the_day_on_which_a_part_is_due(part: RecordPart, sitting: date, following: date | None, day: date) -> None:
    wanted = due(LAW, part, sitting, following)
    assert wanted and wanted.day == day and wanted.articles


@pytest.mark.parametrize(
    ("part", "sitting"),
    [
        (RecordPart.MINUTES, date(2022, 6, 30)),
        (RecordPart.ACTS, date(2022, 6, 30)),
        (RecordPart.LIST, date(2015, 8, 8)),
        (RecordPart.MINUTES, date(2010, 1, 1)),
    ],
)
def test_nothing_is_due_online_before_the_law_asked_for_it(part: RecordPart, sitting: date) -> None:
    assert due(LAW, part, sitting) is None


def test_only_the_minutes_stay_for_ever_and_a_presumed_date_says_so() -> None:
    minutes = due(LAW, RecordPart.MINUTES, date(2024, 3, 12))
    acts = due(LAW, RecordPart.ACTS, date(2024, 3, 12))
    assert minutes and minutes.presumed and minutes.online_until is None and minutes.articles == ("L.2121-15",)
    assert acts and acts.online_until == date(2024, 5, 27) and acts.paper_allowed and not acts.presumed


@given(ANY_DAY, st.sampled_from(RecordPart), st.integers(0, 400))
def test_nothing_is_due_before_its_sitting_and_a_known_next_sitting_is_never_ignored(day: date, part: RecordPart, gap: int) -> None:
    following = day + timedelta(days=gap)
    wanted = due(LAW, part, day, following)
    assert wanted is None or wanted.day > day
    if wanted and part == RecordPart.MINUTES:
        assert wanted.day == following + timedelta(days=7) and not wanted.presumed


@given(ANY_DAY)
def test_the_next_quarter_ends_within_six_months_and_after_the_day(day: date) -> None:
    end = last_day_of_next_period(day, 3)
    assert end.month in (3, 6, 9, 12) and timedelta(days=89) < end - day < timedelta(days=185)


@given(ANY_DAY, st.integers(0, 40))
def test_months_are_added_without_leaving_the_month(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months and later.day <= day.day


def test_silence_on_a_request_is_a_refusal_after_one_month_then_two_months_to_refer() -> None:
    days = access_days(LAW, date(2026, 1, 31))
    assert (days.refused_on, days.refer_before) == (date(2026, 2, 28), date(2026, 4, 28))


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [("part: acts", "part: speeches", "part"), ("until: 2015-08-08", "until: 2030-01-01", "until"), ("days: 15", "days: -1", "days")],
)
def test_a_wrong_calendar_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, place: str) -> None:
    text = (shipped_data_dir() / "legal_calendar.yml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "legal_calendar.yml").write_text(text.replace(old, new), encoding="utf-8")
    monkeypatch.setenv("CHOSE_PROMISE_DATA", str(tmp_path))
    with pytest.raises(InputError, match=f"legal_calendar.yml.*{place}") as caught:
        load_calendar()
    assert "\n" not in str(caught.value)
