"""Who does not judge again what an appeal overturned, and why the same assessor may."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('judging_bar',
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_judging_bar_account_id_account')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_judging_bar_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_judging_bar_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('enrolled_unit_id', 'criterion_id', 'account_id', name=op.f('pk_judging_bar'))
    )
    with op.batch_alter_table('case_stage') as batch:
        batch.add_column(sa.Column('same_reason', sa.String(), nullable=False, server_default=''))
        batch.add_column(sa.Column('same_salt', sa.LargeBinary(length=32), nullable=True))
    with op.batch_alter_table('case_stage') as batch:
        batch.alter_column('same_reason', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('case_stage') as batch:
        batch.drop_column('same_salt')
        batch.drop_column('same_reason')
    op.drop_table('judging_bar')
