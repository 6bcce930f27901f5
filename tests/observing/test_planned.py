"""An observation that was planned fulfils what was planned, and nothing of another's plan."""

from dataclasses import replace

import pytest
from flask import Flask

from standards.foundation import Refused
from tests.client import PageClient
from tests.factories import Centre
from tests.judging.conftest import checked
from tests.observing.conftest import Group
from tests.observing.watching import begin, observe, part, said
from tests.plans import planning
from tests.studies import acting


def test_a_planned_observation_fulfils_its_activity(
    app: Flask, centre: Centre, group: Group, tomos: PageClient
) -> None:
    activity = planning.activity_of(app, planning.agreed(app, centre, group.ffion))
    watched = said({group.ffion: part(group.ffion), group.owen: part(group.owen)})
    page = tomos.get(f"/observations/{begin(app, centre.trainee, watched)}")
    page.says("First interview")
    again = tomos.submit(page, {f"p-{group.ffion.portfolio}-activity": activity}, button="Save as a draft")
    assert f'value="{activity}" selected' in again.html
    with acting(app) as work:
        assert planning.activity_row(work, activity).fulfilled == 0
    observe(app, centre.trainee, said({group.ffion: replace(part(group.ffion), activity=activity)}))
    with acting(app) as work:
        assert planning.activity_row(work, activity).fulfilled == 1
    assert checked(app) == []


def test_an_activity_of_another_learner_is_refused(app: Flask, centre: Centre, group: Group) -> None:
    activity = planning.activity_of(app, planning.agreed(app, centre, group.ffion))
    with pytest.raises(Refused, match="plan-not-offered"):
        observe(app, centre.trainee, said({group.owen: replace(part(group.owen), activity=activity)}))
    with acting(app) as work:
        assert planning.activity_row(work, activity).fulfilled == 0
