"""Say of an import which two it was paired from, and of a problem which of two documents its line is of."""

from alembic import op
import sqlalchemy as sa

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('standard_import') as batch:
        batch.add_column(sa.Column('welsh_id', sa.Integer(), nullable=True))
        batch.add_column(sa.Column('english_id', sa.Integer(), nullable=True))
        for column in ('welsh_id', 'english_id'):
            name = batch.f(f'fk_standard_import_{column}_standard_import')
            batch.create_foreign_key(name, 'standard_import', [column], ['id'])
            batch.create_index(batch.f(f'ix_standard_import_{column}'), [column])
        batch.create_index('ix_standard_import_urn', ['owner_id', 'urn'])
    with op.batch_alter_table('standard_import_problem') as batch:
        batch.add_column(sa.Column('language', sa.String(length=2), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('standard_import_problem') as batch:
        batch.drop_column('language')
    with op.batch_alter_table('standard_import') as batch:
        batch.drop_index('ix_standard_import_urn')
        for column in ('english_id', 'welsh_id'):
            batch.drop_index(batch.f(f'ix_standard_import_{column}'))
            batch.drop_constraint(batch.f(f'fk_standard_import_{column}_standard_import'), type_='foreignkey')
            batch.drop_column(column)
