"""Ranking one pledge again after a person's answer: it may fail, the answer is already kept."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from tracker.errors import TrackerError
from tracker.linking.link import link_pledge

log = logging.getLogger(__name__)


def rank_again(town: str, pledge: str) -> bool:
    """Rank a pledge again and say whether it was; a town that cannot be ranked now keeps its list until the next `link`.

    What can go wrong is the world's: a busy database, a full disk, a broken file of words. Judgements are stored before and elsewhere.
    """
    try:
        return link_pledge(town, pledge)
    except (TrackerError, SQLAlchemyError, OSError, MemoryError) as error:
        log.warning("%s: pledge %s keeps its list, ranking it again failed (%s: %s)", town, pledge, type(error).__name__, error)
        return False
