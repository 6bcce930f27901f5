"""External visits: who is let in, the frozen sample, what was opened and what was said."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('external_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('visitor_id', sa.Integer(), nullable=False),
    sa.Column('membership_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=False),
    sa.Column('granted_by_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('revoked_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('reason_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['granted_by_id'], ['account.id'], name=op.f('fk_external_visit_granted_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'membership_id'], ['membership.provider_id', 'membership.id'], name=op.f('fk_external_visit_provider_id_membership_id_membership')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_external_visit_provider_id_provider')),
    sa.ForeignKeyConstraint(['visitor_id'], ['account.id'], name=op.f('fk_external_visit_visitor_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_external_visit')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_external_visit_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_external_visit_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_external_visit_public_id'))
    )
    op.create_index('ix_external_visit_visitor', 'external_visit', ['visitor_id'])
    op.create_table('visited_unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('frozen', sa.JSON(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('frozen_by_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['frozen_by_id'], ['account.id'], name=op.f('fk_visited_unit_frozen_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_visited_unit_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_visited_unit_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'visit_id'], ['external_visit.provider_id', 'external_visit.id'], name=op.f('fk_visited_unit_provider_id_visit_id_external_visit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visited_unit')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_visited_unit_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_visited_unit_public_id')),
    sa.UniqueConstraint('visit_id', 'enrolled_unit_id', name=op.f('uq_visited_unit_visit_id_enrolled_unit_id'))
    )
    op.create_index('ix_visited_unit_portfolio', 'visited_unit', ['portfolio_id'])
    op.create_table('visit_comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('visited_unit_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_visit_comment_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'visit_id'], ['external_visit.provider_id', 'external_visit.id'], name=op.f('fk_visit_comment_provider_id_visit_id_external_visit')),
    sa.ForeignKeyConstraint(['provider_id', 'visited_unit_id'], ['visited_unit.provider_id', 'visited_unit.id'], name=op.f('fk_visit_comment_provider_id_visited_unit_id_visited_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_comment')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_visit_comment_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_visit_comment_public_id'))
    )
    op.create_index('ix_visit_comment_visit', 'visit_comment', ['visit_id'])
    op.create_table('visit_opening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('visit_id', sa.Integer(), nullable=False),
    sa.Column('visited_unit_id', sa.Integer(), nullable=True),
    sa.Column('portfolio_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('what', sa.String(length=32), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_visit_opening_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'visit_id'], ['external_visit.provider_id', 'external_visit.id'], name=op.f('fk_visit_opening_provider_id_visit_id_external_visit')),
    sa.ForeignKeyConstraint(['provider_id', 'visited_unit_id'], ['visited_unit.provider_id', 'visited_unit.id'], name=op.f('fk_visit_opening_provider_id_visited_unit_id_visited_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_opening'))
    )
    op.create_index('ix_visit_opening_portfolio', 'visit_opening', ['portfolio_id'])
    op.create_index('ix_visit_opening_visit', 'visit_opening', ['visit_id'])


def downgrade() -> None:
    op.drop_table('visit_opening')
    op.drop_table('visit_comment')
    op.drop_table('visited_unit')
    op.drop_table('external_visit')
