"""A manager imports the Welsh and the English of one standard, settles the rows that differ, pairs and publishes."""

import pytest

from tests.browser.conftest import Windows
from tests.browser.test_importing import Importer, manager, text_file
from tests.importing.pairs import DONE, KNOWN, document

pytestmark = pytest.mark.browser
MORE = "how to thank everyone"


@pytest.mark.parametrize(("language", "javascript"), [("cy", True), ("en", True), ("en", False)])
def test_a_welsh_text_and_its_english_twin(windows: Windows, language: str, javascript: bool) -> None:
    urn = f"ZZPAR{language}{javascript:d}".upper()
    someone = manager(windows, language, javascript=javascript)
    someone.send(text_file(f"{urn}-cy.txt", document("cy", urn)))
    someone.send(text_file(f"{urn}-en.txt", document("en", urn, known=(MORE, *KNOWN["en"]))))
    someone.page.get_by_role("link", name=f"{urn}-cy.txt, {urn}-en.txt").click()
    someone.reads(someone.say("Rows to settle: %(number)s", number=5))
    someone.check()
    settle(someone)
    someone.press("Pair the two")
    someone.done("The two are one draft now, with both texts. Settle what is left, then publish it.")
    someone.check()
    someone.press("Save and publish …")
    someone.press("Publish the standard")
    someone.done("The standard is published. It can be a unit of a qualification now.")
    someone.reads(urn, DONE[language][0], f"{urn}-cy.txt", f"{urn}-en.txt")
    someone.check()


def settle(someone: Importer) -> None:
    """Each Welsh row put with its English one, the English one that has no Welsh left alone."""
    for code, partner in (("K1", f"K2 {KNOWN['en'][0]}"), ("K2", f"K3 {KNOWN['en'][1]}")):
        someone.main.get_by_label(someone.say("English for %(code)s", code=code), exact=True).select_option(partner)
    someone.main.get_by_label(someone.say("Welsh for %(code)s", code="K1"), exact=True).select_option(
        someone.say("Leave it in English only")
    )
    someone.press("Keep the choices")
    someone.done("Your choices are kept.")
    someone.reads(someone.say("Rows to settle: %(number)s", number=0), MORE)
    someone.check()
