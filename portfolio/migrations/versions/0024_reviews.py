"""Progress reviews: what they say, their actions, who signed, employers asked by link, and how often they are held."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('review_interval',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('qualification_id', sa.Integer(), nullable=True),
    sa.Column('weeks', sa.Integer(), nullable=False),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_review_interval_provider_id_provider')),
    sa.ForeignKeyConstraint(['qualification_id'], ['qualification.id'], name=op.f('fk_review_interval_qualification_id_qualification')),
    sa.ForeignKeyConstraint(['set_by_id'], ['account.id'], name=op.f('fk_review_interval_set_by_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_interval'))
    )
    op.create_index('ix_review_interval_provider', 'review_interval', ['provider_id', 'since'], unique=False)
    op.create_table('review',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.Column('replaced', sa.Boolean(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('held_on', sa.Date(), nullable=False),
    sa.Column('period_from', sa.Date(), nullable=False),
    sa.Column('period_until', sa.Date(), nullable=False),
    sa.Column('how', sa.String(length=16), nullable=False),
    sa.Column('place', sa.String(length=300), nullable=False),
    sa.Column('present', sa.String(length=500), nullable=False),
    sa.Column('progress', sa.String(), nullable=False),
    sa.Column('well', sa.String(), nullable=False),
    sa.Column('ahead', sa.String(), nullable=False),
    sa.Column('support', sa.String(), nullable=False),
    sa.Column('welsh', sa.String(), nullable=False),
    sa.Column('off_job', sa.String(), nullable=False),
    sa.Column('correction', sa.String(), nullable=False),
    sa.Column('met', sa.Integer(), nullable=True),
    sa.Column('total', sa.Integer(), nullable=True),
    sa.Column('met_before', sa.Integer(), nullable=True),
    sa.Column('complete', sa.Integer(), nullable=True),
    sa.Column('units', sa.Integer(), nullable=True),
    sa.Column('overdue', sa.Integer(), nullable=True),
    sa.Column('planned_end', sa.Date(), nullable=True),
    sa.Column('begun_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('changed_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_review_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'corrects_id'], ['review.provider_id', 'review.id'], name=op.f('fk_review_provider_id_corrects_id_review')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_review_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_review_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_review_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_review_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_public_id'))
    )
    op.create_index('ix_review_enrolment', 'review', ['enrolment_id', 'status', 'held_on'], unique=False)
    op.create_index('ix_review_portfolio', 'review', ['portfolio_id'], unique=False)
    op.create_table('review_action',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=500), nullable=False),
    sa.Column('who', sa.String(length=16), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.Column('done_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['done_by_id'], ['account.id'], name=op.f('fk_review_action_done_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_review_action_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_review_action_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'review_id'], ['review.provider_id', 'review.id'], name=op.f('fk_review_action_provider_id_review_id_review')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_review_action_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_action')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_review_action_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_action_public_id'))
    )
    op.create_index('ix_review_action_portfolio', 'review_action', ['portfolio_id', 'done_on', 'due_on'], unique=False)
    op.create_index('ix_review_action_review', 'review_action', ['review_id'], unique=False)
    op.create_table('review_request',
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('message', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('asked_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('expires_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('closed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('signed_name', sa.String(length=200), nullable=False),
    sa.Column('near', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('reason_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_review_request_asked_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_review_request_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_review_request_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'review_id'], ['review.provider_id', 'review.id'], name=op.f('fk_review_request_provider_id_review_id_review')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_review_request_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_request')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_review_request_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_review_request_public_id'))
    )
    op.create_index('ix_review_request_portfolio', 'review_request', ['portfolio_id'], unique=False)
    op.create_index('ix_review_request_review', 'review_request', ['review_id'], unique=False)
    op.create_table('review_link',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('made_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['review_request.provider_id', 'review_request.id'], name=op.f('fk_review_link_provider_id_request_id_review_request')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_review_link'))
    )
    op.create_index(op.f('ix_review_link_request_id'), 'review_link', ['request_id'], unique=False)
    op.create_table('review_signature',
    sa.Column('review_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('job', sa.String(length=300), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_review_signature_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['review_request.provider_id', 'review_request.id'], name=op.f('fk_review_signature_provider_id_request_id_review_request')),
    sa.ForeignKeyConstraint(['provider_id', 'review_id'], ['review.provider_id', 'review.id'], name=op.f('fk_review_signature_provider_id_review_id_review')),
    sa.PrimaryKeyConstraint('review_id', 'part', name=op.f('pk_review_signature'))
    )
    op.create_table('review_visit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('address', sa.String(length=64), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_review_visit_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'request_id'], ['review_request.provider_id', 'review_request.id'], name=op.f('fk_review_visit_provider_id_request_id_review_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_visit'))
    )
    op.create_index(op.f('ix_review_visit_request_id'), 'review_visit', ['request_id'], unique=False)


def downgrade() -> None:
    op.drop_table('review_visit')
    op.drop_table('review_signature')
    op.drop_table('review_link')
    op.drop_table('review_request')
    op.drop_table('review_action')
    op.drop_table('review')
    op.drop_table('review_interval')
