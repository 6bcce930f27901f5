"""Create the tables of the main job."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

# Entries of the ledger are never changed: the database itself says so. Written out here, because a migration is
# history and does not change with the code.
SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER ledger_entry_no_{verb} BEFORE {verb.upper()} ON ledger_entry"
    " BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END"
    for verb in ("update", "delete")
) + (
    # What replaces an entry deletes it without a word to the trigger above: an entry's place is taken once.
    "CREATE TRIGGER ledger_entry_no_replace BEFORE INSERT ON ledger_entry"
    " WHEN EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)"
    " OR EXISTS (SELECT 1 FROM ledger_entry WHERE book_id = NEW.book_id AND seq = NEW.seq)"
    " BEGIN SELECT RAISE(ABORT, 'ledger entries are never changed'); END",
)
POSTGRESQL_TRIGGERS = (
    """
    CREATE FUNCTION ledger_entry_is_final() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'ledger entries are never changed'; END $$
    """,
    """
    CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_final()
    """,
    """
    CREATE TRIGGER ledger_entry_no_truncate BEFORE TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_is_final()
    """,
)

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('account',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('sort_cy', sa.String(), nullable=False),
    sa.Column('sort_en', sa.String(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=True),
    sa.Column('password_hash', sa.String(), nullable=True),
    sa.Column('disabled', sa.Boolean(), nullable=False),
    sa.Column('created_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account')),
    sa.UniqueConstraint('email', name=op.f('uq_account_email')),
    sa.UniqueConstraint('public_id', name=op.f('uq_account_public_id'))
    )
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_account_sort_cy'), ['sort_cy'], unique=False)
        batch_op.create_index(batch_op.f('ix_account_sort_en'), ['sort_en'], unique=False)

    op.create_table('failure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=96), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_failure'))
    )
    with op.batch_alter_table('failure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_failure_key'), ['key'], unique=False)

    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=160), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('data', sa.JSON(), nullable=False),
    sa.Column('run_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('leased_until', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('last_error', sa.String(length=100), nullable=True),
    sa.Column('done_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('key', name=op.f('uq_job_key'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index('ix_job_waiting', ['done_at', 'run_at'], unique=False)

    op.create_table('ledger_book',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=True),
    sa.Column('head_seq', sa.Integer(), nullable=False),
    sa.Column('head_hash', sa.String(length=64), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_book')),
    sa.UniqueConstraint('public_id', name=op.f('uq_ledger_book_public_id'))
    )
    with op.batch_alter_table('ledger_book', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_book_provider_id'), ['provider_id'], unique=False)

    op.create_table('provider',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', standards.foundation.TextColumn(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('signing_key', sa.LargeBinary(), nullable=False),
    sa.Column('verifying_key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('created_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_provider')),
    sa.UniqueConstraint('public_id', name=op.f('uq_provider_public_id'))
    )
    op.create_table('qualification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('number', sa.String(length=32), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('title', standards.foundation.TextColumn(), nullable=False),
    sa.Column('sort_cy', sa.String(), nullable=False),
    sa.Column('sort_en', sa.String(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=True),
    sa.Column('least_credits', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('published_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_qualification')),
    sa.UniqueConstraint('owner_id', 'number', 'version', name=op.f('uq_qualification_owner_id_number_version')),
    sa.UniqueConstraint('public_id', name=op.f('uq_qualification_public_id'))
    )
    with op.batch_alter_table('qualification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_qualification_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index('uq_qualification_shared', ['number', 'version'], unique=True, sqlite_where=sa.text('owner_id IS NULL'), postgresql_where=sa.text('owner_id IS NULL'))

    op.create_table('security_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(length=64), nullable=True),
    sa.Column('detail', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_security_event'))
    )
    with op.batch_alter_table('security_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_security_event_account_id'), ['account_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_security_event_at'), ['at'], unique=False)

    op.create_table('standard',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('urn', sa.String(length=64), nullable=False),
    sa.Column('edition', sa.String(length=32), nullable=False),
    sa.Column('title', standards.foundation.TextColumn(), nullable=False),
    sa.Column('sort_cy', sa.String(), nullable=False),
    sa.Column('sort_en', sa.String(), nullable=False),
    sa.Column('overview', sa.JSON(), nullable=False),
    sa.Column('metadata', sa.JSON(), nullable=False),
    sa.Column('approved', sa.Date(), nullable=True),
    sa.Column('review', sa.Date(), nullable=True),
    sa.Column('provenance', sa.JSON(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('texts_revision', sa.Integer(), nullable=False),
    sa.Column('assessable', sa.Integer(), nullable=False),
    sa.Column('published_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standard')),
    sa.UniqueConstraint('owner_id', 'urn', 'edition', name=op.f('uq_standard_owner_id_urn_edition')),
    sa.UniqueConstraint('public_id', name=op.f('uq_standard_public_id'))
    )
    with op.batch_alter_table('standard', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_standard_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index('uq_standard_shared', ['urn', 'edition'], unique=True, sqlite_where=sa.text('owner_id IS NULL'), postgresql_where=sa.text('owner_id IS NULL'))

    op.create_table('held_form',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(length=500), nullable=False),
    sa.Column('fields', sa.JSON(), nullable=False),
    sa.Column('expires_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_held_form_account_id_account')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_held_form')),
    sa.UniqueConstraint('account_id', 'path', name=op.f('uq_held_form_account_id_path')),
    sa.UniqueConstraint('public_id', name=op.f('uq_held_form_public_id'))
    )
    with op.batch_alter_table('held_form', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_held_form_expires_at'), ['expires_at'], unique=False)

    op.create_table('ledger_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('kind', sa.String(length=64), nullable=False),
    sa.Column('unit', sa.String(length=32), nullable=True),
    sa.Column('canonical', sa.String(), nullable=False),
    sa.Column('prev', sa.String(length=64), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['ledger_book.id'], name=op.f('fk_ledger_entry_book_id_ledger_book')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_entry')),
    sa.UniqueConstraint('book_id', 'seq', name=op.f('uq_ledger_entry_book_id_seq'))
    )
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.create_index('ix_ledger_entry_unit', ['unit', 'seq'], unique=False)

    op.create_table('ledger_signed_head',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('hash', sa.String(length=64), nullable=False),
    sa.Column('signature', sa.LargeBinary(length=64), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['book_id'], ['ledger_book.id'], name=op.f('fk_ledger_signed_head_book_id_ledger_book')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger_signed_head'))
    )
    with op.batch_alter_table('ledger_signed_head', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_signed_head_book_id'), ['book_id'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.String(length=32), nullable=False),
    sa.Column('qualified', sa.Boolean(), nullable=False),
    sa.Column('assesses_in', sa.String(length=4), nullable=True),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_membership_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_membership_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_membership_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_membership_public_id'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_account_id'), ['account_id'], unique=False)
        batch_op.create_index('ix_membership_provider_role', ['provider_id', 'role'], unique=False)

    op.create_table('password_reset',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('expires_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('used_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_password_reset_account_id_account')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_password_reset'))
    )
    with op.batch_alter_table('password_reset', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_password_reset_account_id'), ['account_id'], unique=False)

    op.create_table('portfolio',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('book_id', sa.Integer(), nullable=False),
    sa.Column('opened_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_portfolio_account_id_account')),
    sa.ForeignKeyConstraint(['book_id'], ['ledger_book.id'], name=op.f('fk_portfolio_book_id_ledger_book')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_portfolio_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_portfolio')),
    sa.UniqueConstraint('provider_id', 'account_id', name=op.f('uq_portfolio_provider_id_account_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_portfolio_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_portfolio_public_id'))
    )
    with op.batch_alter_table('portfolio', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_portfolio_account_id'), ['account_id'], unique=False)

    op.create_table('signed_in_session',
    sa.Column('token_hash', sa.String(length=64), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=True),
    sa.Column('created_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('last_seen_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('agent', sa.String(length=200), nullable=False),
    sa.Column('ended_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('ended_by', sa.String(length=16), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_signed_in_session_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_signed_in_session_provider_id_provider')),
    sa.PrimaryKeyConstraint('token_hash', name=op.f('pk_signed_in_session')),
    sa.UniqueConstraint('public_id', name=op.f('uq_signed_in_session_public_id'))
    )
    with op.batch_alter_table('signed_in_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signed_in_session_account_id'), ['account_id'], unique=False)

    op.create_table('standard_section',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('heading', standards.foundation.TextColumn(), nullable=False),
    sa.Column('stem', standards.foundation.TextColumn(), nullable=True),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_standard_section_standard_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standard_section')),
    sa.UniqueConstraint('standard_id', 'position', name=op.f('uq_standard_section_standard_id_position'))
    )
    op.create_table('stored_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.BigInteger(), nullable=False),
    sa.Column('media_type', sa.String(length=127), nullable=False),
    sa.Column('stored_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_stored_file_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_stored_file')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_stored_file_provider_id_id')),
    sa.UniqueConstraint('provider_id', 'sha256', name=op.f('uq_stored_file_provider_id_sha256'))
    )
    op.create_table('unit_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('qualification_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', standards.foundation.TextColumn(), nullable=False),
    sa.Column('combination', sa.String(length=16), nullable=False),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.Column('maximum', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['qualification_id'], ['qualification.id'], name=op.f('fk_unit_group_qualification_id_qualification')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_group')),
    sa.UniqueConstraint('qualification_id', 'position', name=op.f('uq_unit_group_qualification_id_position'))
    )
    op.create_table('criterion',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=False),
    sa.Column('section_id', sa.Integer(), nullable=False),
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('printed', sa.String(length=32), nullable=True),
    sa.Column('group_heading', standards.foundation.TextColumn(), nullable=True),
    sa.Column('assessable', sa.Boolean(), nullable=False),
    sa.Column('uuid', sa.Uuid(), nullable=False),
    sa.Column('text', standards.foundation.TextColumn(), nullable=False),
    sa.ForeignKeyConstraint(['parent_id'], ['criterion.id'], name=op.f('fk_criterion_parent_id_criterion')),
    sa.ForeignKeyConstraint(['section_id'], ['standard_section.id'], name=op.f('fk_criterion_section_id_standard_section')),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_criterion_standard_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_criterion')),
    sa.UniqueConstraint('standard_id', 'code', name=op.f('uq_criterion_standard_id_code')),
    sa.UniqueConstraint('standard_id', 'position', name=op.f('uq_criterion_standard_id_position'))
    )
    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_criterion_uuid'), ['uuid'], unique=False)

    op.create_table('enrolment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('qualification_id', sa.Integer(), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('planned_end', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=4), nullable=False),
    sa.Column('cohort', sa.String(length=100), nullable=True),
    sa.Column('site', sa.String(length=100), nullable=True),
    sa.Column('employer', sa.String(length=200), nullable=True),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('status_since', sa.Date(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_enrolment_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_enrolment_provider_id_provider')),
    sa.ForeignKeyConstraint(['qualification_id'], ['qualification.id'], name=op.f('fk_enrolment_qualification_id_qualification')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_enrolment_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_enrolment_public_id'))
    )
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.create_index('ix_enrolment_portfolio', ['portfolio_id'], unique=False)
        batch_op.create_index('ix_enrolment_provider_qualification', ['provider_id', 'qualification_id'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('ai_use', sa.String(length=16), nullable=False),
    sa.Column('ai_note', sa.String(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('edited', sa.Boolean(), nullable=False),
    sa.Column('waiting', sa.Integer(), nullable=False),
    sa.Column('waiting_since', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('withdrawn_reason', sa.String(), nullable=True),
    sa.Column('withdrawn_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('created_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('changed_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_evidence_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_evidence_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_evidence_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_evidence_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_evidence_public_id'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index('ix_evidence_portfolio', ['portfolio_id', 'status'], unique=False)
        batch_op.create_index('ix_evidence_waiting', ['provider_id', 'waiting'], unique=False)

    op.create_table('unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('qualification_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=32), nullable=True),
    sa.Column('credits', sa.Integer(), nullable=False),
    sa.Column('evidence_rules', sa.JSON(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['unit_group.id'], name=op.f('fk_unit_group_id_unit_group')),
    sa.ForeignKeyConstraint(['qualification_id'], ['qualification.id'], name=op.f('fk_unit_qualification_id_qualification')),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_unit_standard_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('public_id', name=op.f('uq_unit_public_id')),
    sa.UniqueConstraint('qualification_id', 'standard_id', name=op.f('uq_unit_qualification_id_standard_id'))
    )
    op.create_table('attachment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('stored_file_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('removed', sa.Boolean(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_attachment_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'stored_file_id'], ['stored_file.provider_id', 'stored_file.id'], name=op.f('fk_attachment_provider_id_stored_file_id_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_attachment_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_attachment_public_id'))
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index('ix_attachment_evidence', ['evidence_id'], unique=False)

    op.create_table('enrolled_unit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=4), nullable=True),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('needs_countersignature', sa.Boolean(), nullable=False),
    sa.Column('complete', sa.Boolean(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('met', sa.Integer(), nullable=False),
    sa.Column('claimed', sa.Integer(), nullable=False),
    sa.Column('referred', sa.Integer(), nullable=False),
    sa.Column('touched', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_enrolled_unit_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_enrolled_unit_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_enrolled_unit_provider_id_provider')),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_enrolled_unit_standard_id_standard')),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_enrolled_unit_unit_id_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolled_unit')),
    sa.UniqueConstraint('enrolment_id', 'unit_id', name=op.f('uq_enrolled_unit_enrolment_id_unit_id')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_enrolled_unit_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_enrolled_unit_public_id'))
    )
    with op.batch_alter_table('enrolled_unit', schema=None) as batch_op:
        batch_op.create_index('ix_enrolled_unit_portfolio', ['portfolio_id'], unique=False)
        batch_op.create_index('ix_enrolled_unit_provider_unit', ['provider_id', 'unit_id'], unique=False)

    op.create_table('enrolment_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_enrolment_note_provider_id_enrolment_id_enrolment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_enrolment_note'))
    )
    with op.batch_alter_table('enrolment_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_enrolment_note_enrolment_id'), ['enrolment_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('ai_use', sa.String(length=16), nullable=False),
    sa.Column('ai_note', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.Column('submitted_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['account.id'], name=op.f('fk_revision_author_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_revision_provider_id_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('evidence_id', 'number', name=op.f('uq_revision_evidence_id_number')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_revision_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_revision_public_id'))
    )
    op.create_table('assignment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolment_id', sa.Integer(), nullable=True),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=32), nullable=False),
    sa.Column('starts', sa.Date(), nullable=False),
    sa.Column('ends', sa.Date(), nullable=True),
    sa.Column('why', sa.String(length=500), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_assignment_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_assignment_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolment_id'], ['enrolment.provider_id', 'enrolment.id'], name=op.f('fk_assignment_provider_id_enrolment_id_enrolment')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_assignment_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_assignment_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_assignment_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_assignment_public_id'))
    )
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.create_index('ix_assignment_account_part', ['account_id', 'part'], unique=False)
        batch_op.create_index('ix_assignment_portfolio', ['portfolio_id'], unique=False)

    op.create_table('claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=True),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('draft_note', sa.String(length=1000), nullable=True),
    sa.Column('leaving', sa.Boolean(), nullable=False),
    sa.Column('made_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_claim_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_claim_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_claim_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'portfolio_id'], ['portfolio.provider_id', 'portfolio.id'], name=op.f('fk_claim_provider_id_portfolio_id_portfolio')),
    sa.ForeignKeyConstraint(['provider_id', 'revision_id'], ['revision.provider_id', 'revision.id'], name=op.f('fk_claim_provider_id_revision_id_revision')),
    sa.ForeignKeyConstraint(['provider_id'], ['provider.id'], name=op.f('fk_claim_provider_id_provider')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_claim')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_claim_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_claim_public_id'))
    )
    with op.batch_alter_table('claim', schema=None) as batch_op:
        batch_op.create_index('ix_claim_evidence', ['evidence_id'], unique=False)
        batch_op.create_index('ix_claim_unit', ['enrolled_unit_id', 'criterion_id'], unique=False)

    op.create_table('criterion_status',
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_criterion_status_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_criterion_status_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('enrolled_unit_id', 'criterion_id', name=op.f('pk_criterion_status'))
    )
    op.create_table('judgement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('trainee', sa.Boolean(), nullable=False),
    sa.Column('valid', sa.Boolean(), nullable=False),
    sa.Column('authentic', sa.Boolean(), nullable=False),
    sa.Column('current', sa.Boolean(), nullable=False),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('feedback', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['account.id'], name=op.f('fk_judgement_assessor_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_judgement_provider_id_evidence_id_evidence')),
    sa.ForeignKeyConstraint(['provider_id', 'revision_id'], ['revision.provider_id', 'revision.id'], name=op.f('fk_judgement_provider_id_revision_id_revision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_judgement')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_judgement_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_judgement_public_id'))
    )
    with op.batch_alter_table('judgement', schema=None) as batch_op:
        batch_op.create_index('ix_judgement_evidence', ['evidence_id'], unique=False)

    op.create_table('reopening',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('criteria', sa.JSON(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_reopening_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_reopening_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reopening')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_reopening_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_reopening_public_id'))
    )
    with op.batch_alter_table('reopening', schema=None) as batch_op:
        batch_op.create_index('ix_reopening_unit', ['enrolled_unit_id'], unique=False)

    op.create_table('revision_file',
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('attachment_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'attachment_id'], ['attachment.provider_id', 'attachment.id'], name=op.f('fk_revision_file_provider_id_attachment_id_attachment')),
    sa.ForeignKeyConstraint(['provider_id', 'revision_id'], ['revision.provider_id', 'revision.id'], name=op.f('fk_revision_file_provider_id_revision_id_revision')),
    sa.PrimaryKeyConstraint('revision_id', 'attachment_id', name=op.f('pk_revision_file'))
    )
    with op.batch_alter_table('revision_file', schema=None) as batch_op:
        batch_op.create_index('ix_revision_file_attachment', ['attachment_id'], unique=False)

    op.create_table('claim_note',
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('revision_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.String(length=1000), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'claim_id'], ['claim.provider_id', 'claim.id'], name=op.f('fk_claim_note_provider_id_claim_id_claim')),
    sa.ForeignKeyConstraint(['provider_id', 'revision_id'], ['revision.provider_id', 'revision.id'], name=op.f('fk_claim_note_provider_id_revision_id_revision')),
    sa.PrimaryKeyConstraint('claim_id', 'revision_id', name=op.f('pk_claim_note'))
    )
    op.create_table('signature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('portfolio_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('part', sa.String(length=16), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('trainee', sa.Boolean(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('head', sa.String(length=64), nullable=False),
    sa.Column('superseded_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_signature_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_signature_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_signature_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_signature_public_id'))
    )
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.create_index('ix_signature_unit', ['enrolled_unit_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('judgement_id', sa.Integer(), nullable=False),
    sa.Column('claim_id', sa.Integer(), nullable=False),
    sa.Column('enrolled_unit_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('trainee', sa.Boolean(), nullable=False),
    sa.Column('outcome', sa.String(length=16), nullable=False),
    sa.Column('feedback', sa.String(), nullable=False),
    sa.Column('salt', sa.LargeBinary(length=32), nullable=False),
    sa.Column('corrects_id', sa.Integer(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('reason_salt', sa.LargeBinary(length=32), nullable=True),
    sa.Column('standing', sa.Boolean(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['assessor_id'], ['account.id'], name=op.f('fk_decision_assessor_id_account')),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_decision_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['provider_id', 'claim_id'], ['claim.provider_id', 'claim.id'], name=op.f('fk_decision_provider_id_claim_id_claim')),
    sa.ForeignKeyConstraint(['provider_id', 'corrects_id'], ['decision.provider_id', 'decision.id'], name=op.f('fk_decision_provider_id_corrects_id_decision')),
    sa.ForeignKeyConstraint(['provider_id', 'enrolled_unit_id'], ['enrolled_unit.provider_id', 'enrolled_unit.id'], name=op.f('fk_decision_provider_id_enrolled_unit_id_enrolled_unit')),
    sa.ForeignKeyConstraint(['provider_id', 'judgement_id'], ['judgement.provider_id', 'judgement.id'], name=op.f('fk_decision_provider_id_judgement_id_judgement')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_decision_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_decision_public_id'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index('ix_decision_claim', ['claim_id'], unique=False)
        batch_op.create_index('ix_decision_judgement', ['judgement_id'], unique=False)
        batch_op.create_index('ix_decision_unit', ['enrolled_unit_id'], unique=False)

    op.create_table('feedback_acknowledgement',
    sa.Column('judgement_id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_feedback_acknowledgement_account_id_account')),
    sa.ForeignKeyConstraint(['provider_id', 'judgement_id'], ['judgement.provider_id', 'judgement.id'], name=op.f('fk_feedback_acknowledgement_provider_id_judgement_id_judgement')),
    sa.PrimaryKeyConstraint('judgement_id', name=op.f('pk_feedback_acknowledgement'))
    )
    triggers = POSTGRESQL_TRIGGERS if op.get_bind().dialect.name == "postgresql" else SQLITE_TRIGGERS
    for trigger in triggers:
        op.execute(trigger)


def downgrade() -> None:
    op.drop_table('feedback_acknowledgement')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index('ix_decision_unit')
        batch_op.drop_index('ix_decision_judgement')
        batch_op.drop_index('ix_decision_claim')

    op.drop_table('decision')
    with op.batch_alter_table('signature', schema=None) as batch_op:
        batch_op.drop_index('ix_signature_unit')

    op.drop_table('signature')
    with op.batch_alter_table('revision_file', schema=None) as batch_op:
        batch_op.drop_index('ix_revision_file_attachment')

    op.drop_table('revision_file')
    op.drop_table('claim_note')
    with op.batch_alter_table('reopening', schema=None) as batch_op:
        batch_op.drop_index('ix_reopening_unit')

    op.drop_table('reopening')
    with op.batch_alter_table('judgement', schema=None) as batch_op:
        batch_op.drop_index('ix_judgement_evidence')

    op.drop_table('judgement')
    op.drop_table('criterion_status')
    with op.batch_alter_table('claim', schema=None) as batch_op:
        batch_op.drop_index('ix_claim_unit')
        batch_op.drop_index('ix_claim_evidence')

    op.drop_table('claim')
    with op.batch_alter_table('assignment', schema=None) as batch_op:
        batch_op.drop_index('ix_assignment_portfolio')
        batch_op.drop_index('ix_assignment_account_part')

    op.drop_table('assignment')
    op.drop_table('revision')
    with op.batch_alter_table('enrolment_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_enrolment_note_enrolment_id'))

    op.drop_table('enrolment_note')
    with op.batch_alter_table('enrolled_unit', schema=None) as batch_op:
        batch_op.drop_index('ix_enrolled_unit_provider_unit')
        batch_op.drop_index('ix_enrolled_unit_portfolio')

    op.drop_table('enrolled_unit')
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index('ix_attachment_evidence')

    op.drop_table('attachment')
    op.drop_table('unit')
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index('ix_evidence_waiting')
        batch_op.drop_index('ix_evidence_portfolio')

    op.drop_table('evidence')
    with op.batch_alter_table('enrolment', schema=None) as batch_op:
        batch_op.drop_index('ix_enrolment_provider_qualification')
        batch_op.drop_index('ix_enrolment_portfolio')

    op.drop_table('enrolment')
    with op.batch_alter_table('criterion', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_criterion_uuid'))

    op.drop_table('criterion')
    op.drop_table('unit_group')
    op.drop_table('stored_file')
    op.drop_table('standard_section')
    with op.batch_alter_table('signed_in_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signed_in_session_account_id'))

    op.drop_table('signed_in_session')
    with op.batch_alter_table('portfolio', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_portfolio_account_id'))

    op.drop_table('portfolio')
    with op.batch_alter_table('password_reset', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_password_reset_account_id'))

    op.drop_table('password_reset')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index('ix_membership_provider_role')
        batch_op.drop_index(batch_op.f('ix_membership_account_id'))

    op.drop_table('membership')
    with op.batch_alter_table('ledger_signed_head', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_signed_head_book_id'))

    op.drop_table('ledger_signed_head')
    with op.batch_alter_table('ledger_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_ledger_entry_unit')

    op.drop_table('ledger_entry')
    with op.batch_alter_table('held_form', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_held_form_expires_at'))

    op.drop_table('held_form')
    with op.batch_alter_table('standard', schema=None) as batch_op:
        batch_op.drop_index('uq_standard_shared', sqlite_where=sa.text('owner_id IS NULL'), postgresql_where=sa.text('owner_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_standard_owner_id'))

    op.drop_table('standard')
    with op.batch_alter_table('security_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_security_event_at'))
        batch_op.drop_index(batch_op.f('ix_security_event_account_id'))

    op.drop_table('security_event')
    with op.batch_alter_table('qualification', schema=None) as batch_op:
        batch_op.drop_index('uq_qualification_shared', sqlite_where=sa.text('owner_id IS NULL'), postgresql_where=sa.text('owner_id IS NULL'))
        batch_op.drop_index(batch_op.f('ix_qualification_owner_id'))

    op.drop_table('qualification')
    op.drop_table('provider')
    with op.batch_alter_table('ledger_book', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ledger_book_provider_id'))

    op.drop_table('ledger_book')
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index('ix_job_waiting')

    op.drop_table('job')
    with op.batch_alter_table('failure', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_failure_key'))

    op.drop_table('failure')
    with op.batch_alter_table('account', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_account_sort_en'))
        batch_op.drop_index(batch_op.f('ix_account_sort_cy'))

    op.drop_table('account')
