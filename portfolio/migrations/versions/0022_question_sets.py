"""Sets of questions: what is being written, and the versions that were published."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('question_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('asked', sa.JSON(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changed_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_question_set_provider_id_provider')),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_question_set_standard_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_set')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_question_set_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_question_set_public_id'))
    )
    op.create_index('ix_question_set_provider', 'question_set', ['provider_id', 'standard_id'])
    op.create_table('question_set_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('set_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('published_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('published_by_id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['published_by_id'], ['account.id'], name=op.f('fk_question_set_version_published_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'set_id'], ['question_set.provider_id', 'question_set.id'], name=op.f('fk_question_set_version_provider_id_set_id_question_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_question_set_version')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_question_set_version_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_question_set_version_public_id')),
    sa.UniqueConstraint('set_id', 'number', name=op.f('uq_question_set_version_set_id_number'))
    )
    op.create_table('question_asked',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('guide', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_question_asked_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'version_id'], ['question_set_version.provider_id', 'question_set_version.id'], name=op.f('fk_question_asked_provider_id_version_id_question_set_version')),
    sa.PrimaryKeyConstraint('version_id', 'position', name=op.f('pk_question_asked'))
    )


def downgrade() -> None:
    op.drop_table('question_asked')
    op.drop_table('question_set_version')
    op.drop_table('question_set')
