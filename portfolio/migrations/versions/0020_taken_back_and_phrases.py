"""Let an assessor take back what they just saved, and keep phrases of their own."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('judgement', sa.Column('taken_back_at', standards.foundation.UTCDateTime(), nullable=True))
    op.create_table('phrase_book',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('phrases', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_phrase_book_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_phrase_book'))
    )


def downgrade() -> None:
    op.drop_table('phrase_book')
    op.drop_column('judgement', 'taken_back_at')
