"""A translation stands beside evidence as an aid: marked, folded, of one revision, and never decided on."""

import pytest
from bs4 import Tag
from flask import Flask

from portfolio.aids.models import TranslationAid
from portfolio.aids.rules import MOST, How
from portfolio.evidence import services as evidence_services
from standards.foundation import Role
from tests.aids.attaching import WORDS, aid_row, attach, withdraw
from tests.client import Page, PageClient
from tests.databases import statements
from tests.evidence.conftest import SignIn
from tests.evidence.items import draft, row, wishes
from tests.evidence.test_sheets import words as pdf_words
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.ledger.tampering import change
from tests.studies import Study, acting, portfolio_row

AN_AID = {
    "en": "This is not evidence. Only the original is judged and decided on.",
    "cy": "Nid tystiolaeth mo hwn. Y gwreiddiol yn unig a asesir ac y penderfynir arno.",
}
HOW_SAID = {
    "own": ({}, "How it was made: by the person who attached it."),
    "person": ({"translator": "Mair Puw"}, "How it was made: by another person, Mair Puw."),
    "machine": ({"machine": "Cyfieithydd X"}, "by a machine (Cyfieithydd X), checked against the original"),
}


def folded(page: Page, summary: str) -> Tag:
    """The part of a page that opens under these words."""
    found = [one for one in page.main.find_all("details") if summary in one.summary.get_text()]  # type: ignore[union-attr]
    assert len(found) == 1, page.text
    return found[0]


def revise(app: Flask, study: Study, evidence: str) -> None:
    with acting(app, study.learner, Role.LEARNER) as work:
        item = row(work, evidence)
        evidence_services.claim(work, item, wishes(work, study, "0:P1", "0:P2", "1:P1"))
        evidence_services.submit(work, portfolio_row(work, study), item)


@pytest.mark.parametrize("how", HOW_SAID)
def test_it_is_attached_with_who_and_how(
    app: Flask, ffion: PageClient, tomos: PageClient, visit: str, how: str
) -> None:
    page = ffion.get(ffion.get(f"/evidence/{visit}").link("Add a translation as an aid"))
    page.says("Add a translation into Welsh", "Tystio translates nothing itself.", "I did this.")
    named, said = HOW_SAID[how]
    page = ffion.submit(page, {"words": WORDS, "how": how, **named})
    assert page.notices == ["The translation stands beside the evidence. Decisions are made on the original."]
    for client, address in ((ffion, ""), (tomos, ""), (tomos, "/judge")):
        part = folded(client.get(f"/evidence/{visit}{address}"), "Translation into Welsh, as an aid")
        assert not part.has_attr("open")
        told = " ".join(part.get_text(" ", strip=True).split())
        assert AN_AID["en"] in told
        assert "Attached by Ffion Rees on" in told
        assert said in told
        assert [one.get_text() for one in part.select('[lang="cy"] strong')] == ["beth wnes i"]
    assert checked(app) == []


def test_an_assessor_attaches_from_the_judging_page_and_decides_nothing_by_it(
    app: Flask, tomos: PageClient, visit: str
) -> None:
    judging = tomos.get(f"/evidence/{visit}/judge")
    page = tomos.submit(tomos.get(judging.link("Add a translation as an aid")), {"words": WORDS, "how": "own"})
    page.says("Attached by Tomos")
    page = tomos.get(f"/evidence/{visit}/judge")
    form = page.form("Save decisions")
    assert "beth wnes i" not in form.tag.get_text()
    page.says("I did this.", "beth wnes i")


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(ffion: PageClient, visit: str) -> None:
    page = ffion.submit(ffion.get(f"/evidence/{visit}/translation"), {}, status=422)
    assert page.errors == ["Write the translation.", "Say how the translation was made."]
    page = ffion.submit(page, {"words": WORDS, "how": "person"}, status=422)
    assert page.errors == ["Give the name of the translator."]
    page = ffion.submit(page, {"how": "machine"}, status=422)
    assert page.errors == ["Say which machine or program translated it."]
    assert page.form().values["words"] == WORDS


