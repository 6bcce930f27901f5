"""Keep with a unit that was carried over what became of each criterion."""

from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('carrying', sa.Column('ways', sa.JSON(), nullable=False, server_default='[]'))


def downgrade() -> None:
    op.drop_column('carrying', 'ways')
