"""Notices, how far books were read for them, how people want their letters, calendar links."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('account', sa.Column('unseen', sa.Integer(), server_default='0', nullable=False))
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('subject', sa.String(length=32), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('noted_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('seen_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('letter', sa.String(length=8), nullable=True),
    sa.Column('mailed_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_account_id_account')),
    sa.ForeignKeyConstraint(['book_id'], ['ledger_book.id'], name=op.f('fk_notice_book_id_ledger_book')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_notice_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_notice_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('book_id', 'seq', 'account_id', name=op.f('uq_notice_book_id_seq_account_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_notice_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_notice_public_id'))
    )
    op.create_index('ix_notice_account', 'notice', ['account_id', 'seen_at'])
    op.create_index('ix_notice_letter', 'notice', ['letter', 'noted_at'])
    op.create_index('ix_notice_portfolio', 'notice', ['portfolio_id'])
    op.create_table('notice_cursor',
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['ledger_book.id'], name=op.f('fk_notice_cursor_book_id_ledger_book')),
    sa.PrimaryKeyConstraint('book_id', name=op.f('pk_notice_cursor'))
    )
    op.create_table('notice_choice',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('how', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_notice_choice_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_notice_choice'))
    )
    op.create_table('calendar_link',
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_calendar_link_account_id_account')),
    sa.PrimaryKeyConstraint('account_id', name=op.f('pk_calendar_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_calendar_link_token_hash'))
    )
    # Nobody is told of what was done before there were notices.
    op.execute('INSERT INTO notice_cursor (book_id, seq) SELECT id, head_seq FROM ledger_book')


def downgrade() -> None:
    op.drop_table('calendar_link')
    op.drop_table('notice_choice')
    op.drop_table('notice_cursor')
    op.drop_table('notice')
    op.drop_column('account', 'unseen')
