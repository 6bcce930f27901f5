"""The pages of observing: who sees them, what they keep and refuse, and what a learner reads."""

from dataclasses import replace

import pytest
from flask import Flask

from assessments.observing.models import Observation
from assessments.observing.rules import Question, Said, Seen
from portfolio.people.services import NewRole
from standards.foundation import Language, Role
from standards.library.models import Standard
from tests.client import PageClient, Value
from tests.databases import queries_at_most
from tests.evidence.conftest import SignIn
from tests.factories import Centre, add_person
from tests.ledger.test_check import checked
from tests.observing.conftest import Group
from tests.observing.watching import DAY, TITLE, begin, observe, part, put, said
from tests.studies import Study, acting, enrol, provider_row, publish_qualification, unit_row


def typed(*studies: Study, **other: Value) -> dict[str, Value]:
    """Fill in the page by its fields' names: all three criteria's first is met by each learner."""
    filled: dict[str, Value] = {
        "happened_on": (f"{DAY:%d}", f"{DAY:%m}", f"{DAY:%Y}"),
        "place": "The front desk",
        "language": "en",
        "words": "Two clients came in at once.",
        "people": "open",
    }
    for study in studies:
        start, unit = f"p-{study.portfolio}", study.units[0]
        filled |= {
            f"{start}-words": f"Waited calmly, {study.learner.name.split()[1]}.",
            f"{start}-question-0": "Why?",
            f"{start}-answer-0": "To hear them.",
            f"{start}-about-0": f"{unit}:K1",
            f"{start}-seen-{unit}:P1": "met",
            f"{start}-seen-{unit}:P2": "referred",
            f"{start}-said-{unit}:P2": "Tell them when you will call.",
            **{f"{start}-{rule}": True for rule in ("valid", "authentic", "current")},
        }
    return {**filled, **other}


def chosen(tomos: PageClient, *studies: Study) -> str:
    """Choose learners; gives the address of the page on which it is written."""
    page = tomos.get("/observations/new")
    page = tomos.submit(page, {"learners": [study.portfolio for study in studies]})
    assert page.heading == "Write an observation"
    return page.path


def test_a_group_is_written_checked_and_put_on_record(
    app: Flask, tomos: PageClient, ffion: PageClient, group: Group
) -> None:
    page = tomos.get(chosen(tomos, *group.all))
    page.says("Learners: 3", "Ffion Rees", "Owen Price", "Mabli Gwyn")
    page = tomos.submit(page, typed(*group.all), button="Check it and put it on record")
    page.says("Each learner gets the copy that you see here, and nothing of any other learner's.")
    assert "Waited calmly, Rees." in page.text
    page = tomos.submit(page, {"saw": False}, status=422)
    assert page.errors == ["Tick the box to say that you saw it yourself."]
    page = tomos.submit(page, {"saw": True})
    assert page.notices == ["The observation is on the records of 3 learners."]
    assert len(page.table("On record: 3")) == 4  # with its head
    shown = ffion.get(ffion.get("/evidence").link("Observation: The front desk, 25 January 2026"))
    shown.says("Tomos Bevan wrote this record of what they saw", "Waited calmly, Rees.", "K1: Why?")
    for other in ("Price", "Gwyn"):
        assert other not in shown.text
    assert "Change it" not in shown.links()
    assert "Use it for other criteria" not in shown.links()
    page = ffion.submit(ffion.get(shown.link("Comment and sign")), {"comment": "It was busy.", "sign": True})
    page.says("You have signed the record.", "The learner signed it", "It was busy.")
    assert checked(app) == []


def test_what_is_missing_is_listed_and_nothing_is_lost(app: Flask, tomos: PageClient, group: Group) -> None:
    address = chosen(tomos, group.ffion)
    lacking = typed(group.ffion, words="", place="", people="")
    lacking[f"p-{group.ffion.portfolio}-current"] = False
    page = tomos.submit(tomos.get(address), lacking, button="Check it and put it on record")
    page.says("What is still missing", "Say where it happened.", "Say who else is shown or named in it.")
    page.says("Ffion Rees: P1 can be met only if what you saw is valid")
    assert page.main.select("form") == []
    again = tomos.get(address)
    assert "Waited calmly, Rees." in again.html
    too_long = typed(group.ffion, **{f"p-{group.ffion.portfolio}-feedback": "x" * 5001})
    page = tomos.submit(again, too_long, button="Save as a draft", status=422)
    assert page.errors == ["Use 5000 characters or fewer."]
    assert "x" * 5001 in page.html


