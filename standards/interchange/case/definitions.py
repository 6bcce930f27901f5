"""What all packages share: types of items, subjects, concepts, licences, groupings, the scale; in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from standards.foundation import LANGUAGES, Language
from standards.identity import NAMESPACE

DEFINED = "2026-11-28T00:00:00Z"
"""When these words were last changed: to be moved on with them."""


@dataclass(frozen=True)
class Definition:
    """One defined thing: what it is called and what it is, in Welsh and in English."""

    list_name: str
    key: str
    title: tuple[str, str]
    description: tuple[str, str]
    hierarchy: str | None = None

    def identifier(self, language: Language) -> UUID:
        return uuid5(NAMESPACE, f"CASE|{self.list_name}|{self.key}|{language}")

    def titled(self, language: Language) -> str:
        return self.title[LANGUAGES.index(language)]

    def described(self, language: Language) -> str:
        return self.description[LANGUAGES.index(language)]


def _type(number: int | None, key: str, title: tuple[str, str], description: tuple[str, str]) -> Definition:
    return Definition("CFItemTypes", key, title, description, "1" if number is None else f"1.{number}")


ITEM_TYPES = (
    _type(None, "section", ("Adran", "Section"), ("Rhan o safon.", "A part of a standard.")),
    _type(1, "group", ("Is-adran", "Sub-section"), ("Meini prawf o dan is-bennawd.", "Criteria under a sub-heading.")),
    _type(
        *(2, "performance", ("Maen prawf perfformiad", "Performance criterion")),
        ("Yr hyn y mae'n rhaid i rywun allu ei wneud.", "What somebody must be able to do."),
    ),
    _type(
        *(3, "knowledge", ("Gwybodaeth a dealltwriaeth", "Knowledge and understanding")),
        ("Yr hyn y mae angen i rywun ei wybod a'i ddeall.", "What somebody needs to know and understand."),
    ),
    _type(4, "scope", ("Cwmpas", "Scope"), ("Yr hyn y mae'r safon yn ei gwmpasu.", "What the standard covers.")),
    _type(5, "behaviours", ("Ymddygiad", "Behaviour"), ("Sut y mae rhywun yn ymddwyn.", "How somebody behaves.")),
    _type(6, "skills", ("Sgil", "Skill"), ("Sgil y mae ei hangen.", "A skill that is needed.")),
    _type(7, "values", ("Gwerth", "Value"), ("Gwerth sy'n sail i'r gwaith.", "A value that the work rests on.")),
    _type(8, "duties", ("Darpariaeth", "Provision"), ("Darpariaeth mewn deddfwriaeth.", "A provision of legislation.")),
    _type(9, "list", ("Eitem mewn rhestr", "List item"), ("Un eitem mewn rhestr.", "One item of a list.")),
    _type(10, "actions", ("Gweithred", "Action"), ("Gweithred mewn fframwaith.", "An action of a framework.")),
    _type(
        *(11, "unassessed", ("Testun nas asesir", "Text that is not assessed")),
        ("Geiriau yn eu lle, heb dystiolaeth i'w rhoi.", "Words in their place, for which no evidence is given."),
    ),
)

SUBJECTS = (
    Definition(
        *("CFSubjects", "nos", ("Safonau Galwedigaethol Cenedlaethol", "National Occupational Standards")),
        ("Safonau perfformiad wrth weithio.", "Standards of performance at work."),
        "1",
    ),
    Definition(
        *("CFSubjects", "legislation", ("Deddfwriaeth", "Legislation")),
        ("Yr hyn y mae'r gyfraith yn ei fynnu.", "What the law demands."),
        "2",
    ),
    Definition(
        *("CFSubjects", "guidance", ("Canllawiau", "Guidance")),
        ("Canllawiau cyhoeddedig ar ymarfer.", "Published guidance on practice."),
        "3",
    ),
    Definition(
        *("CFSubjects", "actions", ("Fframwaith gweithredu", "Framework for action")),
        ("Gweithredoedd a argymhellir.", "Actions that are recommended."),
        "4",
    ),
)

CONCEPTS = (
    Definition(
        *("CFConcepts", "duty", ("Dyletswydd", "Duty")),
        ("Yr hyn y mae'n rhaid ei wneud.", "What must be done."),
        "1",
    ),
    Definition(
        *("CFConcepts", "prohibition", ("Gwaharddiad", "Prohibition")),
        ("Yr hyn na chaniateir ei wneud.", "What must not be done."),
        "2",
    ),
    Definition(
        *("CFConcepts", "definition", ("Diffiniad", "Definition")), ("Ystyr gair.", "The meaning of a word."), "3"
    ),
    Definition(
        *("CFConcepts", "exception", ("Eithriad", "Exception")),
        ("Pan nad yw darpariaeth arall yn gymwys.", "When another provision does not apply."),
        "4",
    ),
    Definition(*("CFConcepts", "power", ("Pŵer", "Power")), ("Yr hyn y ceir ei wneud.", "What may be done."), "5"),
)

LICENCES = (
    Definition(
        *("CFLicenses", "legislation", ("Trwydded Llywodraeth Agored f3.0", "Open Government Licence v3.0")),
        (
            "https://www.nationalarchives.gov.uk/doc/open-government-licence-cymraeg/version/3/",
            "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        ),
    ),
)

GROUPINGS = (
    Definition(
        *("CFAssociationGroupings", "translation", ("Cymraeg a Saesneg", "Welsh and English")),
        ("Yr un safon yn y naill iaith a'r llall.", "The same standard in one language and the other."),
    ),
)

SCALE = Definition(
    *("CFRubrics", "scale", ("Graddfa farnu", "Scale of judgement")),
    ("A fodlonwyd maen prawf ai peidio.", "Whether a criterion is met or not."),
)
LEVELS = (("Heb ei fodloni eto", "Not yet met"), ("Wedi'i fodloni", "Met"))

ALL = (*ITEM_TYPES, *SUBJECTS, *CONCEPTS, *LICENCES, *GROUPINGS, SCALE)


def defined(definitions: tuple[Definition, ...], key: str) -> Definition | None:
    return next((one for one in definitions if one.key == key), None)


def found(identifier: UUID) -> tuple[Definition, Language] | None:
    """Give what is defined under an identifier, and in which language."""
    return _BY_IDENTIFIER.get(identifier)


_BY_IDENTIFIER: dict[UUID, tuple[Definition, Language]] = {
    one.identifier(language): (one, language) for one in ALL for language in LANGUAGES
}


@dataclass(frozen=True)
class Defining:
    """Writes definitions in one language, with addresses under the base of an installation."""

    base: str
    language: Language

    def uri(self, identifier: UUID) -> str:
        return f"{self.base}/standards/id/{identifier}"

    def link(self, one: Definition) -> dict[str, str]:
        identifier = one.identifier(self.language)
        return {"title": one.titled(self.language), "identifier": str(identifier), "uri": self.uri(identifier)}

    def written(self, one: Definition) -> dict[str, Any]:
        head: dict[str, Any] = {**self.link(one), "lastChangeDateTime": DEFINED}
        if one.list_name == "CFLicenses":
            return head | {"licenseText": one.described(self.language)}
        head["description"] = one.described(self.language)
        if one.list_name == "CFRubrics":
            return head | {"CFRubricCriteria": [self._scale(one)]}
        return head | ({"hierarchyCode": one.hierarchy} if one.hierarchy else {})

    def with_children(self, one: Definition) -> list[dict[str, Any]]:
        """Give a definition and those below it, as the hierarchy codes have them."""
        family = (each for each in ALL if each.list_name == one.list_name and each is not one)
        below = (each for each in family if (each.hierarchy or "").startswith(f"{one.hierarchy}."))
        return [self.written(each) for each in (one, *below)]

    def _scale(self, one: Definition) -> dict[str, Any]:
        place = LANGUAGES.index(self.language)
        return self._part(one, "criterion", 1, {"description": one.described(self.language)}) | {
            "CFRubricCriterionLevels": [
                self._part(one, f"level {score}", score + 1, {"quality": words[place], "score": float(score)})
                for score, words in enumerate(LEVELS)
            ]
        }

    def _part(self, one: Definition, name: str, position: int, said: dict[str, Any]) -> dict[str, Any]:
        identifier = uuid5(one.identifier(self.language), name)
        return {
            "identifier": str(identifier),
            "uri": self.uri(one.identifier(self.language)),
            "position": position,
            "lastChangeDateTime": DEFINED,
            **said,
        }

    def lists(self, used: Iterator[Definition]) -> dict[str, list[dict[str, Any]]]:
        """Give the used definitions by the name of their list, each once."""
        lists: dict[str, list[dict[str, Any]]] = {}
        for one in dict.fromkeys(used):
            lists.setdefault(one.list_name, []).append(self.written(one))
        return lists
