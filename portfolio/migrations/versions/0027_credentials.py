"""Credentials of units, the keys that sign them, and the lists that say which are revoked."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('issuing_key',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('encrypted', sa.LargeBinary(), nullable=False),
    sa.Column('public', sa.LargeBinary(length=32), nullable=False),
    sa.Column('made_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('retired_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_issuing_key_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_issuing_key')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_issuing_key_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_issuing_key_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_issuing_key_public_id'))
    )
    op.create_table('status_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_status_list_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_list')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_status_list_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_status_list_public_id'))
    )
    op.create_index(op.f('ix_status_list_provider_id'), 'status_list', ['provider_id'])
    op.create_table('credential',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('key_id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('cy', sa.String(), nullable=False),
    sa.Column('en', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('issued_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('shown', sa.Boolean(), nullable=False),
    sa.Column('revoked_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('reason', sa.String(length=16), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_credential_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'key_id'], ['issuing_key.provider_id', 'issuing_key.id'], name=op.f('fk_credential_provider_id_key_id_issuing_key')),
    sa.ForeignKeyConstraint(['provider_id', 'list_id'], ['status_list.provider_id', 'status_list.id'], name=op.f('fk_credential_provider_id_list_id_status_list')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_credential_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_credential')),
    sa.UniqueConstraint('list_id', 'place', name=op.f('uq_credential_list_id_place')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_credential_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_credential_public_id'))
    )
    op.create_index('ix_credential_portfolio', 'credential', ['portfolio_id'])
    op.create_index('ix_credential_unit', 'credential', ['enrolled_unit_id'])


def downgrade() -> None:
    op.drop_table('credential')
    op.drop_table('status_list')
    op.drop_table('issuing_key')