def test_a_forged_form_decides_nothing_for_another(app: Flask, tomos: PageClient, group: Group) -> None:
    address = chosen(tomos, group.ffion)
    page = tomos.get(address)
    sent = page.form().filled(typed(group.ffion), "Check it and put it on record")
    start = f"p-{group.ffion.portfolio}"
    sent.add(f"{start}-seen-{group.owen.units[0]}:P1", "met")
    sent.add(f"p-{group.owen.portfolio}-words", "Never chosen.")
    page = tomos.post(address, sent)
    page.says("Ffion Rees: P1 is in no unit that you assess.")
    with acting(app) as work:
        [found] = work.session.query(Observation)
        assert list(Said.from_json(found.said).parts) == [group.ffion.portfolio]
    page = tomos.post("/observations/new", {**_token(tomos), "learners": ["0" * 32]}, status=422)
    assert page.errors == ["Choose only from the answers shown for “Whom did you observe?”."]


def _token(client: PageClient) -> dict[str, str]:
    return {"csrf_token": client.get("/observations/new").form().values["csrf_token"]}


def test_two_windows_do_not_write_over_each_other(tomos: PageClient, group: Group) -> None:
    address = chosen(tomos, group.ffion)
    first, second = tomos.get(address), tomos.get(address)
    tomos.submit(first, typed(group.ffion), button="Save as a draft")
    page = tomos.submit(second, typed(group.ffion, place="The back office"), button="Save as a draft", status=409)
    page.says("This observation was changed in another window or on another device")
    assert 'value="The back office"' in page.html
    tomos.submit(page, {}, button="Save as a draft").says("Your draft is saved.")
    assert 'value="The back office"' in tomos.get(address).html


