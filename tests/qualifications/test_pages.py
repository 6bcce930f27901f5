"""A manager makes a qualification through the pages, in either language; everybody else reads it."""

from collections.abc import Callable

import pytest
from flask import Flask

from portfolio.core.database import begin, db
from portfolio.core.work import UnitOfWork
from standards.foundation import Text
from standards.library.services import publish as publish_standard
from standards.qualifications import services
from tests.client import PageClient, Value, button_words
from tests.databases import queries_at_most
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.library.drafts import small_draft
from tests.qualifications.making import a_draft, colleague


def kept(app: Flask, make: Callable[[UnitOfWork], object], provider_id: int | None = None) -> object:
    """Do something as the system, or as a colleague at a provider, and commit."""
    with app.app_context():
        begin(db.session(), "write")
        work = UnitOfWork(db.session())
        if provider_id is not None:
            work.actor = colleague(provider_id)
        made = make(work)
        db.session.commit()
        db.session.remove()
    return made


def a_qualification(
    app: Flask, centre: Centre, number: str = "610/1", *, published: bool = False, units: int = 2
) -> str:
    """Make one at the centre; gives its address."""

    def make(work: UnitOfWork) -> str:
        row = a_draft(work, number, tuple(f"ZZTST{each}" for each in range(12, 12 + units)))
        if published:
            services.publish(work, row)
        return f"/qualifications/{row.public_id}"

    return str(kept(app, make, centre.provider_id))


