"""Each kind of evidence holds what its record must (practice.md 1.5), and is not submitted before it does."""

import re

import pytest
from flask import Flask
from hypothesis import given as every
from hypothesis import strategies as st

from portfolio.evidence.forms.kinds import CHOICE_WORDS, PARTICULAR_WORDS, PREFIX, told_label
from portfolio.evidence.models import Revision
from portfolio.evidence.rules.kinds import CHOICES, NEEDED_WITH, RECORDS, Particular, lacking, of_kind
from standards.qualifications.forms import KIND_WORDS
from standards.qualifications.rules.evidence import EvidenceKind
from tests.client import Page, PageClient
from tests.evidence.conftest import SignIn
from tests.factories import Centre
from tests.house import tree
from tests.ledger.tampering import change
from tests.ledger.test_check import checked
from tests.studies import Study, acting

FULL = {one.value: CHOICES[one][0] if one in CHOICES else f"Said of {one.value}." for one in Particular}


def test_every_kind_has_its_record_its_name_and_its_place_in_the_stylesheet() -> None:
    assert set(RECORDS) == set(EvidenceKind) == {EvidenceKind(kind) for kind in KIND_WORDS}
    assert set(PARTICULAR_WORDS) == set(Particular)
    assert {choice for known in CHOICES.values() for choice in known} == set(CHOICE_WORDS)
    asked = {one for each in RECORDS.values() for one in each.particulars}
    assert asked == set(Particular), "a particular that no kind asks for"
    style = (tree.ROOT / "static" / "source" / "_evidence.scss").read_text(encoding="utf-8")
    listed = re.search(r"\$kinds: ([^;]*);", style)
    assert listed
    assert set(re.split(r",\s*", listed[1])) == set(EvidenceKind)


@pytest.mark.parametrize("kind", EvidenceKind)
def test_nothing_lacks_where_everything_is_said(kind: EvidenceKind) -> None:
    assert lacking(kind, FULL) == ()
    assert lacking(kind, {}) == tuple(one for one in Particular if one in RECORDS[kind].needed)


@pytest.mark.parametrize(
    ("kind", "answer", "more"),
    [
        (EvidenceKind.WITNESS_TESTIMONY, {"witness_expert": "expert"}, Particular.WITNESS_COMPETENCE),
        (EvidenceKind.QUESTIONS, {"asked_how": "in_writing"}, Particular.QUESTION_SET),
    ],
)
def test_an_answer_makes_another_necessary(kind: EvidenceKind, answer: dict[str, str], more: Particular) -> None:
    said = {**FULL, **answer, more.value: " "}
    assert lacking(kind, said) == (more,)
    assert lacking(kind, {**said, more.value: "Ten years of it."}) == ()
    other = next(choice for choice in CHOICES[Particular(*answer)] if choice not in answer.values())
    assert lacking(kind, dict.fromkeys(answer, other) | {more.value: ""} | _without(said, *answer, more.value)) == ()


def _without(said: dict[str, str], *names: str) -> dict[str, str]:
    return {name: words for name, words in said.items() if name not in names}


@every(st.sampled_from(EvidenceKind), st.dictionaries(st.sampled_from([one.value for one in Particular]), st.text()))
def test_what_lacks_is_asked_for_and_not_said(kind: EvidenceKind, said: dict[str, str]) -> None:
    held = of_kind(kind, said)
    assert set(held) <= {one.value for one in RECORDS[kind].particulars}
    assert all(words.strip() for words in held.values())
    needed = {*RECORDS[kind].needed, *NEEDED_WITH.values()}
    assert set(lacking(kind, said)) <= needed - set(map(Particular, held))


SAID = {
    "en": ("Submit", "Fill in “What was your part in it?”", "What was your part in it?", "Declare and submit"),
    "cy": (
        "Cyflwyno",
        "Llenwch “Beth oedd eich rhan chi ynddo?”",
        "Beth oedd eich rhan chi ynddo?",
        "Datgan a chyflwyno",
    ),
}


def new(client: PageClient, study: Study, kind: EvidenceKind, submit: str = "Submit", **more: str) -> Page:
    """A piece of this kind, filled in and put to two criteria, where the second has a note too."""
    first, second = study.units
    values = {
        "kind": kind.value,
        "title": "A record",
        "happened_on": ["27", "1", "2026"],
        "words": "As it was." if kind is not EvidenceKind.SIGHTED else "",
        "ai_use": "none",
        "people": "open",
        "criteria": [f"{first}:P1", f"{second}:K1"],
        f"criteria-note-{first}:P1": "The second page.",
        f"criteria-note-{second}:K1": "The third.",
        **more,
    }
    held = {name.removeprefix(PREFIX): said for name, said in more.items() if name.startswith(PREFIX)}
    page = client.get(f"/portfolios/{study.portfolio}/evidence/new")
    alone = kind is EvidenceKind.PRIOR_LEARNING and more.get(f"criteria-note-{second}:K1") == ""
    return client.submit(page, values, button=submit, status=422 if lacking(kind, held) or alone else 200)


