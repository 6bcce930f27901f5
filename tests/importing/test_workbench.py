"""A manager sends a document, settles its problems and publishes it, in either language."""

import hashlib
from collections.abc import Callable
from typing import TypeVar

import pytest
from flask import Flask
from sqlalchemy import func, select

from portfolio.core.database import db, reading
from portfolio.core.ledger import Entry
from standards.editing.working import finished
from standards.foundation import Role, TextStatus
from standards.importing import services
from standards.importing.models import ImportDraft, ImportProblem, StandardImport
from standards.library.models import Criterion, Standard
from standards.receiving import Asked, receive
from tests.client import Page, PageClient, button_words
from tests.databases import queries_at_most
from tests.factories import Centre, Someone
from tests.importing.documents import DAMAGED
from tests.ledger.tampering import change
from tests.ledger.test_check import checked
from tests.studies import acting

Told = TypeVar("Told")
WORDS = {
    "en": {
        "send": "Read the documents",
        "read": "The document is read. Settle its problems, then publish it.",
        "accept": "Accept (1)",
        "drop": "Drop (3)",
        "mend": "Mended (2)",
        "add": "Add a criterion at the end of “Knowledge and understanding”",
        "save": "Save the draft",
        "publish": "Save and publish …",
        "do": "Publish the standard",
        "open": "Problems to settle: {}",
        "done": "The standard is published. It can be a unit of a qualification now.",
        "why": "Say why this problem does not matter, then drop it.",
        "first": "There are errors that nobody has settled yet.",
    },
    "cy": {
        "send": "Darllen y dogfennau",
        "read": "Mae'r ddogfen wedi'i darllen. Datryswch ei phroblemau, yna cyhoeddwch hi.",
        "accept": "Derbyn (1)",
        "drop": "Anwybyddu (3)",
        "mend": "Wedi'i gywiro (2)",
        "add": "Ychwanegu maen prawf ar ddiwedd “Gwybodaeth a dealltwriaeth”",
        "save": "Cadw'r drafft",
        "publish": "Cadw a chyhoeddi …",
        "do": "Cyhoeddi'r safon",
        "open": "Problemau i'w datrys: {}",
        "done": "Mae'r safon wedi'i chyhoeddi. Gall fod yn uned mewn cymhwyster nawr.",
        "why": "Dywedwch pam nad yw hi o bwys, yna anwybyddwch hi.",
        "first": "Mae gwallau nad oes neb wedi'u datrys eto.",
    },
}


def signed_in(app: Flask, person: Someone, language: str = "en") -> PageClient:
    client = PageClient(app, language)
    client.enter(person)
    return client


def sent(client: PageClient, content: bytes | str = DAMAGED, name: str = "cyfarfod.txt", language: str = "en") -> Page:
    data = content.encode() if isinstance(content, str) else content
    page = client.get("/standards/imports/new")
    return client.submit(page, {"documents": (data, name)}, button=WORDS[language]["send"])


def told(app: Flask, ask: Callable[[], Told]) -> Told:
    with app.app_context(), reading():
        found = ask()
        db.session.remove()
    return found


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_damaged_text_is_settled_and_published(app: Flask, centre: Centre, language: str) -> None:
    client, say = signed_in(app, centre.manager, language), WORDS[language]
    page = sent(client, language=language)
    assert page.notices == [say["read"]]
    page.says(say["open"].format(3), "P3", "cyfarfod.txt", hashlib.sha256(DAMAGED.encode()).hexdigest())
    page = client.submit(page, button=say["accept"])
    page.says(say["open"].format(2))
    refused = client.submit(page, button=say["drop"], status=409)
    assert refused.errors == [say["why"]]
    page = client.submit(refused, {"note-3": "Fel yr argraffwyd."}, button=say["drop"])
    page = client.submit(page, button=say["add"])
    (text,) = [name for name in page.form(say["save"]).values if name.endswith("-text-cy")][-1:]
    early = client.submit(page, {text: "pwy ddylai ddod"}, button=say["publish"])
    assert say["do"] not in button_words(early.main)
    assert client.submit(early, status=409).errors[0].startswith(say["first"])
    page = client.submit(client.get(page.path), button=say["mend"])
    page.says(say["open"].format(0))
    page = client.submit(client.submit(page, button=say["publish"]), button=say["do"])
    assert page.notices == [say["done"]]
    page.says("K1 pwy ddylai ddod", "P3 cadw cofnod o'r cyfarfod", "cyfarfod.txt")


