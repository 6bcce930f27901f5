"""Sampling plans are rebalanced by the installation itself: when that was looked at, and draws without an author."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0035'
down_revision = '0034'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('sampling_plan') as plans:
        plans.add_column(sa.Column('balanced_at', standards.foundation.UTCDateTime(), nullable=True))
    with op.batch_alter_table('sampling_draw') as draws:
        draws.alter_column('author_id', existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    with op.batch_alter_table('sampling_draw') as draws:
        draws.alter_column('author_id', existing_type=sa.Integer(), nullable=False)
    with op.batch_alter_table('sampling_plan') as plans:
        plans.drop_column('balanced_at')
