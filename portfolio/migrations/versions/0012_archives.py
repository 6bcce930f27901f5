"""Keep which archives of portfolios were made, and what laying one out needs to know of files."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('archive',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('made_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.Column('manifest', sa.String(length=64), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('documents_id', sa.Integer(), nullable=True),
    sa.Column('members', sa.JSON(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'documents_id'], ['stored_file.provider_id', 'stored_file.id'], name=op.f('fk_archive_provider_id_documents_id_stored_file')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_archive_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_archive')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_archive_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_archive_public_id'))
    )
    op.create_index('ix_archive_portfolio', 'archive', ['portfolio_id'], unique=False)
    op.add_column('stored_file', sa.Column('crc32', sa.BigInteger(), nullable=True))
    op.add_column('stored_file', sa.Column('pinned', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table('arrival',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('archive', sa.String(length=32), nullable=False),
    sa.Column('manifest', sa.String(length=64), nullable=False),
    sa.Column('source', standards.foundation.TextColumn(), nullable=False),
    sa.Column('source_id', sa.String(length=32), nullable=False),
    sa.Column('learner', sa.String(length=200), nullable=False),
    sa.Column('public_key', sa.String(length=64), nullable=False),
    sa.Column('left_out', sa.JSON(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('accepted_by', sa.Integer(), nullable=True),
    sa.Column('accepted_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['accepted_by'], ['account.id'], name=op.f('fk_arrival_accepted_by_account')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_arrival_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrival')),
    sa.UniqueConstraint('portfolio_id', 'archive', name=op.f('uq_arrival_portfolio_id_archive')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_arrival_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_arrival_public_id'))
    )
    op.create_table('inherited',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('arrival_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('criterion', sa.Uuid(), nullable=False),
    sa.Column('urn', sa.String(length=64), nullable=False),
    sa.Column('edition', sa.String(length=32), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('decision', sa.String(length=32), nullable=False),
    sa.Column('decided_by', sa.String(length=200), nullable=False),
    sa.Column('decided_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('feedback', sa.String(), nullable=False),
    sa.Column('sampled', sa.Boolean(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'arrival_id'], ['arrival.provider_id', 'arrival.id'], name=op.f('fk_inherited_provider_id_arrival_id_arrival')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_inherited_provider_id_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inherited')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_inherited_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_inherited_public_id'))
    )
    op.create_index('ix_inherited_arrival', 'inherited', ['arrival_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_inherited_arrival', table_name='inherited')
    op.drop_table('inherited')
    op.drop_table('arrival')
    op.drop_column('stored_file', 'pinned')
    op.drop_column('stored_file', 'crc32')
    op.drop_index('ix_archive_portfolio', table_name='archive')
    op.drop_table('archive')
