"""Let assessment be planned, agreed and reviewed, and evidence be for what is planned."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('plan_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('holds', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('begun_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('changed_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_plan_version_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_plan_version_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_plan_version_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_plan_version_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_version')),
    sa.UniqueConstraint('enrolment_id', 'number', name=op.f('uq_plan_version_enrolment_id_number')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_plan_version_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_plan_version_public_id'))
    )
    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.create_index('ix_plan_version_portfolio', ['portfolio_id'], unique=False)
        batch_op.create_index('ix_plan_version_provider_status', ['provider_id', 'status'], unique=False)

    op.create_table('planned_activity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('fulfilled', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_planned_activity_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_planned_activity_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_planned_activity_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_planned_activity')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_planned_activity_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_planned_activity_public_id'))
    )
    with op.batch_alter_table('planned_activity', schema=None) as batch_op:
        batch_op.create_index('ix_planned_activity_enrolment', ['enrolment_id'], unique=False)
        batch_op.create_index('ix_planned_activity_portfolio', ['portfolio_id'], unique=False)

    op.create_table('evidence_activity',
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'activity_id'], ['planned_activity.provider_id', 'planned_activity.id'], name=op.f('fk_evidence_activity_provider_id_activity_id_planned_activity')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_evidence_activity_provider_id_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('evidence_id', name=op.f('pk_evidence_activity'))
    )
    op.create_table('fulfilment',
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('evidence', sa.String(length=32), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'activity_id'], ['planned_activity.provider_id', 'planned_activity.id'], name=op.f('fk_fulfilment_provider_id_activity_id_planned_activity')),
    sa.PrimaryKeyConstraint('activity_id', 'evidence', name=op.f('pk_fulfilment'))
    )
    with op.batch_alter_table('fulfilment', schema=None) as batch_op:
        batch_op.create_index('ix_fulfilment_evidence', ['evidence'], unique=False)

    op.create_table('plan_assent',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('words', sa.String(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_plan_assent_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'version_id'], ['plan_version.provider_id', 'plan_version.id'], name=op.f('fk_plan_assent_provider_id_version_id_plan_version')),
    sa.PrimaryKeyConstraint('version_id', 'part', name=op.f('pk_plan_assent'))
    )
    op.create_table('plan_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_plan_comment_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'version_id'], ['plan_version.provider_id', 'plan_version.id'], name=op.f('fk_plan_comment_provider_id_version_id_plan_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_comment')),
    sa.UniqueConstraint('public_id', name=op.f('uq_plan_comment_public_id'))
    )
    with op.batch_alter_table('plan_comment', schema=None) as batch_op:
        batch_op.create_index('ix_plan_comment_version', ['version_id'], unique=False)

    op.create_table('plan_line',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('method', sa.String(length=32), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('at_time', sa.String(length=5), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('present', sa.String(length=500), nullable=False),
    sa.Column('language', sa.String(length=4), nullable=False),
    sa.Column('adjustments', sa.String(), nullable=False),
    sa.Column('confidentiality', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'activity_id'], ['planned_activity.provider_id', 'planned_activity.id'], name=op.f('fk_plan_line_provider_id_activity_id_planned_activity')),
    sa.ForeignKeyConstraint(['provider_id', 'version_id'], ['plan_version.provider_id', 'plan_version.id'], name=op.f('fk_plan_line_provider_id_version_id_plan_version')),
    sa.PrimaryKeyConstraint('version_id', 'activity_id', name=op.f('pk_plan_line'))
    )
    with op.batch_alter_table('plan_line', schema=None) as batch_op:
        batch_op.create_index('ix_plan_line_activity', ['activity_id'], unique=False)

    op.create_table('plan_line_criterion',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('activity_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_plan_line_criterion_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'activity_id'], ['planned_activity.provider_id', 'planned_activity.id'], name=op.f('fk_plan_line_criterion_provider_id_activity_id_planned_activity')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_plan_line_criterion_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'version_id'], ['plan_version.provider_id', 'plan_version.id'], name=op.f('fk_plan_line_criterion_provider_id_version_id_plan_version')),
    sa.PrimaryKeyConstraint('version_id', 'activity_id', 'enrolled_unit_id', 'criterion_id', name=op.f('pk_plan_line_criterion'))
    )


def downgrade() -> None:
    op.drop_table('plan_line_criterion')
    with op.batch_alter_table('plan_line', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_line_activity')

    op.drop_table('plan_line')
    with op.batch_alter_table('plan_comment', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_comment_version')

    op.drop_table('plan_comment')
    op.drop_table('plan_assent')
    with op.batch_alter_table('fulfilment', schema=None) as batch_op:
        batch_op.drop_index('ix_fulfilment_evidence')

    op.drop_table('fulfilment')
    op.drop_table('evidence_activity')
    with op.batch_alter_table('planned_activity', schema=None) as batch_op:
        batch_op.drop_index('ix_planned_activity_portfolio')
        batch_op.drop_index('ix_planned_activity_enrolment')

    op.drop_table('planned_activity')
    with op.batch_alter_table('plan_version', schema=None) as batch_op:
        batch_op.drop_index('ix_plan_version_provider_status')
        batch_op.drop_index('ix_plan_version_portfolio')

    op.drop_table('plan_version')