def test_it_is_of_the_revision_that_was_looked_at(app: Flask, study: Study, ffion: PageClient, visit: str) -> None:
    page = ffion.get(f"/evidence/{visit}/translation")
    revise(app, study, visit)
    page = ffion.submit(page, {"words": WORDS, "how": "own"}, status=409)
    page.says("A new revision of this evidence was submitted in the meantime.")
    assert page.form().values["words"] == WORDS
    page = ffion.submit(page, {})
    assert page.notices


def test_a_new_revision_leaves_it_with_the_earlier_one(
    app: Flask, study: Study, ffion: PageClient, tomos: PageClient, visit: str
) -> None:
    attach(app, study.learner, visit)
    revise(app, study, visit)
    pages = (ffion.get(f"/evidence/{visit}"), tomos.get(f"/evidence/{visit}/judge"))
    assert [page for page in pages if "Translation into Welsh, as an aid" in page.text] == []
    folded(pages[0], "Translation of an earlier revision (revision 1)")
    assert "Translation of an earlier revision" not in pages[1].text, "others read it with the revision that it is of"
    folded(tomos.get(f"/evidence/{visit}?revision=1"), "Translation into Welsh, as an aid")
    folded(ffion.get(f"/evidence/{visit}?revision=1"), "Translation into Welsh, as an aid")
    later = attach(app, study.learner, visit, "Eto.")
    folded(ffion.get(f"/evidence/{visit}?revision=1"), "Translation of a later revision (revision 2)")
    withdraw(app, study.learner, later)
    assert checked(app) == []


def test_it_is_withdrawn_with_a_reason_and_kept(
    app: Flask, study: Study, ffion: PageClient, tomos: PageClient, visit: str
) -> None:
    aid = attach(app, study.learner, visit)
    page = tomos.get(tomos.get(f"/evidence/{visit}").link("Withdraw this translation"))
    page = tomos.submit(page, {}, status=422)
    assert page.errors == ["Give a reason."]
    page = tomos.submit(page, {"reason": "It says that she led it."})
    assert page.notices == ["The translation is withdrawn. It is kept with the reason."]
    part = folded(ffion.get(f"/evidence/{visit}"), "Withdrawn translation (revision 1)")
    told = " ".join(part.get_text(" ", strip=True).split())
    assert "Withdrawn by Tomos" in told
    assert "It says that she led it." in told
    assert "beth wnes i" in told
    ffion.submit(ffion.get(f"/translations/{aid}/withdraw"), {"reason": "Again."}, status=409).says(
        "This translation was withdrawn already."
    )
    assert checked(app) == []


def test_what_cannot_have_one(app: Flask, study: Study, ffion: PageClient, visit: str) -> None:
    ffion.get(f"/evidence/{draft(app, study)}/translation", status=404)
    page = ffion.get(f"/evidence/{visit}/translation")
    for _number in range(MOST):
        attach(app, study.learner, visit)
    ffion.submit(page, {"words": WORDS, "how": "own"}, status=409).says("Withdraw one of them first.")
    with acting(app, study.learner, Role.LEARNER) as work:
        evidence_services.withdraw(work, portfolio_row(work, study), row(work, visit), "Wrong day.")
    ffion.submit(page, {"words": WORDS, "how": "own"}, status=409).says("This evidence was withdrawn")
    assert "Add a translation as an aid" not in ffion.get(f"/evidence/{visit}").links()
    assert checked(app) == []


