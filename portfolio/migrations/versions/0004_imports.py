"""Create the tables of documents on their way into the library."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('standard_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('media_type', sa.String(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.Column('lines', sa.JSON(), nullable=False),
    sa.Column('reading', sa.JSON(), nullable=False),
    sa.Column('state', sa.String(length=16), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('urn', sa.String(length=64), nullable=True),
    sa.Column('title', standards.foundation.TextColumn(), nullable=False),
    sa.Column('sent_by', sa.String(length=32), nullable=False),
    sa.Column('sent_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('changed_by', sa.String(length=32), nullable=False),
    sa.Column('changed_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=True),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_standard_import_standard_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standard_import')),
    sa.UniqueConstraint('public_id', name=op.f('uq_standard_import_public_id'))
    )
    with op.batch_alter_table('standard_import', schema=None) as batch_op:
        batch_op.create_index('ix_standard_import_list', ['owner_id', 'changed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_standard_import_sha256'), ['sha256'], unique=False)

    op.create_table('standard_import_draft',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('draft', sa.JSON(), nullable=False),
    sa.Column('saved_by', sa.String(length=32), nullable=False),
    sa.Column('saved_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['standard_import.id'], name=op.f('fk_standard_import_draft_import_id_standard_import')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standard_import_draft')),
    sa.UniqueConstraint('import_id', 'version', name=op.f('uq_standard_import_draft_import_id_version'))
    )
    op.create_table('standard_import_problem',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('severity', sa.String(length=8), nullable=False),
    sa.Column('code', sa.String(length=64), nullable=False),
    sa.Column('line', sa.Integer(), nullable=True),
    sa.Column('message', sa.JSON(), nullable=False),
    sa.Column('how', sa.String(length=16), nullable=True),
    sa.Column('note', sa.String(), nullable=True),
    sa.Column('settled_by', sa.String(length=32), nullable=True),
    sa.Column('settled_at', standards.foundation.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['import_id'], ['standard_import.id'], name=op.f('fk_standard_import_problem_import_id_standard_import')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_standard_import_problem')),
    sa.UniqueConstraint('import_id', 'position', name=op.f('uq_standard_import_problem_import_id_position'))
    )


def downgrade() -> None:
    op.drop_table('standard_import_problem')
    op.drop_table('standard_import_draft')
    with op.batch_alter_table('standard_import', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_standard_import_sha256'))
        batch_op.drop_index('ix_standard_import_list')

    op.drop_table('standard_import')
