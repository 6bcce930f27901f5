"""Let a learner turn a suggestion off for good."""

from alembic import op
import sqlalchemy as sa

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'suggestion_off',
        sa.Column('evidence_id', sa.Integer(), nullable=False),
        sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
        sa.Column('criterion_id', sa.Integer(), nullable=False),
        sa.Column('provider_id', sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_suggestion_off_criterion_id_criterion')),
        sa.ForeignKeyConstraint(
            ['provider_id', 'enrolled_unit_id'],
            ['enrolled_unit.provider_id', 'enrolled_unit.id'],
            name=op.f('fk_suggestion_off_provider_id_enrolled_unit_id_enrolled_unit'),
        ),
        sa.ForeignKeyConstraint(
            ['provider_id', 'evidence_id'],
            ['evidence.provider_id', 'evidence.id'],
            name=op.f('fk_suggestion_off_provider_id_evidence_id_evidence'),
        ),
        sa.PrimaryKeyConstraint('evidence_id', 'enrolled_unit_id', 'criterion_id', name=op.f('pk_suggestion_off')),
    )


def downgrade() -> None:
    op.drop_table('suggestion_off')
