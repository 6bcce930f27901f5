"""Where a section has not as many criteria in both languages, the same numbers are proposed and a person confirms."""

import pytest
from flask import Flask

from tests.factories import Centre
from tests.importing.pairs import KNOWN, document
from tests.importing.test_pairing import both, pairing_page, signed_in

MORE = "how to thank everyone"
SAID = {
    "en": {
        "label": "English for K1",
        "tag": "Same number: to be confirmed",
        "confirm": "Confirm what is proposed: 2 (Knowledge and understanding)",
        "welsh": "In Welsh: 2",
        "english": "In English: 3",
    },
    "cy": {
        "label": "Saesneg ar gyfer K1",
        "tag": "Yr un rhif: i'w gadarnhau",
        "confirm": "Cadarnhau'r hyn a gynigir: 2 (Gwybodaeth a dealltwriaeth)",
        "welsh": "Yn Gymraeg: 2",
        "english": "Yn Saesneg: 3",
    },
}


@pytest.mark.parametrize("language", SAID)
def test_the_same_numbers_are_proposed_and_nothing_is_settled_before_somebody_confirms(
    app: Flask, centre: Centre, language: str
) -> None:
    said = SAID[language]
    cy, en = both(app, centre, english=document("en", known=(*KNOWN["en"], MORE)))
    client = signed_in(app, centre, language)
    page = pairing_page(client, cy, en)
    page.says(said["welsh"], said["english"], said["tag"], said["label"], KNOWN["en"][0])
    rows = page.main.select_one("#open")
    assert rows is not None
    assert len(rows.select("li.ty-pair")) == 2 + 3
    chosen = page.form(SUBMIT[language]).values
    assert not [name for name, value in chosen.items() if name.startswith("row-") and value]
    page = client.submit(page, button=said["confirm"])
    rows = page.main.select_one("#open")
    assert rows is not None
    assert [row.select_one(".user-text").text for row in rows.select("li.ty-pair")] == [MORE]  # type: ignore[union-attr]
    assert page.main.select(".ty-pair__heads")[-1].get_text(" ", strip=True) in {"Welsh English", "Cymraeg Saesneg"}


SUBMIT = {"cy": "Paru'r ddau", "en": "Pair the two"}
