"""The main job, from enrolment to the provider's report, through the pages of the real server."""

import os
import re
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, expect

from portfolio.core.work import LONDON, clock
from portfolio.demo import files
from tests.browser.conftest import Site, Windows, tystio
from tests.browser.pages import Assessor, Learner, Manager, Piece
from tests.browser.window import DEMONSTRATION_PASSWORD
from tests.browser.words import Words

pytestmark = pytest.mark.browser

TODAY = clock().astimezone(LONDON).date()
PASSWORD = "three herons wading"
CRITERIA = {"LSIAG11": 27, "LSIAG04": 67}


@dataclass(frozen=True)
class Written:
    """What the people of a journey write, in the language that they read."""

    account: str
    note: str
    missing: str
    answer: str
    whole_day: str


WRITTEN = {
    "cy": Written(
        "Ffoniais y landlord a'r cleient wrth fy ochr.\n\n- Cytunwyd beth fyddwn i'n gofyn.\n- Ysgrifennais y cyfan.",
        "y paragraff cyntaf",
        "Dywedwch beth ofynnoch chi i'r landlord ei wneud, a beth ddywedoch chi wrth y cleient am ei ateb.",
        "Gofynnais i'r landlord aros, a dywedais wrth y cleient y gallai wrthod.",
        "O'r alwad gyntaf hyd at y cytundeb, fel y digwyddodd.",
    ),
    "en": Written(
        "I rang the landlord with the client beside me.\n\n- We agreed what I would ask for.\n- I wrote it down.",
        "the first paragraph",
        "Say what you asked the landlord to do, and what you told the client they might answer.",
        "I asked the landlord to wait, and told the client he might say no.",
        "From the first call to the agreement, as it happened.",
    ),
}
PHOTOGRAPH: FilePayload = {
    "name": "Bwrdd nodiadau.jpg",
    "mimeType": "image/jpeg",
    "buffer": files.make("photo", "noticeboard", "cy"),
}


@dataclass
class Cast:
    """Everybody in the main job, each in a window of their own."""

    name: str
    manager: Manager
    learner: Learner
    trainee: Assessor
    countersigner: Assessor

    @property
    def written(self) -> Written:
        return WRITTEN[self.learner.say.language]


def gather(windows: Windows, language: str, name: str, *, javascript: bool) -> Cast:
    say = Words(language)
    pages = [windows.open(language, javascript=javascript) for _ in range(4)]
    cast = Cast(name, Manager(pages[0], say), Learner(pages[1], say), Assessor(pages[2], say), Assessor(pages[3], say))
    cast.manager.sign_in("sian@cwmafon.example.org")
    cast.trainee.sign_in("nia@cwmafon.example.org")
    cast.countersigner.sign_in("rhodri@cwmafon.example.org")
    return cast


def enrolled(cast: Cast, site: Site) -> None:
    """The manager enrols a learner and assigns who assesses; the learner chooses a password and signs in."""
    email = f"{cast.name.split()[0].lower()}@example.org"
    cast.manager.enrol(email, cast.name, TODAY + timedelta(days=300))
    cast.manager.assign("Assessor", "Nia Gwenllian Roberts")
    cast.manager.assign("Countersigner", "Rhodri Emlyn Parry")
    cast.manager.check()
    cast.learner.choose_password(site.inbox.link_to(email), PASSWORD)
    cast.learner.sign_in(email, PASSWORD)
    cast.learner.check()


def first_evidence(cast: Cast) -> str:
    """Evidence with a photograph, against criteria of both units; gives its title."""
    title = "Galwad i landlord / A call to a landlord"
    learner = cast.learner
    learner.menu("Home")
    learner.follow("Add evidence")
    learner.write(Piece(title, cast.written.account, TODAY - timedelta(days=3), (PHOTOGRAPH,)))
    learner.put_to("LSIAG11", "P1", "P2", "K4")
    learner.put_to("LSIAG04", "P1")
    learner.note("LSIAG11", "P1", cast.written.note)
    learner.check()
    learner.submit()
    learner.reads(title, cast.written.note)
    expect(learner.main.get_by_role("img", name=re.compile(r"Bwrdd nodiadau\.jpg"))).to_be_visible()
    learner.check()
    return title


def referred_and_met(cast: Cast, title: str) -> None:
    """One claim comes back with feedback, which the learner reads, answers and submits again; it is met."""
    trainee, learner = cast.trainee, cast.learner
    trainee.take(title)
    trainee.check()
    for code in ("LSIAG04 P1", "LSIAG11 P1", "LSIAG11 P2"):
        trainee.decide(code, "Met")
    trainee.decide("LSIAG11 K4", "Referred to the learner")
    trainee.tell("LSIAG11 K4", cast.written.missing)
    trainee.accept()
    trainee.save()
    learner.menu("Home")
    learner.main.get_by_role("link", name=title).click()
    learner.reads(cast.written.missing)
    learner.check()
    learner.press("I have read this feedback")
    learner.done("It is recorded that you have read this feedback.")
    learner.follow("Change this evidence and submit it again")
    learner.fill("What did you do, and why?", cast.written.answer)
    learner.check()
    learner.submit()
    trainee.take(title)
    trainee.decide("LSIAG11 K4", "Met")
    trainee.accept()
    trainee.check()
    trainee.save()


