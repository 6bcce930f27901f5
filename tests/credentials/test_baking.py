"""Pictures carry a credential, say in words what they show, and are read again by us and by others."""

import io
import json
from pathlib import Path

import pytest
from lxml import etree
from openbadgeslib.baking import extract_png
from PIL import Image

from portfolio.core.badges import baking
from portfolio.core.badges.baking import NotBaked, unbaked
from portfolio.core.badges.picture import Picture, png, svg
from tests.client import PageClient
from tests.credentials.conftest import Issued

WORDS = json.dumps({"name": "Tŵr ]]> & <b>"}, ensure_ascii=False)
SEAL = Picture("cy", "Canolfan Tŷ Gwyn", "Gweithio â chleientiaid " * 6, "ZZTST11", "Cofnod", "Sêl gron: Tŷ Gwyn")


def test_a_png_carries_words_and_stays_a_picture() -> None:
    baked = baking.bake_png(png(SEAL), WORDS)
    assert unbaked(baked) == WORDS
    assert extract_png(baked, keyword=baking.KEYWORD) in {WORDS, WORDS.encode()}
    picture = Image.open(io.BytesIO(baked))
    picture.load()
    assert (picture.size, picture.info["Description"]) == ((800, 800), "Sêl gron: Tŷ Gwyn")
    with pytest.raises(NotBaked, match="badge-not-in-picture"):
        unbaked(png(SEAL))
    with pytest.raises(NotBaked, match="badge-twice-in-picture"):
        unbaked(baking.bake_png(baked, WORDS))


def test_an_svg_carries_words_first_and_says_what_it_shows() -> None:
    baked = baking.bake_svg(svg(SEAL), WORDS)
    assert unbaked(baked.encode()) == WORDS
    root = etree.fromstring(baked)
    first, title = root[0], root[1]
    assert (first.tag, title.text) == (baking.ELEMENT, "Sêl gron: Tŷ Gwyn")
    assert (root.get("role"), root.get("lang")) == ("img", "cy")
    with pytest.raises(NotBaked, match="badge-not-in-picture"):
        unbaked(svg(SEAL).encode())
    with pytest.raises(NotBaked, match="badge-twice-in-picture"):
        unbaked(baking.bake_svg(baked, WORDS).encode())


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.99])
def test_a_torn_png_is_refused(cut: float) -> None:
    whole = baking.bake_png(png(SEAL), WORDS)
    torn = whole[: int(len(baking.PNG) + 25 + 40 * cut)]
    with pytest.raises((NotBaked, ValueError)):
        unbaked(torn)


@pytest.mark.parametrize("edition", ["cy", "en"])
def test_the_learner_keeps_pictures_that_anybody_checks(
    ffion: PageClient, visitor: PageClient, issued: Issued, edition: str, tmp_path: Path
) -> None:
    for form in ("png", "svg"):
        answer = ffion.browser.get(f"/credentials/{issued.public_id}/file/{edition}.{form}")
        assert "attachment" in answer.headers["Content-Disposition"]
        assert json.loads(unbaked(answer.data)) == issued.editions[edition]
        sent = visitor.submit(visitor.get("/verify"), {"Badge as a file": (answer.data, f"badge.{form}")})
        sent.says("This credential is valid", "Ffion Rees")
        (tmp_path / f"badge.{form}").write_bytes(answer.data)
    assert ffion.browser.get(f"/credentials/{issued.public_id}/file/{edition}.exe").status_code == 404
    assert visitor.browser.get(f"/credentials/{issued.public_id}/file/{edition}.png").status_code == 302
    page = ffion.get(f"/units/{issued.unit}/credential")
    image = page.main.find("img")
    assert image is not None
    assert "A round seal with the words: Severn Centre." in str(image["alt"])
