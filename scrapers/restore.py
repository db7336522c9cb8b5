"""Run folders made again from the archive's records alone: what `rebuild` starts from.

What was fetched is restored, and what was found gone; the issues of past crawls (a listing that answered 500) belong to their runs and
are gone.
"""

from scrapers.archive import Archive
from scrapers.runs import RunFolder
from tracker.items import DocumentItem, GoneItem
from tracker.vocabulary import RunOutcome

Run = tuple[str, str, str]


def restore_runs(archive: Archive) -> list[str]:
    """Write one run folder for each run of the two records and return the towns met, sorted."""
    by_run: dict[Run, list[DocumentItem | GoneItem]] = {}
    for fetch in archive.fetches():
        by_run.setdefault((fetch.document.town, fetch.document.source, fetch.run), []).append(fetch.document)
    for visit in archive.visits():
        if visit.kind == "gone":
            gone = GoneItem(
                town=visit.town, source=visit.source, body=visit.body, url=visit.url, seen_at=visit.asked_at, reason=visit.reason
            )  # fmt: skip
            by_run.setdefault((visit.town, visit.source, visit.run), []).append(gone)
    for (town, source, run_id), items in by_run.items():
        with RunFolder(town, source, run_id) as run:
            for item in items:
                run.add(item)
            run.close(RunOutcome.OK, "restored from the archive's fetch record")
    return sorted({town for town, _, _ in by_run})
