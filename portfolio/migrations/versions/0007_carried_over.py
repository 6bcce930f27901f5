"""Keep which units were carried over to a later version of their standard, and from which claims and decisions."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('carrying',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('before_id', sa.Integer(), nullable=False),
    sa.Column('after_id', sa.Integer(), nullable=False),
    sa.Column('total_before', sa.Integer(), nullable=False),
    sa.Column('status_before', sa.String(length=16), nullable=False),
    sa.Column('status_after', sa.String(length=16), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('undone_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_carrying_account_id_account')),
    sa.ForeignKeyConstraint(['after_id'], ['standard.id'], name=op.f('fk_carrying_after_id_standard')),
    sa.ForeignKeyConstraint(['before_id'], ['standard.id'], name=op.f('fk_carrying_before_id_standard')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_carrying_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_carrying_provider_id_portfolio_id_portfolio')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_carrying')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_carrying_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_carrying_public_id'))
    )
    op.create_index('ix_carrying_portfolio', 'carrying', ['portfolio_id'], unique=False)
    op.create_index('ix_carrying_unit', 'carrying', ['enrolled_unit_id'], unique=False)
    op.create_index('ix_carrying_versions', 'carrying', ['provider_id', 'before_id', 'after_id'], unique=False)
    op.create_table('carried_claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('carrying_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('from_status', sa.String(length=16), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=True),
    sa.Column('status', sa.String(length=16), nullable=True),
    sa.ForeignKeyConstraint(['provider_id', 'carrying_id'], ['carrying.provider_id', 'carrying.id'], name=op.f('fk_carried_claim_provider_id_carrying_id_carrying')),
    sa.ForeignKeyConstraint(['provider_id', 'claim_id'], ['claim.provider_id', 'claim.id'], name=op.f('fk_carried_claim_provider_id_claim_id_claim')),
    sa.ForeignKeyConstraint(['provider_id', 'from_id'], ['claim.provider_id', 'claim.id'], name=op.f('fk_carried_claim_provider_id_from_id_claim')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_carried_claim'))
    )
    op.create_index('ix_carried_claim_carrying', 'carried_claim', ['carrying_id'], unique=False)
    op.create_table('claim_origin',
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'claim_id'], ['claim.provider_id', 'claim.id'], name=op.f('fk_claim_origin_provider_id_claim_id_claim')),
    sa.ForeignKeyConstraint(['provider_id', 'from_id'], ['claim.provider_id', 'claim.id'], name=op.f('fk_claim_origin_provider_id_from_id_claim')),
    sa.PrimaryKeyConstraint('claim_id', name=op.f('pk_claim_origin'))
    )
    op.create_table('decision_origin',
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'decision_id'], ['decision.provider_id', 'decision.id'], name=op.f('fk_decision_origin_provider_id_decision_id_decision')),
    sa.ForeignKeyConstraint(['provider_id', 'from_id'], ['decision.provider_id', 'decision.id'], name=op.f('fk_decision_origin_provider_id_from_id_decision')),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_decision_origin'))
    )


def downgrade() -> None:
    op.drop_table('decision_origin')
    op.drop_table('claim_origin')
    op.drop_index('ix_carried_claim_carrying', table_name='carried_claim')
    op.drop_table('carried_claim')
    op.drop_index('ix_carrying_versions', table_name='carrying')
    op.drop_index('ix_carrying_unit', table_name='carrying')
    op.drop_index('ix_carrying_portfolio', table_name='carrying')
    op.drop_table('carrying')
