"""Ask who is shown in evidence, and keep consents, viewings and redactions."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None
CLASSES = (('evidence', 'unsaid'), ('revision', ''))
"""Of what was written before nobody knows."""


def upgrade() -> None:
    op.create_table('consent',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.String(length=300), nullable=False),
    sa.Column('scope', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('given_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('given_by_id', sa.Integer(), nullable=False),
    sa.Column('recorded', sa.Boolean(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_reason', sa.String(), nullable=True),
    sa.Column('withdrawn_language', sa.String(length=2), nullable=True),
    sa.Column('withdrawn_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('settlement', sa.String(length=16), nullable=True),
    sa.Column('last_shown', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['given_by_id'], ['account.id'], name=op.f('fk_consent_given_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_consent_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_consent_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_consent_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_consent_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_consent_public_id'))
    )
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.create_index('ix_consent_evidence', ['evidence_id'], unique=False)
        batch_op.create_index('ix_consent_portfolio', ['portfolio_id'], unique=False)

    op.create_table('viewing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('why', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_viewing_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_viewing_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_viewing_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_viewing_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_viewing')),
    sa.UniqueConstraint('public_id', name=op.f('uq_viewing_public_id'))
    )
    with op.batch_alter_table('viewing', schema=None) as batch_op:
        batch_op.create_index('ix_viewing_evidence', ['evidence_id', 'account_id', 'at'], unique=False)
        batch_op.create_index('ix_viewing_portfolio', ['portfolio_id'], unique=False)

    op.create_table('redaction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence', sa.String(length=32), nullable=False),
    sa.Column('original', sa.String(length=64), nullable=False),
    sa.Column('copy', sa.String(length=64), nullable=False),
    sa.Column('boxes', sa.Integer(), nullable=False),
    sa.Column('became', sa.String(length=16), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_redaction_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_redaction_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_redaction')),
    sa.UniqueConstraint('public_id', name=op.f('uq_redaction_public_id'))
    )
    with op.batch_alter_table('redaction', schema=None) as batch_op:
        batch_op.create_index('ix_redaction_portfolio', ['portfolio_id'], unique=False)

    op.add_column('attachment', sa.Column('closed', sa.Boolean(), nullable=False, server_default=sa.false()))
    for table, default in CLASSES:
        op.add_column(table, sa.Column('confidentiality', sa.String(length=16), nullable=False, server_default=default))


def downgrade() -> None:
    for table, _default in CLASSES:
        op.drop_column(table, 'confidentiality')

    op.drop_column('attachment', 'closed')
    with op.batch_alter_table('redaction', schema=None) as batch_op:
        batch_op.drop_index('ix_redaction_portfolio')

    op.drop_table('redaction')
    with op.batch_alter_table('viewing', schema=None) as batch_op:
        batch_op.drop_index('ix_viewing_portfolio')
        batch_op.drop_index('ix_viewing_evidence')

    op.drop_table('viewing')
    with op.batch_alter_table('consent', schema=None) as batch_op:
        batch_op.drop_index('ix_consent_portfolio')
        batch_op.drop_index('ix_consent_evidence')

    op.drop_table('consent')
