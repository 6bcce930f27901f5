"""Keep what was submitted elsewhere of evidence that arrived, and say in one shape what was not taken."""

from alembic import op
import sqlalchemy as sa

import standards.foundation

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('arrived_revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('provider_id', sa.Integer(), nullable=False),
    sa.Column('arrival_id', sa.Integer(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('source', standards.foundation.TextColumn(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('happened_on', sa.Date(), nullable=True),
    sa.Column('language', sa.String(length=2), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('ai_use', sa.String(length=16), nullable=False),
    sa.Column('ai_note', sa.String(), nullable=False),
    sa.Column('particulars', sa.JSON(), nullable=False),
    sa.Column('confidentiality', sa.String(length=16), nullable=False),
    sa.Column('submitted_at', standards.foundation.UTCDateTime(), nullable=False),
    sa.Column('files', sa.JSON(), nullable=False),
    sa.Column('translations', sa.JSON(), nullable=False),
    sa.Column('public_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['provider_id', 'arrival_id'], ['arrival.provider_id', 'arrival.id'], name=op.f('fk_arrived_revision_provider_id_arrival_id_arrival')),
    sa.ForeignKeyConstraint(['provider_id', 'evidence_id'], ['evidence.provider_id', 'evidence.id'], name=op.f('fk_arrived_revision_provider_id_evidence_id_evidence')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_arrived_revision')),
    sa.UniqueConstraint('provider_id', 'id', name=op.f('uq_arrived_revision_provider_id_id')),
    sa.UniqueConstraint('public_id', name=op.f('uq_arrived_revision_public_id'))
    )
    op.create_index('ix_arrived_revision_evidence', 'arrived_revision', ['evidence_id'], unique=False)
    _rewrite(_of_one_shape)


def downgrade() -> None:
    _rewrite(_mixed)
    op.drop_index('ix_arrived_revision_evidence', table_name='arrived_revision')
    op.drop_table('arrived_revision')


def _rewrite(how) -> None:
    arrival = sa.table('arrival', sa.column('id', sa.Integer()), sa.column('left_out', sa.JSON()))
    for number, left in op.get_bind().execute(sa.select(arrival.c.id, arrival.c.left_out)).all():
        changed = [how(one) for one in left]
        op.execute(arrival.update().where(arrival.c.id == number).values(left_out=changed))


def _of_one_shape(one):
    if isinstance(one, str):
        return {'code': 'withdrawn', 'title': one}
    return {'code': 'translation', 'title': one['translation_of']}


def _mixed(one):
    return one['title'] if one['code'] == 'withdrawn' else {'translation_of': one['title']}
