"""A learner on two units, her assessor and her quality assurer, each in a browser."""

from tests.plans.conftest import (
    as_someone_fixture,
    ffion_fixture,
    quality_fixture,
    study_fixture,
    tomos_fixture,
)

__all__ = ["as_someone_fixture", "ffion_fixture", "quality_fixture", "study_fixture", "tomos_fixture"]
