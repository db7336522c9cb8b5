"""Read models for the dashboard and exports: every rule of who may see what is applied here, and nothing is written."""

from tracker.queries.coverage import READABLE, coverage
from tracker.queries.elsewhere import elsewhere
from tracker.queries.page import pledge_page
from tracker.queries.passages import best_sentence, passage
from tracker.queries.places import account, archived_file, has_accounts, hidden_towns, towns
from tracker.queries.pledges import Filters, matches, overview, pledge_list
from tracker.queries.reading import drawing, sitting_reading
from tracker.queries.silences import town_calendar
from tracker.queries.splitting import to_split
from tracker.queries.work import Desk, desk, next_in_queue
from tracker.queries.worksheet import SheetView, page_head, worksheet, worksheet_file, worksheets

__all__ = [
    "READABLE",
    "Desk",
    "Filters",
    "SheetView",
    "account",
    "archived_file",
    "best_sentence",
    "coverage",
    "desk",
    "drawing",
    "elsewhere",
    "has_accounts",
    "hidden_towns",
    "matches",
    "next_in_queue",
    "overview",
    "page_head",
    "passage",
    "pledge_list",
    "pledge_page",
    "sitting_reading",
    "to_split",
    "town_calendar",
    "towns",
    "worksheet",
    "worksheet_file",
    "worksheets",
]
