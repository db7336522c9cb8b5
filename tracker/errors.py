"""One tree of errors, so that each border (command line, run, screen) can say what happened in one line."""


class TrackerError(Exception):
    """Any refusal of this project; its text names the file or place and what was expected."""


class InputError(TrackerError):
    """A file, option or configuration given by a person is wrong (exit code 2)."""


class TownConfigError(InputError):
    """A town's YAML breaks its contract."""


class ProgrammeError(InputError):
    """A programme's YAML breaks its contract."""


class ContractError(TrackerError):
    """An item emitted by a scraper is not what `tracker.items` says."""


class LockHeldError(TrackerError):
    """Another process holds the lock (exit code 3)."""


class RunRefusedError(TrackerError):
    """A run that failed or was blocked must not be ingested."""


class SiteBlockedError(TrackerError):
    """A site refuses to be read, or gave nothing at all (exit code 4): a deferral, never "nothing was voted"."""


class SiteFailedError(TrackerError):
    """A site could not be looked at: dead host, broken certificate, maintenance (exit code 5)."""


class InvariantError(TrackerError):
    """A rule that must always hold does not (exit code 1)."""


class RightsError(TrackerError):
    """The user's role does not allow this act."""


class WorkflowError(TrackerError):
    """A verdict was asked to make a move that method.md section 5 forbids."""


class StaleJudgementError(TrackerError):
    """A human judgement no longer finds its subject in the latest reading."""
