"""Keep what the virus check found in each stored file."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('file_check',
    sa.Column('stored_file_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.String(length=16), nullable=False),
    sa.Column('signature', sa.String(length=200), nullable=False),
    sa.Column('checked_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'stored_file_id'], ['stored_file.provider_id', 'stored_file.id'], name=op.f('fk_file_check_provider_id_stored_file_id_stored_file')),
    sa.PrimaryKeyConstraint('stored_file_id', name=op.f('pk_file_check'))
    )


def downgrade() -> None:
    op.drop_table('file_check')
