"""The page on which a draft says what its units ask of their evidence."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from flask import Response, request
from flask_babel import gettext as _

from portfolio.web import access
from portfolio.web.access import requires
from portfolio.web.pages import done, page
from standards.qualifications import services
from standards.qualifications.forms import KIND_WORDS, ConfirmForm, EvidenceRuleForm
from standards.qualifications.policy import QUALIFICATIONS_MANAGE
from standards.qualifications.rules.evidence import rules_of
from standards.qualifications.views.blueprint import A_QUALIFICATION, blueprint
from standards.qualifications.views.parts import ONE, found_in, unit_of

if TYPE_CHECKING:
    from standards.qualifications.models import Qualification
    from standards.qualifications.queries import ShownUnit

blueprint.record_once(lambda state: state.app.jinja_env.globals.update(rule_kinds=KIND_WORDS, evidence_rules=rules_of))


def _name(rule: Mapping[str, Any]) -> str:
    """Name a rule by all that it says, so that a second press removes no other."""
    return json.dumps(rule, sort_keys=True)


def _shown(qualification: Qualification, unit: ShownUnit, form: EvidenceRuleForm) -> Response:
    rules = rules_of(unit.row.evidence_rules)
    named = [(_name(said), rule) for said, rule in zip(unit.row.evidence_rules, rules, strict=True)]
    values = {"form": form, "qualification": qualification, "unit": unit, "named": named}
    return page("qualifications/evidence_rules.html", **values)


def _again(message: str, qualification: Qualification, unit: ShownUnit) -> Response:
    names = {"qualification": qualification.public_id, "unit": unit.row.public_id}
    return done(message, "qualifications.evidence_rules", **names)


@blueprint.route(f"{ONE}/units/<id:unit>/rules", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def evidence_rules(qualification: Qualification, unit: str) -> Response:
    form, found = EvidenceRuleForm(), unit_of(found_in(qualification), unit)
    if form.validate_on_submit():
        services.add_evidence_rule(access.work(), qualification, found.row, form.rule())
        return _again(_("The rule is added."), qualification, found)
    return _shown(qualification, found, form)


@blueprint.route(f"{ONE}/units/<id:unit>/rules/remove", methods=["GET", "POST"])
@requires(QUALIFICATIONS_MANAGE, qualification=A_QUALIFICATION)
def remove_evidence_rule(qualification: Qualification, unit: str) -> Response:
    form, found = ConfirmForm(), unit_of(found_in(qualification), unit)
    if form.validate_on_submit():
        named = [one for one in found.row.evidence_rules if _name(one) == request.form.get("rule")]
        services.remove_evidence_rules(access.work(), qualification, found.row, named)
        return _again(_("The rule is taken out of the draft."), qualification, found)
    shown = EvidenceRuleForm(formdata=None)
    shown.form_errors = list(form.form_errors)
    return _shown(qualification, found, shown)
