"""What linking keeps: the band and direction of a suggestion, the prepared words of acts, and what was searched for each pledge.

All of it machine rows, save a column of judgements (why the queue asked) and the words that people propose for the thesaurus.
Columns are added by plain `ALTER TABLE … ADD COLUMN`, with their CHECK: no table is rebuilt.
"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from tracker.migrations.guards import create_guards, drop_guards

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None
GUARDED, WIDENED = ("wordproposal", "wordreview"), ("evidencejudgement",)
INDEXED = (("wordproposal", "user_id"), ("wordproposal", "group_name"), ("wordreview", "proposal_id"), ("wordreview", "user_id"))
ASKED = "VARCHAR(32) CONSTRAINT judgement_asked_as CHECK (asked_as IN ('top', 'uncertain', 'random'))"
COLUMNS = (
    ("suggestion", "band", "VARCHAR(32) CONSTRAINT suggestion_band CHECK (band IN ('sure', 'direct', 'supporting', 'related'))"),
    ("suggestion", "direction", "VARCHAR(32) CONSTRAINT suggestion_direction CHECK (direction IN ('supports', 'contradicts', 'context'))"),
    ("suggestion", "aside", "BOOLEAN DEFAULT false NOT NULL"),
    ("evidencejudgement", "asked_as", ASKED),
)


# fmt: off
def upgrade() -> None:
    """Apply this step."""
    for table, column, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    op.create_table(
        "actterms",
        sa.Column("act_id", AutoString(), nullable=False), sa.Column("analysis", AutoString(), nullable=False),
        sa.Column("title_terms", AutoString(), nullable=False), sa.Column("text_terms", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_actterms_act_id_act"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("act_id", name=op.f("pk_actterms")),
    )
    op.create_table(
        "linksearch",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("run_id", AutoString(), nullable=False), sa.Column("query", sa.JSON(), nullable=False),
        sa.Column("bodies", sa.JSON(), nullable=False), sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=True), sa.Column("period_to", sa.Date(), nullable=True),
        sa.Column("documents_read", sa.Integer(), nullable=False), sa.Column("documents_known_missing", sa.Integer(), nullable=False),
        sa.Column("unreadable", sa.Integer(), nullable=False), sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False), sa.Column("method", AutoString(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_linksearch_pledge_id_pledge"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_linksearch_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_linksearch")),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_linksearch_pledge_id")),
    )
    _words()
    dialect = op.get_bind().dialect.name
    for statement in create_guards(dialect, GUARDED) + create_guards(dialect, WIDENED, revision):
        op.execute(statement)


def _words() -> None:
    op.create_table(
        "wordproposal",
        sa.Column("id", AutoString(), nullable=False), sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("group_name", AutoString(), nullable=False), sa.Column("word", AutoString(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False), sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_wordproposal_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordproposal")),
        sa.UniqueConstraint("group_name", "word", name=op.f("uq_wordproposal_group_name_word")),
    )
    op.create_table(
        "wordreview",
        sa.Column("id", AutoString(), nullable=False), sa.Column("proposal_id", AutoString(), nullable=False),
        sa.Column("user_id", AutoString(), nullable=False), sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("note", AutoString(), nullable=False), sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["wordproposal.id"], name=op.f("fk_wordreview_proposal_id_wordproposal")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_wordreview_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wordreview")),
    )
    for table, column in INDEXED:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
# fmt: on


def downgrade() -> None:
    """Take this step back."""
    dialect = op.get_bind().dialect.name
    for statement in drop_guards(dialect, GUARDED) + drop_guards(dialect, WIDENED, revision):
        op.execute(statement)
    for table in ("wordreview", "wordproposal", "linksearch", "actterms"):
        op.drop_table(table)
    for table, column, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
