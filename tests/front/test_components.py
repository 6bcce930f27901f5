"""Every component is sound HTML in both languages; labels, hints, errors and ids are where they belong."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import Client

from tests.front import gallery
from tests.page_rules import faults

SPOILT = {"title": "", "happened": ["31", "2", "2026"], "version": "3"}
ERROR_PAGES = [f"errors/{status}.html" for status in (400, 403, 404, 409, 413, 429, 500)]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return gallery.make_app(gallery.compile_catalogue(tmp_path_factory.mktemp("translations")))


@pytest.fixture
def client(app: Flask) -> Iterator[Client]:
    with app.test_client() as client:
        yield client


def one(page: BeautifulSoup, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def spoilt(client: Client, language: str) -> BeautifulSoup:
    return BeautifulSoup(client.post(f"/?lang={language}", data=SPOILT).text, "html.parser")


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_component_keeps_the_rules_of_pages(client: Client, language: str, method: str) -> None:
    sent = SPOILT if method == "POST" else None
    response = client.open(f"/?lang={language}", method=method, data=sent)
    assert faults(response.text, dict(response.headers)) == []


@pytest.mark.parametrize("language", ["cy", "en"])
@pytest.mark.parametrize("name", ERROR_PAGES)
def test_error_pages_keep_the_rules_of_pages(client: Client, language: str, name: str) -> None:
    response = client.get(f"/page/{name}?lang={language}")
    assert faults(response.text, dict(response.headers)) == []


def test_the_page_that_needs_no_application_has_both_languages() -> None:
    text = (gallery.ROOT / "static" / "500.html").read_text(encoding="utf-8")
    page = BeautifulSoup(text, "html.parser")
    assert one(page, "html")["lang"] == "cy"
    assert one(page, "[lang=en] p").get_text()


def test_every_message_is_in_the_summary_and_at_its_field(client: Client) -> None:
    page = spoilt(client, "cy")
    targets = [str(link["href"])[1:] for link in page.select(".govuk-error-summary__list a")]
    assert targets == [
        *(
            "title",
            "address",
            "secret",
            "account",
            "kind-0",
            "unit",
            "criteria-0",
            "honest",
            "happened",
            "files",
        ),
    ]
    for target in targets:
        field = one(page, f"#{target}")
        group = field.find_parent(class_="govuk-form-group--error")
        assert isinstance(group, Tag)
        assert one(BeautifulSoup(str(group), "html.parser"), ".govuk-error-message").get_text().split()[0] == "Gwall:"
    assert page.title is not None
    assert page.title.get_text().strip().startswith("Gwall: ")


@pytest.mark.parametrize("id_", ["title", "account", "files"])
def test_hint_and_error_are_read_with_the_field(client: Client, id_: str) -> None:
    described = str(one(spoilt(client, "en"), f"#{id_}")["aria-describedby"]).split()
    assert described[:2] == [f"{id_}-hint", f"{id_}-error"]


def test_what_was_typed_is_shown_again(client: Client) -> None:
    page = spoilt(client, "en")
    assert [box["value"] for box in page.select("input[name=happened]")] == ["31", "2", "2026"]
    assert "value" not in one(page, "#secret").attrs


def test_switching_the_language_posts_the_form_and_keeps_what_was_typed(client: Client) -> None:
    switch = one(BeautifulSoup(client.get("/?lang=en").text, "html.parser"), "button[name=switch_language]")
    assert (switch["form"], switch["value"], switch["lang"]) == ("everything", "cy", "cy")
    answer = client.post("/?lang=en", data={"title": "Hanner gair", "switch_language": "cy"})
    page = BeautifulSoup(answer.text, "html.parser")
    assert one(page, "html")["lang"] == "cy"
    assert one(page, "#title")["value"] == "Hanner gair"
    assert not page.select(".govuk-error-summary")


def test_the_first_button_of_the_form_is_not_the_switch(client: Client) -> None:
    page = BeautifulSoup(client.get("/").text, "html.parser")
    assert "name" not in page.select("button[form=everything]")[0].attrs


def test_a_page_without_a_form_switches_by_a_link(client: Client) -> None:
    page = BeautifulSoup(client.get("/page/errors/404.html?lang=cy").text, "html.parser")
    link = one(page, ".ty-languages a")
    assert (link["href"], link["lang"], link["hreflang"]) == ("/page/errors/404.html?lang=en", "en", "en")
    assert one(page, "link[rel=alternate]")["hreflang"] == "en"


def test_the_stacked_bar_fills_the_width(client: Client) -> None:
    page = BeautifulSoup(client.get("/").text, "html.parser")
    bar = page.select(".ty-progress__bar")[0]
    parts = [(float(str(part["x"])), float(str(part["width"]))) for part in bar.select("rect")[1:]]
    assert parts == [(0, 444.4), (444.4, 185.2), (629.6, 74.1)]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_every_status_has_words(client: Client, language: str) -> None:
    page = BeautifulSoup(client.get(f"/?lang={language}").text, "html.parser")
    tags = page.select(".govuk-body > .ty-tag")
    assert len(tags) == 28
    assert all(tag.get_text(strip=True) for tag in tags)


def test_the_welsh_catalogue_is_complete(tmp_path: Path) -> None:
    text = gallery.CATALOGUE.read_text(encoding="utf-8")
    assert "fuzzy" not in text
    assert gallery.empty_messages() == []
