"""A centre in whose books every kind of act is told."""

import pytest
from flask import Flask

from tests.factories import Centre
from tests.studies import Study, acting, publish_qualification, whole_job


@pytest.fixture(name="study")
def study_fixture(app: Flask, centre: Centre) -> Study:
    with acting(app) as work:
        qualification = publish_qualification(work).id
    return whole_job(app, centre, centre.ffion, qualification)
