"""What a reading now gives (attendance, ballots, stages, roles, recognised pages), and the borders that people draw.

Columns are added by plain `ALTER TABLE … ADD COLUMN`, with their CHECK, which both databases know: no table is rebuilt.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from tracker.migrations.guards import create_guards, drop_guards

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None
OUTCOMES = "adopted rejected noted adjourned withdrawn elected no_vote"
STAGES = "study funding_asked voted funded contracted delivered amended withdrawn none"
ROLES = "subsidy contract budget_line loan estimate"
PRESENCES = "present represented excused absent"
GUARDED = ("borderdecision",)
TEXT = "VARCHAR DEFAULT '' NOT NULL"
FALSE = "BOOLEAN DEFAULT false NOT NULL"


def _checked(column: str, name: str, values: str) -> str:
    listed = ", ".join(f"'{value}'" for value in values.split())
    return f"VARCHAR(32) CONSTRAINT {name} CHECK ({column} IN ({listed}))"


COLUMNS = (
    ("sitting", "date_certain", FALSE), ("sitting", "opened_at", "VARCHAR"), ("sitting", "place", TEXT), ("sitting", "president", TEXT),
    ("sitting", "secretary", TEXT), ("sitting", "in_office", "INTEGER"), ("sitting", "quorum", "INTEGER"),
    ("sittingdocument", "regime_evidence", TEXT), ("sittingdocument", "agenda", "JSON DEFAULT '[]' NOT NULL"),
    ("documentpage", "ocr_confidence", "FLOAT"),
    ("act", "stage", _checked("stage", "act_stage", STAGES)), ("act", "stage_reason", TEXT), ("act", "ocr", FALSE),
    ("amount", "role", _checked("role", "amount_role", ROLES)), ("amount", "beneficiary", TEXT), ("amount", "ocr", FALSE),
)  # fmt: skip


def _choice(name: str, values: str) -> Any:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


# fmt: off
def upgrade() -> None:
    """Apply this step."""
    for table, column, kind in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")
    op.create_table(
        "attendance",
        sa.Column("sitting_id", AutoString(), nullable=False), sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw_name", AutoString(), nullable=False),
        sa.Column("presence", _choice("attendance_presence", PRESENCES), nullable=False),
        sa.Column("proxy", AutoString(), nullable=True), sa.Column("person_id", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id_person")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_attendance_sitting_id_sitting"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sitting_id", "position", name=op.f("pk_attendance")),
    )
    op.create_table(
        "ballot",
        sa.Column("act_id", AutoString(), nullable=False), sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("subject", AutoString(), nullable=False), sa.Column("outcome", _choice("ballot_outcome", OUTCOMES), nullable=True),
        sa.Column("unanimous", sa.Boolean(), nullable=True), sa.Column("raw", AutoString(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False), sa.Column("person_votes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_ballot_act_id_act"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("act_id", "position", name=op.f("pk_ballot")),
    )
    op.create_table(
        "borderdecision",
        sa.Column("id", AutoString(), nullable=False), sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False), sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("borders", sa.JSON(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False), sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_borderdecision_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_borderdecision")),
        sa.UniqueConstraint("sha256", "body_id", "version", name=op.f("uq_borderdecision_sha256_body_id_version")),
    )
    for column in ("user_id", "sha256", "body_id"):
        op.create_index(op.f(f"ix_borderdecision_{column}"), "borderdecision", [column], unique=False)
    for statement in create_guards(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
# fmt: on


def downgrade() -> None:
    """Take this step back."""
    for statement in drop_guards(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
    for table in ("borderdecision", "ballot", "attendance"):
        op.drop_table(table)
    for table, column, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
