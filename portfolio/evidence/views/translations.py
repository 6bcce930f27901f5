"""In which language the criteria that a page of evidence shows are only our translation."""

from collections.abc import Iterable

from portfolio.evidence.queries import Item
from portfolio.web import locale
from standards.foundation import Language, Text, TextStatus


def working_in(shown: Item) -> frozenset[Language]:
    """Tell of which languages the words that the page shows are working translations, for the reader's language."""
    return working_translations(claim.criterion.text for claim in shown.claims)


def working_translations(texts: Iterable[Text]) -> frozenset[Language]:
    """Tell of which languages texts are working translations, as the reader sees them."""
    language = locale.language()
    found = (text.shown(language) for text in texts)
    return frozenset(one.language for one in found if one.status is TextStatus.WORKING_TRANSLATION)
