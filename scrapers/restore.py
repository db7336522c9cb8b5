"""Run folders made again from the archive's fetch record alone: what `rebuild` starts from.

Only what was fetched is restored; the issues of past crawls (an address that answered 404) belong to their runs and are gone.
"""

from scrapers.archive import Archive, FetchRecord
from scrapers.runs import RunFolder
from tracker.vocabulary import RunOutcome


def restore_runs(archive: Archive) -> list[str]:
    """Write one run folder for each run of the fetch record and return the towns met, sorted."""
    by_run: dict[tuple[str, str, str], list[FetchRecord]] = {}
    for fetch in archive.fetches():
        by_run.setdefault((fetch.document.town, fetch.document.source, fetch.run), []).append(fetch)
    for (town, source, run_id), fetches in by_run.items():
        with RunFolder(town, source, run_id) as run:
            for fetch in fetches:
                run.add(fetch.document)
            run.close(RunOutcome.OK, "restored from the archive's fetch record")
    return sorted({town for town, _, _ in by_run})
