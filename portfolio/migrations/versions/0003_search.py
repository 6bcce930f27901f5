"""Create the index of the search over the library."""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('standard_id', sa.Integer(), nullable=False),
    sa.Column('criterion_id', sa.Integer(), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('cy', sa.String(length=1), nullable=False),
    sa.Column('en', sa.String(length=1), nullable=False),
    sa.ForeignKeyConstraint(['criterion_id'], ['criterion.id'], name=op.f('fk_search_entry_criterion_id_criterion')),
    sa.ForeignKeyConstraint(['standard_id'], ['standard.id'], name=op.f('fk_search_entry_standard_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_entry')),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('search_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_search_entry_standard_id'), ['standard_id'], unique=False)

    op.create_table('search_term',
    sa.Column('term', sa.String(length=96), nullable=False),
    sa.Column('entries', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('term', name=op.f('pk_search_term'))
    )
    # The terms of each entry: an index of each database's own kind.
    if op.get_bind().dialect.name == 'sqlite':
        op.execute("CREATE VIRTUAL TABLE search_posting"
                   " USING fts5(terms, content='', detail='none', columnsize=0, tokenize='ascii')")
    else:
        op.execute('CREATE TABLE search_posting (id integer PRIMARY KEY, terms tsvector NOT NULL)')
        # What waits in a list of its own until somebody tidies up would be searched through each time.
        op.execute('CREATE INDEX ix_search_posting_terms ON search_posting USING gin (terms) WITH (fastupdate = off)')


def downgrade() -> None:
    op.execute('DROP TABLE search_posting')
    op.drop_table('search_term')
    with op.batch_alter_table('search_entry', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_search_entry_standard_id'))

    op.drop_table('search_entry')