@pytest.mark.parametrize("who", ["quality_assurer", "assessor", "manager"])
def test_others_who_may_read_the_evidence_read_it_and_add_none(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, visit: str, who: str
) -> None:
    aid = attach(app, study.learner, visit)
    reader = as_someone(getattr(centre, who))
    page = reader.get(f"/evidence/{visit}")
    page.says("beth wnes i")
    assert not {"Add a translation as an aid", "Withdraw this translation"} & page.links().keys()
    reader.get(f"/evidence/{visit}/translation", status=403)
    reader.get(f"/translations/{aid}/withdraw", status=403)


@pytest.mark.parametrize("language", ["en", "cy"])
def test_it_is_marked_on_paper_and_in_the_record(
    app: Flask, as_someone: SignIn, centre: Centre, study: Study, visit: str, language: str
) -> None:
    attach(app, study.learner, visit, how=How.MACHINE, made_with="Cyfieithydd X")
    withdraw(app, study.learner, attach(app, study.learner, visit, "Anghywir."))
    client = as_someone(centre.ffion, language)
    sheet = client.get(f"/evidence/{visit}/sheet")
    wanted = (AN_AID[language], "beth wnes i", "Cyfieithydd X")
    sheet.says(*wanted)
    assert "Anghywir." not in sheet.text
    assert [
        one for one in wanted if one not in pdf_words(client.browser.get(f"/evidence/{visit}/sheet.pdf").data)
    ] == []
    record = client.get(f"/portfolios/{study.portfolio}/record")
    sentences = {
        "en": (
            "A translation into Welsh was put beside the evidence “A visit” as an aid. Revision: 1.",
            "A translation beside the evidence “A visit” was withdrawn. Revision: 1.",
        ),
        "cy": (
            "Rhoddwyd cyfieithiad Cymraeg wrth ochr y dystiolaeth “A visit” fel cymorth. Diwygiad: 1.",
            "Tynnwyd cyfieithiad wrth ochr y dystiolaeth “A visit” yn ôl. Diwygiad: 1.",
        ),
    }
    said = record.text.replace("“ ", "“").replace(" ”", "”")
    assert [one for one in sentences[language] if one not in said] == []


def test_what_was_said_cannot_be_changed_unseen(app: Flask, study: Study, visit: str) -> None:
    aid = attach(app, study.learner, visit)
    for column, said in (("words", "'Arall.'"), ("made_with", "'Neb'"), ("how", "'machine'"), ("language", "'en'")):
        was = _value(app, aid, column)
        change(app, f"UPDATE translation_aid SET {column} = {said}")  # noqa: S608 names of ours
        assert [one.code for one in checked(app)] == ["stored-differs"], column
        change(app, f"UPDATE translation_aid SET {column} = :was", was=was)  # noqa: S608
    assert checked(app) == []


def _value(app: Flask, aid: str, column: str) -> object:
    with acting(app) as work:
        return getattr(aid_row(work, aid), column)


def test_pages_take_as_many_statements_with_one_as_with_many(
    app: Flask, study: Study, ffion: PageClient, tomos: PageClient, visit: str
) -> None:
    attach(app, study.learner, visit)
    pages = [(ffion, ""), (ffion, "/sheet"), (tomos, ""), (tomos, "/judge")]
    counted = []
    for _number in range(2):
        for client, ending in pages:
            client.get(f"/evidence/{visit}{ending}")
            with statements() as seen:
                client.get(f"/evidence/{visit}{ending}")
            counted.append(len(seen))
        for _more in range(MOST - 1):
            withdraw(app, study.learner, attach(app, study.learner, visit))
    assert max(counted) <= 14, "the page that judges asks too what was saved last, what waits next, and for phrases"
    assert counted[:4] == counted[4:]


def test_nothing_is_kept_of_whose_it_was_not(app: Flask, study: Study, visit: str) -> None:
    """A name that was typed before another answer was chosen is not said of it."""
    aid = attach(app, study.learner, visit, how=How.OWN, made_with="Mair Puw")
    with acting(app) as work:
        assert (aid_row(work, aid).made_with, work.session.query(TranslationAid).count()) == ("", 1)
