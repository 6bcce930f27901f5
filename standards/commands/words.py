"""What the commands of the standards say, in both languages, and in which of them."""

import os

from standards.facts import Modality
from standards.foundation import Language

HEADINGS = {"cy": "Problemau", "en": "Problems"}
HELP: dict[str, tuple[str, str]] = {
    "group": ("Darllen a chadw safonau cyhoeddedig.", "Read and keep published standards."),
    "read": (
        "Darllen dogfen gyhoeddedig a dangos beth a gafwyd ynddi. Ni chyffyrddir ag unrhyw gronfa ddata.",
        "Read a published document and show what was found in it. No database is touched.",
    ),
    "kind": ("Math y ddogfen.", "The kind of document."),
    "language": ("Iaith y ddogfen.", "The language of the document."),
    "urn": ("URN y safon, os nad yw yn y testun.", "The URN of the standard, if it is not in the text."),
    "json": ("Argraffu'r cyfan fel un gwrthrych JSON.", "Print everything as one JSON object."),
    "load": (
        "Llwytho ffeiliau safonau (pob .yaml mewn ffolder) neu becynnau CASE (.json) i'r llyfrgell: y cyfan neu ddim.",
        "Load standards' files (every .yaml of a folder) or CASE packages (.json) into the library: all or none.",
    ),
    "list": ("Rhestru'r safonau sydd yn y llyfrgell a rennir.", "List the standards of the shared library."),
    "show": ("Dangos testun un safon.", "Show the text of one standard."),
    "find": (
        "Chwilio yn y llyfrgell a rennir, yn Gymraeg neu'n Saesneg, beth bynnag yw ffurf y geiriau.",
        "Find words in the shared library, in Welsh or in English, in whatever form they are.",
    ),
    "hit-language": (
        "Iaith y testun; hebddi, yr iaith sy'n ateb.",
        "The language of the text; without it, that which answers.",
    ),
    "most": ("Faint o atebion i'w dangos.", "How many answers to show."),
    "index": (
        "Gwneud mynegai'r chwiliad o'r newydd, er enghraifft ar ôl diweddaru Tystio.",
        "Make the index of the search anew, for example after an update of Tystio.",
    ),
    "edition": ("Yr argraffiad, os oes sawl un.", "The edition, where there are several."),
    "shown-language": ("Iaith y testun.", "The language of the text."),
    "export": ("Ysgrifennu un safon fel ffeil i system arall.", "Write one standard as a file for another system."),
    "format": ("Ffurf y ffeil.", "The form of the file."),
    "output": ("Y ffeil i'w hysgrifennu.", "The file to write."),
    "base": ("Cyfeiriad y wefan hon, ar gyfer dynodwyr.", "The address of this site, for identifiers."),
}
FAILURES: dict[str, tuple[str, str]] = {
    "ENOENT": ("nid yw'r ffolder neu'r ffeil yno", "there is no such folder or file"),
    "EACCES": ("nid oes gennych hawl i hynny", "you have no permission to do that"),
    "EPERM": ("nid oes gennych hawl i hynny", "you have no permission to do that"),
    "EROFS": ("dim ond darllen sy'n bosibl yno", "it can only be read there"),
    "ENOSPC": ("nid oes lle ar ôl ar y ddisg", "there is no space left on the disk"),
    "EISDIR": ("ffolder ydyw", "it is a folder"),
    "ENOTDIR": ("nid ffolder yw rhan o'r llwybr", "a part of the path is not a folder"),
    "EEXIST": ("mae rhywbeth o'r enw hwnnw yno eisoes", "something of that name is there already"),
}
"""What the system's codes for what failed mean; its own words are in one language."""
MODALITIES: dict[Modality, tuple[str, str]] = {
    "duty": ("dyletswydd", "duty"),
    "prohibition": ("gwaharddiad", "prohibition"),
    "definition": ("diffiniad", "definition"),
    "exception": ("eithriad", "exception"),
    "power": ("pŵer", "power"),
}
SENTENCES: dict[str, tuple[str, str]] = {
    "no-files": ("Nid oes ffeiliau safonau yn {path}.", "There are no standards' files in {path}."),
    "loading": ("Llwytho safonau", "Loading standards"),
    "loaded": (
        "Cyhoeddwyd: {published}. Heb newid: {unchanged}. Geiriau swyddogol wedi'u cymryd: {official_text_taken}.",
        "Published: {published}. Unchanged: {unchanged}. Official words taken: {official_text_taken}.",
    ),
    "nothing-kept": ("Ni lwythwyd dim.", "Nothing was loaded."),
    "not-written": ("Ni ellir ysgrifennu {path}: {reason}", "{path} cannot be written: {reason}"),
    "unknown": (
        "Nid oes safon â'r URN {urn} yn y llyfrgell.",
        "There is no standard with the URN {urn} in the library.",
    ),
    "unknown-edition": (
        "Nid oes argraffiad {edition} o {urn} yn y llyfrgell. Yr argraffiadau sydd yno: {there}.",
        "There is no edition {edition} of {urn} in the library. The editions that are there: {there}.",
    ),
    "nothing-found": ("Ni chafwyd dim.", "Nothing was found."),
    "indexing": ("Mynegeio safonau", "Indexing standards"),
    "indexed": ("Testunau yn y mynegai: {number}", "Texts in the index: {number}"),
    "criteria": ("meini prawf: {number}", "criteria: {number}"),
    "working": ("cyfieithiad gweithiol", "working translation"),
    "working-cy": (
        (
            "Cyfieithiad gweithiol a wnaed ar gyfer Tystio yw'r Gymraeg: mae yno i'ch helpu i ddarllen, "
            "a bydd yn ildio pan gyhoeddir testun Cymraeg swyddogol."
        ),
        (
            "The Welsh is a working translation made for Tystio: it is there to help you read, and it gives way when "
            "official Welsh is published."
        ),
    ),
    "working-en": (
        (
            "Cyfieithiad gweithiol a wnaed ar gyfer Tystio yw'r Saesneg: mae yno i'ch helpu i ddarllen, "
            "a bydd yn ildio pan gyhoeddir testun Saesneg swyddogol."
        ),
        (
            "The English is a working translation made for Tystio: it is there to help you read, and it gives way when "
            "official English is published."
        ),
    ),
    "standard-differs": (
        "mae testun arall wedi'i gyhoeddi eisoes fel {urn}, argraffiad {edition}: mae'n wahanol yn {where}",
        "another text is published already as {urn}, edition {edition}: it differs at {where}",
    ),
    "standard-without-urn": ("nid oes URN", "there is no URN"),
    "standard-without-title": ("nid oes teitl i {urn}", "{urn} has no title"),
    "standard-has-errors": ("mae gwallau i'w cywiro yn {urn} yn gyntaf", "{urn} has errors to be mended first"),
    "standard-asks-nothing": (
        "nid oes maen prawf sy'n derbyn tystiolaeth yn {urn}",
        "{urn} has no criterion that takes evidence",
    ),
    "criterion-twice": ("mae'r cod {criterion} yn {urn} ddwywaith", "the code {criterion} stands twice in {urn}"),
}


def spoken() -> Language:
    """Tell the language of the person at the terminal by the environment, as other programs do."""
    chosen = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return "cy" if chosen.lower().startswith("cy") else "en"


def said(key: str) -> str:
    cy, en = HELP[key]
    return cy if spoken() == "cy" else en


def sentence(key: str, **values: object) -> str:
    cy, en = SENTENCES[key]
    return (cy if spoken() == "cy" else en).format(**values)


def failure(code: str) -> str:
    """Say what a system's code for what failed means; a rare one stands for itself."""
    cy, en = FAILURES.get(code, (code, code))
    return cy if spoken() == "cy" else en


def modality_word(modality: Modality) -> str:
    cy, en = MODALITIES[modality]
    return cy if spoken() == "cy" else en
