"""The rules about people: slowing guesses, easy passwords, whose session is over, who may give which role."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portfolio.people.rules import COMMON_WORDS, SessionLimits, SlowDown, device_name, may_give, weakness
from standards.foundation import Role

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
failures = st.lists(st.integers(0, 7200), max_size=60).map(
    lambda ages: sorted(NOW - timedelta(seconds=age) for age in ages)
)


@given(failures)
def test_nobody_waits_longer_than_the_longest_wait(known: list[datetime]) -> None:
    slow = SlowDown()
    assert timedelta(0) <= slow.wait(known, NOW) <= slow.longest_wait


@given(failures)
def test_whoever_waits_as_told_may_try(known: list[datetime]) -> None:
    slow = SlowDown()
    assert slow.wait(known, NOW + slow.wait(known, NOW)) == timedelta(0)


@given(failures, st.integers(0, 3600))
def test_another_failure_never_shortens_the_wait(known: list[datetime], age: int) -> None:
    slow = SlowDown()
    more = sorted([*known, NOW - timedelta(seconds=age)])
    assert slow.wait(more, NOW) >= slow.wait(known, NOW)


@given(failures)
def test_a_few_failures_cost_nothing(known: list[datetime]) -> None:
    assert SlowDown().wait(known[:4], NOW) == timedelta(0)


def test_a_guesser_who_never_stops_has_few_tries_a_day() -> None:
    slow, known, now = SlowDown(), [], NOW
    while now < NOW + timedelta(days=1):
        known.append(now)
        now += slow.wait(known, now) or timedelta(seconds=1)
    assert len(known) < 600


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Pa55word!", "password-common"),
        ("cyfrinair1", "password-common"),
        ("Croeso2026!", "password-common"),
        ("!!caerdydd99", "password-common"),
        ("croesocroeso", "password-common"),
        ("aaaaaaaaaa", "password-common"),
        ("abcabcabc", "password-common"),
        ("qwertyuiop", "password-common"),
        ("poiuytrewq", "password-common"),
        ("87654321", "password-common"),
        ("22111926", "password-common"),
        ("Tystio is mine", "password-telling"),
        ("REES-y-cyntaf", "password-telling"),
        ("hello ffion99 there", "password-telling"),
        ("siôn" * 1, "password-short"),
        ("a" * 129, "password-long"),
        ("draig goch ddu", None),
        ("correct llama battery staple", None),
        ("gwdihŵ mewn het", None),
        ("k8#vQ2!z", None),
        ("7302856193846", None),
    ],
)
def test_easy_passwords_are_refused(password: str, why: str | None) -> None:
    assert weakness(password, ("Ffion Rees", "ffion99@example.org")) == why


@given(st.sampled_from(sorted(word for word in COMMON_WORDS if len(word) >= 4)), st.integers(0, 9999))
def test_a_common_word_with_a_number_and_a_sign_stays_easy(word: str, number: int) -> None:
    assert weakness(f"{word.capitalize()}{number:04}!") in {"password-common", "password-telling"}


@given(st.frozensets(st.sampled_from(list(Role))))
def test_only_administrators_make_administrators(roles: frozenset[Role]) -> None:
    assert may_give(roles, Role.ADMINISTRATOR) == (Role.ADMINISTRATOR in roles)
    assert all(may_give(roles, role) for role in Role if role is not Role.ADMINISTRATOR)


@given(st.frozensets(st.sampled_from(list(Role))), st.integers(0, 48 * 60), st.integers(0, 48 * 60))
def test_a_session_is_over_by_idleness_or_age(roles: frozenset[Role], age: int, idle: int) -> None:
    limits = SessionLimits(timedelta(minutes=30), timedelta(minutes=120))
    longest = 120 if roles <= {Role.LEARNER} else 30
    over = limits.over(roles, NOW - timedelta(minutes=age), NOW - timedelta(minutes=idle), NOW)
    assert over == (idle > longest or age > 24 * 60)


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge, Windows",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.0", ""),
    ],
)
def test_devices_are_named(agent: str, name: str) -> None:
    assert device_name(agent) == name
