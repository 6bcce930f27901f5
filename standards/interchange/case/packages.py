"""A standard as CFPackages of CASE 1.1: strict, one a language, linked as translations of each other."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from standards.drafting import Draft, Metadata, OtherSection, Section
from standards.facts import Provision, words_of
from standards.foundation import Language, Shown, Text, TextStatus
from standards.interchange.case import definitions
from standards.interchange.case.definitions import Defining, Definition
from standards.interchange.case.nodes import Node, document, heading_of, languages, nodes

Json = dict[str, Any]
VERSION = "1.1"
FRAMEWORK_TYPES = {
    "nos": "ext:UK-NOS",
    "legislation": "ext:UK-legislation",
    "guidance": "ext:guidance",
    "actions": "ext:framework-for-action",
}
WORKING: dict[Language, str] = {
    "cy": "Cyfieithiad gweithiol: nid hwn yw'r testun swyddogol.",
    "en": "Working translation: this is not the official text.",
}
RETIRED = {"legacy", "archive"}
UNKNOWN: dict[Language, str] = {"cy": "Anhysbys", "en": "Not known"}
FULL_DATE = len("2026-11-28")


@dataclass(frozen=True)
class Standing:
    """What an installation knows of a standard beside its texts."""

    edition: str
    changed: datetime
    base: str
    """The address of the installation, without a slash at the end."""


def packages(draft: Draft, standing: Standing) -> dict[Language, Json]:
    """Give the packages of all languages in which there are words."""
    return {language: package(draft, language, standing) for language in languages(draft)}


def package(draft: Draft, language: Language, standing: Standing) -> Json:
    return Writing(draft, language, standing).package()


@dataclass(frozen=True)
class Writing:
    """Writes a standard in one language; texts that it lacks stand in the other, and say so."""

    draft: Draft
    language: Language
    standing: Standing

    @property
    def other(self) -> Language:
        return "en" if self.language == "cy" else "cy"

    @cached_property
    def head(self) -> Node:
        return document(self.draft, self.standing.edition)

    @cached_property
    def defining(self) -> Defining:
        return Defining(self.standing.base, self.language)

    @cached_property
    def paired(self) -> bool:
        return self.other in languages(self.draft)

    def package(self) -> Json:
        found = list(nodes(self.draft, self.standing.edition))
        return {
            "CFDocument": self.document(),
            "CFItems": [self._item(node) for node in found],
            "CFAssociations": list(self._associations(found)),
            "CFDefinitions": self.defining.lists(self._used(found)),
            "CFRubrics": [self.defining.written(definitions.SCALE)],
        }

    # The document

    def document(self) -> Json:
        metadata = self._metadata()
        subject = definitions.defined(definitions.SUBJECTS, self.draft.kind)
        shown = self._shown(self.draft.title)
        overview = self.draft.overview.in_language(self.language)
        return self._head(self.head) | _kept(
            title=shown.words,
            creator=metadata.developed_by or metadata.originating_organisation or UNKNOWN[self.language],
            frameworkType=FRAMEWORK_TYPES.get(self.draft.kind),
            caseVersion=VERSION,
            description="\n\n".join(overview),
            subject=[subject.titled(self.language)] if subject else None,
            subjectURI=[self.defining.link(subject)] if subject else None,
            language=self.language,
            version=metadata.version,
            adoptionStatus="Retired" if metadata.validity in RETIRED else "Implemented",
            statusStartDate=metadata.approved if metadata.approved and len(metadata.approved) == FULL_DATE else None,
            licenseURI=self._licence(),
            notes=WORKING[self.language] if self._is_working() else None,
            extensions={"tystio:standard": self._standard(shown)},
        )

    def _metadata(self) -> Metadata:
        """Give what the document in the package's language says of itself."""
        draft = self.draft
        return draft.metadata.worded_as(draft.metadata_en) if self.language == "en" else draft.metadata

    def _standard(self, shown: Shown) -> Json:
        """Give what CASE has no place for, so that nothing is lost on the way."""
        draft = self.draft
        return _kept(
            urn=draft.urn,
            urn_from=draft.urn_from,
            edition=self.standing.edition,
            kind=draft.kind,
            languages=list(draft.languages),
            title=_kept(language=None if shown.language == self.language else shown.language, **_status(shown)),
            overview=_kept(
                paragraphs=list(draft.overview.in_language(self.language)),
                **_status_of(draft.overview.status(self.language)),
            ),
            metadata=_kept(**self._metadata().to_json()),
            empty_sections=[
                self._section(one) | {"place": place} | _kept(heading=self._aside(one.heading))
                for place, one in enumerate(draft.sections, start=1)
                if not one.criteria
            ],
            other_sections=[self._other_section(one) for one in draft.other_sections],
        )

    def _other_section(self, section: OtherSection) -> Json:
        return {"kind": section.kind} | _kept(
            heading=self._aside(section.heading),
            items=list(section.items.in_language(self.language)),
            **_status_of(section.items.status(self.language)),
        )

    # Items

    def _item(self, node: Node) -> Json:
        shown = self._shown(node.text)
        criterion = node.criterion
        kind = self._type(node)
        concept = _concept(node)
        return (
            self._head(node)
            | _kept(
                fullStatement=shown.words,
                humanCodingScheme=f"{self.draft.urn}.{criterion.code}" if criterion else None,
                listEnumeration=criterion.printed if criterion else None,
                CFItemType=kind.titled(self.language) if kind else None,
                CFItemTypeURI=self.defining.link(kind) if kind else None,
                conceptKeywords=[concept.titled(self.language)] if concept else None,
                conceptKeywordsURI=self.defining.link(concept) if concept else None,
                licenseURI=self._licence(),
                extensions={f"tystio:{node.role}": self._facts(node, shown)},
            )
            | {"fullStatement": shown.words or node.kind, "language": shown.language}
        )

    def _facts(self, node: Node, shown: Shown) -> Json:
        wordless = {} if shown.words else {"wordless": True}
        if node.section:
            return self._section(node.section) | wordless | _status(shown)
        if not node.criterion:
            return _status(shown)
        criterion = node.criterion
        nested = node.parent is not None and node.parent.role == "criterion"
        group = heading_of(criterion)
        return (
            {"code": criterion.code, "identifier": str(node.root)}
            | wordless
            | _kept(
                printed=criterion.printed,
                group=self._aside(group) if nested else None,
                facts=self._carried(node),
                **_status(shown),
            )
            | ({} if criterion.assessable else {"assessable": False})
        )

    def _section(self, section: Section) -> Json:
        return {"kind": section.kind} | _kept(stem=self._aside(section.stem))

    def _carried(self, node: Node) -> Json | None:
        """Give the facts of a criterion; an action's cells only in this language."""
        facts = node.criterion.facts if node.criterion else None
        if facts is None or isinstance(facts, Provision):
            return facts.to_json() if facts else None
        cells = ((name, words_of(cell).get(self.language)) for name, cell in vars(facts).items() if cell is not None)
        return {name: words for name, words in cells if words is not None}

    def _type(self, node: Node) -> Definition | None:
        key = node.kind if node.role == "criterion" else node.role
        if node.criterion and not node.criterion.assessable:
            key = "unassessed"
        return definitions.defined(definitions.ITEM_TYPES, key)

    # Associations

    def _associations(self, found: list[Node]) -> Iterator[Json]:
        for node in found:
            yield self._association(node, "place", "isChildOf") | {
                "originNodeURI": self._node(node, self.language),
                "destinationNodeURI": self._node(node.parent or self.head, self.language),
                "sequenceNumber": node.place,
            }
        for node in (self.head, *found) if self.paired else ():
            if node.role == "document" or (self._has(node, self.language) and self._has(node, self.other)):
                yield self._association(node, "translation", "isTranslationOf") | {
                    "originNodeURI": self._node(node, self.language),
                    "destinationNodeURI": self._node(node, self.other),
                    "CFAssociationGroupingURI": self.defining.link(definitions.GROUPINGS[0]),
                }

    def _association(self, node: Node, part: str, kind: str) -> Json:
        identifier = node.identifier(self.language, part)
        return {
            "identifier": str(identifier),
            "uri": self.defining.uri(identifier),
            "associationType": kind,
            "lastChangeDateTime": self._changed(),
        }

    def _node(self, node: Node, language: Language) -> Json:
        identifier = node.identifier(language)
        title = node.criterion.code if node.criterion else node.text.shown(language).words or node.kind
        return {
            "title": title,
            "identifier": str(identifier),
            "uri": self.defining.uri(identifier),
            "targetType": "CASE",
        }

    # What all share

    def _head(self, node: Node) -> Json:
        identifier = node.identifier(self.language)
        return {
            "identifier": str(identifier),
            "uri": self.defining.uri(identifier),
            "lastChangeDateTime": self._changed(),
        }

    def _changed(self) -> str:
        return self.standing.changed.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _shown(self, text: Text) -> Shown:
        return text.shown(self.language)

    def _has(self, node: Node, language: Language) -> bool:
        return node.text.in_language(language) is not None

    def _aside(self, text: Text) -> Json | None:
        """Give words that stand in no field of CASE, in this language alone."""
        shown = text.in_language(self.language)
        return {"words": shown.words} | _status(shown) if shown else None

    def _is_working(self) -> bool:
        said = (criterion.text.in_language(self.language) for criterion in self.draft.criteria())
        return any(one.status == TextStatus.WORKING_TRANSLATION for one in said if one)

    def _licence(self) -> Json | None:
        licence = definitions.defined(definitions.LICENCES, self.draft.kind)
        return self.defining.link(licence) if licence else None

    def _used(self, found: list[Node]) -> Iterator[Definition]:
        chosen = [
            *(_concept(node) for node in found),
            definitions.defined(definitions.SUBJECTS, self.draft.kind),
            definitions.defined(definitions.LICENCES, self.draft.kind),
            *(self._type(node) for node in found),
            definitions.GROUPINGS[0] if self.paired else None,
        ]
        return (one for one in chosen if one is not None)


def _concept(node: Node) -> Definition | None:
    facts = node.criterion.facts if node.criterion else None
    modality = facts.modality if isinstance(facts, Provision) else None
    return definitions.defined(definitions.CONCEPTS, modality) if modality else None


def _kept(**values: Any) -> Json:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def _status(shown: Shown) -> Json:
    return _status_of(shown.status)


def _status_of(status: TextStatus) -> Json:
    return {} if status == TextStatus.OFFICIAL else {"status": status.value}


# Single resources


def with_package(found: Json, base: str) -> Json:
    """Give a document as it stands alone: it says where its package is."""
    address = f"{base}/ims/case/v1p1/CFPackages/{found['identifier']}"
    link = {"title": found["title"], "identifier": found["identifier"], "uri": address}
    return found | {"CFPackageURI": link}


def of_document(found: Json, owner: Json) -> Json:
    """Give an item or an association as it stands alone: it says which document it belongs to."""
    return found | {"CFDocumentURI": {key: owner[key] for key in ("title", "identifier", "uri")}}
