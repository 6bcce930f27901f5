"""Certification: terms of qualifications, registrations, releases from outside, claims and what became of them."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('certification_terms',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('qualification_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('direct_from', sa.Date(), nullable=True),
    sa.Column('direct_until', sa.Date(), nullable=True),
    sa.Column('least_weeks', sa.Integer(), nullable=True),
    sa.Column('register_within', sa.Integer(), nullable=True),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_certification_terms_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_certification_terms_provider_id_provider')),
    sa.ForeignKeyConstraint(['qualification_id'], ['qualification.id'], name=op.f('fk_certification_terms_qualification_id_qualification')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certification_terms')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_certification_terms_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'qualification_id', 'number', name=op.f('uq_certification_terms_provider_id_qualification_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_certification_terms_public_id'))
    )
    op.create_table('certification_claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('whole', sa.Boolean(), nullable=False),
    sa.Column('organisation', sa.String(length=200), nullable=False),
    sa.Column('direct', sa.Boolean(), nullable=False),
    sa.Column('claimant_id', sa.Integer(), nullable=False),
    sa.Column('named_id', sa.Integer(), nullable=False),
    sa.Column('claimed_on', sa.Date(), nullable=False),
    sa.Column('achieved_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('must_withdraw', sa.Boolean(), nullable=False),
    sa.Column('steps', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['claimant_id'], ['account.id'], name=op.f('fk_certification_claim_claimant_id_account')),
    sa.ForeignKeyConstraint(['named_id'], ['account.id'], name=op.f('fk_certification_claim_named_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_certification_claim_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_certification_claim_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_certification_claim_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certification_claim')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_certification_claim_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_certification_claim_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_certification_claim_public_id'))
    )
    op.create_index('ix_certification_claim_enrolment', 'certification_claim', ['enrolment_id'])
    op.create_index('ix_certification_claim_portfolio', 'certification_claim', ['portfolio_id'])
    op.create_index('ix_certification_claim_state', 'certification_claim', ['provider_id', 'state'])
    op.create_table('certification_registration',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=64), nullable=False),
    sa.Column('registered_on', sa.Date(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_certification_registration_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_certification_registration_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_certification_registration_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_certification_registration_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_certification_registration')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_certification_registration_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_certification_registration_public_id'))
    )
    op.create_index('ix_certification_registration_day', 'certification_registration', ['provider_id', 'registered_on'])
    op.create_index('ix_certification_registration_enrolment', 'certification_registration', ['enrolment_id'])
    op.create_index('ix_certification_registration_portfolio', 'certification_registration', ['portfolio_id'])
    op.create_table('certification_claim_unit',
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'claim_id'], ['certification_claim.provider_id', 'certification_claim.id'], name=op.f('fk_certification_claim_unit_provider_id_claim_id_certification_claim')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_certification_claim_unit_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('claim_id', 'enrolled_unit_id', name=op.f('pk_certification_claim_unit'))
    )
    op.create_index('ix_certification_claim_unit_unit', 'certification_claim_unit', ['enrolled_unit_id'])
    op.create_table('certification_step',
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=16), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('corrects', sa.Integer(), nullable=True),
    sa.Column('corrected', sa.Boolean(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_certification_step_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'claim_id'], ['certification_claim.provider_id', 'certification_claim.id'], name=op.f('fk_certification_step_provider_id_claim_id_certification_claim')),
    sa.PrimaryKeyConstraint('claim_id', 'number', name=op.f('pk_certification_step'))
    )
    op.create_index('ix_certification_step_day', 'certification_step', ['provider_id', 'step', 'happened_on'])
    op.create_table('external_release',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('reference', sa.String(length=100), nullable=False),
    sa.Column('released_on', sa.Date(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_external_release_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_external_release_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_external_release_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_external_release_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_external_release')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_external_release_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_external_release_public_id'))
    )
    op.create_index('ix_external_release_portfolio', 'external_release', ['portfolio_id'])
    op.create_index('ix_external_release_unit', 'external_release', ['enrolled_unit_id'])


def downgrade() -> None:
    op.drop_table('external_release')
    op.drop_table('certification_step')
    op.drop_table('certification_claim_unit')
    op.drop_table('certification_registration')
    op.drop_table('certification_claim')
    op.drop_table('certification_terms')