def test_a_draft_is_its_authors_alone(
    app: Flask, centre: Centre, tomos: PageClient, alys: PageClient, ffion: PageClient, group: Group
) -> None:
    observation = begin(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    for place in ("", "/record", "/learners", "/discard"):
        alys.get(f"/observations/{observation}{place}", status=404)
        ffion.get(f"/observations/{observation}{place}", status=404)
    alys.get("/observations").says("You have not written an observation yet.")
    ffion.get("/observations", status=403)
    page = tomos.submit(tomos.get(f"/observations/{observation}/discard"), {})
    assert page.notices == ["The draft is discarded."]
    tomos.get(f"/observations/{observation}", status=404)


def test_learners_are_added_and_left_out(app: Flask, tomos: PageClient, group: Group) -> None:
    address = chosen(tomos, group.ffion)
    tomos.submit(tomos.get(address), typed(group.ffion), button="Save as a draft")
    page = tomos.submit(tomos.get(f"{address}/learners"), {"learners": [group.ffion.portfolio, group.owen.portfolio]})
    page.says("Learners: 2", "Owen Price")
    assert "Waited calmly, Rees." in page.html
    page = tomos.submit(tomos.get(f"{address}/learners"), {"learners": [group.owen.portfolio]})
    assert "Waited calmly, Rees." not in page.html


def test_whoever_did_not_write_a_record_cannot_judge_it(
    app: Flask, centre: Centre, alys: PageClient, tomos: PageClient, group: Group
) -> None:
    [evidence] = observe(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    page = alys.get(f"/evidence/{evidence}/judge")
    page.says("There is nothing for you to decide on this evidence")
    page.says("Another assessor wrote this record, and only its author judges it.")
    assert "You are not assigned to this unit" not in page.text
    alys.get(f"/evidence/{evidence}/judge?lang=cy").says("Aseswr arall a ysgrifennodd y cofnod hwn")
    tomos.get(f"/evidence/{evidence}/judge").says("Correct this decision")


def test_a_closed_record_is_opened_by_a_press(
    app: Flask, centre: Centre, ffion: PageClient, alys: PageClient, group: Group
) -> None:
    what = said({group.ffion: part(group.ffion, "She heard a secret.")})
    closed = Said(what.happened_on, what.place, what.language, what.words, "restricted", what.parts)
    [evidence] = observe(app, centre.trainee, closed)
    assert "secret" not in alys.get(f"/evidence/{evidence}").html
    ffion.get(f"/evidence/{evidence}").says("She heard a secret.")


def test_the_learner_is_told_why_a_record_stays_as_it_is(
    app: Flask, centre: Centre, ffion: PageClient, group: Group
) -> None:
    [evidence] = observe(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    for page in ("edit", "use-again"):
        shown = ffion.get(f"/evidence/{evidence}/{page}", status=409)
        shown.says("An assessor wrote this record of what they saw")
        assert "Use it for other criteria" not in shown.links()
    ffion.get(f"/evidence/{evidence}/sheet").says("The assessor who saw it wrote and signed it.")
    assert f"/evidence/{evidence}" not in ffion.get(f"/portfolios/{group.ffion.portfolio}/evidence/map").html


def test_the_record_tells_of_it_in_both_languages(
    app: Flask, centre: Centre, as_someone: SignIn, ffion: PageClient, group: Group
) -> None:
    observe(app, centre.trainee, said({group.ffion: part(group.ffion)}))
    ffion.get(f"/portfolios/{group.ffion.portfolio}/record").says("was put on record")
    welsh = as_someone(centre.ffion, "cy")
    welsh.get(f"/portfolios/{group.ffion.portfolio}/record").says("Rhoddwyd yr arsylwad")


@pytest.mark.parametrize("times", [3, 30])
def test_pages_take_as_many_statements_for_many_learners(
    app: Flask, centre: Centre, as_someone: SignIn, times: int
) -> None:
    with acting(app) as work:
        qualification = publish_qualification(work)
        provider = provider_row(work, centre)
        people = [add_person(work, f"Learner {place}", provider, NewRole(Role.LEARNER)) for place in range(times)]
        studies = [enrol(work, centre, one, qualification) for one in people]
    # Of whom all bear one name, so that nobody is named by another's copy.
    observe(app, centre.trainee, said({study: part(study) for study in studies}))
    observation = begin(app, centre.trainee, said({study: part(study) for study in studies}))
    tomos = as_someone(centre.trainee)
    for page in ("", "/new", f"/{observation}", f"/{observation}/learners", f"/{observation}/record"):
        with queries_at_most(
            10, "who asks (2), the observation (1), its author and learners, units, texts, states, plans"
        ):
            tomos.get(f"/observations{page}")


WAITS = {
    "en": ("Records of observations to comment on and sign", "Tomos Bevan put this on record", "Comment and sign"),
    "cy": (
        "Cofnodion arsylwi i roi sylwadau arnynt a'u llofnodi",
        "Rhoddodd Tomos Bevan hwn ar gofnod",
        "Rhoi sylw a llofnodi",
    ),
}
OTHER = {"en": "Add other evidence for these criteria", "cy": "Ychwanegu tystiolaeth arall ar gyfer y meini prawf hyn"}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_what_came_back_on_a_record_asks_for_other_evidence(
    app: Flask, centre: Centre, ffion: PageClient, tomos: PageClient, group: Group, language: Language
) -> None:
    what = said({group.ffion: part(group.ffion, P1="met", P2="referred", K1="referred")})
    [evidence] = observe(app, centre.trainee, what)
    page = ffion.get(f"/evidence/{evidence}/feedback?lang={language}")
    waits, wrote, signs = WAITS[language]
    page.says(wrote)
    assert "Ffion Rees submitted" not in page.text
    assert f"/evidence/{evidence}/edit" not in page.links().values()
    assert any(said_.startswith(signs) for said_ in page.links())
    unit = group.ffion.units[0]
    keys = [f"{unit}:P2", f"{unit}:K1"]
    asked = "&".join(f"criterion={key}" for key in keys)
    assert page.link(OTHER[language]) == f"/portfolios/{group.ffion.portfolio}/evidence/new?{asked}"
    assert OTHER[language] not in tomos.get(f"/evidence/{evidence}/feedback?lang={language}").links()
    home = ffion.get("/")
    home.says(waits)
    ffion.submit(ffion.get(home.link(TITLE)), {"comment": "", "sign": True})
    assert waits not in ffion.get("/").text
    assert signs not in ffion.get(f"/evidence/{evidence}/feedback").links()


def test_criteria_of_several_units_are_named_with_their_units(
    app: Flask, centre: Centre, ffion: PageClient, tomos: PageClient, group: Group
) -> None:
    first, second = group.ffion.units[:2]
    with acting(app) as work:
        urn, other = (work.session.get_one(Standard, unit_row(work, one).standard_id).urn for one in (first, second))
    one_unit = part(group.ffion, P1="met")
    both = replace(
        one_unit,
        questions=(Question("Why?", "To hear.", f"{second}:K1"),),
        seen={f"{first}:P1": Seen("met"), f"{second}:P1": Seen("referred", "More of it.")},
    )
    observation = begin(app, centre.trainee, said({group.ffion: both}))
    tomos.get(f"/observations/{observation}/record").says(f"{other} K1: Why?", f"{urn} P1 Met", f"{other} P1 Referred")
    [evidence] = put(app, centre.trainee, observation)
    ffion.get(f"/evidence/{evidence}").says(f"{other} K1: Why?")
    lacking = replace(both, seen={f"{first}:P1": Seen("referred"), f"{second}:P1": Seen("referred")})
    observation = begin(app, centre.trainee, said({group.ffion: lacking}))
    page = tomos.get(f"/observations/{observation}/record")
    page.says(f"Ffion Rees: say what is missing for {urn} P1, {other} P1.")
    observation = begin(app, centre.trainee, said({group.ffion: one_unit}))
    page = tomos.get(f"/observations/{observation}/record")
    page.says("K1: Why did you wait?")
    assert f"{urn} P1" not in page.text
