"""Run folders and curated files -> tables: insert, update or noop, in one transaction per town.

The wanted content of the derived tables is worked out first, from files alone; then it is compared with what is
stored, ids, run and clock columns apart, so that a second ingest changes nothing. Refused: runs that failed or were
blocked (kept in the ledger with an issue), acts whose text is not found at their span, and a reading in which more
than half of the stored acts vanished, unless forced. Human rows are never touched.
"""

from tracker.ingest.anchors import StaleJudgement, refresh_anchors
from tracker.ingest.chain import IngestReport, ingest
from tracker.ingest.rows import Counts

__all__ = ["Counts", "IngestReport", "StaleJudgement", "ingest", "refresh_anchors"]
