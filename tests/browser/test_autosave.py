"""Nothing typed is lost: not with the tab, the session, the network or another window."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select

from portfolio.evidence.models import Evidence
from standards.foundation import LANGUAGES, Language, Role
from tests.browser.conftest import WIDE, Windows
from tests.browser.pages import Assessor, Learner
from tests.browser.places import open_place
from tests.browser.test_importing import Importer, text_file
from tests.browser.test_witness import a_link
from tests.browser.watching import NARROW
from tests.browser.window import Window
from tests.browser.words import Words
from tests.factories import PASSWORD
from tests.importing.documents import DAMAGED
from tests.importing.pairs import KNOWN, document
from tests.studies import acting, judge, sign_off

pytestmark = pytest.mark.browser
EMAIL = "gethin@cwmafon.example.org"
MANY_WORDS = " ".join(f"gair{number}" for number in range(2000))
SAVED = ".ty-autosave"
SEALED = 1500
"""Milliseconds in which this browser has kept what was typed last."""
SHORT = 8
"""Letters: a stored line may hold so few of any word by chance."""
SAID = "Dywedwch beth y cytunodd y cleient iddo, a beth ddigwyddodd wedyn."


def ten_seconds_pass(page: Page) -> None:
    page.clock.fast_forward(11_000)


def words(page: Page, said: str) -> None:
    page.locator("#words").fill(said)


Begun = Callable[[str, int], Learner]


@pytest.fixture(name="begun")
def begun_fixture(windows: Windows) -> Begun:
    def begun(language: str, width: int = WIDE) -> Learner:
        """Somebody who begins a piece, at a page whose clock goes on only when it is told to."""
        learner = Learner(windows.open(language, width=width), Words(language))
        learner.page.clock.install()
        learner.sign_in(EMAIL)
        learner.menu("Home")
        learner.follow("Add evidence")
        return learner

    return begun


@pytest.mark.parametrize(("language", "width"), [(LANGUAGES[0], NARROW), (LANGUAGES[1], WIDE)])
def test_two_thousand_words_survive_signing_out_and_a_closed_tab(
    windows: Windows, site_app: Flask, begun: Begun, language: str, width: int
) -> None:
    learner = begun(language, width)
    title = f"Dwy fil o eiriau ({language})"
    learner.fill("Title", title)
    words(learner.page, MANY_WORDS)
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""))
    learner.check()
    address = learner.page.url
    assert address.endswith("/edit")
    words(learner.page, f"{MANY_WORDS} diwedd")
    learner.page.get_by_role("button", name=learner.say("Sign out")).click()
    expect(learner.page.get_by_role("button", name=learner.say("Sign out"))).to_have_count(0)
    learner.page.close()
    another = Learner(windows.open(language), Words(language))
    another.sign_in(EMAIL)
    another.open(address)
    expect(another.page.locator("#words")).to_have_value(f"{MANY_WORDS} diwedd")
    with acting(site_app) as work:
        assert len(work.session.scalars(select(Evidence).where(Evidence.title == title)).all()) == 1


def test_what_could_not_be_sent_is_in_the_browser_locked_and_comes_back(begun: Begun, windows: Windows) -> None:
    learner = begun("cy", WIDE)
    page, context = learner.page, learner.page.context
    learner.fill("Title", "Heb rwydwaith")
    ten_seconds_pass(page)
    expect(page.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""))
    windows.watches[-1].expected.append("net::ERR_INTERNET_DISCONNECTED")
    context.set_offline(True)
    words(page, "Yr hyn a welais ar y ffordd adref")
    ten_seconds_pass(page)
    kept = learner.say("Kept in this browser: it could not be sent now, and is sent as soon as it can be.")
    expect(page.locator(SAVED)).to_have_text(kept)
    lying = stored(page)
    assert len(lying) == 1
    assert "adref" not in "".join(lying)
    address = page.url
    page.close(run_before_unload=False)
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(again.locator("#words")).to_have_value("Yr hyn a welais ar y ffordd adref")
    expect(again.locator(SAVED)).to_have_text(learner.say("What you had typed and was not saved is here again."))
    expect(again.locator(SAVED)).to_contain_text(learner.say("Saved: %(when)s", when=""))
    nothing_stored(again)


def nothing_stored(page: Page) -> None:
    """Wait until the scripts of a page, which run after it is seen, have emptied what the browser kept."""
    page.wait_for_function("() => !Object.keys(localStorage).some((name) => name.startsWith('tystio-draft:'))")


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.startsWith('tystio-draft:')).map(([, said]) => said)"
    )
    return found


def test_the_older_of_two_windows_is_told(begun: Begun) -> None:
    learner = begun("en", WIDE)
    learner.fill("Title", "Two windows")
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text("Saved: ")
    other = in_another_tab(learner.page.context, learner.page.url)
    words(other, "Typed in the newer window")
    ten_seconds_pass(other)
    expect(other.locator(SAVED)).to_contain_text("Saved: ")
    words(learner.page, "Typed in the older window")
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text("changed while you were looking at it")
    expect(learner.page.locator("#words")).to_have_value("Typed in the older window")
    third = in_another_tab(learner.page.context, other.url)
    # What the older window holds is in this browser; what was saved is the newer's.
    expect(third.locator(SAVED)).to_be_visible()
    assert "Typed in the newer window" in other.request.get(other.url).text()


def in_another_tab(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.clock.install()
    page.goto(address)
    return page


def test_a_form_that_was_sent_leaves_nothing_in_the_browser(begun: Begun) -> None:
    learner = begun("en", WIDE)
    learner.fill("Title", "Sent for good")
    words(learner.page, "All of it")
    learner.page.clock.fast_forward(1000)
    learner.press("Save draft")
    learner.done("Your draft is saved. Nobody else sees it.")
    nothing_stored(learner.page)
    learner.page.get_by_role("link", name=re.compile("Change it")).click()
    expect(learner.page.locator("#words")).to_have_value("All of it")
    expect(learner.page.locator(SAVED)).to_be_hidden()


def test_as_much_as_the_form_takes_is_saved(begun: Begun) -> None:
    """More than the 64 KB that a browser lets outlive its page."""
    learner = begun("en", WIDE)
    learner.fill("Title", "A long account")
    words(learner.page, "gair " * 19_000)
    ten_seconds_pass(learner.page)
    expect(learner.page.locator(SAVED)).to_contain_text("Saved: ")
    nothing_stored(learner.page)


def test_signing_out_says_what_could_not_be_sent(begun: Begun, windows: Windows) -> None:
    learner = begun("en", WIDE)
    learner.fill("Title", "Leaving")
    learner.page.route("**/evidence/**", lambda route: route.abort("connectionreset"))
    windows.watches[-1].expected.append("net::ERR_CONNECTION_RESET")
    leave = learner.page.get_by_role("button", name="Sign out")
    leave.click()
    told = "Not everything could be sent. It stays in this browser, for you alone. Press again to sign out."
    expect(learner.page.locator(SAVED)).to_have_text(told)
    expect(learner.page.locator(SAVED)).to_be_in_viewport()
    leave.click()
    expect(leave).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_an_assessors_feedback_survives_a_closed_tab_until_it_is_saved(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    place = open_place(site_app, f"CA{language[0].upper()}")
    assessor = Assessor(windows.open(language, width=width), Words(language))
    assessor.sign_in(place.centre.trainee.email, PASSWORD)
    address = f"/evidence/{place.waiting}/judge"
    assessor.open(address)
    assessor.fill("Feedback on the whole", SAID)
    status = assessor.page.locator(SAVED)
    expect(status).to_have_text(assessor.say("Kept in this browser, for you alone, until it is sent."))
    assessor.check()
    assert "cytunodd" not in "".join(stored(assessor.page))
    context = assessor.page.context
    assessor.page.close(run_before_unload=False)
    again = Assessor(context.new_page(), Words(language))
    again.open(address)
    expect(again.page.locator(SAVED)).to_have_text(again.say("What you had typed and was not saved is here again."))
    expect(again.page.get_by_label(again.say("Feedback on the whole"))).to_have_value(SAID)
    again.page.locator("input[name$=outcome][value=met]").first.check()
    again.accept()
    again.save()
    nothing_stored(again.page)


def survives_a_closed_tab(window: Learner, address: str, field: str, said: str) -> Learner:
    """Type, close the tab without a word, and find it typed in another; gives that."""
    window.open(address)
    window.page.locator(field).first.fill(said)
    again = tab_is_closed(window)
    expect(again.page.locator(field).first).to_have_value(said)
    return again


def tab_is_closed(window: Learner) -> Learner:
    """Close the tab of a form that is filled in, and open its page in another; gives that, once all is back."""
    said, address, context = filled_in(window.page), window.page.url, window.page.context
    expect(window.page.locator(SAVED)).to_have_text(
        window.say("Kept in this browser, for you alone, until it is sent.")
    )
    # Sealed a moment after the last of it was typed.
    window.page.wait_for_timeout(SEALED)
    window.check()
    assert not any(one in "".join(stored(window.page)) for one in said if len(one) > SHORT)
    window.page.close(run_before_unload=False)
    again = Learner(context.new_page(), window.say)
    again.open(address)
    expect(again.page.locator(SAVED)).to_have_text(again.say("What you had typed and was not saved is here again."))
    assert filled_in(again.page) == said
    return again


def filled_in(page: Page) -> list[str]:
    """What stands in the fields of the form that this browser keeps."""
    found: list[str] = page.locator("form[data-autosave]").evaluate(
        "form => [...new FormData(form)].filter(([name, said]) => !['csrf_token', 'made_for'].includes(name) && "
        "typeof said === 'string').map(([, said]) => said)"
    )
    return found


def test_a_reason_survives_until_it_is_sent(windows: Windows, site_app: Flask) -> None:
    place = open_place(site_app, "WDR")
    learner = Learner(windows.open("cy", width=NARROW), Words("cy"))
    learner.sign_in(place.centre.ffion.email, PASSWORD)
    again = survives_a_closed_tab(learner, f"/evidence/{place.waiting}/withdraw", "#reason", "Y cleient a ofynnodd imi")
    again.press("Withdraw the evidence")
    again.done("The evidence is withdrawn. It stays in the record with its decisions.")
    nothing_stored(again.page)


def test_the_workbench_keeps_what_is_typed_until_it_is_saved(windows: Windows) -> None:
    importer = Importer(windows.open("en"), Words("en"))
    importer.sign_in("sian@cwmafon.example.org")
    importer.send(text_file("ZZKEPT.txt", DAMAGED.replace("ZZIMP01", "ZZKEPT")), check=False)
    importer.done("The document is read. Settle its problems, then publish it.")
    window, address = Learner(importer.page, importer.say), importer.page.url
    again = survives_a_closed_tab(window, address, "textarea[name$=-text-cy]", "cadw cofnod manwl")
    # The same page comes after it was saved: it is not taken for what was typed and not sent.
    again.press("Save the draft")
    again.done("The draft is saved.")
    nothing_stored(again.page)
    again.open(address)
    expect(again.page.locator("textarea[name$=-text-cy]").first).to_have_value("cadw cofnod manwl")
    expect(again.page.locator(SAVED)).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_why_a_unit_is_reopened_survives_until_it_is_sent(
    windows: Windows, site_app: Flask, language: str, width: int
) -> None:
    place = open_place(site_app, f"RO{language[0].upper()}")
    with acting(site_app, place.centre.trainee, Role.ASSESSOR) as work:
        judge(work, place.study, place.waiting)
    sign_off(site_app, place.centre, place.study, place.study.units[0])
    manager = Learner(windows.open(language, width=width), Words(language))
    manager.sign_in(place.centre.manager.email, PASSWORD)
    manager.open(f"/units/{place.study.units[0]}/reopen")
    manager.main.get_by_role("checkbox", name=re.compile("^P1 ")).check()
    manager.fill("Why the unit has to be reopened", SAID)
    again = tab_is_closed(manager)
    expect(again.main.get_by_role("checkbox", name=re.compile("^P1 "))).to_be_checked()
    expect(again.main.get_by_label(again.say("Why the unit has to be reopened"))).to_have_value(SAID)
    again.press("Reopen this unit")
    again.done("The unit is open again. The criteria you named wait for a new decision.")
    again.reads(SAID)
    nothing_stored(again.page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_rows_are_paired_survives_until_it_is_kept(windows: Windows, language: Language) -> None:
    urn = f"ZZKPR{language}".upper()
    importer = Importer(windows.open(language), Words(language))
    importer.sign_in("sian@cwmafon.example.org")
    importer.send(text_file(f"{urn}-cy.txt", document("cy", urn)), check=False)
    english = document("en", urn, known=("how to thank everyone", *KNOWN["en"]))
    importer.send(text_file(f"{urn}-en.txt", english), check=False)
    importer.page.get_by_role("link", name=f"{urn}-cy.txt, {urn}-en.txt").click()
    chosen = {"K1": f"K2 {KNOWN['en'][0]}", "K2": f"K3 {KNOWN['en'][1]}"}
    for code, partner in chosen.items():
        of_row(importer, code).select_option(partner)
    again = tab_is_closed(Learner(importer.page, importer.say))
    for code, partner in chosen.items():
        expect(of_row(again, code).locator("option:checked")).to_have_text(partner)
    again.press("Keep the choices")
    again.done("Your choices are kept.")
    again.reads(again.say("Rows to settle: %(number)s", number=1))
    nothing_stored(again.page)


def of_row(someone: Window, code: str) -> Locator:
    return someone.main.get_by_label(someone.say("English for %(code)s", code=code), exact=True)


@pytest.mark.parametrize(("language", "width"), [("cy", NARROW), ("en", WIDE)])
def test_an_enrolment_survives_until_it_is_sent(windows: Windows, site_app: Flask, language: str, width: int) -> None:
    place = open_place(site_app, f"EN{language[0].upper()}")
    manager = Learner(windows.open(language, width=width), Words(language))
    manager.sign_in(place.centre.manager.email, PASSWORD)
    manager.open("/learners/enrol")
    manager.fill("Learner's email address", f"newydd.{language}@example.org")
    manager.fill("Learner's name", "Morwenna Prydderch")
    manager.select("Qualification", re.compile(f"EN{language[0].upper()}-1"))
    manager.date("Planned end", date(2031, 7, 31))
    manager.choose("In which language does the learner wish to be assessed?", "Welsh")
    manager.fill("Cohort (if any)", "Carfan y gwanwyn")
    again = tab_is_closed(manager)
    expect(again.main.get_by_label(again.say("Learner's name"))).to_have_value("Morwenna Prydderch")
    again.press("Enrol and choose units")
    again.done("The learner is enrolled. Now choose units.")
    nothing_stored(again.page)


@pytest.mark.parametrize("form", ["status", "planned-end"])
def test_why_an_enrolment_changes_survives_until_it_is_sent(windows: Windows, site_app: Flask, form: str) -> None:
    place = open_place(site_app, f"CH{form[0].upper()}")
    manager = Learner(windows.open("cy", width=NARROW), Words("cy"))
    manager.sign_in(place.centre.manager.email, PASSWORD)
    address = f"/enrolments/{place.study.enrolment}/{form}"
    survives_a_closed_tab(manager, address, "#reason", "Mae hi ar absenoldeb mamolaeth")


def test_a_witness_loses_nothing_and_leaves_no_key(windows: Windows, site_app: Flask) -> None:
    token, field = a_link(site_app), "#words"
    witness = Learner(windows.open("en", width=NARROW), Words("en"))
    again = survives_a_closed_tab(witness, f"/witness/{token}", field, "She listened closely")
    names = str(again.page.evaluate("JSON.stringify(Object.keys(localStorage))"))
    assert token not in names
    again.press("Sign and send")
    again.problem("Tick this to sign your testimony.")
    context = again.page.context
    again.page.close(run_before_unload=False)
    third = Learner(context.new_page(), again.say)
    third.open(f"/witness/{token}")
    expect(third.page.locator(field)).to_have_value("She listened closely")
    third.follow("I would rather not testify")
    third.press("Decline")
    # Nobody gets the key any more: the link is over.
    third.open(f"/witness/{token}")
    expect(third.page.locator("form[data-autosave]")).to_have_count(0)
