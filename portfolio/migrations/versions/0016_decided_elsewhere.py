"""Let accepted decisions of another provider count."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('inherited', sa.Column('fingerprint', sa.String(length=64), server_default='', nullable=False))
    op.create_table('decision_elsewhere',
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('source', standards.foundation.TextColumn(), nullable=False),
    sa.Column('decided_by', sa.String(length=200), nullable=False),
    sa.Column('decided_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['provider_id', 'decision_id'], ['decision.provider_id', 'decision.id'], name=op.f('fk_decision_elsewhere_provider_id_decision_id_decision')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_decision_elsewhere'))
    )


def downgrade() -> None:
    op.drop_table('decision_elsewhere')
    op.drop_column('inherited', 'fingerprint')
