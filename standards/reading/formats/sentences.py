"""What the format of a file may have amiss: sentences in both languages, each refusal with the file's name."""

from standards.drafting import Severity

FOUND: dict[str, tuple[Severity, str, str]] = {
    "encoding-guessed": (
        "check",
        "Nid UTF-8 yw'r ffeil: fe'i darllenwyd fel Windows-1252. Gwiriwch y llythrennau ag acen.",
        "The file is not UTF-8: it was read as Windows-1252. Check the accented letters.",
    ),
    "encoding-utf16": (
        "note",
        "Darllenwyd y ffeil fel UTF-16.",
        "The file was read as UTF-16.",
    ),
    "urn-in-header": (
        "check",
        "Dim ond ym mhennawd y tudalennau y mae'r URN: fe'i cymerwyd oddi yno.",
        "The URN stands only in the header of the pages: it was taken from there.",
    ),
    "docx-external": (
        "check",
        "Mae'r ddogfen yn cyfeirio at bethau y tu allan iddi: ni nôlwyd mohonynt. Cyfeiriadau: {count}.",
        "The document refers to things outside it: they were not fetched. References: {count}.",
    ),
    "docx-tracked-changes": (
        "check",
        "Mae newidiadau wedi'u tracio yn y ddogfen: darllenwyd hi fel pe baent wedi'u derbyn.",
        "There are tracked changes in the document: it was read as if they were accepted.",
    ),
    "docx-part-left": (
        "check",
        "Mae dogfen arall wedi'i gosod yn y ddogfen: ni ddarllenwyd honno.",
        "Another document is set into the document: that one was not read.",
    ),
    "page-without-text": (
        "check",
        "Nid oes testun ar dudalen {page}: gallai fod yn llun o dudalen.",
        "Page {page} has no text: it may be a picture of a page.",
    ),
    "signs-unknown": (
        "check",
        "Mae arwyddion yn y PDF nad yw'n dweud pa lythrennau ydynt: gwiriwch y geiriau. Arwyddion: {count}.",
        "The PDF has signs without saying which letters they are: check the words. Signs: {count}.",
    ),
    "codes-unaligned": (
        "check",
        "Ar dudalen {page} nid yw'r codau ar yr un llinell â'u testunau: ni pharwyd mohonynt. Codau: {count}.",
        "On page {page} the codes are not on one line with their texts: they were not matched. Codes: {count}.",
    ),
}

REFUSED: dict[str, tuple[str, str]] = {
    "format-unsupported": (
        "Ffeil {format} yw {name}. Mae Tystio'n darllen PDF, .docx, tudalennau gwe (.html) a thestun plaen.",
        "{name} has a form that Tystio does not read ({format}). It reads PDF, .docx, web pages (.html), plain text.",
    ),
    "not-text": (
        "Nid testun yw {name}, na ffeil o fath y mae Tystio'n ei darllen.",
        "{name} is not text, nor a file of a kind that Tystio reads.",
    ),
    "empty": (
        "Nid oes gair yn {name}: mae'n wag.",
        "There is not a word in {name}: it is empty.",
    ),
    "too-long": (
        "Mae {name} yn hirach nag unrhyw safon: {limit} miliwn o lythrennau yw'r mwyaf y mae Tystio'n ei ddarllen.",
        "{name} is longer than any standard: Tystio reads up to {limit} million letters.",
    ),
    "too-many-pages": (
        "Mae gan {name} ormod o dudalennau: {count}. Mae Tystio'n darllen hyd at {limit}.",
        "{name} has too many pages: {count}. Tystio reads up to {limit}.",
    ),
    "too-much-inside": (
        "Mae {name} yn dadbacio'n llawer mwy nag y byddai dogfen: ni ddarllenwyd mohoni.",
        "{name} unpacks to far more than a document would: it was not read.",
    ),
    "encrypted": (
        "Mae cyfrinair ar {name}: cadwch gopi hebddo a rhowch gynnig ar hwnnw.",
        "{name} is protected by a password: save a copy without it and try that.",
    ),
    "scanned": (
        "Nid oes testun yn {name}, dim ond lluniau: sganiwch hi gydag OCR, neu gofynnwch am y gwreiddiol.",
        "{name} has no text, only pictures of pages: scan it with OCR, or ask for the original.",
    ),
    "broken": (
        "Mae {name} wedi'i difrodi, neu dim ond rhan ohoni sydd yma: nid yw'n ffeil {format} gyfan.",
        "{name} is damaged, or only a part of it is here: it is not a whole {format} file.",
    ),
    "macros": (
        "Mae rhaglenni (macros) yn {name}: cadwch gopi hebddynt, fel .docx, a rhowch gynnig ar hwnnw.",
        "{name} holds programs (macros): save a copy without them, as .docx, and try that.",
    ),
    "entities": (
        "Mae {name} yn diffinio endidau XML, nad oes lle iddynt mewn dogfen Word: ni ddarllenwyd mohoni.",
        "{name} defines XML entities, which have no place in a Word document: it was not read.",
    ),
    "not-readable": (
        "Ni ellid darllen {name}: aeth y darllen o chwith, neu cymerodd ormod o amser neu gof.",
        "{name} could not be read: reading it went wrong, or took too much time or memory.",
    ),
}
