"""In which language the criteria that a page of evidence shows are only our translation."""

from collections.abc import Iterable

from portfolio.evidence.queries import Item, Picker
from portfolio.web import locale
from standards.foundation import Language, Text, TextStatus


def working_in(shown: Item | Picker) -> frozenset[Language]:
    """Tell of which languages the words that the page shows are working translations, for the reader's language."""
    return _working(_picked(shown) if isinstance(shown, Picker) else (one.criterion.text for one in shown.claims))


def _picked(picker: Picker) -> Iterable[Text]:
    return (one.text for unit in picker.open_units for one in unit.outline.criteria)


def _working(texts: Iterable[Text]) -> frozenset[Language]:
    language: Language = "cy" if locale.language() == "cy" else "en"
    found = (text.shown(language) for text in texts)
    return frozenset(one.language for one in found if one.status is TextStatus.WORKING_TRANSLATION)
