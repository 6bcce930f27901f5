"""Decisions bear the names that the awarding body gives them, for whoever makes them and whoever reads them."""

import pytest
from flask import Flask

from portfolio.core.database import db
from standards.foundation import Role, Text
from standards.qualifications.models import Qualification
from standards.qualifications.rules.wording import words_to_json
from tests.client import PageClient
from tests.evidence.items import put_forward
from tests.factories import Centre
from tests.studies import Study, acting, judge

ACHIEVED = Text("Wedi cyflawni", "Achieved")


@pytest.mark.parametrize(("language", "words"), [("cy", "Wedi cyflawni"), ("en", "Achieved")])
def test_assessor_and_learner_read_the_awarding_bodys_names(
    app: Flask, centre: Centre, study: Study, language: str, words: str
) -> None:
    with app.app_context():
        row = db.session.query(Qualification).one()
        row.decision_words = words_to_json({"met": ACHIEVED})
        db.session.commit()
    evidence = put_forward(app, study)
    assessor = PageClient(app, language)
    assessor.enter(centre.trainee)
    page = assessor.get(f"/evidence/{evidence}/judge")
    assert words in [label.get_text(strip=True) for label in page.soup.select("[data-claim] .govuk-radios__label")]
    with acting(app, centre.trainee, Role.ASSESSOR) as work:
        judge(work, study, evidence)
    learner = PageClient(app, language)
    learner.enter(centre.ffion)
    learner.get(f"/evidence/{evidence}/feedback").says(f"P1 · {words}")
