"""What the census has of monitoring: one that is planned, and one that waits for the assessor's answer."""

from flask import Flask

from tests.census.asked import Names
from tests.factories import Centre
from tests.monitoring import looking


def monitored(app: Flask, centre: Centre) -> dict[str, Names]:
    planned = looking.planned(app, centre, centre.trainee)
    recorded = looking.planned(app, centre, centre.trainee)
    looking.recorded(app, centre, recorded)
    return {
        "an assessor": {"assessor": looking.membership(app, centre.trainee)},
        "monitoring": {"activity": planned},
        "own monitoring": {"own_activity": recorded},
    }
