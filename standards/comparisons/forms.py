"""What may be asked and said of a comparison, and the words for what became of criteria."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from portfolio.web.forms import Form, Refusals
from standards.comparing import BETWEEN, Change, Comparison, Reason, Row

CHANGE_WORDS = {
    Change.UNCHANGED: _l("Unchanged"),
    Change.WORDING: _l("Wording only"),
    Change.CHANGED: _l("Changed"),
    Change.NEW: _l("New"),
    Change.GONE: _l("Gone"),
    Change.SPLIT: _l("Split into two"),
    Change.MERGED: _l("Merged into one"),
}
REASON_WORDS = {
    Reason.RENUMBERED: _l("It has another number."),
    Reason.SECTION: _l("It stands in a section of another kind."),
    Reason.AROUND: _l("The words that it stands under are different."),
    Reason.ASSESSABLE: _l("It takes evidence in one version only."),
    Reason.BINDING: _l("It binds differently, or sets a different time."),
}
ROW, ALL, LINK, BACK = "row", "all", "link", "back"
REFUSALS: Refusals = {
    "comparison-row-unknown": _l("Those criteria are not here any more. Look at the comparison again."),
    "comparison-criterion-twice": _l(
        "One of those criteria is settled in another row already. Put that row back first, then try again."
    ),
    "comparison-kind-unfit": _l("The words are not the same, so this row cannot be settled like that."),
    "comparison-without-provider": _l("Choose the centre that you are working in, then settle the rows."),
}


class ComparisonFilter(Form):
    """Which rows, and in which language: sent by GET, so that an address can be kept."""

    class Meta:
        csrf = False

    kind = SelectField(_l("What became of it"))

    def __init__(self, given: object) -> None:
        super().__init__(formdata=given)
        self.kind.choices = [
            ("", _("All criteria")),
            ("open", _("Not confirmed yet")),
            *((kind.value, words) for kind, words in CHANGE_WORDS.items()),
        ]

    def chosen(self, comparison: Comparison) -> tuple[Row, ...]:
        if self.kind.data == "open":
            return comparison.open
        if self.kind.data in set(Change):
            return tuple(row for row in comparison.rows if row.kind.value == self.kind.data)
        return comparison.rows


class SettleForm(Form):
    """What a person says: of one row, of two criteria that belong together, or of all rows that are open."""

    act = HiddenField()
    row = HiddenField()
    kind = SelectField(_l("What became of it"), validate_choice=False)
    before = SelectField(_l("Criterion of the earlier version"), validate_choice=False)
    after = SelectField(_l("Criterion of the later version"), validate_choice=False)

    def offer(self, comparison: Comparison) -> None:
        """Offer what is gone and what is new, to be put together."""
        rows = [row for row in comparison.rows if row.kind in {Change.GONE, Change.NEW}]
        self.before.choices = [(one.code, one.code) for row in rows for one in row.before]
        self.after.choices = [(one.code, one.code) for row in rows for one in row.after]

    def said(self) -> dict[str, Change]:
        """Give the row that was settled, by its key, or the two criteria that were put together."""
        if self.act.data == LINK:
            return {f"{self.before.data}{BETWEEN}{self.after.data}": Change.CHANGED}
        kind = self.kind.data if self.kind.data in set(Change) else Change.CHANGED
        return {str(self.row.data): Change(kind)}
