"""Let a version of a qualification say until when it is certificated."""

from alembic import op
import sqlalchemy as sa

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('qualification', sa.Column('last_certification', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('qualification', 'last_certification')
