"""Quality assurance: strategies of sampling, plans with their draws, samples."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('sampling_strategy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('new_days', sa.Integer(), nullable=False),
    sa.Column('flag_days', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_sampling_strategy_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_sampling_strategy_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sampling_strategy')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_sampling_strategy_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_sampling_strategy_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sampling_strategy_public_id'))
    )
    op.create_table('sampling_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('strategy_id', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('draws', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'strategy_id'], ['sampling_strategy.provider_id', 'sampling_strategy.id'], name=op.f('fk_sampling_plan_provider_id_strategy_id_sampling_strategy')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_sampling_plan_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sampling_plan')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_sampling_plan_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_sampling_plan_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sampling_plan_public_id'))
    )
    op.create_table('sampling_draw',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('seed', sa.String(length=32), nullable=False),
    sa.Column('inputs', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('result', sa.String(length=64), nullable=False),
    sa.Column('unmet', sa.JSON(), nullable=False),
    sa.Column('picked', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_sampling_draw_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'plan_id'], ['sampling_plan.provider_id', 'sampling_plan.id'], name=op.f('fk_sampling_draw_provider_id_plan_id_sampling_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sampling_draw')),
    sa.UniqueConstraint('plan_id', 'number', name=op.f('uq_sampling_draw_plan_id_number')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_sampling_draw_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sampling_draw_public_id'))
    )
    op.create_table('sampling_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('draw_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('value', sa.String(length=100), nullable=False),
    sa.Column('sampled', sa.Boolean(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['account.id'], name=op.f('fk_sampling_item_assessor_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'draw_id'], ['sampling_draw.provider_id', 'sampling_draw.id'], name=op.f('fk_sampling_item_provider_id_draw_id_sampling_draw')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_sampling_item_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'plan_id'], ['sampling_plan.provider_id', 'sampling_plan.id'], name=op.f('fk_sampling_item_provider_id_plan_id_sampling_plan')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_sampling_item_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sampling_item')),
    sa.UniqueConstraint('plan_id', 'enrolled_unit_id', 'assessor_id', 'stage', name=op.f('uq_sampling_item_plan_id_enrolled_unit_id_assessor_id_stage')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_sampling_item_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sampling_item_public_id'))
    )
    op.create_index('ix_sampling_item_portfolio', 'sampling_item', ['portfolio_id'])
    op.create_table('sample',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('sampler_id', sa.Integer(), nullable=False),
    sa.Column('hold', sa.String(length=32), nullable=False),
    sa.Column('stage', sa.String(length=16), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('opened_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('frozen', sa.JSON(), nullable=False),
    sa.Column('reported_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('verdict', sa.String(length=16), nullable=True),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.Column('feedback', sa.String(), nullable=False),
    sa.Column('good_practice', sa.String(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('widens_until', sa.Date(), nullable=True),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('answer_language', sa.String(length=2), nullable=True),
    sa.Column('answer_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('answered_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['account.id'], name=op.f('fk_sample_assessor_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_sample_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'item_id'], ['sampling_item.provider_id', 'sampling_item.id'], name=op.f('fk_sample_provider_id_item_id_sampling_item')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_sample_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_sample_provider_id_provider')),
    sa.ForeignKeyConstraint(['sampler_id'], ['account.id'], name=op.f('fk_sample_sampler_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sample')),
    sa.UniqueConstraint('item_id', name=op.f('uq_sample_item_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_sample_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_sample_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_sample_public_id'))
    )
    op.create_index('ix_sample_assessor', 'sample', ['provider_id', 'assessor_id', 'status'])
    op.create_index('ix_sample_portfolio', 'sample', ['portfolio_id'])
    op.create_table('sample_action',
    sa.Column('sample_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['provider_id', 'sample_id'], ['sample.provider_id', 'sample.id'], name=op.f('fk_sample_action_provider_id_sample_id_sample')),
    sa.PrimaryKeyConstraint('sample_id', 'number', name=op.f('pk_sample_action'))
    )
    op.create_index('ix_decision_standing', 'decision', ['provider_id', 'standing', 'enrolled_unit_id', 'assessor_id', 'judgement_id'])


def downgrade() -> None:
    op.drop_index('ix_decision_standing', table_name='decision')
    op.drop_table('sample_action')
    op.drop_index('ix_sample_portfolio', table_name='sample')
    op.drop_index('ix_sample_assessor', table_name='sample')
    op.drop_table('sample')
    op.drop_index('ix_sampling_item_portfolio', table_name='sampling_item')
    op.drop_table('sampling_item')
    op.drop_table('sampling_draw')
    op.drop_table('sampling_plan')
    op.drop_table('sampling_strategy')
