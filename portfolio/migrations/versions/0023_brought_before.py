"""Remember which evidence an archive brought, so that a later one brings only what is new."""

from alembic import op
import sqlalchemy as sa

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('arrival') as arrival:
        arrival.add_column(sa.Column('brought', sa.JSON(), server_default='[]', nullable=False))


def downgrade() -> None:
    with op.batch_alter_table('arrival') as arrival:
        arrival.drop_column('brought')
