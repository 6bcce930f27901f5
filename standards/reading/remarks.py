"""What may be amiss in guidance and in frameworks of actions: sentences in both languages."""

from standards.drafting import Severity

FOUND: dict[str, tuple[Severity, str, str]] = {
    "urn-of-document": (
        "note",
        "Nid yw'r URN yn y testun: daw {urn} o'r rhestr o ddogfennau hysbys, yn ôl y teitl neu'r geiriau cyntaf.",
        "The URN is not in the text: {urn} is from the list of known documents, by the title or the first words.",
    ),
    "urn-of-damaged-title": (
        "check",
        "Nid yw'r teitl yn union yr un fath â theitl {urn}, \"{title}\": cadarnhewch mai honno yw'r ddogfen.",
        'The title is not quite that of {urn}, "{title}": confirm that this is the document.',
    ),
    "title-of-document": (
        "check",
        'Nid oes teitl ar y dudalen: daw "{title}" o\'r rhestr o ddogfennau hysbys.',
        'The page has no title: "{title}" is from the list of known documents.',
    ),
    "announced-list-missing": (
        "check",
        'Mae "{text}" yn cyhoeddi rhestr, ond nid oes rhestr yn dilyn.',
        '"{text}" announces a list, but no list follows.',
    ),
    "list-unannounced": (
        "note",
        "Nid oes brawddeg arweiniol sy'n gorffen â cholon uwchben y rhestr hon.",
        "No lead-in that ends in a colon stands above this list.",
    ),
    "marks-differ": (
        "check",
        'Marciwyd yr eitem hon â "{printed}" lle bu "{expected}" o\'i blaen: gwiriwch y nythu.',
        'This item is marked "{printed}" where "{expected}" stood before it: check the nesting.',
    ),
    "section-abbreviated": (
        "note",
        'Mae "{text}" yn dalfyriad o adran Deddf: cadwyd y geiriau fel y maent.',
        '"{text}" abbreviates a section of an Act: the words were left as they are.',
    ),
    "act-named-two-ways": (
        "note",
        'Enwir un Ddeddf mewn dwy ffordd, "{text}" a "{other}": cadwyd y geiriau fel y maent.',
        'One Act is named in two ways, "{text}" and "{other}": the words were left as they are.',
    ),
}

REFUSED: dict[str, tuple[str, str]] = {
    "not-guidance": (
        "Ni ellir asesu yn erbyn y ddogfen hon fel canllawiau: nid oes rhestr ag eitemau ynddi, dim ond testun rhydd.",
        "This document cannot be assessed against as guidance: it holds no list with items, only prose.",
    ),
}
