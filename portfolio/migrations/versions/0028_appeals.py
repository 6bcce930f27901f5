"""Appeals and complaints, safeguarding concerns, and the restricted registers."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('register_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('register', sa.String(length=16), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('follows_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['about_id'], ['account.id'], name=op.f('fk_register_entry_about_id_account')),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_register_entry_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'follows_id'], ['register_entry.provider_id', 'register_entry.id'], name=op.f('fk_register_entry_provider_id_follows_id_register_entry')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_register_entry_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_entry')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_register_entry_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'register', 'number', name=op.f('uq_register_entry_provider_id_register_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_register_entry_public_id'))
    )
    op.create_index('ix_register_entry_about', 'register_entry', ['about_id'], unique=False)
    op.create_index('ix_register_entry_follows', 'register_entry', ['follows_id'], unique=False)
    op.create_table('safeguarding_concern',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('who', sa.String(length=200), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_safeguarding_concern_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_safeguarding_concern_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_concern')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_safeguarding_concern_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_safeguarding_concern_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_safeguarding_concern_public_id'))
    )
    op.create_table('safeguarding_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('phone', sa.String(length=50), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_safeguarding_contact_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_safeguarding_contact_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_contact'))
    )
    op.create_index(op.f('ix_safeguarding_contact_provider_id'), 'safeguarding_contact', ['provider_id'], unique=False)
    op.create_table('safeguarding_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_safeguarding_person_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_safeguarding_person_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_person')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_safeguarding_person_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_safeguarding_person_public_id'))
    )
    op.create_index('ix_safeguarding_person_account', 'safeguarding_person', ['provider_id', 'account_id'], unique=False)
    op.create_table('safeguarding_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_safeguarding_note_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'concern_id'], ['safeguarding_concern.provider_id', 'safeguarding_concern.id'], name=op.f('fk_safeguarding_note_provider_id_concern_id_safeguarding_concern')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_note'))
    )
    op.create_index(op.f('ix_safeguarding_note_concern_id'), 'safeguarding_note', ['concern_id'], unique=False)
    op.create_table('safeguarding_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('concern_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_safeguarding_reading_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'concern_id'], ['safeguarding_concern.provider_id', 'safeguarding_concern.id'], name=op.f('fk_safeguarding_reading_provider_id_concern_id_safeguarding_concern')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_safeguarding_reading'))
    )
    op.create_index(op.f('ix_safeguarding_reading_concern_id'), 'safeguarding_reading', ['concern_id'], unique=False)
    op.create_table('case_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('procedure', sa.String(length=16), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=True),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=True),
    sa.Column('decision_id', sa.Integer(), nullable=True),
    sa.Column('complainant_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('spoken', sa.String(length=2), nullable=True),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('came_by', sa.String(length=16), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('hold', sa.String(length=32), nullable=True),
    sa.Column('logged_by_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['about_id'], ['account.id'], name=op.f('fk_case_file_about_id_account')),
    sa.ForeignKeyConstraint(['complainant_id'], ['account.id'], name=op.f('fk_case_file_complainant_id_account')),
    sa.ForeignKeyConstraint(['logged_by_id'], ['account.id'], name=op.f('fk_case_file_logged_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'decision_id'], ['decision.provider_id', 'decision.id'], name=op.f('fk_case_file_provider_id_decision_id_decision')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_case_file_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_case_file_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_case_file_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_file')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_case_file_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'number', name=op.f('uq_case_file_provider_id_number')),
    sa.UniqueConstraint('public_id', name=op.f('uq_case_file_public_id'))
    )
    op.create_index('ix_case_file_complainant', 'case_file', ['complainant_id'], unique=False)
    op.create_index('ix_case_file_portfolio', 'case_file', ['portfolio_id'], unique=False)
    op.create_index('ix_case_file_status', 'case_file', ['provider_id', 'status', 'due'], unique=False)
    op.create_table('case_decider',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_case_decider_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'case_id'], ['case_file.provider_id', 'case_file.id'], name=op.f('fk_case_decider_provider_id_case_id_case_file')),
    sa.PrimaryKeyConstraint('case_id', 'stage', 'account_id', name=op.f('pk_case_decider'))
    )
    op.create_index('ix_case_decider_account', 'case_decider', ['account_id'], unique=False)
    op.create_table('case_stage',
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('began', sa.Date(), nullable=False),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('extended', sa.Integer(), nullable=False),
    sa.Column('paused_from', sa.Date(), nullable=True),
    sa.Column('paused', sa.Integer(), nullable=False),
    sa.Column('told_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=True),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['account.id'], name=op.f('fk_case_stage_answered_by_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'case_id'], ['case_file.provider_id', 'case_file.id'], name=op.f('fk_case_stage_provider_id_case_id_case_file')),
    sa.PrimaryKeyConstraint('case_id', 'number', name=op.f('pk_case_stage'))
    )
    op.create_table('case_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('stage', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=True),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('due', sa.Date(), nullable=True),
    sa.Column('trigger', sa.String(length=32), nullable=True),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('mailed', sa.Boolean(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_case_step_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'case_id'], ['case_file.provider_id', 'case_file.id'], name=op.f('fk_case_step_provider_id_case_id_case_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_case_step')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_case_step_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_case_step_public_id'))
    )
    op.create_index('ix_case_step_case', 'case_step', ['case_id', 'id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_case_step_case', table_name='case_step')
    op.drop_table('case_step')
    op.drop_table('case_stage')
    op.drop_index('ix_case_decider_account', table_name='case_decider')
    op.drop_table('case_decider')
    op.drop_index('ix_case_file_status', table_name='case_file')
    op.drop_index('ix_case_file_portfolio', table_name='case_file')
    op.drop_index('ix_case_file_complainant', table_name='case_file')
    op.drop_table('case_file')
    op.drop_index(op.f('ix_safeguarding_reading_concern_id'), table_name='safeguarding_reading')
    op.drop_table('safeguarding_reading')
    op.drop_index(op.f('ix_safeguarding_note_concern_id'), table_name='safeguarding_note')
    op.drop_table('safeguarding_note')
    op.drop_index('ix_safeguarding_person_account', table_name='safeguarding_person')
    op.drop_table('safeguarding_person')
    op.drop_index(op.f('ix_safeguarding_contact_provider_id'), table_name='safeguarding_contact')
    op.drop_table('safeguarding_contact')
    op.drop_table('safeguarding_concern')
    op.drop_index('ix_register_entry_follows', table_name='register_entry')
    op.drop_index('ix_register_entry_about', table_name='register_entry')
    op.drop_table('register_entry')
