"""What a unit asks of its evidence as a whole: by tables, by properties, and as a draft says it on its page."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from portfolio.core.database import db
from standards.foundation import Refused
from standards.qualifications.models import Unit
from standards.qualifications.rules.evidence import (
    MOST,
    OF_A_KIND,
    RULES_MOST,
    Asks,
    EvidenceKind,
    EvidenceRule,
    MetBy,
    check_rule,
    contradictory,
    rule_of,
    too_old,
    unmet_rules,
)
from tests.factories import Centre
from tests.qualifications.test_pages import a_qualification, signed_in
from tests.studies import acting, publish_qualification

CODES = ("P1", "P2", "P3", "K1")
ACCOUNT, SIMULATION, OBSERVATION = EvidenceKind.REFLECTIVE_ACCOUNT, EvidenceKind.SIMULATION, EvidenceKind.OBSERVATION
MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
MET = (
    MetBy("P1", "a", ACCOUNT, MONDAY),
    MetBy("P1", "b", SIMULATION, TUESDAY),
    MetBy("P2", "b", SIMULATION, TUESDAY),
    MetBy("K1", "c", OBSERVATION, TUESDAY, by_assessor=True),
    MetBy("K1", "d", OBSERVATION, TUESDAY),
)


@pytest.mark.parametrize(
    ("rule", "have", "criteria"),
    [
        (EvidenceRule(Asks.INCLUDES, SIMULATION, 1), None, ()),
        (EvidenceRule(Asks.INCLUDES, SIMULATION, 2), 1, ()),
        (EvidenceRule(Asks.NOT_ALLOWED, SIMULATION), 1, ("P2",)),
        (EvidenceRule(Asks.NOT_ALLOWED, SIMULATION, criteria=("P2",)), None, ()),
        (EvidenceRule(Asks.NOT_ALLOWED, EvidenceKind.PRODUCT), None, ()),
        (EvidenceRule(Asks.OCCASIONS, number=2), None, ()),
        (EvidenceRule(Asks.OCCASIONS, number=3), 2, ()),
        (EvidenceRule(Asks.OBSERVED, number=1), None, ()),
        (EvidenceRule(Asks.OBSERVED, number=2), 1, ()),
        (EvidenceRule(Asks.OBSERVED, number=1, criteria=("K1",)), 0, ()),
        (EvidenceRule(Asks.INCLUDES, SIMULATION, 1, ("P1", "P2")), 0, ()),
        (EvidenceRule(Asks.SHARE, SIMULATION, 34), None, ()),
        (EvidenceRule(Asks.SHARE, SIMULATION, 33), 34, ("P2",)),
        (EvidenceRule(Asks.CURRENT, number=1), None, ()),
    ],
)
def test_a_rule_is_kept_or_says_how_far_it_is(rule: EvidenceRule, have: int | None, criteria: tuple[str, ...]) -> None:
    found = unmet_rules([rule], MET)
    if have is None:
        assert found == []
    else:
        [unmet] = found
        assert (unmet.rule, unmet.have, unmet.criteria) == (rule, have, criteria)


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (EvidenceRule(Asks.INCLUDES, None, 1), "evidence-rule-needs-kind"),
        (EvidenceRule(Asks.OCCASIONS, SIMULATION, 1), "evidence-rule-needs-kind"),
        (EvidenceRule(Asks.OCCASIONS, None, 0), "evidence-rule-number"),
        (EvidenceRule(Asks.SHARE, SIMULATION, 100), "evidence-rule-number"),
        (EvidenceRule(Asks.NOT_ALLOWED, SIMULATION, criteria=("P1", "Z9")), "evidence-rule-criteria"),
        (EvidenceRule(Asks.OBSERVED, None, 3), "evidence-rule-twice"),
        (EvidenceRule(Asks.CURRENT, None, 3, ("P1",)), "evidence-rule-for-all"),
    ],
)
def test_what_no_unit_can_ask_is_refused(rule: EvidenceRule, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_rule(rule, [EvidenceRule(Asks.OBSERVED, None, 2)], CODES)


def test_a_unit_has_no_more_rules_than_a_page_bears() -> None:
    kinds = [EvidenceRule(asks, kind, 1) for asks in (Asks.INCLUDES, Asks.NOT_ALLOWED) for kind in EvidenceKind]
    with pytest.raises(Refused, match="evidence-rules-too-many"):
        check_rule(EvidenceRule(Asks.OCCASIONS, None, 2), kinds[:RULES_MOST], CODES)


@pytest.mark.parametrize(
    ("happened_on", "months"),
    [(date(2026, 3, 2), None), (date(2025, 3, 3), None), (date(2025, 3, 2), 12), (date(2020, 1, 1), 12), (None, None)],
)
def test_evidence_older_than_asked_is_told(happened_on: date | None, months: int | None) -> None:
    rules = [EvidenceRule(Asks.CURRENT, number=12), EvidenceRule(Asks.CURRENT, number=36)]
    found = too_old(rules, happened_on, date(2026, 3, 2))
    assert (found.number if found else None) == months


rules = st.builds(
    EvidenceRule,
    st.sampled_from([one for one in Asks if one in OF_A_KIND]),
    st.sampled_from(EvidenceKind),
    st.integers(1, 50),
    st.lists(st.sampled_from(CODES), unique=True).map(tuple),
) | st.builds(
    EvidenceRule, st.sampled_from([one for one in MOST if one not in OF_A_KIND]), st.none(), st.integers(1, 50)
)
met = st.lists(
    st.builds(
        MetBy,
        st.sampled_from(CODES),
        st.sampled_from("abcdef"),
        st.sampled_from(EvidenceKind),
        st.none() | st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    )
)


@given(rules)
def test_a_rule_is_read_as_it_was_written(rule: EvidenceRule) -> None:
    assert rule_of(rule.to_json()) == rule


@given(rules, met, met)
def test_more_evidence_never_breaks_a_rule_that_counts(
    rule: EvidenceRule, some: list[MetBy], more: list[MetBy]
) -> None:
    counts = rule.asks in {Asks.INCLUDES, Asks.OCCASIONS, Asks.OBSERVED}
    if counts and not unmet_rules([rule], some):
        assert not unmet_rules([rule], [*some, *more])


@given(rules, met)
def test_another_kind_beside_it_always_mends_what_rests_on_one_alone(rule: EvidenceRule, some: list[MetBy]) -> None:
    other = next(kind for kind in EvidenceKind if kind is not rule.kind)
    mended = [*some, *(MetBy(code, "other", other, MONDAY) for code in CODES)]
    if rule.asks in {Asks.NOT_ALLOWED, Asks.SHARE}:
        assert unmet_rules([rule], mended) == []


def first_unit(app: Flask, address: str) -> str:
    with app.app_context():
        found = db.session.query(Unit).order_by(Unit.id).first()
        assert found is not None
        db.session.remove()
        return f"{address}/units/{found.public_id}/rules"


PRESSED = {"en": ("Add the rule", "Remove", "The rule is added."), "cy": ("Ychwanegu'r rheol", "Tynnu", "Mae'r rheol")}


@pytest.mark.parametrize("language", ["cy", "en"])
def test_a_draft_says_what_its_unit_asks(app: Flask, centre: Centre, language: str) -> None:
    address = a_qualification(app, centre)
    rules_page, client = first_unit(app, address), signed_in(app, centre.manager, language)
    add, _remove, added = PRESSED[language]
    assert rules_page in client.get(address).html
    page = client.get(rules_page)
    said = {"asks": "not_allowed", "kind": "simulation", "criteria": "p1, K1"}
    page = client.submit(page, said, button=add)
    page.says(added, "(not for P1, K1)" if language == "en" else "(nid ar gyfer P1, K1)")
    told = client.submit(page, said, button=add, status=409)
    assert len(told.errors) == 1
    assert told.form(add).values["criteria"] == "p1, K1"
    wrong = client.submit(page, {"asks": "occasions", "number": "three"}, button=add, status=422)
    assert wrong.form(add).values["number"] == "three"
    client.get(address).says("(not for P1, K1)" if language == "en" else "(nid ar gyfer P1, K1)")
    left = client.browser.post(
        f"{rules_page}/remove",
        data={"csrf_token": page.form(add).values["csrf_token"], "rule": '{"asks": "none"}'},
    )
    assert left.status_code == 302
    with app.app_context():
        assert len(db.session.query(Unit).order_by(Unit.id).first().evidence_rules) == 1  # type: ignore[union-attr]
        db.session.remove()


def test_a_published_version_keeps_its_rules(app: Flask, centre: Centre) -> None:
    address = a_qualification(app, centre, published=True)
    client = signed_in(app, centre.manager)
    published = "This version is published, so nothing in it changes. Begin a new version instead."
    page = client.get(first_unit(app, address))
    page.says(published)
    assert "Add the rule" not in page.html
    token = client.get("/account").form("Save").values["csrf_token"]
    for more in ("", "/remove"):
        sent = {"csrf_token": token, "asks": "occasions", "kind": "", "number": "3", "rule": "{}"}
        answer = client.browser.post(first_unit(app, address) + more, data=sent)
        assert (answer.status_code, published in answer.text) == (409, True)


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([EvidenceRule(Asks.INCLUDES, EvidenceKind.SIMULATION, 1)], False),
        (
            [
                EvidenceRule(Asks.INCLUDES, EvidenceKind.SIMULATION, 1),
                EvidenceRule(Asks.NOT_ALLOWED, EvidenceKind.SIMULATION),
            ],
            True,
        ),
        (
            [
                EvidenceRule(Asks.INCLUDES, EvidenceKind.SIMULATION, 1),
                EvidenceRule(Asks.NOT_ALLOWED, EvidenceKind.SIMULATION, criteria=("P1",)),
            ],
            False,
        ),
        ([EvidenceRule(Asks.OBSERVED, number=3)], False),
        ([EvidenceRule(Asks.OBSERVED, number=3, criteria=("P1",))], True),
        ([EvidenceRule(Asks.OBSERVED, number=1), EvidenceRule(Asks.NOT_ALLOWED, EvidenceKind.OBSERVATION)], True),
    ],
)
def test_rules_that_no_evidence_could_keep(rules: list[EvidenceRule], expected: bool) -> None:
    assert contradictory(rules, 3) is expected


def test_such_rules_are_not_published(app: Flask, centre: Centre) -> None:
    rules = [EvidenceRule(Asks.OBSERVED, number=4)]
    with acting(app, centre.manager) as work:
        with pytest.raises(Refused, match=r"^evidence-rules-contradict$"):
            publish_qualification(work, rules=rules)
        work.session.rollback()