def the_rest(cast: Cast) -> None:
    """One more piece claims every criterion that is left; the same decision for all of them."""
    title = "Diwrnod cyfan / A whole day"
    learner, trainee = cast.learner, cast.trainee
    learner.menu("Home")
    learner.follow("Add evidence")
    learner.write(Piece(title, cast.written.whole_day, TODAY - timedelta(days=1)))
    assert [learner.put_to_the_rest(urn) for urn in CRITERIA] == [24, 66]
    learner.submit(check=False)
    trainee.take(title)
    trainee.decide("LSIAG11 P3", "Met")
    trainee.same_for_the_rest("LSIAG11 P3")
    trainee.accept()
    trainee.save()


def declared_and_signed(cast: Cast) -> None:
    for title in (re.compile("Cyd-drafod|Negotiate"), re.compile("Datblygu|Develop")):
        cast.learner.declare(title)
    cast.learner.check()
    trainee = cast.trainee
    trainee.sign(cast.name, "not my password", again=False)
    trainee.problem("This is not your password. Nothing was signed. Check it and try again.")
    trainee.check()
    trainee.fill("Your password", DEMONSTRATION_PASSWORD)
    trainee.press("Sign this unit")
    trainee.done("You have signed this unit. Its claims are locked now.")
    trainee.sign(cast.name, DEMONSTRATION_PASSWORD, again=False)
    trainee.done("You have signed this unit. Its claims are locked now.")
    trainee.check()
    for _ in CRITERIA:
        cast.countersigner.sign(cast.name, DEMONSTRATION_PASSWORD, again=True)
        cast.countersigner.done("You have countersigned this unit. It counts as signed off now.")
    cast.countersigner.check()


def reported(cast: Cast) -> None:
    """The manager's report shows both units complete, and the file says the same."""
    manager = cast.manager
    row = manager.completion(cast.name)
    assert row[manager.say("Units complete")] == "2 / 2"
    assert row[manager.say("Met")] == "94 / 94"
    assert row[manager.say("Open")] == "0"
    lines = manager.completion_file(cast.name)
    found = {line[manager.say("URN")]: int(line[manager.say("Met")]) for line in lines}
    assert found == CRITERIA
    assert {line[manager.say("Open")] for line in lines} == {"0"}
    assert {line[manager.say("Unit status")] for line in lines} == {manager.say("Countersigned", "unit")}


@pytest.mark.parametrize(
    ("language", "javascript", "name"),
    [
        ("cy", True, "Morfudd Ifans"),
        ("en", False, "Kwame Boateng"),
        pytest.param("en", True, "Harriet Lowe", marks=pytest.mark.proof),
        pytest.param("cy", False, "Gwenno Siôn", marks=pytest.mark.proof),
    ],
)
def test_a_learner_evidences_both_units_and_the_provider_sees_them_complete(
    windows: Windows, site: Site, language: str, name: str, *, javascript: bool
) -> None:
    cast = gather(windows, language, name, javascript=javascript)
    enrolled(cast, site)
    title = first_evidence(cast)
    referred_and_met(cast, title)
    the_rest(cast)
    declared_and_signed(cast)
    reported(cast)


def checked(instance: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "TYSTIO_INSTANCE": str(instance), "LC_ALL": "en_GB.UTF-8"}
    return subprocess.run(
        tystio("ledger", "check"), check=False, capture_output=True, text=True, encoding="utf-8", env=environment
    )


def test_one_byte_changed_in_the_ledger_is_found_and_named(site: Site, tmp_path: Path) -> None:
    """On a copy of what the journeys left behind, so that they may come in any order."""
    copy = tmp_path / "instance"
    shutil.copytree(site.instance, copy, ignore=shutil.ignore_patterns("tystio.sqlite*"))
    with sqlite3.connect(site.instance / "tystio.sqlite") as source, sqlite3.connect(copy / "tystio.sqlite") as target:
        source.backup(target)
    whole = checked(copy)
    assert whole.returncode == 0, whole.stdout
    with sqlite3.connect(copy / "tystio.sqlite") as database:
        database.execute("DROP TRIGGER ledger_entry_no_update")
        book, seq, kind, said = database.execute(
            "SELECT b.public_id, e.seq, e.kind, e.canonical FROM ledger_entry e JOIN ledger_book b ON b.id = e.book_id"
            " WHERE e.kind = 'unit.countersigned' ORDER BY e.at DESC, e.seq DESC"
        ).fetchone()
        place = said.index('"actor":"') + len('"actor":"')
        other = said[:place] + chr(ord(said[place]) ^ 1) + said[place + 1 :]
        database.execute("UPDATE ledger_entry SET canonical = ? WHERE canonical = ?", (other, said))
    changed = checked(copy)
    assert changed.returncode == 1
    assert f"Book {book}, entry {seq} ({kind}): its text is not the one that was written" in changed.stdout
