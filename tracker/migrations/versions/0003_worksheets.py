"""The worksheet of a programme: what people decided (append-only), and what a checked pledge now carries.

Columns are added by plain `ALTER TABLE … ADD COLUMN`, with their CHECK, which both databases know: no table is rebuilt.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from tracker.migrations.guards import create_guards, drop_guards

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None
READINGS = "first second settle"
ACTIONS = "keep reject merge split correct theme body deadline level fulfilment note add undo blind take finish"
GUARDED = ("worksheetdecision",)
TEXT = "VARCHAR DEFAULT '' NOT NULL"
LIST = "JSON DEFAULT '[]' NOT NULL"
LEVEL = "VARCHAR(32) CONSTRAINT pledge_level CHECK (level IN ('measurable', 'named', 'vague'))"
MERGER = "VARCHAR(32) CONSTRAINT pledge_merger CHECK (merger IN ('inherited', 'dropped', 'added'))"
COLUMNS = (
    ("headings", LIST), ("anchor", TEXT), ("level", LEVEL), ("deadline_raw", TEXT), ("outside", LIST),
    ("details", "JSON DEFAULT '{}' NOT NULL"), ("also", LIST), ("decided_by", LIST), ("measure", "INTEGER"), ("merger", MERGER),
    ("inherited_from", "VARCHAR"), ("amended_by", LIST),
)  # fmt: skip
SOURCE_COLUMNS = (("document", TEXT), ("charter", TEXT), ("said_by", TEXT), ("said_on", "DATE"), ("said_where", TEXT))


def _choice(name: str, values: str) -> Any:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


# fmt: off
def upgrade() -> None:
    """Apply this step."""
    for column, kind in COLUMNS:
        op.execute(f"ALTER TABLE pledge ADD COLUMN {column} {kind}")
    for column, kind in SOURCE_COLUMNS:
        op.execute(f"ALTER TABLE programme ADD COLUMN {column} {kind}")
    op.add_column("pledge", sa.Column("decided_at", UTCDateTime(), nullable=True))
    op.create_table(
        "worksheetdecision",
        sa.Column("id", AutoString(), nullable=False), sa.Column("worksheet", AutoString(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False), sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("reading", _choice("worksheet_reading", READINGS), nullable=False), sa.Column("target", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False), sa.Column("quote", AutoString(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True), sa.Column("action", _choice("worksheet_action", ACTIONS), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False), sa.Column("batch", AutoString(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_worksheetdecision_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worksheetdecision")),
        sa.UniqueConstraint("worksheet", "sequence", name=op.f("uq_worksheetdecision_worksheet_sequence")),
    )
    for column in ("worksheet", "user_id", "target"):
        op.create_index(op.f(f"ix_worksheetdecision_{column}"), "worksheetdecision", [column], unique=False)
    for statement in create_guards(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
# fmt: on


def downgrade() -> None:
    """Take this step back."""
    for statement in drop_guards(op.get_bind().dialect.name, GUARDED):
        op.execute(statement)
    op.drop_table("worksheetdecision")
    op.drop_column("pledge", "decided_at")
    for column, _ in reversed(SOURCE_COLUMNS):
        op.execute(f"ALTER TABLE programme DROP COLUMN {column}")
    for column, _ in reversed(COLUMNS):
        op.execute(f"ALTER TABLE pledge DROP COLUMN {column}")
