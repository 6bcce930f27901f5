"""What a visitor from outside asks the centre to do, by when, and how far it is."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0033'
down_revision = '0032'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('visit_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('visited_unit_id', sa.Integer(), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('assignee_id', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('acknowledge_by', sa.Date(), nullable=False),
    sa.Column('acknowledged_by_id', sa.Integer(), nullable=True),
    sa.Column('acknowledged_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('done_words', sa.String(), nullable=False),
    sa.Column('done_language', sa.String(length=2), nullable=True),
    sa.Column('done_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.Column('done_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('closed_by_id', sa.Integer(), nullable=True),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_visit_action_account_id_account')),
    sa.ForeignKeyConstraint(['acknowledged_by_id'], ['account.id'], name=op.f('fk_visit_action_acknowledged_by_id_account')),
    sa.ForeignKeyConstraint(['closed_by_id'], ['account.id'], name=op.f('fk_visit_action_closed_by_id_account')),
    sa.ForeignKeyConstraint(['done_by_id'], ['account.id'], name=op.f('fk_visit_action_done_by_id_account')),
    sa.ForeignKeyConstraint(['assignee_id'], ['account.id'], name=op.f('fk_visit_action_assignee_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'visit_id'], ['external_visit.provider_id', 'external_visit.id'], name=op.f('fk_visit_action_provider_id_visit_id_external_visit')),
    sa.ForeignKeyConstraint(['provider_id', 'visited_unit_id'], ['visited_unit.provider_id', 'visited_unit.id'], name=op.f('fk_visit_action_provider_id_visited_unit_id_visited_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_action')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_visit_action_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_visit_action_public_id')),
    sa.UniqueConstraint('visit_id', 'number', name=op.f('uq_visit_action_visit_id_number'))
    )
    op.create_index('ix_visit_action_assignee', 'visit_action', ['assignee_id'])
    op.create_index('ix_visit_action_undone', 'visit_action', ['provider_id', 'done_at'])


def downgrade() -> None:
    op.drop_table('visit_action')