def published(app: Flask, centre: Centre) -> Page:
    client, say = signed_in(app, centre.manager), WORDS["en"]
    page = client.submit(sent(client), button=say["add"])
    (text,) = [name for name in page.form(say["save"]).values if name.endswith("-text-cy")][-1:]
    page = client.submit(page, {text: "pwy ddylai ddod"}, button=say["mend"])
    return client.submit(client.submit(page, button=say["publish"]), button=say["do"])


def test_what_was_published_is_the_centres_own_with_the_documents_hash(app: Flask, centre: Centre) -> None:
    published(app, centre)
    row = told(app, lambda: db.session.scalars(select(Standard)).one())
    assert (row.owner_id, row.urn, row.edition) == (centre.provider_id, "ZZIMP01", "2026-02")
    assert [one["sha256"] for one in row.provenance] == [hashlib.sha256(DAMAGED.encode()).hexdigest()]


def test_the_record_says_who_settled_what(app: Flask, centre: Centre) -> None:
    published(app, centre)
    entry = told(app, lambda: db.session.scalars(select(Entry).order_by(Entry.id.desc()).limit(1)).one())
    assert entry.kind == "standard.import_published"
    settled = f'[{{"by":"{centre.manager.public_id}","code":"section-empty","how":"mended","problem":2}}]'
    assert f'"settled":{settled}' in entry.canonical
    assert "cyfarfod" not in entry.canonical


def test_the_ledger_tells_the_same_as_the_tables(app: Flask, centre: Centre) -> None:
    published(app, centre)
    assert checked(app) == []
    change(app, "UPDATE standard_import_problem SET how = 'accepted' WHERE position = 2")
    assert [one.code for one in checked(app)] == ["stored-differs"]


