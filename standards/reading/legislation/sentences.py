"""What may be amiss in a printed law: sentences in both languages."""

from standards.drafting import Severity

FOUND: dict[str, tuple[Severity, str, str]] = {
    "furniture-dropped": (
        "note",
        "Gadawyd \"{text}\" allan: nid yw'n rhan o'r ddeddfwriaeth.",
        '"{text}" was left out: it is no part of the legislation.',
    ),
    "heading-glued": (
        "note",
        'Argraffwyd rhif a phennawd heb fwlch rhyngddynt: fe\'u darllenwyd fel "{text}".',
        'A number and its heading are printed without a space: they were read as "{text}".',
    ),
    "regulation-heading-missing": (
        "check",
        "Nid oes pennawd uwchben rheoliad {printed}.",
        "No heading stands above regulation {printed}.",
    ),
    "brackets-missing": (
        "note",
        "Nid oes cromfach ar ôl rhif rhai paragraffau: fe'u darllenwyd yn ôl eu trefn. Paragraffau: {count}.",
        "The closing bracket is missing after some paragraph numbers: they were read in order. Paragraphs: {count}.",
    ),
    "number-unsure": (
        "check",
        'Darllenwyd "{printed}" fel rhif y paragraff o flaen "{text}": nid oes cromfach i ddangos ble mae\'n gorffen.',
        '"{printed}" was read as the number of the paragraph before "{text}": no bracket shows where it ends.',
    ),
    "amending-instrument": (
        "error",
        (
            "Mae'r offeryn hwn yn newid geiriau un arall: geiriau hwnnw sydd mewn dyfynodau ynddo. Mewnforiwch destun "
            "diwygiedig yr un hwnnw yn ei le. Darpariaethau sy'n diwygio: {count}."
        ),
        (
            "This instrument changes the words of another: those in quotation marks in it are that one's. Import the "
            "amended text of that one instead. Provisions that amend: {count}."
        ),
    ),
    "letter-unsure": (
        "check",
        'Darllenwyd "({printed})" fel {style_cy}: gallai fod fel arall.',
        '"({printed})" was read as {style_en}: it could be otherwise.',
    ),
    "code-repeated": (
        "check",
        "Mae rhif y ddarpariaeth {code} yno fwy nag unwaith: rhoddwyd iddi'r cod {given}.",
        "The provision {code} is there more than once: it was given the code {given}.",
    ),
    "closing-unsure": (
        "check",
        'Cymerwyd "{text}" fel diwedd {code}; gallai berthyn i lefel arall.',
        '"{text}" was taken as the end of {code}; it may belong to another level.',
    ),
    "definition-unlettered": (
        "note",
        'Nid oes llythyren o flaen "{text}": fe\'i cymerwyd fel eitem o restr.',
        'No letter stands before "{text}": it was taken as an item of a list.',
    ),
    "modality-unsure": (
        "check",
        "Nid yw'n sicr beth y mae {code} yn ei wneud: fe'i cymerwyd fel diffiniad, ac nid yw'n derbyn tystiolaeth.",
        "It is not certain what {code} does: it was taken as a definition, which takes no evidence.",
    ),
    "modality-mixed": (
        "check",
        "Mae {code} yn gwneud mwy nag un peth: fe'i cymerwyd fel {modality_cy}.",
        "{code} does more than one thing: it was taken as {modality_en}.",
    ),
    "modality-of-authority": (
        "note",
        "Mae {code} yn rhwymo awdurdod: fe'i cymerwyd fel terfyn ar bŵer, ac nid yw'n derbyn tystiolaeth.",
        "{code} binds an authority: it was taken as a limit on a power, which takes no evidence.",
    ),
    "footnote-missing": (
        "check",
        "Nid oes testun i droednodyn ({printed}), y cyfeirir ato yn {code}.",
        "There is no text for footnote ({printed}), to which {code} refers.",
    ),
    "footnote-unmarked": (
        "check",
        "Nid oes cyfeiriad yn y testun at droednodyn ({printed}).",
        "Nothing in the text refers to footnote ({printed}).",
    ),
    "footnote-empty": (
        "check",
        "Mae rhif troednodyn ({printed}) yno heb destun.",
        "The number of footnote ({printed}) is there without a text.",
    ),
    "footnote-order": (
        "check",
        'Cymerwyd "({printed})" yn {code} fel cyfeiriad at droednodyn, er ei fod allan o drefn.',
        '"({printed})" in {code} was taken as a reference to a footnote, though it is out of order.',
    ),
    "footnote-repeated": (
        "check",
        "Mae troednodyn ({printed}) yno fwy nag unwaith.",
        "Footnote ({printed}) is there more than once.",
    ),
    "reference-dangling": (
        "check",
        "Mae {code} yn cyfeirio at {target}, nad yw yn y rheoliad hwn.",
        "{code} refers to {target}, which is not in this regulation.",
    ),
    "time-limits-differ": (
        "check",
        "Mae {code} yn dweud {n} diwrnod, a {other} yn yr un rheoliad yn dweud {n} diwrnod gwaith: cadwyd y ddau.",
        "{code} says {n} days, and {other} in the same regulation says {n} working days: both are kept.",
    ),
    "time-without-start": (
        "check",
        "Nid yw {code} yn dweud o ba bryd y mae'r terfyn amser yn rhedeg. Terfyn: {n} {unit_cy}.",
        "{code} does not say when its time limit begins to run. Limit: {n} {unit_en}.",
    ),
    "other-language-word": (
        "note",
        'Mae\'r gair "{word}" yn {code} yn yr iaith arall: cadwyd ef.',
        'The word "{word}" in {code} is in the other language: it was kept.',
    ),
    "title-from-register": (
        "note",
        'Nid yw teitl yr offeryn yn y testun: daw "{title}" o\'r gofrestr.',
        'The title of the instrument is not in the text: "{title}" is the register\'s.',
    ),
    "title-is-heading": (
        "check",
        "Nid yw teitl yr offeryn yn y testun: cymerwyd pennawd y Rhan yn ei le.",
        "The title of the instrument is not in the text: the heading of the Part was taken instead.",
    ),
    "instrument-from-register": (
        "note",
        "Nid yw rhif yr offeryn yn y testun: daw {urn} o'r gofrestr, yn ôl rhif y Rhan, ei phennawd a'i rheoliadau.",
        "The instrument's number is not in the text: {urn} is the register's, by the Part's number, heading and span.",
    ),
    "instrument-half-matched": (
        "check",
        "Nid yw'r Rhan yn cyfateb yn llwyr i {urn} yn y gofrestr: ni chymerwyd y URN.",
        "The Part does not match {urn} in the register in everything: the URN was not taken.",
    ),
}

REFUSED: dict[str, tuple[str, str]] = {
    "not-legislation": (
        "Nid yw'r ddogfen hon yn ddeddfwriaeth: nid oes ynddi reoliadau â pharagraffau wedi'u rhifo.",
        "This document is no legislation: it has no regulations with numbered paragraphs.",
    ),
    "act-not-read": (
        (
            "Deddf yw'r ddogfen hon. Mae Tystio'n darllen rheoliadau ac offerynnau statudol eraill, a'u paragraffau "
            "wedi'u rhifo fel 1.—(1). Mewnforiwch y rheoliadau a wnaed o dan y Ddeddf, neu'r canllawiau arni."
        ),
        (
            "This document is an Act. Tystio reads regulations and other statutory instruments, whose paragraphs are "
            "numbered as in 1.—(1). Import the regulations made under the Act, or the guidance on it."
        ),
    ),
}
