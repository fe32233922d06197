"""Improve and Monitor: answers, interventions, findings, successes, risks and call-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("manager", sa.Integer(), nullable=False),
        sa.Column("meeting", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("called_by", sa.Integer(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("explained_by", sa.Integer(), nullable=True),
        sa.Column("explained_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["called_by"], ["people.id"], name=op.f("fk_call_ins_called_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["explained_by"], ["people.id"], name=op.f("fk_call_ins_explained_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["manager"], ["people.id"], name=op.f("fk_call_ins_manager_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_ins")),
    )
    with op.batch_alter_table("call_ins", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_call_ins_manager"), ["manager"], unique=False)

    op.create_table(
        "risks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("likelihood", sa.Integer(), nullable=False),
        sa.Column("impact", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["people.id"], name=op.f("fk_risks_owner_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risks")),
        sa.UniqueConstraint("ref", name=op.f("uq_risks_ref")),
    )
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_risks_owner"), ["owner"], unique=False)

    op.create_table(
        "call_in_indicators",
        sa.Column("call_in_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["call_in_id"], ["call_ins.id"], name=op.f("fk_call_in_indicators_call_in_id_call_ins")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicators.id"],
            name=op.f("fk_call_in_indicators_indicator_id_indicators"),
        ),
        sa.PrimaryKeyConstraint("call_in_id", "indicator_id", name=op.f("pk_call_in_indicators")),
    )
    with op.batch_alter_table("call_in_indicators", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_call_in_indicators_indicator_id"), ["indicator_id"], unique=False
        )

    op.create_table(
        "rechecks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_rechecks_indicator_id_indicators")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rechecks")),
    )
    op.create_table(
        "risk_indicators",
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicators.id"],
            name=op.f("fk_risk_indicators_indicator_id_indicators"),
        ),
        sa.ForeignKeyConstraint(
            ["risk_id"], ["risks.id"], name=op.f("fk_risk_indicators_risk_id_risks")
        ),
        sa.PrimaryKeyConstraint("risk_id", "indicator_id", name=op.f("pk_risk_indicators")),
    )
    with op.batch_alter_table("risk_indicators", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_risk_indicators_indicator_id"), ["indicator_id"], unique=False
        )

    op.create_table(
        "successes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("praise", sa.String(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("learnt_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicators.id"], name=op.f("fk_successes_indicator_id_indicators")
        ),
        sa.ForeignKeyConstraint(
            ["learnt_by"], ["people.id"], name=op.f("fk_successes_learnt_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_successes")),
        sa.UniqueConstraint(
            "praise", "indicator_id", "period", name=op.f("uq_successes_praise_indicator_id_period")
        ),
    )
    with op.batch_alter_table("successes", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_successes_indicator_id"), ["indicator_id"], unique=False
        )

    op.create_table(
        "interventions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("live_concern_id", sa.Integer(), nullable=True),
        sa.Column("indicator_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("owner", sa.Integer(), nullable=True),
        sa.Column("propose_by", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("support", sa.Text(), nullable=False),
        sa.Column("effect_indicator_id", sa.Integer(), nullable=True),
        sa.Column("effect_start", sa.String(length=60), nullable=True),
        sa.Column("effect_target", sa.String(length=60), nullable=True),
        sa.Column("effect_by", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("returned", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("progress_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreed_by"], ["people.id"], name=op.f("fk_interventions_agreed_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["people.id"], name=op.f("fk_interventions_asked_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["people.id"], name=op.f("fk_interventions_closed_by_people")
        ),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concerns.id"], name=op.f("fk_interventions_concern_id_concerns")
        ),
        sa.ForeignKeyConstraint(
            ["effect_indicator_id"],
            ["indicators.id"],
            name=op.f("fk_interventions_effect_indicator_id_indicators"),
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"],
            ["indicators.id"],
            name=op.f("fk_interventions_indicator_id_indicators"),
        ),
        sa.ForeignKeyConstraint(
            ["owner"], ["people.id"], name=op.f("fk_interventions_owner_people")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["people.id"], name=op.f("fk_interventions_proposed_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interventions")),
        sa.UniqueConstraint("live_concern_id", name=op.f("uq_interventions_live_concern_id")),
    )
    with op.batch_alter_table("interventions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_interventions_concern_id"), ["concern_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_interventions_effect_indicator_id"),
            ["effect_indicator_id"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_interventions_indicator_id"), ["indicator_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_interventions_owner"), ["owner"], unique=False)
        batch_op.create_index(batch_op.f("ix_interventions_stage"), ["stage"], unique=False)

    op.create_table(
        "risk_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("risk_id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("score_before", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_risk_answers_by_people")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concerns.id"], name=op.f("fk_risk_answers_concern_id_concerns")
        ),
        sa.ForeignKeyConstraint(
            ["risk_id"], ["risks.id"], name=op.f("fk_risk_answers_risk_id_risks")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_answers")),
        sa.UniqueConstraint("risk_id", "version", name=op.f("uq_risk_answers_risk_id_version")),
    )
    with op.batch_alter_table("risk_answers", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_risk_answers_concern_id"), ["concern_id"], unique=False
        )

    op.create_table(
        "findings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intervention_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("follows", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["intervention_id"],
            ["interventions.id"],
            name=op.f("fk_findings_intervention_id_interventions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.UniqueConstraint(
            "intervention_id", "period", name=op.f("uq_findings_intervention_id_period")
        ),
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intervention_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("who", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["intervention_id"],
            ["interventions.id"],
            name=op.f("fk_milestones_intervention_id_interventions"),
        ),
        sa.ForeignKeyConstraint(["who"], ["people.id"], name=op.f("fk_milestones_who_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint(
            "intervention_id", "place", name=op.f("uq_milestones_intervention_id_place")
        ),
    )
    op.create_table(
        "minutes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("concern_id", sa.Integer(), nullable=True),
        sa.Column("intervention_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("who", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_minutes_by_people")),
        sa.ForeignKeyConstraint(
            ["concern_id"], ["concerns.id"], name=op.f("fk_minutes_concern_id_concerns")
        ),
        sa.ForeignKeyConstraint(
            ["intervention_id"],
            ["interventions.id"],
            name=op.f("fk_minutes_intervention_id_interventions"),
        ),
        sa.ForeignKeyConstraint(["who"], ["people.id"], name=op.f("fk_minutes_who_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes")),
    )
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_minutes_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_minutes_concern_id"), ["concern_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_minutes_intervention_id"), ["intervention_id"], unique=False
        )

    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("intervention_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name=op.f("fk_progress_by_people")),
        sa.ForeignKeyConstraint(
            ["intervention_id"],
            ["interventions.id"],
            name=op.f("fk_progress_intervention_id_interventions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_progress_intervention_id"), ["intervention_id"], unique=False
        )

    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("answer", sa.String(), server_default="awaited", nullable=False)
        )
        batch_op.add_column(
            sa.Column("answered_in", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("answered_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("question_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("why", sa.String(), server_default="raised", nullable=False))
        batch_op.add_column(
            sa.Column("has_intervention", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("held", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index("ix_deliveries_subject", ["kind", "subject"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_subject")

    with op.batch_alter_table("concerns", schema=None) as batch_op:
        batch_op.drop_column("held")
        batch_op.drop_column("has_intervention")
        batch_op.drop_column("why")
        batch_op.drop_column("question_on")
        batch_op.drop_column("until")
        batch_op.drop_column("answered_on")
        batch_op.drop_column("answered_in")
        batch_op.drop_column("answer")

    with op.batch_alter_table("asks", schema=None) as batch_op:
        batch_op.alter_column("person_id", existing_type=sa.INTEGER(), nullable=False)

    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_intervention_id"))

    op.drop_table("progress")
    with op.batch_alter_table("minutes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_minutes_intervention_id"))
        batch_op.drop_index(batch_op.f("ix_minutes_concern_id"))
        batch_op.drop_index(batch_op.f("ix_minutes_at"))

    op.drop_table("minutes")
    op.drop_table("milestones")
    op.drop_table("findings")
    with op.batch_alter_table("risk_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_answers_concern_id"))

    op.drop_table("risk_answers")
    with op.batch_alter_table("interventions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interventions_stage"))
        batch_op.drop_index(batch_op.f("ix_interventions_owner"))
        batch_op.drop_index(batch_op.f("ix_interventions_indicator_id"))
        batch_op.drop_index(batch_op.f("ix_interventions_effect_indicator_id"))
        batch_op.drop_index(batch_op.f("ix_interventions_concern_id"))

    op.drop_table("interventions")
    with op.batch_alter_table("successes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_successes_indicator_id"))

    op.drop_table("successes")
    with op.batch_alter_table("risk_indicators", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risk_indicators_indicator_id"))

    op.drop_table("risk_indicators")
    op.drop_table("rechecks")
    with op.batch_alter_table("call_in_indicators", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_in_indicators_indicator_id"))

    op.drop_table("call_in_indicators")
    with op.batch_alter_table("risks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_risks_owner"))

    op.drop_table("risks")
    with op.batch_alter_table("call_ins", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_call_ins_manager"))

    op.drop_table("call_ins")
