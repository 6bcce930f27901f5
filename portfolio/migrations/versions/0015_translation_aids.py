"""Let people put translations beside evidence as an aid."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('translation_aid',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('how', sa.String(length=16), nullable=False),
    sa.Column('made_with', sa.String(length=200), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('attached_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('withdrawn_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('withdrawn_by_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_reason', sa.String(), nullable=True),
    sa.Column('withdrawn_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_translation_aid_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_translation_aid_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'revision_id'], ['revision.provider_id', 'revision.id'], name=op.f('fk_translation_aid_provider_id_revision_id_revision')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_translation_aid_provider_id_provider')),
    sa.ForeignKeyConstraint(['withdrawn_by_id'], ['account.id'], name=op.f('fk_translation_aid_withdrawn_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_translation_aid')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_translation_aid_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_translation_aid_public_id'))
    )
    with op.batch_alter_table('translation_aid', schema=None) as batch_op:
        batch_op.create_index('ix_translation_aid_portfolio', ['portfolio_id'], unique=False)
        batch_op.create_index('ix_translation_aid_revision', ['revision_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('translation_aid', schema=None) as batch_op:
        batch_op.drop_index('ix_translation_aid_revision')
        batch_op.drop_index('ix_translation_aid_portfolio')

    op.drop_table('translation_aid')
