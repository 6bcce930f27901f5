"""Welsh has six forms of the plural, and the catalogue's own rule chooses each of them."""

import io

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from tests.front.gallery import CATALOGUE

FORMS = ("dim cath", "un gath", "dwy gath", "tair cath", "chwe chath", "{n} cath")


@pytest.fixture(scope="module")
def translations() -> Translations:
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="cy")
    catalogue.add(("one cat", "cats"), FORMS)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


@pytest.mark.parametrize(("number", "form"), list(zip((0, 1, 2, 3, 6, 7), FORMS, strict=True)))
def test_each_number_has_its_form(translations: Translations, number: int, form: str) -> None:
    assert translations.ungettext("one cat", "cats", number) == form
