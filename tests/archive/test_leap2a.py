"""The feed for other systems keeps the rules of Leap2A 2010-07, and Mahara's own."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.archive.conftest import PHOTO, Taken

ATOM, LEAP2 = "{http://www.w3.org/2005/Atom}", "{http://terms.leapspecs.org/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
TYPES = set(
    "entry ability achievement activity affiliation meeting organization person plan publication resource "
    "selection".split()
)
RELATIONS = set(
    "has_part is_part_of has_evidence is_evidence_of supports supported_by reflects_on reflected_on_by "
    "has_agenda is_agenda_of has_outcome is_outcome_of attends attended_by".split()
)
ATOM_RELATIONS = {"related", "alternate", "enclosure", "self", "license", "in-reply-to"}
ONCE = ("id", "title", "updated", "content")
AT_MOST_ONCE = (f"{ATOM}summary", f"{ATOM}published", f"{ATOM}rights", f"{LEAP2}status", f"{LEAP2}myrole")
STAGES = {"planned", "progressing", "completed", "suspended"}
PERSONS = {"Self", "Assessor", "Mentor", "Referee"}


def faults(root: etree._Element, files: set[str]) -> Iterator[str]:
    """What breaks a rule of the specification, or of Mahara's import."""
    for tag in (f"{LEAP2}version", *(ATOM + one for one in ("author", "id", "title", "updated"))):
        if len(root.findall(tag)) != 1:
            yield f"feed: {tag}"
    if root.nsmap.get("leap2") != "http://terms.leapspecs.org/" or "categories" not in root.nsmap:
        yield "feed: Mahara wants its prefixes literally"
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    yield from (f"twice: {name}" for name, number in Counter(ids).items() if number > 1)
    for entry in entries:
        yield from (f"{entry.findtext(ATOM + 'id')}: {fault}" for fault in faults_of(entry, set(ids), files))
    persons = [
        one.get("term") for one in root.iter(f"{ATOM}category") if one.get("scheme") == "categories:person_type#"
    ]
    if persons.count("Self") != 1 or not set(persons) <= PERSONS:
        yield "persons"


def faults_of(entry: etree._Element, ids: set[str | None], files: set[str]) -> Iterator[str]:
    yield from (f"not once: {tag}" for tag in ONCE if len(entry.findall(ATOM + tag)) != 1)
    yield from (f"more than once: {tag}" for tag in AT_MOST_ONCE if len(entry.findall(tag)) > 1)
    types = [one.get(f"{RDF}resource") for one in entry.findall(f"{RDF}type")]
    if len(types) != 1 or str(types[0]).removeprefix("leap2:") not in TYPES:
        yield f"type: {types}"
    points = Counter(one.get(f"{LEAP2}point") for one in entry.findall(f"{LEAP2}date"))
    if not set(points) <= {"start", "end", "target"} or any(number > 1 for number in points.values()):
        yield "dates"
    yield from ("stage" for one in entry.findall(f"{LEAP2}status") if one.get(f"{LEAP2}stage") not in STAGES)
    content = entry.find(f"{ATOM}content")
    if content is not None and [one.tag for one in content] != ["{http://www.w3.org/1999/xhtml}div"]:
        yield "content"
    for link in entry.findall(f"{ATOM}link"):
        rel, href = str(link.get("rel")), str(link.get("href"))
        if rel not in ATOM_RELATIONS and rel.removeprefix("leap2:") not in RELATIONS:
            yield f"relation: {rel}"
        if href not in (files if rel == "enclosure" else ids):
            yield f"{rel} leads nowhere: {href}"


def test_the_feed_breaks_no_rule(taken: Taken) -> None:
    root = etree.fromstring(taken.zip.read("leap2a.xml"))
    assert list(faults(root, set(taken.zip.namelist()))) == []


def test_the_rules_find_what_is_broken(taken: Taken) -> None:
    """The mutants of the rules."""
    said = taken.zip.read("leap2a.xml").decode()
    for before, after, fault in (
        ("leap2:is_evidence_of", "leap2:shows", "relation"),
        ("xmlns:categories=", "xmlns:c=", "prefixes"),
        ('term="Self"', 'term="Mentor"', "persons"),
        ("leap2:resource", "leap2:thing", "type"),
    ):
        broken = etree.fromstring(said.replace(before, after).encode())
        assert any(fault in found for found in faults(broken, set(taken.zip.namelist()))), fault


def test_evidence_units_and_feedback_are_told(taken: Taken) -> None:
    root = etree.fromstring(taken.zip.read("leap2a.xml"))
    types = Counter(one.get(f"{RDF}resource") for one in root.iter(f"{RDF}type"))
    assert types["leap2:achievement"] == 1
    assert types["leap2:resource"] == 1
    assert types["leap2:plan"] == 2, "the unit under way, in both languages"
    photo = next(one for one in root.iter(f"{ATOM}link") if one.get("type") == "image/jpeg")
    assert taken.zip.read(str(photo.get("href"))) == PHOTO
    shown = [one for one in root.iter(f"{ATOM}link") if one.get("rel") == "leap2:is_evidence_of"]
    assert len(shown) == 4
    about = [one for one in root.iter(f"{ATOM}link") if one.get("rel") == "leap2:reflects_on"]
    assert len(about) == 2
