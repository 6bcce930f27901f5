"""Standardisation: exercises, who takes part, their pieces, what each decided blind, and the records."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('standardising_exercise',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('chair_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('opened_by_id', sa.Integer(), nullable=True),
    sa.Column('opened_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['chair_id'], ['account.id'], name=op.f('fk_standardising_exercise_chair_id_account')),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_standardising_exercise_made_by_id_account')),
    sa.ForeignKeyConstraint(['opened_by_id'], ['account.id'], name=op.f('fk_standardising_exercise_opened_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_standardising_exercise_provider_id_provider')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_standardising_exercise_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standardising_exercise')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_standardising_exercise_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_standardising_exercise_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_standardising_exercise_public_id'))
    )
    op.create_table('standardising_minutes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('exercise_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_standardising_minutes_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'exercise_id'], ['standardising_exercise.provider_id', 'standardising_exercise.id'], name=op.f('fk_standardising_minutes_provider_id_exercise_id_standardising_exercise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standardising_minutes')),
    sa.UniqueConstraint('exercise_id', 'version', name=op.f('uq_standardising_minutes_exercise_id_version')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_standardising_minutes_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_standardising_minutes_public_id'))
    )
    op.create_table('standardising_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('exercise_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('trainee', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_standardising_person_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'exercise_id'], ['standardising_exercise.provider_id', 'standardising_exercise.id'], name=op.f('fk_standardising_person_provider_id_exercise_id_standardising_exercise')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standardising_person')),
    sa.UniqueConstraint('exercise_id', 'account_id', name=op.f('uq_standardising_person_exercise_id_account_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_standardising_person_provider_id_id'))
    )
    op.create_index('ix_standardising_person_account', 'standardising_person', ['account_id'])
    op.create_table('standardising_piece',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('exercise_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('pair', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'exercise_id'], ['standardising_exercise.provider_id', 'standardising_exercise.id'], name=op.f('fk_standardising_piece_provider_id_exercise_id_standardising_exercise')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_standardising_piece_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'revision_id'], ['revision.provider_id', 'revision.id'], name=op.f('fk_standardising_piece_provider_id_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standardising_piece')),
    sa.UniqueConstraint('exercise_id', 'revision_id', name=op.f('uq_standardising_piece_exercise_id_revision_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_standardising_piece_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_standardising_piece_public_id'))
    )
    op.create_index('ix_standardising_piece_portfolio', 'standardising_piece', ['portfolio_id'])
    op.create_table('standardising_answer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('piece_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('said', sa.JSON(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('original', sa.Boolean(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'person_id'], ['standardising_person.provider_id', 'standardising_person.id'], name=op.f('fk_standardising_answer_provider_id_person_id_standardising_person')),
    sa.ForeignKeyConstraint(['provider_id', 'piece_id'], ['standardising_piece.provider_id', 'standardising_piece.id'], name=op.f('fk_standardising_answer_provider_id_piece_id_standardising_piece')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standardising_answer')),
    sa.UniqueConstraint('piece_id', 'person_id', name=op.f('uq_standardising_answer_piece_id_person_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_standardising_answer_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_standardising_answer_public_id'))
    )
    op.create_index('ix_standardising_answer_person', 'standardising_answer', ['person_id'])
    op.create_table('standardising_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('piece_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_standardising_item_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'decision_id'], ['decision.provider_id', 'decision.id'], name=op.f('fk_standardising_item_provider_id_decision_id_decision')),
    sa.ForeignKeyConstraint(['provider_id', 'piece_id'], ['standardising_piece.provider_id', 'standardising_piece.id'], name=op.f('fk_standardising_item_provider_id_piece_id_standardising_piece')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standardising_item')),
    sa.UniqueConstraint('piece_id', 'criterion_id', name=op.f('uq_standardising_item_piece_id_criterion_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_standardising_item_provider_id_id'))
    )


def downgrade() -> None:
    op.drop_table('standardising_item')
    op.drop_table('standardising_answer')
    op.drop_table('standardising_piece')
    op.drop_table('standardising_person')
    op.drop_table('standardising_minutes')
    op.drop_table('standardising_exercise')
