"""The page that finds: marked where the words stand, in both languages, and a sentence for whatever is typed."""

from urllib.parse import quote

import pytest
from flask import Flask

from standards.foundation import Text
from tests.client import Page, PageClient
from tests.factories import Centre
from tests.library.drafts import both, small_draft, with_words
from tests.library.test_finding import keep, the_two


@pytest.fixture(name="reader")
def reader_fixture(app: Flask, centre: Centre) -> PageClient:
    keep(app, *the_two())
    client = PageClient(app)
    client.enter(centre.ffion)
    return client


def marks(page: Page) -> list[str]:
    return [one.get_text() for one in page.main.select("mark")]


def places(page: Page) -> list[str]:
    return [one.get_text() for one in page.main.select(".ty-hit__place a")]


def test_from_the_list_to_what_answers(reader: PageClient) -> None:
    page = reader.get(reader.get("/standards").link("Find in the standards"))
    assert marks(page) == []
    page = reader.submit(page, {"Words or a code": "asesu'r risg"}, button="Find")
    page.says("Found: 2")
    assert places(page) == ["LSIAG04 P8", "LSIAG04 K18"]
    assert marks(page) == ["asesu", "risgiau"] * 2
    criterion = reader.get(page.link("LSIAG04 P8"))
    assert criterion.main.select_one("#P8") is not None


@pytest.mark.parametrize(("language", "said"), [("en", "Translation gaps"), ("cy", "Bylchau cyfieithu")])
def test_the_search_stands_among_the_librarys_pages(app: Flask, centre: Centre, language: str, said: str) -> None:
    client = PageClient(app, language)
    client.enter(centre.manager)
    links = client.get("/standards/find").links()
    assert links[said] == "/standards/gaps"
    assert "/standards/imports" in links.values()


def test_mutated_words_are_marked_as_they_stand(reader: PageClient) -> None:
    found = set(marks(reader.get("/standards/find?q=cleient")))
    assert {"gleientiaid", "chleientiaid", "cleientiaid"} <= found


def test_the_answer_is_in_the_language_of_the_question(reader: PageClient) -> None:
    page = reader.get("/standards/find?q=assess+risks")
    first = page.main.select(".ty-hit")[0]
    assert [one["lang"] for one in first.select("[lang]") if one.select("mark")] == ["en"]
    first.get_text().index("working translation")


def test_in_welsh_the_page_is_welsh(app: Flask, centre: Centre) -> None:
    keep(app, *the_two())
    client = PageClient(app, "cy")
    client.enter(centre.ffion)
    client.get("/standards/find?q=risgiau").says("Chwilio yn y safonau")
    client.get("/standards/find?q=hypnotherapi").says("Ni chafwyd dim")
    client.get("/standards/gaps").says("Bylchau cyfieithu")


def test_a_question_is_narrowed_to_one_standard(reader: PageClient) -> None:
    page = reader.get("/standards/find?q=cleientiaid")
    assert {place.split()[0] for place in places(page)} == {"LSIAG04", "LSIAG11"}
    choices = {one.get_text(): str(one["value"]) for one in page.main.select("option")}
    chosen = choices["LSIAG11 Negotiate on behalf of clients"]
    narrowed = reader.submit(page, {"standard": chosen}, button="Find")
    assert {place.split()[0] for place in places(narrowed)} == {"LSIAG11"}


def test_what_is_found_is_paged(reader: PageClient) -> None:
    first = reader.get("/standards/find?q=cleientiaid")
    second = reader.get(first.link("Next page"))
    assert len(places(first)) == 20
    assert not set(places(first)) & set(places(second))
    last = reader.get("/standards/find?q=cleientiaid&page=99999")
    assert places(last)


SAID = [
    ("", "Words or a code"),
    ("   ", "Nothing can be found with signs alone."),
    ("y a'r of the", "Words like these stand in almost every text"),
    ('"*:-^()', "Nothing can be found with signs alone."),
    ("\0", "Words or a code"),
    ("🙂", "Nothing can be found with signs alone."),
    ("risg\0iau", "Found: 4"),
    ("asesu NEAR risgiau", "In no text of the library: NEAR"),
    ("hypnotherapi", "Nothing was found."),
    ("x" * 10_000, "Your question is long: only its beginning is searched."),
    ("<script>alert(1)</script>", "In no text of the library: script"),
]


@pytest.mark.parametrize(("question", "said"), SAID, ids=lambda one: ascii(one[:20]))
def test_whatever_is_typed_is_answered_with_a_sentence(reader: PageClient, question: str, said: str) -> None:
    reader.get(f"/standards/find?q={quote(question)}").says(said)


@pytest.mark.parametrize("standard", ["nonsense", "\0", "0123456789abcdef" * 2, "' OR 1"])
def test_a_strange_standard_is_none(reader: PageClient, standard: str) -> None:
    reader.get(f"/standards/find?q=risg&standard={quote(standard)}").says("Found: 4")


def test_words_of_a_standard_never_run(app: Flask, centre: Centre) -> None:
    evil = both('<img src=x onerror=alert(1)> gwefru & "mwy"', "charge")
    keep(app, with_words(small_draft(), "P1", evil))
    client = PageClient(app)
    client.enter(centre.ffion)
    page = client.get("/standards/find?q=gwefru+img")
    assert page.main.select("img") == []
    assert marks(page) == ["img", "gwefru"]
    (hit,) = page.main.select(".ty-hit")
    assert '<img src=x onerror=alert(1)> gwefru & "mwy"' in hit.get_text()


def test_another_providers_own_standard_cannot_be_asked(app: Flask, centre: Centre) -> None:
    own = with_words(small_draft("ZZOWN11"), "P1", Text("gwefru", "charge"))
    (public_id,) = keep(app, own, owner_id=centre.provider_id)
    client = PageClient(app)
    client.enter(centre.ffion)
    assert places(client.get(f"/standards/find?q=gwefru&standard={public_id}")) == ["ZZOWN11 P1"]
    other = PageClient(app)
    other.enter(centre.other_manager)
    other.get(f"/standards/find?q=gwefru&standard={public_id}").says("Nothing was found.")
    assert "ZZOWN11" not in other.get("/standards/gaps").text
