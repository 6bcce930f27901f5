"""The facts of criteria are stored, shown and compared; standards without any are what they always were."""

import json
from dataclasses import replace

import pytest
from flask import Flask

from portfolio.core.work import UnitOfWork
from standards.catalogue.shelf import FOLDER
from standards.drafting import Draft
from standards.facts import Action, Facts, Provision, TimeLimit
from standards.foundation import Refused, Text, TextStatus
from standards.interchange.yaml_file import load_standard
from standards.library import queries
from standards.library.rules import Outcome, contents_of, digest
from standards.library.services import publish
from tests.library.drafts import WORKING, both, published_document, small_draft
from tests.library.terminal import run

REGULATIONS = "WSI-2010-2574-P5"
# What these were published with before criteria could carry facts.
DIGESTS = {
    "lsiag04": "41ccf4f2b3de133325445a1bc71566e11f62d6b94dac2a3f0792e5758430f028",
    "lsiag11": "976d08476297ca579b2faa03afe75bab7a854b28133a13d44f099882c5cb239c",
}


def with_facts(facts: Facts | None) -> Draft:
    """A small standard whose first criterion carries these."""
    draft = small_draft()
    first, *rest = draft.sections
    criteria = (replace(first.criteria[0], facts=facts), *first.criteria[1:])
    return replace(draft, sections=(replace(first, criteria=criteria), *rest))


@pytest.mark.parametrize("name", DIGESTS)
def test_a_nos_keeps_the_digest_that_it_was_published_with(name: str) -> None:
    assert digest(contents_of(load_standard(FOLDER / f"{name}.yaml"))) == DIGESTS[name]


def test_all_facts_of_the_regulations_come_back(work: UnitOfWork) -> None:
    draft = published_document(REGULATIONS)
    row = publish(work, draft).standard
    assert row.assessable == 62
    work.session.expire_all()
    shown = queries.outline(work.session, row.id).by_code
    for criterion in draft.criteria():
        facts = shown[criterion.code].facts
        assert facts == criterion.facts or (facts, criterion.facts) == (None, Provision())
    assert queries.contents(work.session, row) == contents_of(draft)
    assert publish(work, draft).outcome is Outcome.UNCHANGED


def test_the_cells_of_an_action_come_back_with_what_is_unknown(work: UnitOfWork) -> None:
    action = Action(both("Cynllunio", "Planning"), who=Text("Pawb", None), time=None)
    row = publish(work, with_facts(action)).standard
    work.session.expire_all()
    assert queries.outline(work.session, row.id).by_code["P1"].facts == action


@pytest.mark.parametrize(
    "other",
    [
        None,
        Provision("prohibition", ("1",), closing=Text("pob un.", "all.", en_status=WORKING)),
        Provision("duty", ("2",), closing=Text("pob un.", "all.", en_status=WORKING)),
        Provision("duty", ("1",)),
        Provision("duty", ("1",), closing=Text("arall.", "all.", en_status=WORKING)),
        Provision("duty", ("1",), (), (TimeLimit(3, "day"),), Text("pob un.", "all.", en_status=WORKING)),
    ],
)
def test_other_facts_under_the_same_edition_are_refused(work: UnitOfWork, other: Facts | None) -> None:
    publish(work, with_facts(Provision("duty", ("1",), closing=Text("pob un.", "all.", en_status=WORKING))))
    with pytest.raises(Refused) as refused:
        publish(work, with_facts(other))
    assert (refused.value.code, refused.value.values["where"]) == ("standard-differs", "P1")


def test_official_closing_words_take_the_place_of_a_working_translation(work: UnitOfWork) -> None:
    publish(work, with_facts(Provision("duty", closing=Text("pob un.", "all.", en_status=WORKING))))
    official = Provision("duty", closing=Text(en="all of it.", en_status=TextStatus.OFFICIAL))
    published = publish(work, with_facts(official))
    assert published.outcome is Outcome.OFFICIAL_TEXT_TAKEN
    facts = queries.outline(work.session, published.standard.id).by_code["P1"].facts
    assert isinstance(facts, Provision)
    assert facts.closing == Text("pob un.", "all of it.")


def test_the_command_shows_them(app: Flask) -> None:
    assert run(app, "load", str(FOLDER)).exit_code == 0
    shown = json.loads(run(app, "show", REGULATIONS, "--json").stdout)
    (section,) = shown["sections"]
    facts = {one["code"]: one.get("facts") for one in section["criteria"]}
    assert facts["23(4)"]["provision"]["time_limits"] == [{"n": 28, "unit": "day", "from": "ar ôl diwygio"}]
    assert facts["22(2)(ch)"] is None
    lines = run(app, "show", REGULATIONS, "--language", "en").stdout.splitlines()
    assert "  23(1)  [prohibition]  Ni chaniateir defnyddio" in "\n".join(lines)
    assert "    yn anghyflawn;" in lines
    assert "      23(5)(ff)(ii)  cosbi grŵp o blant am ymddygiad plentyn unigol." in lines
    welsh = run(app, "show", REGULATIONS, lang="cy_GB.UTF-8").stdout
    assert "  20(3)  [diffiniad]  At ddibenion paragraff (2)" in welsh
