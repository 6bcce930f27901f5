"""Let a criterion carry facts: what a provision of a law does, the cells of an action's row."""

from alembic import op
import sqlalchemy as sa

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('criterion', sa.Column('facts', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('criterion', 'facts')
