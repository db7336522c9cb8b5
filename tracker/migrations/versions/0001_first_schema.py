"""First schema: every table, its named constraints, and the triggers that guard human rows."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from tracker.migrations.guards import create_guards, drop_guards

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None
TABLES = (
    "documentpage jurisdiction run user body declaration evidencejudgement issue organization person searchlog term themetag "
    "membership programme sitting source verdict act document notice pledge reply sittingdocument verdictevidence "
    "verdictnote verdictreview amount documentversion judgementanchor personvote suggestion votecount "
)


def _choice(name: str, values: str) -> Any:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


# fmt: off
def upgrade() -> None:
    """Apply this step."""
    op.create_table(
        "documentpage",
        sa.Column("sha256", AutoString(), nullable=False), sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("text", AutoString(), nullable=False), sa.PrimaryKeyConstraint("sha256", "page", name=op.f("pk_documentpage")),
    )
    op.create_table(
        "jurisdiction",
        sa.Column("slug", AutoString(), nullable=False), sa.Column("name", AutoString(), nullable=False),
        sa.Column("insee", AutoString(), nullable=False), sa.Column("timezone", AutoString(), nullable=False),
        sa.Column("fictional", sa.Boolean(), nullable=False), sa.Column("as_of", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_jurisdiction")), sa.UniqueConstraint("insee", name=op.f("uq_jurisdiction_insee")),
    )
    op.create_table(
        "run",
        sa.Column("id", AutoString(), nullable=False), sa.Column("town", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False), sa.Column("verb", AutoString(), nullable=False),
        sa.Column("outcome", _choice("run_outcome", "ok empty partial blocked failed"), nullable=True),
        sa.Column("due_at", UTCDateTime(), nullable=True), sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("heartbeat_at", UTCDateTime(), nullable=True), sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("ingested_at", UTCDateTime(), nullable=True), sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("version", AutoString(), nullable=False), sa.Column("message", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(op.f("ix_run_town"), "run", ["town"], unique=False)
    op.create_table(
        "user",
        sa.Column("id", AutoString(), nullable=False), sa.Column("display_name", AutoString(), nullable=False),
        sa.Column("role", _choice("user_role", "volunteer reviewer admin"), nullable=False),
        sa.Column("password_hash", AutoString(), nullable=True), sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("disabled_at", UTCDateTime(), nullable=True), sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
    )
    op.create_table(
        "body",
        sa.Column("id", AutoString(), nullable=False), sa.Column("jurisdiction", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False), sa.Column("name", AutoString(), nullable=False),
        sa.Column("siren", AutoString(), nullable=True), sa.Column("classification", AutoString(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdiction.slug"], name=op.f("fk_body_jurisdiction_jurisdiction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_body")),
    )
    op.create_index(op.f("ix_body_jurisdiction"), "body", ["jurisdiction"], unique=False)
    op.create_table(
        "declaration",
        sa.Column("id", AutoString(), nullable=False), sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("lists", sa.JSON(), nullable=False), sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_declaration_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    op.create_index(op.f("ix_declaration_user_id"), "declaration", ["user_id"], unique=False)
    op.create_table(
        "evidencejudgement",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("act_id", AutoString(), nullable=False), sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("judgement", _choice("judgement_value", "confirmed rejected unsure"), nullable=False),
        sa.Column("direction", _choice("judgement_direction", "supports contradicts context"), nullable=True),
        sa.Column("step", _choice("judgement_step",
            "announced voted funded contracted delivered amended withdrawn rejected"), nullable=True),
        sa.Column("note", AutoString(), nullable=False), sa.Column("sha256", AutoString(), nullable=True),
        sa.Column("source_url", AutoString(), nullable=True), sa.Column("retrieved_at", UTCDateTime(), nullable=True),
        sa.Column("publisher", AutoString(), nullable=True), sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("quote", AutoString(), nullable=True), sa.Column("body_id", AutoString(), nullable=True),
        sa.Column("act_date", sa.Date(), nullable=True), sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("judgement <> 'confirmed' OR (sha256 IS NOT NULL AND page IS NOT NULL AND quote IS NOT NULL"
            " AND length(quote) > 0 AND step IS NOT NULL AND direction IS NOT NULL)", name="confirmed_judgement_is_sourced"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_evidencejudgement_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidencejudgement")),
    )
    op.create_index(op.f("ix_evidencejudgement_act_id"), "evidencejudgement", ["act_id"], unique=False)
    op.create_index(op.f("ix_evidencejudgement_pledge_id"), "evidencejudgement", ["pledge_id"], unique=False)
    op.create_index(op.f("ix_evidencejudgement_user_id"), "evidencejudgement", ["user_id"], unique=False)
    op.create_index("one_live_judgement", "evidencejudgement", ["pledge_id", "act_id", "user_id"],
                    unique=True, **_where("superseded_at IS NULL"))
    op.create_table(
        "issue",
        sa.Column("id", AutoString(), nullable=False), sa.Column("town", AutoString(), nullable=False),
        sa.Column("run_id", AutoString(), nullable=False), sa.Column("code", AutoString(), nullable=False),
        sa.Column("message", AutoString(), nullable=False), sa.Column("severity", AutoString(), nullable=False),
        sa.Column("url", AutoString(), nullable=True), sa.Column("sha256", AutoString(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True), sa.Column("first_seen", UTCDateTime(), nullable=False),
        sa.Column("last_seen", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_issue_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index(op.f("ix_issue_sha256"), "issue", ["sha256"], unique=False)
    op.create_index(op.f("ix_issue_town"), "issue", ["town"], unique=False)
    op.create_table(
        "organization",
        sa.Column("id", AutoString(), nullable=False), sa.Column("jurisdiction", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False), sa.Column("name", AutoString(), nullable=False),
        sa.Column("classification", AutoString(), nullable=False), sa.Column("election", sa.Integer(), nullable=True),
        sa.Column("merged_into", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdiction.slug"], name=op.f("fk_organization_jurisdiction_jurisdiction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
    )
    op.create_index(op.f("ix_organization_jurisdiction"), "organization", ["jurisdiction"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", AutoString(), nullable=False), sa.Column("jurisdiction", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdiction.slug"], name=op.f("fk_person_jurisdiction_jurisdiction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_jurisdiction"), "person", ["jurisdiction"], unique=False)
    op.create_table(
        "searchlog",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("bodies", sa.JSON(), nullable=False), sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False), sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("query", AutoString(), nullable=False), sa.Column("documents_read", sa.Integer(), nullable=False),
        sa.Column("documents_known_missing", sa.Integer(), nullable=False), sa.Column("unreadable", sa.Integer(), nullable=False),
        sa.Column("hits_examined", sa.Integer(), nullable=False), sa.Column("author_id", AutoString(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=False), sa.Column("next_review_at", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_searchlog_author_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_searchlog")),
    )
    op.create_index(op.f("ix_searchlog_pledge_id"), "searchlog", ["pledge_id"], unique=False)
    op.create_table(
        "term",
        sa.Column("id", AutoString(), nullable=False), sa.Column("jurisdiction", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False), sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False), sa.Column("majority", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdiction.slug"], name=op.f("fk_term_jurisdiction_jurisdiction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
    )
    op.create_index(op.f("ix_term_jurisdiction"), "term", ["jurisdiction"], unique=False)
    op.create_table(
        "themetag",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("theme", AutoString(), nullable=False), sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False), sa.Column("superseded_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_themetag_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themetag")),
    )
    op.create_index(op.f("ix_themetag_pledge_id"), "themetag", ["pledge_id"], unique=False)
    op.create_index("one_live_theme_tag", "themetag", ["pledge_id", "theme", "user_id"], unique=True, **_where("superseded_at IS NULL"))
    op.create_table(
        "membership",
        sa.Column("id", AutoString(), nullable=False), sa.Column("person_id", AutoString(), nullable=False),
        sa.Column("organization_id", AutoString(), nullable=True), sa.Column("body_id", AutoString(), nullable=True),
        sa.Column("role", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_membership_body_id_body")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_membership_organization_id_organization")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_table(
        "programme",
        sa.Column("id", AutoString(), nullable=False), sa.Column("jurisdiction", AutoString(), nullable=False),
        sa.Column("organization_id", AutoString(), nullable=False), sa.Column("term_id", AutoString(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", _choice("programme_kind",
            "programme profession_de_foi contrat charte pacte plan_de_mandat discours presse demande"), nullable=False),
        sa.Column("title", AutoString(), nullable=False), sa.Column("source_url", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=True), sa.Column("retrieved_at", UTCDateTime(), nullable=True),
        sa.Column("publisher", AutoString(), nullable=False), sa.Column("licence", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdiction.slug"], name=op.f("fk_programme_jurisdiction_jurisdiction")),
        sa.ForeignKeyConstraint(["organization_id"], ["organization.id"], name=op.f("fk_programme_organization_id_organization")),
        sa.ForeignKeyConstraint(["term_id"], ["term.id"], name=op.f("fk_programme_term_id_term")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_index(op.f("ix_programme_jurisdiction"), "programme", ["jurisdiction"], unique=False)
    op.create_table(
        "sitting",
        sa.Column("id", AutoString(), nullable=False), sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False), sa.Column("date_raw", AutoString(), nullable=False),
        sa.Column("date_origin", _choice("sitting_date_origin", "stamp text link name upload none"), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_sitting_body_id_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sitting")),
    )
    op.create_index(op.f("ix_sitting_body_id"), "sitting", ["body_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", AutoString(), nullable=False), sa.Column("jurisdiction", AutoString(), nullable=False),
        sa.Column("body_id", AutoString(), nullable=False), sa.Column("key", AutoString(), nullable=False),
        sa.Column("platform", AutoString(), nullable=False), sa.Column("url", AutoString(), nullable=True),
        sa.Column("frequency", AutoString(), nullable=False), sa.Column("min_items", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_source_body_id_body")),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdiction.slug"], name=op.f("fk_source_jurisdiction_jurisdiction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_index(op.f("ix_source_jurisdiction"), "source", ["jurisdiction"], unique=False)
    op.create_table(
        "verdict",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("state", _choice("verdict_state",
            "draft in_review notice_sent notice_elapsed approved published superseded withdrawn"), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False), sa.Column("rationale", AutoString(), nullable=False),
        sa.Column("missing_part", AutoString(), nullable=False),
        sa.Column("reason_code", _choice("verdict_reason_code",
            "no_action no_object no_threshold outside_powers value_statement"), nullable=True),
        sa.Column("proof_level", _choice("verdict_proof_level", "A B C"), nullable=True),
        sa.Column("search_log_id", AutoString(), nullable=True), sa.Column("coverage", sa.Float(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False), sa.Column("next_review_at", sa.Date(), nullable=True),
        sa.Column("author_id", AutoString(), nullable=False), sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("published_by", AutoString(), nullable=True), sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("superseded_at", UTCDateTime(), nullable=True), sa.Column("methodology_version", AutoString(), nullable=False),
        sa.CheckConstraint("state NOT IN ('published', 'superseded', 'withdrawn') OR (published_at IS NOT NULL"
            " AND published_by IS NOT NULL)", name="verdict_published_is_signed"),
        sa.CheckConstraint("length(rationale) > 0", name="verdict_rationale_not_empty"),
        sa.CheckConstraint("published_by IS NULL OR published_by <> author_id", name="verdict_four_eyes"),
        sa.CheckConstraint("status <> 7 OR reason_code IS NOT NULL", name="verdict_7_has_reason"),
        sa.CheckConstraint("status BETWEEN 1 AND 7", name="verdict_status_code"),
        sa.CheckConstraint("status NOT IN (1, 5) OR search_log_id IS NOT NULL", name="verdict_1_5_has_search_log"),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_verdict_author_id_user")),
        sa.ForeignKeyConstraint(["published_by"], ["user.id"], name=op.f("fk_verdict_published_by_user")),
        sa.ForeignKeyConstraint(["search_log_id"], ["searchlog.id"], name=op.f("fk_verdict_search_log_id_searchlog")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")), sa.UniqueConstraint("id", "author_id", name="verdict_with_author"),
        sa.UniqueConstraint("pledge_id", "version", name=op.f("uq_verdict_pledge_id_version")),
    )
    op.create_index(op.f("ix_verdict_pledge_id"), "verdict", ["pledge_id"], unique=False)
    op.create_index("one_published_verdict", "verdict", ["pledge_id"], unique=True, **_where("state = 'published'"))
    op.create_table(
        "act",
        sa.Column("id", AutoString(), nullable=False), sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("sitting_id", AutoString(), nullable=True), sa.Column("sha256", AutoString(), nullable=False),
        sa.Column("number", AutoString(), nullable=True), sa.Column("number_repeated", sa.Boolean(), nullable=False),
        sa.Column("transmission_id", AutoString(), nullable=True), sa.Column("date", sa.Date(), nullable=True),
        sa.Column("title", AutoString(), nullable=False), sa.Column("text", AutoString(), nullable=False),
        sa.Column("matter_code", AutoString(), nullable=True), sa.Column("page_from", sa.Integer(), nullable=False),
        sa.Column("page_to", sa.Integer(), nullable=False), sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False), sa.Column("regime", AutoString(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("outcome", _choice("act_outcome", "adopted rejected noted adjourned withdrawn elected no_vote"), nullable=True),
        sa.Column("unanimous", sa.Boolean(), nullable=True), sa.Column("vote_raw", AutoString(), nullable=False),
        sa.Column("extractor", AutoString(), nullable=False), sa.Column("run_id", AutoString(), nullable=False),
        sa.CheckConstraint("confidence >= 0 AND confidence <= 1", name="act_confidence_share"),
        sa.CheckConstraint("length(title) >= 3", name="act_title_not_empty"),
        sa.CheckConstraint("span_start < span_end AND page_from >= 1 AND page_from <= page_to", name="act_span_in_order"),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_act_body_id_body")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_act_run_id_run")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_act_sitting_id_sitting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
    )
    op.create_index(op.f("ix_act_body_id"), "act", ["body_id"], unique=False)
    op.create_index(op.f("ix_act_sha256"), "act", ["sha256"], unique=False)
    op.create_index(op.f("ix_act_sitting_id"), "act", ["sitting_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", AutoString(), nullable=False), sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("source_id", AutoString(), nullable=False), sa.Column("url", AutoString(), nullable=False),
        sa.Column("page_url", AutoString(), nullable=True), sa.Column("link_text", AutoString(), nullable=False),
        sa.Column("kind", _choice("document_kind",
            "proces_verbal compte_rendu liste_deliberations deliberation decision arrete "
            "ordre_du_jour convocation budget annexe programme other"), nullable=False),
        sa.Column("raw_kind", AutoString(), nullable=False), sa.Column("listed_date", sa.Date(), nullable=True),
        sa.Column("listed_date_origin", _choice("document_date_origin", "stamp text link name upload none"), nullable=False),
        sa.Column("publisher", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_document_body_id_body")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_document_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_body_id"), "document", ["body_id"], unique=False)
    op.create_index(op.f("ix_document_source_id"), "document", ["source_id"], unique=False)
    op.create_table(
        "notice",
        sa.Column("id", AutoString(), nullable=False), sa.Column("verdict_id", AutoString(), nullable=False),
        sa.Column("recipient_role", AutoString(), nullable=False), sa.Column("channel", AutoString(), nullable=False),
        sa.Column("text_hash", AutoString(), nullable=False), sa.Column("sent_at", UTCDateTime(), nullable=False),
        sa.Column("planned_publication", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_notice_verdict_id_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(op.f("ix_notice_verdict_id"), "notice", ["verdict_id"], unique=False)
    op.create_table(
        "pledge",
        sa.Column("id", AutoString(), nullable=False), sa.Column("programme_id", AutoString(), nullable=False),
        sa.Column("key", AutoString(), nullable=False), sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", AutoString(), nullable=False), sa.Column("wording", _choice("pledge_wording", "verbatim own"), nullable=False),
        sa.Column("summary", AutoString(), nullable=True), sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("section", AutoString(), nullable=True), sa.Column("parent_id", AutoString(), nullable=True),
        sa.Column("themes", sa.JSON(), nullable=False), sa.Column("bodies", sa.JSON(), nullable=False),
        sa.Column("fulfilment", _choice("pledge_fulfilment",
            "outcome act examination continuation abstention process advocacy"), nullable=False),
        sa.Column("measurable", sa.Boolean(), nullable=True), sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("second_hand", sa.Boolean(), nullable=False), sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(text) >= 3", name="pledge_text_not_empty"),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_pledge_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
    )
    op.create_index(op.f("ix_pledge_programme_id"), "pledge", ["programme_id"], unique=False)
    op.create_table(
        "reply",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("verdict_id", AutoString(), nullable=True), sa.Column("author_name", AutoString(), nullable=False),
        sa.Column("author_role", AutoString(), nullable=False), sa.Column("channel", AutoString(), nullable=False),
        sa.Column("text", AutoString(), nullable=False), sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("state", _choice("reply_state", "received accepted refused published"), nullable=False),
        sa.Column("refusal", AutoString(), nullable=False), sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="reply_published_is_dated"),
        sa.CheckConstraint("state <> 'refused' OR length(trim(refusal)) > 0", name="reply_refused_has_reason"),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_reply_verdict_id_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    op.create_index(op.f("ix_reply_pledge_id"), "reply", ["pledge_id"], unique=False)
    op.create_table(
        "sittingdocument",
        sa.Column("sha256", AutoString(), nullable=False), sa.Column("body_id", AutoString(), nullable=False),
        sa.Column("sitting_id", AutoString(), nullable=True), sa.Column("regime", AutoString(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False), sa.Column("extractor", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["body_id"], ["body.id"], name=op.f("fk_sittingdocument_body_id_body")),
        sa.ForeignKeyConstraint(["sitting_id"], ["sitting.id"], name=op.f("fk_sittingdocument_sitting_id_sitting")),
        sa.PrimaryKeyConstraint("sha256", "body_id", name=op.f("pk_sittingdocument")),
    )
    op.create_index(op.f("ix_sittingdocument_sitting_id"), "sittingdocument", ["sitting_id"], unique=False)
    op.create_table(
        "verdictevidence",
        sa.Column("verdict_id", AutoString(), nullable=False), sa.Column("judgement_id", AutoString(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["judgement_id"], ["evidencejudgement.id"], name=op.f("fk_verdictevidence_judgement_id_evidencejudgement")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_verdictevidence_verdict_id_verdict")),
        sa.PrimaryKeyConstraint("verdict_id", "judgement_id", name=op.f("pk_verdictevidence")),
    )
    op.create_table(
        "verdictnote",
        sa.Column("id", AutoString(), nullable=False), sa.Column("verdict_id", AutoString(), nullable=False),
        sa.Column("user_id", AutoString(), nullable=False),
        sa.Column("kind", _choice("verdict_note_kind", "correction return_to_draft withdrawal"), nullable=False),
        sa.Column("reason", AutoString(), nullable=False), sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("length(trim(reason)) > 0", name="verdict_note_has_reason"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_verdictnote_user_id_user")),
        sa.ForeignKeyConstraint(["verdict_id"], ["verdict.id"], name=op.f("fk_verdictnote_verdict_id_verdict")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdictnote")),
    )
    op.create_index(op.f("ix_verdictnote_verdict_id"), "verdictnote", ["verdict_id"], unique=False)
    op.create_table(
        "verdictreview",
        sa.Column("verdict_id", AutoString(), nullable=False), sa.Column("reviewer_id", AutoString(), nullable=False),
        sa.Column("author_id", AutoString(), nullable=False), sa.Column("signed_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("author_id <> reviewer_id", name="review_four_eyes"),
        sa.ForeignKeyConstraint(["reviewer_id"], ["user.id"], name=op.f("fk_verdictreview_reviewer_id_user")),
        sa.ForeignKeyConstraint(["verdict_id", "author_id"], ["verdict.id", "verdict.author_id"], name="review_of_verdict"),
        sa.PrimaryKeyConstraint("verdict_id", "reviewer_id", name=op.f("pk_verdictreview")),
    )
    op.create_table(
        "amount",
        sa.Column("act_id", AutoString(), nullable=False), sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw", AutoString(), nullable=False), sa.Column("value", sa.Float(), nullable=True),
        sa.Column("tax", AutoString(), nullable=True), sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_amount_act_id_act"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("act_id", "position", name=op.f("pk_amount")),
    )
    op.create_table(
        "documentversion",
        sa.Column("id", AutoString(), nullable=False), sa.Column("document_id", AutoString(), nullable=False),
        sa.Column("sha256", AutoString(), nullable=False), sa.Column("media_type", AutoString(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False), sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("text_status", _choice("version_text_status", "native ocr none failed"), nullable=True),
        sa.Column("extractor", AutoString(), nullable=True), sa.Column("retrieved_at", UTCDateTime(), nullable=False),
        sa.Column("first_seen", UTCDateTime(), nullable=False), sa.Column("last_seen", UTCDateTime(), nullable=False),
        sa.Column("gone_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_documentversion_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documentversion")),
        sa.UniqueConstraint("document_id", "sha256", name=op.f("uq_documentversion_document_id_sha256")),
    )
    op.create_index(op.f("ix_documentversion_document_id"), "documentversion", ["document_id"], unique=False)
    op.create_index(op.f("ix_documentversion_sha256"), "documentversion", ["sha256"], unique=False)
    op.create_table(
        "judgementanchor",
        sa.Column("judgement_id", AutoString(), nullable=False), sa.Column("act_id", AutoString(), nullable=True),
        sa.Column("stale", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(act_id IS NULL) = stale", name="anchor_is_stale_or_placed"),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_judgementanchor_act_id_act"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["judgement_id"], ["evidencejudgement.id"], name=op.f("fk_judgementanchor_judgement_id_evidencejudgement")),
        sa.PrimaryKeyConstraint("judgement_id", name=op.f("pk_judgementanchor")),
    )
    op.create_index(op.f("ix_judgementanchor_act_id"), "judgementanchor", ["act_id"], unique=False)
    op.create_table(
        "personvote",
        sa.Column("act_id", AutoString(), nullable=False), sa.Column("raw_name", AutoString(), nullable=False),
        sa.Column("option", _choice("person_vote_option", "for against abstention not_taking_part"), nullable=False),
        sa.Column("person_id", AutoString(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_personvote_act_id_act"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_personvote_person_id_person")),
        sa.PrimaryKeyConstraint("act_id", "raw_name", "option", name=op.f("pk_personvote")),
    )
    op.create_table(
        "suggestion",
        sa.Column("id", AutoString(), nullable=False), sa.Column("pledge_id", AutoString(), nullable=False),
        sa.Column("act_id", AutoString(), nullable=False), sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False), sa.Column("explanation", sa.JSON(), nullable=False),
        sa.Column("preexisting", sa.Boolean(), nullable=False), sa.Column("method", AutoString(), nullable=False),
        sa.Column("run_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_suggestion_act_id_act"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_suggestion_pledge_id_pledge"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_suggestion_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("pledge_id", "act_id", name=op.f("uq_suggestion_pledge_id_act_id")),
    )
    op.create_index(op.f("ix_suggestion_act_id"), "suggestion", ["act_id"], unique=False)
    op.create_index(op.f("ix_suggestion_pledge_id"), "suggestion", ["pledge_id"], unique=False)
    op.create_table(
        "votecount",
        sa.Column("act_id", AutoString(), nullable=False),
        sa.Column("option", _choice("vote_count_option", "for against abstention not_taking_part"), nullable=False),
        sa.Column("group_name", AutoString(), nullable=False), sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("raw", AutoString(), nullable=False), sa.CheckConstraint("value >= 0", name="vote_count_not_negative"),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_votecount_act_id_act"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("act_id", "option", "group_name", name=op.f("pk_votecount")),
    )
    for statement in create_guards(op.get_bind().dialect.name, TABLES.split()):
        op.execute(statement)
# fmt: on


def downgrade() -> None:
    """Take this step back: triggers first, then the tables in reverse order of creation."""
    for statement in drop_guards(op.get_bind().dialect.name, TABLES.split()):
        op.execute(statement)
    for table in reversed(TABLES.split()):
        op.drop_table(table)
