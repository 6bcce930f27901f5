"""The README's table of who may do what is the policies', not somebody's memory of them."""

from portfolio.app import all_policies
from standards.foundation import Relation, Role
from tests import permissions


def test_readme_says_what_the_policies_say() -> None:
    readme = permissions.README.read_text(encoding="utf-8")
    assert readme == permissions.written(readme, all_policies()), "make permissions"


def test_every_role_and_relation_has_its_word() -> None:
    assert list(permissions.unknown(all_policies())) == []


def test_a_changed_policy_is_seen() -> None:
    policy = {**all_policies(), "unit.sign": {Role.LEARNER: frozenset({Relation.OWN})}}
    readme = permissions.README.read_text(encoding="utf-8")
    assert readme != permissions.written(readme, policy)
