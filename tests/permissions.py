"""Who may do what, from the merged policies, and its table in the README: `python -m tests.permissions`."""

from collections.abc import Iterator
from pathlib import Path

from portfolio.app import all_policies
from standards.foundation import Policy, Relation, Role

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- permissions: written by `make permissions`, compared by a test -->"
END = "<!-- end of permissions -->"
ROLES = {
    Role.LEARNER: "learner",
    Role.ASSESSOR: "assessor",
    Role.QUALITY_ASSURER: "quality assurer",
    Role.EXTERNAL_QUALITY_ASSURER: "external quality assurer",
    Role.MANAGER: "manager",
    Role.ADMINISTRATOR: "administrator",
}
RELATIONS = {
    Relation.OWN: "own",
    Relation.ASSIGNED: "assigned",
    Relation.COUNTERSIGNING: "as countersigner",
    Relation.PROVIDER: "at the centre",
}


def table(policy: Policy) -> str:
    """Write permissions × roles, a cell saying in which relation."""
    shown = [role for role in ROLES if any(role in grants for grants in policy.values())]
    lines = [["permission", *(ROLES[role] for role in shown)], ["---"] * (len(shown) + 1)]
    for permission in sorted(policy):
        grants = policy[permission]
        lines.append([f"`{permission}`", *(cell(grants.get(role, frozenset())) for role in shown)])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell(relations: frozenset[Relation]) -> str:
    return ", ".join(word for relation, word in RELATIONS.items() if relation in relations) or "–"


def written(readme: str, policy: Policy) -> str:
    """Give the README with the table as the policies are now."""
    before, rest = readme.split(BEGIN)
    _old, after = rest.split(END)
    return f"{before}{BEGIN}\n{table(policy)}\n{END}{after}"


def unknown(policy: Policy) -> Iterator[str]:
    """Name the roles and relations that the table has no word for."""
    for grants in policy.values():
        yield from (role for role in grants if role not in ROLES)
        yield from (relation for relations in grants.values() for relation in relations if relation not in RELATIONS)


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8"), all_policies()), encoding="utf-8")
