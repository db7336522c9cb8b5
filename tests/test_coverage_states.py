"""Seven silences, each reached, never merged: what is told of a town was looked at well, and the rest is said to be our own hole."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.coverage.months import BodyRecord, months, silent_quarters
from tracker.coverage.sources import SourceHoldings, SourceSign, source_facts
from tracker.coverage.states import SILENCES, Held, KnownSitting, SittingRecord, sitting_records
from tracker.coverage.subject import add_coverages, subject_coverage
from tracker.coverage.visits import Hole, Visits
from tracker.legal_calendar import load_calendar
from tracker.towns import Expect
from tracker.vocabulary import CoverageState as S
from tracker.vocabulary import DocumentKind as K
from tracker.vocabulary import Platform, RecordPart, RunOutcome

LAW, TODAY = load_calendar(), date(2026, 11, 15)
OLD, NEW = date(2026, 3, 12), date(2026, 11, 6)


def source(
    outcome: RunOutcome | None = RunOutcome.OK, kind: K | None = None, *days: date, platform: Platform = Platform.HTML_LIST
) -> Visits:
    """Return a source visited on these days (today when none is named) with the same end."""
    ended = tuple((day, outcome) for day in days or (TODAY,)) if outcome else ()
    return Visits("pv", platform, kind, ended)


def document(kind: K = K.PROCES_VERBAL, readable: bool | None = True, gone: bool = False) -> Held:
    """Return a document that is kept."""
    return Held("pv.pdf", "a" * 64, kind, readable, gone)


def sitting(*held: Held, day: date = OLD, sources: tuple[Visits, ...] = (source(),), today: date = TODAY) -> SittingRecord:
    """Return the record of one known sitting."""
    return sitting_records(LAW, [KnownSitting(day, True, held)], sources, today)[0]


def minutes(*held: Held, day: date = OLD, sources: tuple[Visits, ...] = (source(),), today: date = TODAY) -> set[S]:
    """Return the states of the minutes of one sitting."""
    return set(sitting(*held, day=day, sources=sources, today=today).part(RecordPart.MINUTES).tally)


def test_each_of_the_seven_silences_is_reached_and_told_apart() -> None:
    reached = {
        S.NOT_PUBLISHED: minutes(),
        S.NOT_READABLE: minutes(document(readable=False)),
        S.NOT_DUE: minutes(day=NEW),
        S.REFUSED: minutes(sources=(source(RunOutcome.BLOCKED),)),
        S.GONE: minutes(document(gone=True)),
        S.NOT_COLLECTED: minutes(sources=(source(RunOutcome.PARTIAL),)),
        S.NOTHING_DECIDED: set(subject_coverage([sitting(document())], frozenset()).states),
    }
    assert set(reached) == set(SILENCES)
    assert all(found == {state} for state, found in reached.items()), reached
    assert minutes(document()) == {S.READABLE}  # held and read: not a silence


@pytest.mark.parametrize("outcome", [RunOutcome.PARTIAL, RunOutcome.FAILED, RunOutcome.EMPTY, None])
def test_a_run_of_ours_that_did_not_see_everything_never_blames_the_town(outcome: RunOutcome | None) -> None:
    assert minutes(sources=(source(outcome),)) == {S.NOT_COLLECTED}
    assert minutes(sources=(source(), source(outcome))) == {S.NOT_COLLECTED}


def test_a_folder_or_a_source_of_something_else_never_shows_what_a_town_publishes() -> None:
    for other in (source(platform=Platform.FOLDER), source(platform=Platform.DECP), source(RunOutcome.OK, K.PROGRAMME)):
        found = sitting(sources=(other,)).part(RecordPart.MINUTES)
        assert (found.absence, found.hole) == (S.NOT_COLLECTED, Hole.NO_SOURCE)
    assert minutes(sources=(source(RunOutcome.OK, K.LISTE_DELIBERATIONS),)) == {S.NOT_COLLECTED}
    assert minutes(sources=(source(RunOutcome.OK, K.PROCES_VERBAL),)) == {S.NOT_PUBLISHED}


def test_only_a_visit_after_the_legal_date_and_while_it_had_to_be_online_shows_an_absence() -> None:
    listed = RecordPart.LIST
    before, on_time, late = date(2026, 3, 19), date(2026, 4, 2), date(2026, 8, 1)
    found = {day: sitting(sources=(source(RunOutcome.OK, None, day),)).part(listed) for day in (before, on_time, late)}
    assert [(found[day].absence, found[day].hole) for day in found] == [
        (S.NOT_COLLECTED, Hole.NO_VISIT),
        (S.NOT_PUBLISHED, None),
        (S.NOT_COLLECTED, Hole.TOO_LATE),
    ]
    assert sitting(sources=(source(RunOutcome.FAILED, None, on_time),)).part(listed).hole == Hole.BAD_VISIT


def test_a_document_is_not_late_on_the_day_it_is_due() -> None:
    last = date(2026, 7, 7)  # the end of the quarter after 12 March 2026, and a week
    visits = (source(RunOutcome.OK, None, last, last + timedelta(days=1)),)
    assert minutes(today=last, sources=visits) == {S.NOT_DUE}
    assert minutes(today=last + timedelta(days=1), sources=visits) == {S.NOT_PUBLISHED}


def test_the_next_known_sitting_says_when_the_minutes_are_due_also_when_it_is_only_announced() -> None:
    announced = KnownSitting(date(2026, 12, 11), False, (document(K.CONVOCATION),))
    first, second = sitting_records(LAW, [announced, KnownSitting(OLD, True)], [source()], TODAY)
    due = first.part(RecordPart.MINUTES).due
    assert due and (due.day, due.presumed) == (date(2026, 12, 18), False) and first.part(RecordPart.MINUTES).absence == S.NOT_DUE
    assert set(second.tally) == {S.NOT_DUE} and not second.readable and second.others[0].kind == K.CONVOCATION


def test_before_the_law_asked_nothing_is_missing() -> None:
    found = sitting(day=date(2012, 5, 4))
    assert set(found.tally) == {S.NO_DUTY}
    assert sitting(document(K.COMPTE_RENDU), day=date(2012, 5, 4)).readable


def test_every_document_keeps_its_own_state() -> None:
    held = [
        document(K.DELIBERATION),
        document(K.DELIBERATION),
        document(K.DELIBERATION, readable=False),
        document(K.DELIBERATION, gone=True),
    ]
    part = sitting(*held, document(K.DELIBERATION, readable=None)).part(RecordPart.ACTS)
    assert part.tally == Counter({S.READABLE: 2, S.NOT_READABLE: 1, S.GONE: 1, S.NOT_COLLECTED: 1})


DOCUMENTS = st.builds(
    document, st.sampled_from([K.PROCES_VERBAL, K.COMPTE_RENDU, K.LISTE_DELIBERATIONS, K.DELIBERATION, K.CONVOCATION]),
    st.sampled_from([True, False, None]), st.booleans(),
)  # fmt: skip
DAYS = st.dates(date(2010, 1, 1), date(2027, 6, 30))
KNOWN = st.builds(KnownSitting, DAYS, st.booleans(), st.lists(DOCUMENTS, max_size=4).map(tuple))
VISITS = st.builds(
    Visits, st.just("s"), st.sampled_from([Platform.HTML_LIST, Platform.FOLDER]), st.none() | st.sampled_from(K),
    st.lists(st.tuples(DAYS, st.sampled_from(RunOutcome)), max_size=4).map(lambda ends: tuple(sorted(ends))),
)  # fmt: skip


@given(st.lists(KNOWN, max_size=6, unique_by=lambda one: one.day), st.lists(VISITS, max_size=3), DAYS)
def test_states_are_counted_apart_and_never_merged(known: list[KnownSitting], visits: list[Visits], today: date) -> None:
    records = sitting_records(LAW, known, visits, today)
    cells = months([BodyRecord("b", records, tuple(visits))], today)
    for record in records:
        for part in record.parts:
            assert part.tally == (Counter(one.state for one in part.held) if part.held else Counter([part.absence]))
            assert part.tally.total() == max(1, len(part.held))
            if part.absence == S.NOT_PUBLISHED:
                assert part.due and part.due.day < today
                assert any(outcome == RunOutcome.OK and day > part.due.day for one in visits for day, outcome in one.ended)
            assert S.NOTHING_DECIDED not in part.tally  # it is said of a subject, never of a document
    summed = sum((record.tally for record in records), Counter())
    assert summed == sum((cell.tally for cell in cells if cell.sittings), Counter())
    assert sum(len(cell.sittings) for cell in cells) == len(records)
    assert all(cell.empty in (S.NO_SITTING, S.NOT_COLLECTED, S.REFUSED, S.NOT_DUE) for cell in cells if not cell.sittings)
    said = subject_coverage(records, frozenset(one.day for one in records[:1]))
    assert said.known == len(records) and said.readable == sum(one.readable for one in records)


def test_a_month_without_a_known_sitting_says_whether_we_looked() -> None:
    def empty(*visits: Visits, month: date = date(2026, 5, 1)) -> S | None:
        records = sitting_records(LAW, [KnownSitting(OLD, True)], visits, TODAY)
        return next(one.empty for one in months([BodyRecord("b", records, visits)], TODAY) if one.month == month)

    assert empty(source()) == S.NO_SITTING
    assert empty(source(RunOutcome.BLOCKED)) == S.REFUSED
    assert empty(source(RunOutcome.FAILED)) == empty() == empty(source(platform=Platform.FOLDER)) == S.NOT_COLLECTED
    assert empty(source(RunOutcome.OK, None, date(2026, 4, 1))) == S.NOT_COLLECTED  # the visit came before the month
    broken_list = source(RunOutcome.PARTIAL, K.LISTE_DELIBERATIONS)
    assert empty(source(RunOutcome.OK, K.PROCES_VERBAL), broken_list) == S.NO_SITTING  # the minutes, which stay, were seen whole
    assert empty(source(RunOutcome.OK, K.PROCES_VERBAL), broken_list, month=date(2026, 11, 1)) == S.NOT_COLLECTED
    assert empty(source(), month=date(2026, 11, 1)) == S.NO_SITTING


def test_a_finished_quarter_that_was_seen_whole_without_a_sitting_is_told() -> None:
    records = sitting_records(LAW, [KnownSitting(OLD, True)], [source()], TODAY)
    cells = months([BodyRecord("b", records, (source(),))], TODAY)
    assert silent_quarters(cells, 3, TODAY) == (("b", date(2026, 4, 1)), ("b", date(2026, 7, 1)))


def test_coverage_of_a_subject_counts_what_could_not_be_read() -> None:
    records = [sitting(document()), sitting(document(readable=False)), sitting(), sitting(document(gone=True))]
    found = subject_coverage(records, frozenset(), undated=1)
    assert (found.known, found.readable, found.share) == (5, 2, 0.4)
    assert found.states == Counter({S.NOTHING_DECIDED: 2, S.NOT_READABLE: 1, S.NOT_PUBLISHED: 1})  # our copy of the page taken down is read
    assert set(subject_coverage(records[:1], frozenset({OLD})).states) == {S.READABLE}
    assert add_coverages([found, found]).known == 10 and add_coverages([]).share is None


def test_what_is_unusual_about_a_source_is_told_with_its_figures() -> None:
    expect = Expect(min_items=5, max_age_days=120, min_text_share=0.9)
    ok = (TODAY, RunOutcome.OK)
    fine = SourceHoldings("pv", expect, 10, 10, TODAY - timedelta(days=120), ok)
    assert source_facts([fine], TODAY) == ()
    bad = SourceHoldings("pv", expect, 4, 2, date(2026, 7, 1), (TODAY, RunOutcome.PARTIAL))
    facts = {fact.sign: fact for fact in source_facts([bad], TODAY)}
    assert set(facts) == {SourceSign.LAST_VISIT, SourceSign.FEW_ITEMS, SourceSign.SILENT, SourceSign.LITTLE_TEXT}
    assert facts[SourceSign.SILENT].since == date(2026, 7, 1) and facts[SourceSign.LITTLE_TEXT].found == 0.5
    assert [fact.sign for fact in source_facts([SourceHoldings("x", expect, 0, 0, None, None)], TODAY)] == [SourceSign.NEVER_VISITED]
