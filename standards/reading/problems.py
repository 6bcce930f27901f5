"""What reading may find amiss: every code with its severity and its sentence in both languages."""

from standards.drafting import Problem, RefusalError, Severity, UnreadableError
from standards.foundation import Language
from standards.reading import remarks
from standards.reading.formats import sentences
from standards.reading.legislation import sentences as of_legislation

FOUND: dict[str, tuple[Severity, str, str]] = {
    **sentences.FOUND,
    **remarks.FOUND,
    **of_legislation.FOUND,
    "language-unsure": (
        "check",
        "Nid yw iaith y ddogfen yn sicr: fe'i cymerwyd fel {language}.",
        "The language of the document is not certain: it was taken as {language}.",
    ),
    "title-missing": (
        "error",
        "Ni chafwyd teitl i'r safon.",
        "No title was found for the standard.",
    ),
    "title-at-end": (
        "note",
        "Nid yw'r teitl ar y brig: fe'i cymerwyd o'r llinell cyn y metadata, \"{title}\".",
        'The title is not at the top: it was taken from the line before the metadata, "{title}".',
    ),
    "title-differs": (
        "check",
        'Mae gan y gofrestr deitl arall ar gyfer {urn}: "{other}".',
        'The register has another title for {urn}: "{other}".',
    ),
    "urn-missing": (
        "check",
        "Nid oes URN yn y ddogfen, ac ni ellir ei ganfod o'r gofrestr.",
        "There is no URN in the document, and the register does not settle it.",
    ),
    "urn-from-catalogue": (
        "note",
        "Nid yw'r URN yn y testun: daw {urn} o'r gofrestr, yn ôl y teitl a'r RCU gwreiddiol gyda'i gilydd.",
        "The URN is not in the text: {urn} is the register's, by title and original URN together.",
    ),
    "urn-half-matched": (
        "check",
        "Dim ond un o'r teitl a'r URN gwreiddiol sy'n cyfateb i {urn} yn y gofrestr: ni chymerwyd y URN.",
        "Only one of title and original URN matches {urn} in the register: the URN was not taken.",
    ),
    "urn-in-file-name": (
        "check",
        "Dim ond yn enw'r ffeil y mae'r URN {urn}: cadarnhewch ef.",
        "The URN {urn} is only in the name of the file: confirm it.",
    ),
    "urn-unsure": (
        "check",
        'Cymerwyd "{urn}" fel URN o\'i le yn y ddogfen, er nad yw ei ffurf yn arferol.',
        '"{urn}" was taken as the URN from its place in the document, though its form is unusual.',
    ),
    "urn-given-differs": (
        "check",
        "Rhoddwyd y URN {urn}, ond mae'r ddogfen yn dweud {other}.",
        "The URN {urn} was given, but the document says {other}.",
    ),
    "register-review-differs": (
        "note",
        "Mae'r gofrestr yn rhoi {other} fel dyddiad adolygu, a'r ddogfen {printed}.",
        "The register gives {other} as the review date, the document {printed}.",
    ),
    "register-occupations-differ": (
        "note",
        "Galwedigaethau yn y gofrestr: {other}; yn y ddogfen: {printed}. Ni chyfunwyd y rhestrau.",
        "Occupations in the register: {other}; in the document: {printed}. The lists were not merged.",
    ),
    "overview-missing": (
        "check",
        "Nid oes trosolwg yn y ddogfen.",
        "The document has no overview.",
    ),
    "overview-heading-missing": (
        "check",
        "Nid oes pennawd uwchben y trosolwg: cymerwyd y geiriau cyn y meini prawf.",
        "No heading stands above the overview: the words before the criteria were taken.",
    ),
    "section-missing": (
        "check",
        'Nid oes adran "{heading}" yn y ddogfen.',
        'The document has no section "{heading}".',
    ),
    "section-empty": (
        "error",
        'Mae\'r pennawd "{heading}" yn y ddogfen, ond nid oes eitem oddi tano.',
        'The heading "{heading}" is in the document, but there is no item under it.',
    ),
    "section-repeated": (
        "check",
        "Mae'r pennawd \"{heading}\" yno eto heb elfen i'w wahanu: rhoddwyd ei eitemau gyda'r rhai cyntaf.",
        'The heading "{heading}" stands there again with no element to part it: its items were put with the first.',
    ),
    "section-without-items": (
        "note",
        'Mae\'r pennawd "{heading}" yn y ddogfen heb ddim oddi tano.',
        'The heading "{heading}" is in the document with nothing under it.',
    ),
    "heading-missing": (
        "check",
        'Nid oes pennawd uwchben yr eitemau: fe\'u cymerwyd fel "{heading}" yn ôl eu codau.',
        'No heading stands above the items: they were taken as "{heading}" by their codes.',
    ),
    "lead-in-missing": (
        "note",
        'Nid oes brawddeg arweiniol o dan y pennawd "{heading}".',
        'There is no lead-in sentence under the heading "{heading}".',
    ),
    "lead-in-language": (
        "note",
        'Nid yw\'r frawddeg arweiniol "{text}" yn iaith y ddogfen.',
        'The lead-in sentence "{text}" is not in the language of the document.',
    ),
    "codes-torn": (
        "error",
        "Rhwygwyd codau o'u testunau: cadwyd y testun yn un darn i rywun ei rannu. Codau: {count}.",
        "Codes are torn from their texts: the text is one block for a person to divide. Codes: {count}.",
    ),
    "codes-torn-paired": (
        "check",
        "Roedd y codau ar wahân i'w testunau: fe'u parwyd yn ôl eu trefn. Gwiriwch bob un. Codau: {count}.",
        "The codes stood apart from their texts: they were paired in order. Check each. Codes: {count}.",
    ),
    "item-without-text": (
        "error",
        'Nid oes geiriau gan yr eitem "{printed}": maent ar goll o\'r ddogfen.',
        'Item "{printed}" has no words: they are missing from the document.',
    ),
    "subheading-unsure": (
        "check",
        "Cymerwyd \"{text}\" fel is-bennawd; gallai fod yn rhan o'r eitem o'i flaen.",
        '"{text}" was taken as a sub-heading; it may be part of the item before it.',
    ),
    "line-unmarked": (
        "check",
        'Cymerwyd "{text}" fel eitem ar ei phen ei hun, er nad oes rhif o\'i blaen.',
        '"{text}" was taken as an item of its own, though no number stands before it.',
    ),
    "line-joined": (
        "check",
        "Cymerwyd \"{text}\" fel parhad o'r eitem o'i flaen.",
        '"{text}" was taken as the continuation of the item before it.',
    ),
    "items-unmarked": (
        "check",
        "Nid oes marc o flaen yr eitemau: cymerwyd pob llinell neu baragraff fel eitem. Eitemau: {count}.",
        "The items have no marks: each line or paragraph was taken as an item. Items: {count}.",
    ),
    "items-split": (
        "check",
        'Rhannwyd "{text}" yn eitemau wrth y hanner colon.',
        '"{text}" was split into items at its semicolons.',
    ),
    "items-on-one-line": (
        "check",
        "Mae mwy nag un eitem ar y llinell: fe'i rhannwyd cyn {printed}.",
        "There is more than one item on the line: it was split before {printed}.",
    ),
    "numbering-jump": (
        "check",
        'Mae\'r rhifo\'n neidio: disgwylid "{expected}", ond argraffwyd "{printed}".',
        'The numbering jumps: "{expected}" was expected, but "{printed}" is printed.',
    ),
    "numbering-restart": (
        "check",
        "Mae'r rhifo'n dechrau eto gyda \"{printed}\": rhifwyd yn ôl safle.",
        'The numbering starts again at "{printed}": items were numbered by position.',
    ),
    "number-in-text": (
        "check",
        "Mae'r llinell yn dechrau â \"{printed}\", ond nid hwnnw yw'r rhif nesaf: fe'i cymerwyd fel testun.",
        'The line begins with "{printed}", but that is not the next number: it was taken as text.',
    ),
    "list-missing": (
        "check",
        'Mae\'r eitem "{printed}" yn cyhoeddi rhestr, ond nid oes rhestr yn dilyn.',
        'Item "{printed}" announces a list, but no list follows.',
    ),
    "text-outside-items": (
        "check",
        'Nid yw "{text}" yn perthyn i unrhyw eitem: fe\'i cadwyd ar wahân.',
        '"{text}" belongs to no item: it was kept apart.',
    ),
    "hyphen-at-line-end": (
        "check",
        'Roedd "{text}" wedi\'i dorri ar ddiwedd llinell: cadwyd y cysylltnod.',
        '"{text}" was broken at the end of a line: the hyphen was kept.',
    ),
    "metadata-missing": (
        "check",
        "Nid oes bloc metadata yn y ddogfen: nid yw'r dyddiadau na'r datblygwr yn hysbys.",
        "The document has no metadata block: its dates and developer are not known.",
    ),
    "metadata-torn": (
        "check",
        "Roedd labeli'r metadata ar wahân i'w gwerthoedd: fe'u parwyd yn ôl eu trefn.",
        "The labels of the metadata stood apart from their values: they were paired in order.",
    ),
    "metadata-unplaced": (
        "check",
        'Nid yw "{text}" yn perthyn i unrhyw label metadata.',
        '"{text}" belongs to no metadata label.',
    ),
    "label-unknown": (
        "check",
        'Nid yw\'r darllenydd yn adnabod y label "{text}".',
        'The reader does not know the label "{text}".',
    ),
    "value-like-label": (
        "check",
        'Mae "{text}" yn dechrau fel label: fe\'i cymerwyd fel gwerth "{label}".',
        '"{text}" begins like a label: it was taken as the value of "{label}".',
    ),
    "label-empty": (
        "note",
        'Nid oes gwerth ar ôl y label "{text}".',
        'No value follows the label "{text}".',
    ),
    "label-repeated": (
        "check",
        'Mae\'r label "{text}" yno fwy nag unwaith gyda gwerthoedd gwahanol: cadwyd y cyntaf.',
        'The label "{text}" is there more than once with different values: the first was kept.',
    ),
    "value-unknown": (
        "check",
        'Nid yw\'r darllenydd yn adnabod y gwerth "{text}".',
        'The reader does not know the value "{text}".',
    ),
    "date-unreadable": (
        "check",
        'Ni ellir darllen "{text}" fel dyddiad.',
        '"{text}" cannot be read as a date.',
    ),
    "date-impossible": (
        "check",
        'Mae\'r dyddiad "{text}" yn rhy gynnar i fod yn wir: ni chymerwyd mohono.',
        'The date "{text}" is too early to be true: it was not taken.',
    ),
    "review-before-approval": (
        "check",
        "Mae'r dyddiad adolygu, {review}, cyn y dyddiad cymeradwyo, {approved}.",
        "The review date, {review}, is before the approval date, {approved}.",
    ),
    "occupations-split": (
        "check",
        'Rhannwyd y galwedigaethau wrth y coma, ond gall enw gynnwys coma. Argraffwyd: "{text}".',
        'The occupations were split at the commas, but a name may hold a comma. As printed: "{text}".',
    ),
}

