"""What may be amiss in a CASE package: every code with its severity and its sentence in both languages."""

from standards.drafting import Problem, RefusalError, Severity

EXCERPT = 120

FOUND: dict[str, tuple[Severity, str, str]] = {
    "case-urn-from-identifier": (
        "note",
        "Nid oes URN yn y pecyn: cymerwyd ei ddynodydd, {urn}.",
        "The package has no URN: its identifier was taken, {urn}.",
    ),
    "case-kind-unsure": (
        "check",
        "Nid yw'r pecyn yn dweud pa fath o safon ydyw: fe'i cymerwyd fel canllawiau.",
        "The package does not say what kind of standard it is: it was taken as guidance.",
    ),
    "case-language-unsure": (
        "check",
        'Nid yw "{language}" yn Gymraeg nac yn Saesneg: cymerwyd y geiriau fel Saesneg.',
        '"{language}" is neither Welsh nor English: the words were taken as English.',
    ),
    "case-title-missing": ("error", "Nid oes teitl i'r ddogfen.", "The document has no title."),
    "case-items-missing": (
        "error",
        "Nid oes eitem yn y pecyn a allai dderbyn tystiolaeth.",
        "The package has no item that could take evidence.",
    ),
    "case-statement-missing": ("error", "Nid oes geiriau i'r eitem {item}.", "The item {item} has no words."),
    "case-statement-shortened": (
        "check",
        "Nid oes geiriau llawn i'r eitem {item}: cymerwyd y rhai byr.",
        "The item {item} has no full statement: the short one was taken.",
    ),
    "case-item-unreadable": (
        "check",
        "Nid oes modd darllen eitem rhif {number} yn y pecyn: fe'i gadawyd allan.",
        "Item number {number} of the package cannot be read: it was left out.",
    ),
    "case-item-twice": (
        "check",
        "Mae'r dynodydd {item} gan fwy nag un eitem: cadwyd y gyntaf.",
        "More than one item has the identifier {item}: the first was kept.",
    ),
    "case-association-unreadable": (
        "check",
        "Nid yw cysylltiad rhif {number} yn y pecyn yn enwi dwy eitem: fe'i gadawyd allan.",
        "Association number {number} of the package does not name two items: it was left out.",
    ),
    "case-associations-reversed": (
        "check",
        "Mae cysylltiadau'r pecyn o chwith, o'r rhiant i'r plentyn: fe'u trowyd.",
        "The associations of the package are reversed, from parent to child: they were turned round.",
    ),
    "case-several-parents": (
        "check",
        "Mae gan yr eitem {item} fwy nag un rhiant: cymerwyd y cyntaf.",
        "The item {item} has more than one parent: the first was taken.",
    ),
    "case-parent-unknown": (
        "check",
        "Nid yw rhiant yr eitem {item} yn y pecyn: rhoddwyd hi ar y lefel uchaf.",
        "The parent of the item {item} is not in the package: it was put at the top.",
    ),
    "case-order-unsure": (
        "check",
        'Nid yw "{said}" yn rhif trefn i\'r eitem {item}: cadwyd trefn y ffeil.',
        '"{said}" is no sequence number for the item {item}: the order of the file was kept.',
    ),
    "case-without-associations": (
        "check",
        "Nid oes cysylltiadau yn y pecyn: cymerwyd yr eitemau yn nhrefn y ffeil, heb adrannau.",
        "The package has no associations: the items were taken in the order of the file, without sections.",
    ),
    "case-codes-made": (
        "note",
        "Nid oes cod i bob eitem, neu nid yw'n unigryw: rhifwyd y rhai hynny yn ôl eu lle. Eitemau: {count}.",
        "Not every item has a code of its own: those without were numbered by their place. Items: {count}.",
    ),
    "case-value-left-out": (
        "check",
        'Ni ellir cadw "{said}" fel {field}: fe\'i gadawyd allan.',
        '"{said}" cannot be kept as {field}: it was left out.',
    ),
    "case-signs-left-out": (
        "check",
        "Mae arwyddion na ellir eu cadw yn y geiriau: fe'u gadawyd allan.",
        "There are signs in the words that cannot be kept: they were left out.",
    ),
    "case-markup": (
        "check",
        "Mae marciau HTML yng ngeiriau'r eitem {item}: cadwyd y geiriau fel y maent.",
        "There is HTML in the words of the item {item}: the words were kept as they are.",
    ),
    "case-languages-differ": (
        "check",
        "Nid oes gan y pecynnau Cymraeg a Saesneg o {urn} yr un eitemau: cadwyd hwy ar wahân.",
        "The Welsh and the English package of {urn} do not have the same items: they were kept apart.",
    ),
}

REFUSED: dict[str, tuple[str, str]] = {
    "case-not-json": ("Nid JSON dilys yw {name}: {reason}", "{name} is not valid JSON: {reason}"),
    "case-too-deep": ("Mae {name} wedi'i nythu'n rhy ddwfn.", "{name} is nested too deeply."),
    "case-too-much": (
        "Mae gormod o rannau yn {name}: y mwyaf y gall Tystio ei ddarllen yw {limit}.",
        "{name} has too many parts: the most that Tystio reads is {limit}.",
    ),
    "case-no-package": (
        "Nid oes pecyn CASE yn {name}: disgwylid CFPackage neu CFDocument.",
        "There is no CASE package in {name}: CFPackage or CFDocument was expected.",
    ),
    "case-cycle": (
        "Mae eitemau yn {name} yn rhieni i'w gilydd mewn cylch: {items}",
        "Items in {name} are each other's parents in a circle: {items}",
    ),
}


def problem(code: str, **facts: object) -> Problem:
    severity, cy, en = FOUND[code]
    shown = {name: excerpt(str(fact)) for name, fact in facts.items()}
    return Problem(severity, code, None, {"cy": cy.format(**shown), "en": en.format(**shown)})


def refusal(code: str, **facts: object) -> RefusalError:
    cy, en = REFUSED[code]
    return RefusalError(code, {"cy": cy.format(**facts), "en": en.format(**facts)})


def excerpt(words: str) -> str:
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1].rstrip() + "…"