def signed_in(app: Flask, person: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(person)
    return client


WORDS = {
    "en": {
        "new": "New qualification", "begin": "Begin the draft", "group": "Add a group", "add group": "Add the group",
        "unit": "Add a unit to “Mandatory”", "add unit": "Add the unit", "publish": "Publish", "title": "Desk work",
        "published": "The qualification is published. Learners can be enrolled on it.", "next": "New version",
        "begin next": "Begin the new version", "desk": "Arrange a desk (ZZTST12, 31 January 2026)",
    },
    "cy": {
        "new": "Cymhwyster newydd", "begin": "Dechrau'r drafft", "group": "Ychwanegu grŵp",
        "add group": "Ychwanegu'r grŵp",
        "unit": "Ychwanegu uned at “Gorfodol”", "add unit": "Ychwanegu'r uned", "publish": "Cyhoeddi",
        "title": "Gwaith desg",
        "published": "Mae'r cymhwyster wedi'i gyhoeddi. Gellir ymrestru dysgwyr arno.", "next": "Fersiwn newydd",
        "begin next": "Dechrau'r fersiwn newydd", "desk": "Trefnu desg (ZZTST12, 31 Ionawr 2026)",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_manager_makes_and_publishes_one_and_begins_the_next(app: Flask, centre: Centre, language: str) -> None:
    kept(app, lambda work: publish_standard(work, small_draft()))
    client, words = signed_in(app, centre.manager, language), WORDS[language]
    page = client.get(client.get("/qualifications").link(words["new"]))
    titles = {"title_cy": "Gwaith desg", "title_en": "Desk work"}
    page = client.submit(page, {"number": "610/7", "level": "3", **titles}, button=words["begin"])
    assert page.heading == f"610/7 {words['title']}"
    page = client.get(page.link(words["group"]))
    group = {"title_cy": "Gorfodol", "title_en": "Mandatory", "combination": "units", "minimum": "1"}
    page = client.submit(page, group, button=words["add group"])
    page = client.get(page.link(words["unit"]))
    standard = next(each["value"] for each in page.main.select("option") if each.text == words["desk"])
    page = client.submit(page, {"standard": str(standard), "credits": "4"}, button=words["add unit"])
    page = client.submit(client.get(page.link(words["publish"])), button=words["publish"])
    assert page.notices == [words["published"]]
    page = client.submit(client.get(page.link(words["next"])), button=words["begin next"])
    assert page.summary()[{"en": "Version", "cy": "Fersiwn"}[language]] == "2"


def test_wrong_fields_are_named_and_what_was_typed_stays(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.submit(client.get("/qualifications/new"), {"least_credits": "many"}, status=422)
    assert page.errors == [
        "Enter a title in Welsh, in English or in both.",
        "Enter the qualification's number.",
        "Enter a whole number, or leave it empty.",
    ]
    assert page.form().values["least_credits"] == "many"
    address = a_qualification(app, centre)
    page = client.submit(client.get(f"{address}/groups/add"), {"title_en": "More"}, status=422)
    assert page.errors == ["Choose how units of this group are chosen."]
    client.get(f"{address}/units/add").says("Every standard of the library is a unit of this qualification already.")
    kept(app, lambda work: publish_standard(work, small_draft("ZZTST99")))
    page = client.submit(client.get(f"{address}/units/add"), {"credits": "four"}, status=422)
    assert page.errors == ["Choose a group.", "Choose a standard.", "Enter a whole number, or leave it empty."]


def test_a_rules_no_is_put_into_words(app: Flask, centre: Centre) -> None:
    a_qualification(app, centre)
    for language, said in (
        ("en", "There is already a qualification with the number 610/1."),
        ("cy", "Mae cymhwyster â'r rhif 610/1 yn bodoli eisoes."),
    ):
        client = signed_in(app, centre.manager, language)
        page = client.submit(client.get("/qualifications/new"), {"number": "610/1", "title_cy": "Eto"}, status=409)
        assert page.errors[0].startswith(said)
        assert page.form().values["title_cy"] == "Eto"


def test_a_draft_says_what_keeps_it_from_being_published(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, units=1)
    client = signed_in(app, centre.manager)
    page = client.get(address)
    page.says("Before it can be published", "“Optional” has no units.")
    assert "Publish" not in page.links()
    asked = client.get(f"{address}/publish")
    assert "Publish" not in button_words(asked.main)
    page = client.submit(asked, status=409)
    assert page.errors == [
        "No choice of units would achieve this qualification yet. Mend what the page lists, then publish."
    ]
    page.says("“Optional” has no units.")


def test_units_move_and_leave(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, units=4)
    client = signed_in(app, centre.manager)

    def urns(caption: str) -> list[str]:
        return [row[1][:7] for row in client.get(address).table(caption)[1:]]

    assert urns("Units in “Optional”: 3") == ["ZZTST13", "ZZTST14", "ZZTST15"]
    client.submit(client.get(address), button="Move up (ZZTST15)")
    assert urns("Units in “Optional”: 3") == ["ZZTST13", "ZZTST15", "ZZTST14"]
    client.submit(client.get(address), button="Move down (ZZTST13)")
    page = client.get(client.get(address).link("Remove (ZZTST14)"))
    page.says("The standard stays in the library")
    client.submit(page, button="Remove the unit")
    assert urns("Units in “Optional”: 2") == ["ZZTST15", "ZZTST13"]
    page = client.get(client.get(address).link("Remove the group “Optional”"))
    page.says("Units in it: 2.")
    page = client.submit(page, button="Remove the group")
    assert page.summary()["Units"] == "1"
    client.get(f"{address}/groups/9/remove", status=404)
    client.get(f"{address}/units/{'0' * 32}/remove", status=404)


def test_a_published_one_offers_no_change_and_takes_none(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, published=True)
    client = signed_in(app, centre.manager)
    links = client.get(address).links()
    assert "New version" in links
    assert not {"Add a group", "Publish"} & set(links)
    group = {"title_en": "More", "combination": "all"}
    page = client.submit(client.get(f"{address}/groups/add"), group, status=409)
    assert page.errors == ["This version is published, so nothing in it changes. Begin a new version instead."]


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_manager_sets_the_last_certification_date_at_any_time(app: Flask, centre: Centre, language: str) -> None:
    name = {"en": "Last certification date", "cy": "Dyddiad ardystio olaf"}[language]
    client = signed_in(app, centre.manager, language)
    values: dict[str, Value] = {"title_cy": "Gwaith", "number": "610/8", "last_certification": ["31", "8", "2027"]}
    page = client.submit(client.get("/qualifications/new"), values)
    assert page.summary()[name] == {"en": "31 August 2027", "cy": "31 Awst 2027"}[language]
    address = a_qualification(app, centre, published=True)
    page = client.get(address)
    assert page.summary()[name] == {"en": "Not announced", "cy": "Heb ei gyhoeddi"}[language]
    for days, shown in ((["1", "2", "2020"], "1 Chwefror 2020"), (["", "", ""], "")):
        page = client.submit(client.get(f"{address}/last-certification"), {"last_certification": days})
        assert page.notices == [
            {"en": "The last certification date is saved.", "cy": "Mae'r dyddiad ardystio olaf wedi'i gadw."}[language]
        ]
        if language == "cy" and shown:
            page.says(
                f"Roedd modd hawlio tystysgrifau'r fersiwn hwn tan {shown}, ac mae'r diwrnod hwnnw wedi mynd heibio."
            )
    record = client.get("/record")
    record.says({"en": "Last day: 1 February 2020.", "cy": "Diwrnod olaf: 1 Chwefror 2020."}[language])
    record.says({"en": "Advice and guidance was removed.", "cy": "Dilëwyd dyddiad ardystio olaf"}[language])
    assert checked(app) == []


def test_a_day_that_is_none_is_refused_and_stays_typed(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, published=True)
    client = signed_in(app, centre.manager)
    wrong = {"last_certification": ["31", "2", "2027"]}
    page = client.submit(client.get(f"{address}/last-certification"), wrong, status=422)
    assert page.errors == [
        "Enter a real date for “Last certification date (if known)”, with day, month and year in figures."
    ]
    assert page.form("Save the date").values.getlist("last_certification") == ["31", "2", "2027"]


def test_those_who_read_see_the_published_and_no_buttons(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, published=True)
    a_qualification(app, centre, "610/2")
    for person in (centre.ffion, centre.trainee, centre.quality_assurer):
        client = signed_in(app, person)
        page = client.get("/qualifications")
        assert len(page.table("Qualifications: 1")) == 2
        assert "New qualification" not in page.links()
        assert "New version" not in client.get(address).links()
        for act in ("publish", "new-version", "last-certification", "groups/add", "units/add"):
            client.get(f"{address}/{act}", status=403)
        client.get("/qualifications/new", status=403)


def test_another_centres_qualification_does_not_exist(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, published=True)
    client = signed_in(app, centre.other_manager)
    client.get(address, status=404)
    client.get(f"{address}/new-version", status=404)
    client.get("/qualifications").says("There are no qualifications yet.")


@pytest.mark.parametrize(("language", "first"), [("en", "Add a group with"), ("cy", "Ychwanegwch grŵp ag")])
def test_an_empty_draft_is_not_offered_for_publishing(app: Flask, centre: Centre, language: str, first: str) -> None:
    new = services.NewQualification("610/8", Text("Desgiau", "Desks"))
    address = f"/qualifications/{kept(app, lambda work: services.create(work, new).public_id, centre.provider_id)}"
    client, words = signed_in(app, centre.manager, language), WORDS[language]
    asked = client.get(f"{address}/publish")
    assert words["publish"] not in button_words(asked.main)
    asked.says(first)
    group = {"title_cy": "Gorfodol", "title_en": "Mandatory", "combination": "all"}
    kept(app, lambda work: publish_standard(work, small_draft()))
    page = client.submit(client.get(f"{address}/groups/add"), group, button=words["add group"])
    page = client.get(page.link(words["unit"]).partition("?")[0])
    standard = str(page.main.select("[name=standard] option")[1]["value"])
    # With one group there is nothing to choose.
    client.submit(page, {"standard": standard}, button=words["add unit"]).says("ZZTST12")


def test_nobody_changes_what_all_centres_share(app: Flask, centre: Centre) -> None:
    address = f"/qualifications/{kept(app, lambda work: a_draft(work).public_id)}"
    client = signed_in(app, centre.manager)
    assert "Add a group" not in client.get(address).links()
    page = client.submit(client.get(f"{address}/publish"), button="Publish", status=409)
    assert page.errors == ["This qualification is shared by all centres, so it cannot be changed here."]


LATER = {
    "en": ("Use the later edition, 31 January 2027 (ZZTST12)", "The unit stands on edition 31 January 2027 now."),
    "cy": (
        "Defnyddio'r argraffiad diweddarach, 31 Ionawr 2027 (ZZTST12)",
        "Mae'r uned ar argraffiad 31 Ionawr 2027 nawr.",
    ),
}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_draft_offers_the_later_edition_of_its_units(app: Flask, centre: Centre, language: str) -> None:
    address = a_qualification(app, centre)
    client, (button, said) = signed_in(app, centre.manager, language), LATER[language]
    assert button not in button_words(client.get(address).main)
    kept(app, lambda work: publish_standard(work, small_draft("ZZTST12", "2027-01-31")))
    kept(app, lambda work: publish_standard(work, small_draft("ZZTST12", "2025-01-31")))
    page = client.submit(client.get(address), button=button)
    assert page.notices == [said]
    page.says("31 January 2027" if language == "en" else "31 Ionawr 2027", "Y/1")
    assert button not in button_words(page.main)
    with queries_at_most(11, "who asks, the qualification, its groups, its units and their editions"):
        client.get(address)


def test_a_published_version_keeps_the_edition_of_its_units(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre)
    kept(app, lambda work: publish_standard(work, small_draft("ZZTST12", "2027-01-31")))
    client = signed_in(app, centre.manager)
    early = client.get(address)
    client.submit(client.get(f"{address}/publish"), button="Publish")
    assert LATER["en"][0] not in button_words(client.get(address).main)
    client.submit(early, button=LATER["en"][0], status=409)


@pytest.mark.parametrize("number", [3, 30])
def test_pages_take_as_many_statements_for_many_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    address = a_qualification(app, centre, units=number)
    for each in range(number):
        a_qualification(app, centre, f"620/{each}")
    client = signed_in(app, centre.manager)
    for path in (address, "/qualifications", f"{address}/units/add"):
        with queries_at_most(10, "who asks, the qualification, its groups and its units"):
            client.get(path)
