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
    "heading-glued": (
        "check",
        "Roedd y pennawd \"{text}\" a'r frawddeg oddi tano ar yr un llinell: fe'u rhannwyd.",
        'The heading "{text}" and the sentence under it were run together: they were parted.',
    ),
    "heading-missing-over-table": (
        "error",
        "Nid oes pennawd uwchben y tabl: nid yw categori'r camau gweithredu yn hysbys.",
        "No heading stands above the table: the category of its actions is not known.",
    ),
    "table-empty": (
        "error",
        'Nid oes rhes o dan y pennawd "{text}".',
        'There is no row under the heading "{text}".',
    ),
    "columns-run-together": (
        "error",
        "Rhedodd y colofnau i'w gilydd: cadwyd y llinellau fel y maent i rywun eu rhannu. Rhesi a gynigir: {count}.",
        "The columns ran into each other: the lines are kept as they are for a person to part. Rows proposed: {count}.",
    ),
    "row-unended": (
        "error",
        "Rhes {criterion}: nid yw ei diwedd yn eglur: gall mwy nag un rhes fod ynddi, neu gall celloedd fod ar goll.",
        "Row {criterion}: it may hold more than one row, or lack cells, because its end cannot be seen.",
    ),
    "cell-guessed": (
        "error",
        'Rhes {criterion}, {cell}: cynnig yn unig yw "{text}", o linell sy\'n dal geiriau sawl cell.',
        'Row {criterion}, {cell}: "{text}" is only a proposal, from a line that holds the words of several cells.',
    ),
    "cell-unread": (
        "error",
        "Rhes {criterion}, {cell}: ni ellir dweud pa eiriau sydd yn y gell hon.",
        "Row {criterion}, {cell}: which words are in this cell cannot be told.",
    ),
    "cell-unsure": (
        "check",
        'Rhes {criterion}, {cell}: gall "{text}" berthyn i gell arall.',
        'Row {criterion}, {cell}: "{text}" may belong to another cell.',
    ),
    "cell-missing": (
        "check",
        'Rhes {criterion}, {cell}: nid oes geiriau yn y gell hon. Anhysbys yw hynny, nid "unrhyw un".',
        'Row {criterion}, {cell}: there are no words in this cell. That is unknown, not "any".',
    ),
    "cell-garbled": (
        "error",
        "Rhes {criterion}, {cell}: ni ellir darllen {text}.",
        "Row {criterion}, {cell}: {text} cannot be read.",
    ),
    "cell-damaged": (
        "check",
        "Rhes {criterion}, {cell}: efallai y niweidiwyd {text} wrth sganio.",
        "Row {criterion}, {cell}: {text} may have been damaged in scanning.",
    ),
    "words-damaged": (
        "check",
        "Efallai y niweidiwyd {text} wrth sganio.",
        "{text} may have been damaged in scanning.",
    ),
    "column-lost": (
        "check",
        'Nid oes geiriau o dan "{column}" mewn unrhyw res, er bod y golofn yn y tabl: anhysbys ydynt, nid "unrhyw un".',
        'No row has words under "{column}", though the table has the column: they are unknown, not "any".',
    ),
    "column-gaps": (
        "check",
        'Mae geiriau o dan "{column}" mewn {count} o {total} o resi: anhysbys yw\'r lleill, nid "unrhyw un".',
        'Of {total} rows, {count} have words under "{column}": the others are unknown, not "any".',
    ),
    "signs-apart": (
        "note",
        'Nid gair yw "{text}": fe\'i cadwyd ar wahân.',
        '"{text}" is no word: it was kept apart.',
    ),
}

CELLS: dict[str, tuple[str, str]] = {
    "title": ("y cam gweithredu", "the action"),
    "purpose": ("y diben", "its purpose"),
    "examples": ("enghreifftiau", "examples"),
    "keys": ("allwedd i lwyddiant", "key to success"),
    "who": ("pwy", "who"),
    "resources": ("adnoddau", "resources"),
    "time": ("amser", "time"),
    "maturity": ("aeddfedrwydd", "maturity"),
}

REFUSED: dict[str, tuple[str, str]] = {
    "not-guidance": (
        "Ni ellir asesu yn erbyn y ddogfen hon fel canllawiau: nid oes rhestr ag eitemau ynddi, dim ond testun rhydd.",
        "This document cannot be assessed against as guidance: it holds no list with items, only prose.",
    ),
    "not-actions": (
        "Nid fframwaith o gamau gweithredu yw hwn: nid oes tabl â cholofnau ar gyfer camau, enghreifftiau ac allweddi.",
        "This is no framework of actions: it holds no table with columns for the actions, examples and keys.",
    ),
}