REFUSED: dict[str, tuple[str, str]] = {
    **sentences.REFUSED,
    **remarks.REFUSED,
    **of_legislation.REFUSED,
    "not-nos": (
        "Nid yw'r ddogfen hon yn Safon Alwedigaethol Genedlaethol: {reason}",
        "This document is not a National Occupational Standard: {reason}",
    ),
    "several-standards": (
        "Mae mwy nag un safon yn y ffeil hon: {urns}. Dewiswch un drwy roi ei URN.",
        "There is more than one standard in this file: {urns}. Choose one by giving its URN.",
    ),
    "urn-not-in-file": (
        "Nid yw {urn} ymhlith y safonau yn y ffeil hon: {urns}.",
        "{urn} is not among the standards in this file: {urns}.",
    ),
    "language-differs": (
        "Dewiswyd {chosen_cy}, ond {found_cy} yw iaith y ddogfen {name}.",
        "{chosen_en} was chosen, but the document {name} is in {found_en}.",
    ),
}

# Why a document is no NOS: the second half of "not-nos".
REASONS: dict[str, tuple[str, str]] = {
    "no-headings": (
        "nid oes ynddi bennawd meini prawf perfformiad na phennawd gwybodaeth a dealltwriaeth.",
        "it has no heading for performance criteria and none for knowledge and understanding.",
    ),
    "no-urn": (
        "mae'n benthyg y penawdau, ond nid oes ynddi URN na bloc metadata.",
        "it borrows the headings, but has neither a URN nor a metadata block.",
    ),
}

