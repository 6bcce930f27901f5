"""Changes to the library: publishing standards, and taking official words over working translations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from standards.catalogue.shelf import shipped
from standards.drafting import WORDED, Draft
from standards.foundation import LANGUAGES, Language, Refused, Text, TextStatus, Work
from standards.identity import criterion_id, edition_of
from standards.interchange.yaml_file import load_standard
from standards.library import queries, search_index
from standards.library.events import OfficialTextTaken, StandardPublished
from standards.library.models import Criterion, Section, Standard
from standards.library.rules import (
    Contents,
    Outcome,
    Slot,
    check_publishable,
    contents_of,
    digest,
    likeness,
    merged,
    official_languages,
)
from standards.sorting import sort_key

FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Published:
    """A published standard, and what publishing this reading of it came to."""

    standard: Standard
    outcome: Outcome


def publish(
    work: Work,
    draft: Draft,
    owner_id: int | None = None,
    order: int = 1,
    changed: datetime | None = None,
    *,
    indexed: bool = True,
) -> Published:
    """Publish a reading into the shared library or, with an owner, a provider's own.

    Published once, it stays as it is: the same texts change nothing, official words take the place of a working
    translation or of none. `order` is the edition of a document that prints neither approval date nor version;
    `changed` is when its texts were last changed in the installation that it comes from.
    Who publishes many has what is new `indexed` for the search once, together, in the same transaction.
    Raises Refused where the reading cannot be published, or says something else under the same URN and edition.
    """
    check_publishable(draft)
    urn, edition = draft.urn or "", edition_of(draft, order)
    contents = contents_of(draft)
    found = queries.standing_edition(work.session, owner_id, urn, edition)
    if found is None:
        stored = _store(work, draft, contents, owner_id, edition, changed)
        if indexed:
            search_index.index(work.session, [stored.id])
        return Published(stored, Outcome.PUBLISHED)
    # Who publishes second compares with what the first made of it.
    work.session.refresh(found, with_for_update=True)
    before = queries.contents(work.session, found)
    try:
        after = merged(before, contents)
    except Refused as refused:
        raise Refused(refused.code, urn=urn, edition=edition, **refused.values) from refused
    if after == before:
        return Published(found, Outcome.UNCHANGED)
    _take_official_texts(work, found, after, draft)
    return Published(found, Outcome.OFFICIAL_TEXT_TAKEN)


def _store(
    work: Work,
    draft: Draft,
    contents: Contents,
    owner_id: int | None,
    edition: str,
    changed: datetime | None,
) -> Standard:
    details = draft.metadata.to_json() | {"urn_from": draft.urn_from} | _said_of_itself(draft)
    standard = Standard(
        owner_id=owner_id,
        kind=draft.kind,
        urn=draft.urn or "",
        edition=edition,
        approved=_date(draft.metadata.approved),
        review=_date(draft.metadata.review),
        provenance=_sources(draft, contents),
        assessable=sum(one["assessable"] for section in contents["sections"] for one in section["criteria"]),
        published_at=work.now,
        **_texts(contents, details | ({"changed": changed.isoformat()} if changed else {})),
    )
    work.session.add(standard)
    work.session.flush()
    _store_sections(work, standard, contents)
    about = digest(standard.about)
    act = StandardPublished(standard.public_id, standard.urn, standard.edition, standard.digest, about)
    work.record(work.book_of(owner_id), act)
    return standard


def _store_sections(work: Work, standard: Standard, contents: Contents) -> None:
    sections = [
        Section(standard_id=standard.id, position=place, kind=one["kind"], heading=text(one["heading"]), stem=None)
        for place, one in enumerate(contents["sections"], start=1)
    ]
    work.session.add_all(sections)
    work.session.flush()
    by_code: dict[str, Criterion] = {}
    keys = likeness(contents)
    parents: list[tuple[Criterion, str]] = []
    for section, said in zip(sections, contents["sections"], strict=True):
        section.stem = text(said["stem"]) if said["stem"] else None
        for one in said["criteria"]:
            criterion = Criterion(
                standard_id=standard.id,
                section_id=section.id,
                position=len(by_code) + 1,
                code=one["code"],
                printed=one["printed"],
                group=text(one["group"]) if one["group"] else None,
                assessable=one["assessable"],
                uuid=criterion_id(standard.urn, standard.edition, one["code"]),
                text=text(one["text"]),
                facts=one.get("facts"),
                **_keys(keys, one["code"]),
            )
            by_code[criterion.code] = criterion
            if one["parent"] is not None:
                parents.append((criterion, one["parent"]))
    work.session.add_all(by_code.values())
    work.session.flush()
    for criterion, parent in parents:
        criterion.parent_id = by_code[parent].id
    work.session.flush()


def _keys(keys: dict[str, dict[Language, str | None]], code: str) -> dict[str, str | None]:
    return {f"alike_{language}": key for language, key in keys.get(code, {}).items()}


def _take_official_texts(work: Work, standard: Standard, contents: Contents, draft: Draft) -> None:
    before = standard.digest
    details = {key: value for key, value in standard.details.items() if key != "other_sections"}
    details |= {"changed": work.now.isoformat()} | _said_of_itself(draft)
    for name, value in _texts(contents, details).items():
        setattr(standard, name, value)
    known = {(source["language"], source["sha256"]) for source in standard.provenance}
    new = [one for one in _sources(draft, contents_of(draft)) if (one["language"], one["sha256"]) not in known]
    standard.provenance = [*standard.provenance, *new]
    standard.texts_revision += 1
    sections = work.session.scalars(
        select(Section).where(Section.standard_id == standard.id).order_by(Section.position)
    ).all()
    criteria = {
        one.code: one for one in work.session.scalars(select(Criterion).where(Criterion.standard_id == standard.id))
    }
    for section, said in zip(sections, contents["sections"], strict=True):
        section.heading = text(said["heading"])
        section.stem = text(said["stem"]) if said["stem"] else None
        for one in said["criteria"]:
            criteria[one["code"]].text = text(one["text"])
            criteria[one["code"]].facts = one.get("facts")
            criteria[one["code"]].group = text(one["group"]) if one["group"] else None
    keys = likeness(contents)
    for code, criterion in criteria.items():
        for name, key in _keys(keys, code).items():
            setattr(criterion, name, key)
    work.session.flush()
    search_index.index_again(work.session, standard.id)
    act = OfficialTextTaken(standard.public_id, before, standard.digest, digest(standard.about))
    work.record(work.book_of(standard.owner_id), act)


def _said_of_itself(draft: Draft) -> dict[str, Any]:
    """Give what the Welsh and the English document say of the standard in words, where it was read from two."""
    if draft.metadata_en is None:
        return {}
    welsh, english = draft.metadata.to_json(), draft.metadata_en.to_json()
    return {name: welsh[name] for name in WORDED} | {"en": {name: english[name] for name in WORDED if english[name]}}


def _texts(contents: Contents, details: dict[str, Any]) -> dict[str, Any]:
    """Give the columns of a standard that hold texts or are made from them."""
    title = text(contents["title"])
    return {
        "title": title,
        "sort_cy": sort_key(_cited(title, "cy"), "cy"),
        "sort_en": sort_key(_cited(title, "en"), "en"),
        "overview": queries.paragraphs(contents["overview"]),
        "details": details | {"other_sections": contents["other_sections"]},
        "digest": digest(contents),
    }


def text(said: Slot) -> Text:
    return Text.from_json(said)


def _cited(title: Text, language: str) -> str:
    """Give the title by which a reader finds it: the official one, in their language where there is one."""
    order = [title.in_language(one) for one in sorted(LANGUAGES, key=lambda one: one != language)]
    found = [one for one in order if one is not None]
    official = [one for one in found if one.status is TextStatus.OFFICIAL]
    return (official or found)[0].words


def _sources(draft: Draft, contents: Contents) -> list[dict[str, Any]]:
    sources = {"en": draft.english or draft.source}
    return [
        {"language": language, **sources.get(language, draft.source).to_json()}
        for language in official_languages(contents)
    ]


def _date(said: str | None) -> date | None:
    """Read a whole date; what a document prints less exactly stays in its metadata."""
    return date.fromisoformat(said) if said and FULL_DATE.fullmatch(said) else None


def publish_all(
    work: Work, drafts: Iterable[Draft], owner_id: int | None = None, progress: Callable[[Draft], None] | None = None
) -> Counter[Outcome]:
    """Publish many; tells of each, and how many were published, unchanged or given official words."""
    outcomes: Counter[Outcome] = Counter()
    new: list[int] = []
    for draft in drafts:
        published = publish(work, draft, owner_id, indexed=False)
        outcomes[published.outcome] += 1
        if published.outcome is Outcome.PUBLISHED:
            new.append(published.standard.id)
        if progress:
            progress(draft)
    search_index.index(work.session, new)
    return outcomes


def load_catalogue(work: Work, progress: Callable[[Draft], None] | None = None) -> Counter[Outcome]:
    """Publish the standards that ship with Tystio into the shared library; what is there already stays."""
    return publish_all(work, [load_standard(path) for path in shipped()], progress=progress)
