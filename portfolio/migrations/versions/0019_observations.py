"""Observations, with each learner's copy on record, and professional discussions with the criteria given beforehand."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('observation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('started_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('changed_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_observation_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_observation_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observation')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_observation_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_observation_public_id'))
    )
    op.create_index('ix_observation_author', 'observation', ['author_id', 'status'])
    op.create_table('observation_record',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('observation', sa.String(length=32), nullable=False),
    sa.Column('observer_id', sa.Integer(), nullable=False),
    sa.Column('recorded_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('comment', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('signed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['observer_id'], ['account.id'], name=op.f('fk_observation_record_observer_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_observation_record_provider_id_provider')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_observation_record_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_observation_record_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_observation_record')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_observation_record_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_observation_record_public_id'))
    )
    op.create_index('ix_observation_record_evidence', 'observation_record', ['evidence_id'])
    op.create_index('ix_observation_record_observer', 'observation_record', ['observer_id'])
    op.create_index('ix_observation_record_portfolio', 'observation_record', ['portfolio_id'])
    op.create_table('discussion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('method', sa.String(length=16), nullable=False),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('given_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['account.id'], name=op.f('fk_discussion_assessor_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_discussion_provider_id_provider')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_discussion_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_discussion_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_discussion')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_discussion_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_discussion_public_id'))
    )
    op.create_index('ix_discussion_portfolio', 'discussion', ['portfolio_id', 'status'])
    op.create_table('discussion_criterion',
    sa.Column('discussion_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_discussion_criterion_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'discussion_id'], ['discussion.provider_id', 'discussion.id'], name=op.f('fk_discussion_criterion_provider_id_discussion_id_discussion')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_discussion_criterion_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('discussion_id', 'enrolled_unit_id', 'criterion_id', name=op.f('pk_discussion_criterion'))
    )
    op.add_column('evidence', sa.Column('record', sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('evidence') as batch:
        batch.drop_column('record')
    op.drop_table('discussion_criterion')
    op.drop_table('discussion')
    op.drop_table('observation_record')
    op.drop_table('observation')
