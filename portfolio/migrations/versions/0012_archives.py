"""Keep which archives of portfolios were made, and what laying one out needs to know of files."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0012'
down_revision = '0010'
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


def downgrade() -> None:
    op.drop_column('stored_file', 'pinned')
    op.drop_column('stored_file', 'crc32')
    op.drop_index('ix_archive_portfolio', table_name='archive')
    op.drop_table('archive')
