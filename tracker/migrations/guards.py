"""Triggers that keep what people decided: no deletion, no silent rewriting, no publication without signatures.

The rules live in the database because a script, a later verb or a person with a SQL shell must meet them too.
SQLite and PostgreSQL get the same rules from one table of guards. A batch migration that rebuilds one of these
tables drops its triggers: it must call `drop_guards` first and `create_guards` last.
"""

from collections.abc import Collection
from dataclasses import dataclass

HUMAN_TABLES = (
    "evidencejudgement", "themetag", "verdict", "verdictreview", "verdictevidence", "verdictnote",
    "notice", "reply", "searchlog", "declaration", "borderdecision", "worksheetdecision",
    "wordproposal", "wordreview",
)  # fmt: skip
FIXED_TABLES = (
    "verdictreview", "verdictevidence", "verdictnote", "notice", "searchlog", "declaration", "borderdecision", "worksheetdecision",
    "wordproposal", "wordreview",
)  # fmt: skip
JUDGEMENT = (
    "id", "pledge_id", "act_id", "user_id", "judgement", "direction", "step", "note", "sha256", "source_url",
    "retrieved_at", "publisher", "page", "quote", "body_id", "act_date", "created_at",
)  # fmt: skip
THEME_TAG = ("id", "pledge_id", "theme", "user_id", "created_at")
REPLY = ("id", "pledge_id", "author_name", "author_role", "channel", "text", "received_at", "due_at")
VERDICT_SIGNED = (
    "id", "pledge_id", "version", "status", "flags::text", "rationale", "missing_part", "reason_code", "proof_level",
    "search_log_id", "author_id", "created_at",
)  # fmt: skip
VERDICT_PUBLISHED = (*VERDICT_SIGNED, "coverage", "as_of", "next_review_at", "published_by", "published_at", "methodology_version")
SETTLED = "('approved', 'published', 'superseded', 'withdrawn')"
ONCE_PUBLIC = "('published', 'superseded', 'withdrawn')"
SIGNATURES = "(SELECT count(*) FROM verdictreview r WHERE r.verdict_id = NEW.id AND r.reviewer_id <> NEW.author_id)"

SIGNED = "EXISTS (SELECT 1 FROM verdictreview r WHERE r.verdict_id = OLD.id)"
LATE = "EXISTS (SELECT 1 FROM verdict v WHERE v.id = NEW.verdict_id AND v.state IN ('approved', 'published', 'superseded', 'withdrawn'))"


@dataclass(frozen=True)
class Guard:
    """One refusal: before `event` on `table`, when `condition` holds, the statement fails with `message`."""

    table: str
    name: str
    event: str
    condition: str
    message: str
    step: str = ""  # the later migration that brought its column, if any


def _changed(columns: tuple[str, ...]) -> str:
    return "(" + " OR ".join(f"OLD.{c} IS DISTINCT FROM NEW.{c}" for c in columns) + ")"


def _append_only(table: str, columns: tuple[str, ...]) -> Guard:
    rewritten = f"{_changed(columns)} OR (OLD.superseded_at IS NOT NULL AND OLD.superseded_at IS DISTINCT FROM NEW.superseded_at)"
    return Guard(table, f"{table}_append_only", "UPDATE", rewritten, f"{table}: only superseded_at may be set, once; write a new row")


def _asked_as() -> Guard:
    why = "evidencejudgement: why a pair was asked is never edited; write a new row"
    return Guard("evidencejudgement", "evidencejudgement_asked_as_kept", "UPDATE", _changed(("asked_as",)), why, "0004")


def _verdict_guards() -> list[Guard]:
    signed = f"OLD.state IN {SETTLED} OR {SIGNED}"
    backward = f"(OLD.state = 'published' AND NEW.state NOT IN {ONCE_PUBLIC})"
    final = "(OLD.state IN ('superseded', 'withdrawn') AND OLD.state <> NEW.state)"
    revived = "(OLD.superseded_at IS NOT NULL AND OLD.superseded_at IS DISTINCT FROM NEW.superseded_at)"
    unsigned = f"NEW.state IN {SETTLED} AND {SIGNATURES} < (CASE WHEN NEW.status IN (5, 6) THEN 2 ELSE 1 END)"
    rules = {
        "signed_content": (f"({signed}) AND {_changed(VERDICT_SIGNED)}", "what was signed is never edited; write a new version"),
        "public_content": (f"OLD.state IN {ONCE_PUBLIC} AND {_changed(VERDICT_PUBLISHED)}", "a published verdict is never edited"),
        "no_way_back": (f"{backward} OR {final} OR {revived}", "a published verdict can only be superseded or withdrawn, once"),
        "enough_signatures": (unsigned, "people other than the author sign before approval: one, or two for codes 5 and 6"),
    }
    return [Guard("verdict", f"verdict_{name}", "UPDATE", when, f"verdict: {why}") for name, (when, why) in rules.items()]


def _birth_guards() -> list[Guard]:
    return [
        Guard("verdict", "verdict_not_born_public", "INSERT", f"NEW.state IN {SETTLED}", "verdict: a new verdict is not approved yet"),
        Guard("verdictevidence", "verdictevidence_not_late", "INSERT", LATE, "verdictevidence: evidence is cited before approval"),
    ]


def all_guards() -> list[Guard]:
    """Return every guard, in a stable order."""
    deletions = [Guard(t, f"{t}_never_deleted", "DELETE", "1 = 1", f"{t}: what a person wrote is never deleted") for t in HUMAN_TABLES]
    fixed = [Guard(t, f"{t}_never_edited", "UPDATE", "1 = 1", f"{t}: what a person wrote is never edited") for t in FIXED_TABLES]
    append = [_append_only("evidencejudgement", JUDGEMENT), _append_only("themetag", THEME_TAG)]
    reply = Guard("reply", "reply_words_kept", "UPDATE", _changed(REPLY), "reply: the words of a reply are never edited")
    unpublished = "OLD.state = 'published' AND (NEW.state <> 'published' OR OLD.published_at IS DISTINCT FROM NEW.published_at)"
    stays = Guard("reply", "reply_stays_published", "UPDATE", unpublished, "reply: a published reply stays published")
    return [*deletions, *fixed, *append, _asked_as(), reply, stays, *_verdict_guards(), *_birth_guards()]


def _sqlite(guard: Guard) -> list[str]:
    condition = guard.condition.replace("IS DISTINCT FROM", "IS NOT").replace("::text", "")
    return [
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{guard.message}'); END"
    ]


def _postgresql(guard: Guard) -> list[str]:
    row = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {guard.condition} THEN "
        f"RAISE EXCEPTION '{guard.message}' USING ERRCODE = 'check_violation'; END IF; RETURN {row}; END $$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def _guards_of(tables: Collection[str], step: str) -> list[Guard]:
    return [guard for guard in all_guards() if guard.table in tables and guard.step == step]


def create_guards(dialect: str, tables: Collection[str], step: str = "") -> list[str]:
    """Return the statements that create the guards of these tables on `sqlite` or `postgresql`.

    A table's guards come with the migration that makes it; those of a column added later come with that `step`.
    """
    make = _sqlite if dialect == "sqlite" else _postgresql
    return [statement for guard in _guards_of(tables, step) for statement in make(guard)]


def drop_guards(dialect: str, tables: Collection[str], step: str = "") -> list[str]:
    """Return the statements that remove the guards of these tables that came with this step."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER {guard.name}" for guard in _guards_of(tables, step)]
    return [s for g in _guards_of(tables, step) for s in (f"DROP TRIGGER {g.name} ON {g.table}", f"DROP FUNCTION {g.name}()")]
