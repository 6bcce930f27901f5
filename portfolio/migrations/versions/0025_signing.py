"""Keep who signs a unit and in what order, what holds one up, and how the staff stand who assess."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0025'
down_revision = '0024'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'qualification',
        sa.Column('signing', sa.String(length=100), nullable=False, server_default='learner assessor countersigner'),
    )
    op.add_column('enrolled_unit', sa.Column('awaits', sa.String(length=16), nullable=True))
    op.execute(
        "UPDATE enrolled_unit SET awaits = 'countersigner' WHERE status = 'signed' AND needs_countersignature"
    )
    op.create_table('unit_hold',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=16), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('released_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_unit_hold_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_hold')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_unit_hold_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_unit_hold_public_id'))
    )
    op.create_index('ix_unit_hold_unit', 'unit_hold', ['enrolled_unit_id'])

    op.add_column('membership', sa.Column('qualify_by', sa.Date(), nullable=True))
    op.create_table('provider_setting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=32), nullable=False),
    sa.Column('value', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_provider_setting_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_provider_setting_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provider_setting'))
    )
    op.create_index('ix_provider_setting_code', 'provider_setting', ['provider_id', 'code'])

    op.create_table('suitability_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('expires', sa.Date(), nullable=True),
    sa.Column('conditions', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_suitability_check_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_suitability_check_provider_id_provider')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['account.id'], name=op.f('fk_suitability_check_recorded_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suitability_check')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_suitability_check_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_suitability_check_public_id'))
    )
    op.create_index('ix_suitability_check_account', 'suitability_check', ['provider_id', 'account_id'])

    op.create_table('interest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('nature', sa.String(length=16), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('declared_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('ruling', sa.String(length=16), nullable=False),
    sa.Column('ruled_by_id', sa.Integer(), nullable=True),
    sa.Column('ruled_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['about_id'], ['account.id'], name=op.f('fk_interest_about_id_account')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_interest_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_interest_provider_id_provider')),
    sa.ForeignKeyConstraint(['ruled_by_id'], ['account.id'], name=op.f('fk_interest_ruled_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_interest_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_interest_public_id'))
    )
    op.create_index('ix_interest_about', 'interest', ['provider_id', 'about_id'])
    op.create_index(op.f('ix_interest_account_id'), 'interest', ['account_id'])


def downgrade() -> None:
    op.drop_table('interest')
    op.drop_table('suitability_check')
    op.drop_table('provider_setting')
    op.drop_column('membership', 'qualify_by')
    op.drop_table('unit_hold')
    op.drop_column('enrolled_unit', 'awaits')
    op.drop_column('qualification', 'signing')
