"""What may be wrong in a standard's file: each fault with its line and its reason in both languages."""

from collections.abc import Iterable
from dataclasses import dataclass

from standards.drafting import RefusalError
from standards.foundation import Language

REASONS: dict[str, tuple[str, str]] = {
    "syntax": (
        "nid yw'n YAML dilys yng ngholofn {column}: edrychwch ar y bylchau, y dyfynodau, y cromfachau a'r colonau",
        "it is not valid YAML at column {column}: look at the indentation, the quotes, the brackets and the colons",
    ),
    "sign": ("nid yw YAML yn caniatáu un o'r nodau sydd ynddi", "it holds a character that YAML does not allow"),
    "alias": ("ni chaniateir angorau nac aliasau", "anchors and aliases are not allowed"),
    "too-deep": ("mae'r ffeil wedi'i nythu'n rhy ddwfn", "the file is nested too deeply"),
    "not-mapping": ("disgwylid safon ag allweddi", "a standard with keys was expected"),
    "duplicate-key": ('mae\'r allwedd "{key}" yno ddwywaith', 'the key "{key}" is there twice'),
    "unknown-key": ('nid yw\'r allwedd "{key}" yn hysbys', 'the key "{key}" is not known'),
    "missing-key": ('mae\'r allwedd "{key}" ar goll', 'the key "{key}" is missing'),
    "duplicate-code": ('mae\'r cod "{item}" yno ddwywaith', 'the code "{item}" is there twice'),
    "two-facts": (
        'ni all maen prawf gael "provision" ac "action"',
        'a criterion cannot have both "provision" and "action"',
    ),
    "empty-text": ('mae "{key}" yn wag', '"{key}" is empty'),
    "wrong-type": ('nid yw "{key}" o\'r math cywir: disgwylid {welsh}', '"{key}" is of the wrong type: {english}'),
    "not-allowed": ('ni chaniateir "{value}" yn "{key}"', '"{value}" is not allowed in "{key}"'),
}

TYPES: dict[str, tuple[str, str]] = {
    "array": ("rhestr", "a list was expected"),
    "boolean": ("true neu false", "true or false was expected"),
    "integer": ("rhif cyfan", "a whole number was expected"),
    "object": ("allweddi", "keys were expected"),
    "string": ("testun", "text was expected"),
}


@dataclass(frozen=True, order=True)
class Fault:
    line: int
    code: str
    cy: str
    en: str


class FaultyFileError(RefusalError):
    """A standard's file is refused; `faults` holds everything that is wrong, in the order of the lines."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = tuple(sorted(set(faults)))
        said: dict[Language, str] = {
            "cy": "\n".join(f"{name}:{fault.line}: {fault.cy}" for fault in self.faults),
            "en": "\n".join(f"{name}:{fault.line}: {fault.en}" for fault in self.faults),
        }
        super().__init__("faulty-file", said)


def fault(code: str, line: int, **facts: object) -> Fault:
    cy, en = REASONS[code]
    return Fault(line, code, cy.format(**facts), en.format(**facts))


def wrong_type(line: int, key: str, expected: str | list[str]) -> Fault:
    """Name the kinds of value that a key may have, as the schema calls them."""
    kinds = [TYPES.get(one, (one, one)) for one in ([expected] if isinstance(expected, str) else expected)]
    welsh, english = (" / ".join(one) for one in zip(*kinds, strict=True))
    return fault("wrong-type", line, key=key, welsh=welsh, english=english)
