"""Keep what an awarding body calls decisions."""

from alembic import op
import sqlalchemy as sa

revision = '0031'
down_revision = '0030'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('qualification', sa.Column('decision_words', sa.JSON(), nullable=False, server_default='{}'))


def downgrade() -> None:
    op.drop_column('qualification', 'decision_words')
