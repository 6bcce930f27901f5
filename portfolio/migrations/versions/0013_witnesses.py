"""Let witnesses testify by links that work once."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('witness_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('asked_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('expires_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('signed_name', sa.String(length=200), nullable=False),
    sa.Column('copy_to', sa.String(length=254), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('near', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('reason_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_witness_request_asked_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_witness_request_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_witness_request_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_witness_request_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_witness_request')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_witness_request_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_witness_request_public_id'))
    )
    with op.batch_alter_table('witness_request', schema=None) as batch_op:
        batch_op.create_index('ix_witness_request_evidence', ['evidence_id'], unique=False)
        batch_op.create_index('ix_witness_request_portfolio', ['portfolio_id'], unique=False)

    op.create_table('witness_check',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('asked_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('expires_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('sent_to', sa.String(length=254), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('answer', sa.String(length=8), nullable=True),
    sa.Column('answered_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_witness_check_asked_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['witness_request.provider_id', 'witness_request.id'], name=op.f('fk_witness_check_provider_id_request_id_witness_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_witness_check')),
    sa.UniqueConstraint('public_id', name=op.f('uq_witness_check_public_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_witness_check_token_hash'))
    )
    with op.batch_alter_table('witness_check', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_witness_check_request_id'), ['request_id'], unique=False)

    op.create_table('witness_criterion',
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_witness_criterion_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_witness_criterion_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['witness_request.provider_id', 'witness_request.id'], name=op.f('fk_witness_criterion_provider_id_request_id_witness_request')),
    sa.PrimaryKeyConstraint('request_id', 'enrolled_unit_id', 'criterion_id', name=op.f('pk_witness_criterion'))
    )
    op.create_table('witness_link',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('made_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['witness_request.provider_id', 'witness_request.id'], name=op.f('fk_witness_link_provider_id_request_id_witness_request')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_witness_link'))
    )
    with op.batch_alter_table('witness_link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_witness_link_request_id'), ['request_id'], unique=False)

    op.create_table('witness_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_witness_visit_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['witness_request.provider_id', 'witness_request.id'], name=op.f('fk_witness_visit_provider_id_request_id_witness_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_witness_visit'))
    )
    with op.batch_alter_table('witness_visit', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_witness_visit_request_id'), ['request_id'], unique=False)

    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.add_column(sa.Column('witness', sa.String(length=32), nullable=True))

    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('witness', sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('revision', schema=None) as batch_op:
        batch_op.drop_column('witness')

    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_column('witness')

    with op.batch_alter_table('witness_visit', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_witness_visit_request_id'))

    op.drop_table('witness_visit')
    with op.batch_alter_table('witness_link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_witness_link_request_id'))

    op.drop_table('witness_link')
    op.drop_table('witness_criterion')
    with op.batch_alter_table('witness_check', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_witness_check_request_id'))

    op.drop_table('witness_check')
    with op.batch_alter_table('witness_request', schema=None) as batch_op:
        batch_op.drop_index('ix_witness_request_portfolio')
        batch_op.drop_index('ix_witness_request_evidence')

    op.drop_table('witness_request')