LANGUAGE_NAMES: dict[Language, tuple[str, str]] = {"cy": ("Cymraeg", "Welsh"), "en": ("Saesneg", "English")}

UNREADABLE: dict[str, tuple[str, str]] = {
    "missing": ("Nid oes ffeil o'r enw {name}.", "There is no file called {name}."),
    "not-a-file": ("Nid ffeil gyffredin yw {name}.", "{name} is not an ordinary file."),
    "forbidden": ("Nid oes gennych hawl i ddarllen {name}.", "You have no permission to read {name}."),
    "locked": ("Ni ellir agor {name}: {reason}.", "{name} cannot be opened: {reason}."),
    "too-big": (
        "Mae {name} yn fwy na {limit} MB, y mwyaf y gall Tystio ei ddarllen.",
        "{name} is bigger than {limit} MB, the most that Tystio reads.",
    ),
}

EXCERPT = 120


def problem(code: str, line: int | None = None, /, **facts: object) -> Problem:
    severity, cy, en = FOUND[code]
    shown = {name: _excerpt(str(fact)) for name, fact in facts.items()}
    return Problem(severity, code, line, {"cy": cy.format(**shown), "en": en.format(**shown)})


def language_unsure(taken: Language) -> Problem:
    severity, cy, en = FOUND["language-unsure"]
    name_cy, name_en = LANGUAGE_NAMES[taken]
    message: dict[Language, str] = {"cy": cy.format(language=name_cy), "en": en.format(language=name_en)}
    return Problem(severity, "language-unsure", None, message)


def refusal(code: str, **facts: str) -> RefusalError:
    cy, en = REFUSED[code]
    return RefusalError(code, {"cy": cy.format(**facts), "en": en.format(**facts)})


def language_differs(name: str, chosen: Language, found: Language) -> RefusalError:
    chosen_cy, chosen_en = LANGUAGE_NAMES[chosen]
    found_cy, found_en = LANGUAGE_NAMES[found]
    facts = {"chosen_cy": chosen_cy, "chosen_en": chosen_en, "found_cy": found_cy, "found_en": found_en}
    return refusal("language-differs", name=name, **facts)


def not_nos(reason: str) -> RefusalError:
    cy, en = REFUSED["not-nos"]
    why_cy, why_en = REASONS[reason]
    return RefusalError("not-nos", {"cy": cy.format(reason=why_cy), "en": en.format(reason=why_en)})


def unreadable(code: str, **facts: object) -> UnreadableError:
    cy, en = UNREADABLE[code]
    return UnreadableError(code, {"cy": cy.format(**facts), "en": en.format(**facts)})


def _excerpt(words: str) -> str:
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"
