"""Keep what criteria share with their equals, and what people settle of two versions of a standard."""

from collections import defaultdict

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

CRITERIA = sa.table(
    'criterion', sa.column('id', sa.Integer), sa.column('parent_id', sa.Integer), sa.column('position', sa.Integer),
    sa.column('assessable', sa.Boolean), sa.column('text', standards.foundation.TextColumn),
    sa.column('alike_cy', sa.String), sa.column('alike_en', sa.String),
)


def upgrade() -> None:
    with op.batch_alter_table('criterion') as batch:
        batch.add_column(sa.Column('alike_cy', sa.String(length=32), nullable=True))
        batch.add_column(sa.Column('alike_en', sa.String(length=32), nullable=True))
        batch.create_index(batch.f('ix_criterion_alike_cy'), ['alike_cy'])
        batch.create_index(batch.f('ix_criterion_alike_en'), ['alike_en'])
    op.create_table('settled_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('before_id', sa.Integer(), nullable=False),
    sa.Column('after_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.String(length=255), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('settled_by', sa.Integer(), nullable=True),
    sa.Column('settled_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['after_id'], ['standard.id'], name=op.f('fk_settled_change_after_id_standard')),
    sa.ForeignKeyConstraint(['before_id'], ['standard.id'], name=op.f('fk_settled_change_before_id_standard')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_settled_change')),
    sa.UniqueConstraint('provider_id', 'before_id', 'after_id', 'row', name=op.f('uq_settled_change_provider_id_before_id_after_id_row'))
    )
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """Give the criteria that are there what they share with their equals; a new database has none."""
    rows = connection.execute(sa.select(CRITERIA).order_by(CRITERIA.c.position)).all()
    if not rows:
        return
    # Derived from the words as the code derives them: a key made here must be found by one made there.
    from standards.crosswalk import asked_words, likeness_key

    under = defaultdict(list)
    for row in rows:
        under[row.parent_id].append(row)

    def parts(row_id: int) -> list[standards.foundation.Text]:
        return [text for one in under[row_id] for text in (one.text, *parts(one.id))]

    for row in rows:
        if row.assessable:
            keys = {
                f'alike_{language}': likeness_key(asked_words(row.text, parts(row.id), language))
                for language in standards.foundation.LANGUAGES
            }
            connection.execute(sa.update(CRITERIA).where(CRITERIA.c.id == row.id).values(**keys))


def downgrade() -> None:
    op.drop_table('settled_change')
    with op.batch_alter_table('criterion') as batch:
        batch.drop_index(batch.f('ix_criterion_alike_en'))
        batch.drop_index(batch.f('ix_criterion_alike_cy'))
        batch.drop_column('alike_en')
        batch.drop_column('alike_cy')
