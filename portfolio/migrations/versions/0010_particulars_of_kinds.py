"""Let each kind of evidence hold what its record must."""

from alembic import op
import sqlalchemy as sa

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None
TABLES = ('evidence', 'revision')


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column('particulars', sa.JSON(), nullable=False, server_default='{}'))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, 'particulars')
