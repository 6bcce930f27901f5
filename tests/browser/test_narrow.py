"""The longest statuses there are, in Welsh, on the narrowest screen."""

import pytest

from tests.browser.conftest import Windows
from tests.browser.watching import check_page
from tests.browser.window import Window
from tests.browser.words import Words

pytestmark = pytest.mark.browser


def test_a_signed_unit_and_learners_behind_their_plan_fit_a_narrow_screen(windows: Windows) -> None:
    learner = Window(windows.open("cy", width=320), Words("cy"))
    learner.sign_in("rhiannon@cwmafon.example.org")
    check_page(learner.page)
    learner.main.get_by_role("link", name="Cyd-drafod ar ran cleientiaid").first.click()
    check_page(learner.page)
    assessor = Window(windows.open("cy", width=320), Words("cy"))
    assessor.sign_in("nia@cwmafon.example.org")
    assessor.open("/queue/learners")
    check_page(assessor.page)
