"""Whatever people do in whatever order: until the chair has closed an exercise, nobody sees what another decided."""

from dataclasses import dataclass

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from standards.foundation import Refused
from tests.client import PageClient
from tests.factories import Centre, Someone
from tests.judging.conftest import checked
from tests.standardising.conftest import Judged
from tests.standardising.exercising import answered, closed, decision_of, opened, prepared, put_in

PEOPLE = ("trainee", "assessor", "quality_assurer", "manager", "ffion")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.sampled_from(PEOPLE), st.integers(0, 1)),
        st.tuples(st.just("close"), st.sampled_from(PEOPLE), st.just(0)),
        st.tuples(st.just("look"), st.sampled_from(PEOPLE), st.integers(0, 1)),
    ),
    max_size=14,
)


@dataclass
class World:
    app: Flask
    centre: Centre
    exercise: str
    pieces: list[str]
    closed: bool = False

    def someone(self, name: str) -> Someone:
        found: Someone = getattr(self.centre, name)
        return found

    def decide(self, name: str, place: int) -> None:
        word = f"Reason-of-{name}-on-{place}"
        answered(self.app, self.someone(name), self.pieces[place], word, P1="referred")

    def close(self, name: str) -> None:
        closed(self.app, self.someone(name), self.exercise)
        self.closed = True

    def look(self, name: str) -> str:
        """All that somebody is shown of it, wherever they ask."""
        client = PageClient(self.app)
        client.enter(self.someone(name))
        places = [
            f"/standardising/{self.exercise}{one}" for one in ("", "/results", "/results.csv", "/close", "/record")
        ]
        places += [f"/standardising/pieces/{one}{more}" for one in self.pieces for more in ("", "/decide")]
        places += ["/", "/standardising", "/record"]
        return " ".join(client.browser.get(one, follow_redirects=True).get_data(as_text=True) for one in places)

    def do(self, act: str, name: str, place: int) -> None:
        try:
            if act == "decide":
                self.decide(name, place)
            elif act == "close":
                self.close(name)
        except Refused:
            return

    def nobody_sees_another(self, name: str) -> None:
        said = self.look(name)
        others = [one for one in PEOPLE if one != name]
        seen = [one for one in others if f"Reason-of-{one}-" in said]
        assert self.closed or not seen, f"{name} sees what {seen} decided"
        assert self.closed or "Original decision" not in said


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_nobody_sees_what_another_decided_before_it_is_closed(
    app: Flask, centre: Centre, judged: Judged, acts: list[tuple[str, str, int]]
) -> None:
    exercise = prepared(app, centre, judged.decided.ffion, centre.trainee, centre.assessor)
    pieces = put_in(app, centre, exercise, *(decision_of(app, one) for one in (judged.welsh, judged.english)))
    opened(app, centre, exercise)
    world = World(app, centre, exercise, pieces)
    for act, name, place in acts:
        world.do(act, name, place)
        if act == "look":
            world.nobody_sees_another(name)
    for name in PEOPLE:
        world.nobody_sees_another(name)


def test_once_it_is_closed_they_do(app: Flask, centre: Centre, judged: Judged) -> None:
    """What the other test looks for is there to be found."""
    exercise = prepared(app, centre, judged.decided.ffion, centre.trainee, centre.assessor)
    pieces = put_in(app, centre, exercise, decision_of(app, judged.welsh), decision_of(app, judged.english))
    opened(app, centre, exercise)
    world = World(app, centre, exercise, pieces)
    world.decide("trainee", 0)
    assert "Reason-of-trainee-" in world.look("trainee")
    assert "Reason-of-trainee-" not in world.look("assessor")
    world.close("quality_assurer")
    for name in ("assessor", "quality_assurer", "manager"):
        assert "Reason-of-trainee-" in world.look(name)
        assert "Original decision" in world.look(name)
    assert "Reason-of-trainee-" not in world.look("ffion")
    assert checked(app) == []