def full() -> dict[str, str]:
    return {PREFIX + name: said for name, said in FULL.items()}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_lacks_is_told_at_its_field_and_what_was_typed_stays(
    as_someone: SignIn, centre: Centre, study: Study, language: str
) -> None:
    submit, told, label, _declare = SAID[language]
    client = as_someone(centre.ffion, language)
    page = new(client, study, EvidenceKind.PRODUCT, submit, about_origin="Y tîm i gyd.")
    assert page.errors == [told]
    form = page.form(submit)
    assert form.values[PREFIX + "origin"] == "Y tîm i gyd."
    assert form.named(label) == PREFIX + "role"


@pytest.mark.parametrize("kind", EvidenceKind)
def test_every_kind_is_submitted_and_shown_with_all_that_it_holds(
    app: Flask, ffion: PageClient, as_someone: SignIn, centre: Centre, study: Study, kind: EvidenceKind
) -> None:
    page = ffion.submit(new(ffion, study, kind, **full()), button="Declare and submit")
    asked, shown = RECORDS[kind].particulars, page.summary()
    for one in asked:
        assert shown[told_label(one)] == str(CHOICE_WORDS.get(FULL[one], FULL[one]))
    with acting(app) as work:
        assert work.session.query(Revision).one().particulars == {one.value: FULL[one] for one in asked}
    assert checked(app) == []
    judged = as_someone(centre.trainee).get(f"{page.path}/judge").summary()
    assert judged["Kind"] == str(KIND_WORDS[kind])
    assert [one for one in asked if told_label(one) not in judged] == []


def test_a_changed_particular_is_found_by_the_check(app: Flask, ffion: PageClient, study: Study) -> None:
    ffion.submit(new(ffion, study, EvidenceKind.PRODUCT, about_role="All of it."), button="Declare and submit")
    assert checked(app) == []
    change(app, "UPDATE revision SET particulars = :said", said='{"role": "Half of it."}')
    assert checked(app) != []


def test_prior_learning_is_put_to_each_criterion_by_itself(ffion: PageClient, study: Study) -> None:
    without = {f"criteria-note-{study.units[1]}:K1": ""}
    page = new(ffion, study, EvidenceKind.PRIOR_LEARNING, **full(), **without)
    assert page.errors == ["Say for every criterion what of it shows that very one."]
    new(ffion, study, EvidenceKind.PRIOR_LEARNING, **full()).says("The third.")


def test_what_was_typed_for_another_kind_is_kept_while_it_is_a_draft(ffion: PageClient, study: Study) -> None:
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    page = ffion.submit(page, {"title": "A visit", PREFIX + "witness": "Nia Hughes"}, button="Save draft")
    assert "Nia Hughes" not in page.text
    again = ffion.get(f"{page.path}/edit").form("Save draft")
    assert again.values[PREFIX + "witness"] == "Nia Hughes"


def test_what_changed_tells_of_particulars_too(ffion: PageClient, study: Study) -> None:
    page = ffion.submit(new(ffion, study, EvidenceKind.PRODUCT, about_role="All of it."), button="Declare and submit")
    again = ffion.submit(ffion.get(f"{page.path}/edit"), {PREFIX + "role": "Half of it."}, button="Submit")
    page = ffion.submit(again, button="Declare and submit")
    page.says("What changed from revision 1", "Half")
    assert "The words are the same." not in page.text


ALL_MISSING = {
    "title": "Give the evidence a title.",
    "happened_on": "Enter the date when it happened.",
    "about_purpose": "Fill in “What was the discussion to show?”",
    "about_recorded_by-0": "Fill in “How was it recorded?”",
    "words": "Write something, or add a file.",
    "people-0": "Say who is shown or named in it.",
    "ai_use-0": "Say whether artificial intelligence was used.",
    "criteria": "Choose at least one criterion that the evidence shows.",
}


def test_what_is_missing_is_named_before_anything_is_declared(ffion: PageClient, study: Study) -> None:
    page = ffion.get(f"/portfolios/{study.portfolio}/evidence/new")
    said = {"kind": "discussion", "about_assessor": "Nia", "about_place": "Here", "about_given_before": "In May"}
    draft = ffion.submit(page, said, button="Save draft").path
    page = ffion.get(f"{draft}/submit")
    assert "Declare and submit" not in page.text
    form = ffion.get(f"{draft}/edit")
    links = {words: address for words, address in page.links().items() if "/edit#" in address}
    assert list(links) == list(ALL_MISSING.values())
    for field, address in zip(ALL_MISSING, links.values(), strict=True):
        assert address == f"{draft}/edit#{field}"
        assert form.soup.find(id=field), field


def test_the_refusal_names_what_is_missing(ffion: PageClient, study: Study) -> None:
    draft = new(ffion, study, EvidenceKind.PRODUCT, about_role="All of it.").path.removesuffix("/submit")
    page = ffion.get(f"{draft}/submit")
    with_less = ffion.submit(ffion.get(f"{draft}/edit"), {"about_role": "", "title": ""}, button="Save draft")
    assert with_less.notices == ["Your draft is saved. Nobody else sees it."]
    stale = ffion.submit(page, button="Declare and submit", status=409)
    assert stale.errors[1:] == ["Give the evidence a title.", "Fill in “What was your part in it?”"]
    assert f"{draft}/edit#about_role" in stale.links().values()