def test_a_published_import_is_changed_no_more(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    early = sent(client)
    published(app, centre)
    page = client.submit(early, {"title-cy": "Teitl arall"}, button="Save the draft", status=409)
    assert page.errors == ["This import is published or discarded, so nothing in it changes any more."]
    page.says("This was typed and is not saved: Teitl arall", "Published", "Mair Evans")


def test_the_same_document_twice_is_one_import(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    first, second = sent(client), sent(client, name="yr-un-un.txt")
    assert first.path == second.path
    assert second.notices == ["This very document is being worked on already: here it is."]


def test_discarding_is_undone_with_everything_as_it_was(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.submit(sent(client), {"title-cy": "Trefnu cyfarfod da"}, button="Accept (1)")
    asked = client.get(page.link("Discard this import"))
    listed = client.submit(asked, button="Discard the import")
    assert [row[3] for row in listed.table("Imports: 1")[1:]] == ["Discarded"]
    closed = client.get(listed.link("Trefnu cyfarfod da"))
    page = client.submit(client.get(closed.link("Take it up again")), button="Take it up again")
    page.says("Problems to settle: 2")
    assert page.form("Save the draft").values["title-cy"] == "Trefnu cyfarfod da"


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = sent(client)
    typed = {"approved": "31/01/2026", "title-cy": "Arall", "note-1": "Wedi gweld."}
    page = client.submit(page, typed, button="Accept (1)", status=422)
    assert page.errors == [
        "Write a date as year, month and day, for example 2026-02-28. A year, or a year and month, will do."
    ]
    standing = page.form("Save the draft").values
    assert {name: standing[name] for name in typed} == typed
    page.says("Problems to settle: 3")
    page = client.submit(page, {"approved": "2026-13"}, button="Save the draft", status=422)
    page = client.submit(page, {"approved": "2026-01-31", "review": "2025"}, button="Save the draft", status=422)
    assert page.errors == ["The review cannot come before the approval. Correct one of the two dates."]
    page = client.submit(page, {"review": "2031"}, button="Save the draft")
    assert page.form("Save the draft").values["title-cy"] == "Arall"


def test_the_other_is_told_what_changed_and_loses_nothing(app: Flask, centre: Centre) -> None:
    one, other = signed_in(app, centre.manager), signed_in(app, centre.administrator)
    first = sent(one)
    second = other.get(first.path)
    names = [name for name in first.form("Save the draft").values if name.endswith("-text-cy")]
    one.submit(first, {names[0]: "dewis lle tawel", names[1]: "gwahodd y tîm"}, button="Remove (P3)")
    typed = {names[0]: "dewis ystafell", "title-cy": "Trefnu cwrdd", names[2]: "cadw cofnodion"}
    page = other.submit(second, typed, button="Save the draft", status=409)
    page.says(
        "Mair Evans saved it", "P3: removed", "P1: text", "P2: text",
        "P3 is no longer there. What you typed: cadw cofnodion", "Saved by somebody else meanwhile: dewis lle tawel",
    )  # fmt: skip
    standing = page.form("Save the draft").values
    assert (standing[names[0]], standing[names[1]]) == ("dewis ystafell", "gwahodd y tîm")
    assert standing["title-cy"] == "Trefnu cwrdd"
    page = other.submit(page, button="Save the draft")
    standing = page.form("Save the draft").values
    assert (standing[names[0]], standing[names[1]]) == ("dewis ystafell", "gwahodd y tîm")
    assert names[2] not in standing


def test_the_last_change_is_undone(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.submit(sent(client), button="Remove (P1)")
    assert "dewis lle addas" not in page.form("Save the draft").values.values()
    page = client.submit(page, button="Undo the last change")
    assert "dewis lle addas" in page.form("Save the draft").values.values()


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_as_many_statements_for_many_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    client = signed_in(app, centre.manager)
    with acting(app, centre.manager, Role.MANAGER) as work:
        for each in range(number):
            services.keep(work, receive(DAMAGED.replace("ZZIMP01", f"ZZIMP{each:02}").encode(), "a.txt", Asked()))
    with queries_at_most(9, "who reads, the page of the list, its problems and the names"):
        page = client.get("/standards/imports")
    assert len(page.table(f"Imports: {number}")) == min(number, 25) + 1


@pytest.mark.parametrize("number", [3, 30])
def test_the_workbench_takes_as_many_statements_for_many_as_for_few(app: Flask, centre: Centre, number: int) -> None:
    items = "".join(f"{each}. gwneud peth {each}\n" for each in range(1, number + 1))
    text = DAMAGED.replace("1. dewis lle addas\n2. gwahodd pawb sydd i ddod\n4. cadw cofnod o'r cyfarfod\n", items)
    client = signed_in(app, centre.manager)
    page = sent(client, text)
    with queries_at_most(10, "who reads, the import, its draft, its problems and the names"):
        page = client.get(page.path)
    page.says(f"P{number}")


def test_nothing_of_it_is_another_centres(app: Flask, centre: Centre) -> None:
    path = sent(signed_in(app, centre.manager)).path
    stranger = signed_in(app, centre.other_manager)
    for each in ("", "/publish", "/discard", "/take-up", "/document"):
        stranger.get(path + each, status=404)
    stranger.get("/standards/imports").says("There are no imports here.")


def counted(app: Flask) -> tuple[int, ...]:
    tables = (StandardImport, ImportDraft, ImportProblem, Standard, Criterion)
    return told(app, lambda: tuple(db.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables))


def test_two_versions_with_one_date_are_refused_and_named(app: Flask, centre: Centre) -> None:
    published(app, centre)
    before = counted(app)[3:]
    client = signed_in(app, centre.manager)
    page = client.submit(sent(client, DAMAGED.replace("dewis lle addas", "dewis lle gwell")), button=WORDS["en"]["add"])
    (text,) = [name for name in page.form("Save the draft").values if name.endswith("-text-cy")][-1:]
    page = client.submit(page, {text: "pwy ddylai ddod"}, button="Mended (2)")
    page = client.submit(client.submit(page, button="Save and publish …"), status=409)
    assert page.errors[0].startswith("ZZIMP01 is published already with the same date or version (2026-02)")
    assert "P1" in page.errors[0]
    assert counted(app)[3:] == before


def test_saving_what_stands_there_already_changes_nothing(app: Flask, centre: Centre) -> None:
    """So that nobody is told of a change that was none."""
    client = signed_in(app, centre.manager)
    page = sent(client)
    early = client.get(page.path)
    client.submit(page, button="Save the draft")
    client.submit(early, {"title-cy": "Trefnu cwrdd"}, button="Save the draft").says("Trefnu cwrdd")


def test_settled_by_another_meanwhile_is_told_too(app: Flask, centre: Centre) -> None:
    one, other = signed_in(app, centre.manager), signed_in(app, centre.administrator)
    first = sent(one)
    second = other.get(first.path)
    one.submit(first, button="Accept (1)")
    page = other.submit(second, {"title-cy": "Trefnu cwrdd"}, button="Save the draft", status=409)
    page.says("What was changed meanwhile", "Mair Evans saved it", "no text; problems may have been settled or opened")
    assert page.form("Save the draft").values["title-cy"] == "Trefnu cwrdd"


def test_a_settled_problem_is_opened_again(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.submit(sent(client), button="Accept (1)")
    page.says("Problems settled: 1", "Mair Evans")
    client.submit(page, button="Open again (1)").says("Problems to settle: 3")


ALIKE = DAMAGED.replace("3. ", "").replace("4. cadw", "4. galw\n6. cadw")


def test_problems_of_one_kind_are_settled_together_and_opened_together(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = sent(client, ALIKE)
    page.says("Problems of one kind: 2", "Problems to settle: 4")
    refused = client.submit(page, button="Drop all (1)", status=409)
    assert refused.errors == ["Say why this problem does not matter, then drop it."]
    page = client.submit(refused, {"note-kind-check-numbering-jump": "Fel yr argraffwyd."}, button="Drop all (1)")
    assert page.notices == ["The draft is saved. Problems settled together: 2"]
    page.says("Problems to settle: 2", "Mair Evans: Fel yr argraffwyd.")
    page = client.submit(page, button="Open these again: 2 (1)")
    page.says("Problems to settle: 4")


def test_the_problems_of_a_criterion_are_settled_at_it(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = sent(client, ALIKE)
    page.says("Problems here: 1 (P3)")
    client.submit(page, button="Accept all (P3)").says("Problems to settle: 3", "Problems here: 1 (P4)")


def test_what_is_said_of_the_whole_standard_is_mended(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = sent(client)
    assert page.form("Save the draft").values["occupations"] == ""
    typed = {
        "Relevant occupations": "Clercod\n\n  Gweinyddwyr  swyddfa ",
        "Keywords": "cyfarfod",
        "Validity": "current",
        "Status": "original",
        "Originating organisation": "Corff ZZ",
        "Title in English": "Arrange a meeting",
    }
    page = client.submit(page, typed, button="Save the draft")
    standing = page.form("Save the draft").values
    assert standing["occupations"] == "Clercod\nGweinyddwyr swyddfa"
    latest = select(ImportDraft.draft).order_by(ImportDraft.version.desc()).limit(1)
    said = finished(told(app, lambda: db.session.scalars(latest).one()))
    found = said.metadata
    assert (found.occupations, found.keywords) == (("Clercod", "Gweinyddwyr swyddfa"), ("cyfarfod",))
    assert (found.validity, found.status, found.originating_organisation) == ("current", "original", "Corff ZZ")
    assert (said.title.en, said.title.en_status) == ("Arrange a meeting", TextStatus.WORKING_TRANSLATION)


def test_nothing_is_mended_where_nothing_was_changed(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    page = client.submit(sent(client), button="Mended (2)", status=409)
    assert page.errors[0].startswith("Nothing in the draft differs from what was read yet.")
    client.submit(page, button="Save the draft").says("Problems to settle: 3")


def test_the_document_is_given_back_as_it_was_sent(app: Flask, centre: Centre) -> None:
    client = signed_in(app, centre.manager)
    answer = client.browser.get(sent(client).link("Download the document"))
    assert answer.data == DAMAGED.encode()
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "act",
    ["accept:2", "accept:99", "accept:x", "split:c999", "up:", "fly:c2", "add-section", "remove-section:s1", ":", ""],
)
def test_buttons_that_the_page_does_not_offer_do_no_harm(app: Flask, centre: Centre, act: str) -> None:
    client = signed_in(app, centre.manager)
    page = sent(client)
    values = page.form("Save the draft").values
    answer = client.browser.post(page.path, data={**values.to_dict(), "act": act, "section_kind": "poem"})
    assert answer.status_code in {302, 409}
    client.get(page.path).says("Problems to settle: 3", "P3")
