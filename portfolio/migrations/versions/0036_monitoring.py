"""Monitoring of assessors: what is planned, what was seen, and what the assessor says of it."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0036'
down_revision = '0035'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('monitoring_activity',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=True),
    sa.Column('planned_on', sa.Date(), nullable=False),
    sa.Column('focus', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('planner_id', sa.Integer(), nullable=False),
    sa.Column('planned_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('cancelled', sa.String(), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=True),
    sa.Column('points', sa.JSON(), nullable=False),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('good_practice', sa.String(), nullable=False),
    sa.Column('outcome', sa.String(length=32), nullable=True),
    sa.Column('actions', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('record_language', sa.String(length=2), nullable=True),
    sa.Column('record_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('recorder_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answer_language', sa.String(length=2), nullable=True),
    sa.Column('answer_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('answered_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['account.id'], name=op.f('fk_monitoring_activity_assessor_id_account')),
    sa.ForeignKeyConstraint(['planner_id'], ['account.id'], name=op.f('fk_monitoring_activity_planner_id_account')),
    sa.ForeignKeyConstraint(['recorder_id'], ['account.id'], name=op.f('fk_monitoring_activity_recorder_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_monitoring_activity_provider_id_provider')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_monitoring_activity_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_monitoring_activity')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_monitoring_activity_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_monitoring_activity_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_monitoring_activity_public_id'))
    )
    op.create_index('ix_monitoring_assessor', 'monitoring_activity', ['provider_id', 'assessor_id', 'kind', 'status'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_monitoring_assessor', table_name='monitoring_activity')
    op.drop_table('monitoring_activity')
