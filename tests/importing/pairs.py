"""A Welsh document and its English twin: one that agrees, and one that has another number of criteria."""

HEADS = {
    "cy": (
        "Trefnu cyfarfod",
        "Trosolwg",
        "Meini prawf perfformiad",
        "Rhaid i chi allu:",
        "Gwybodaeth a dealltwriaeth",
        "Mae angen i chi wybod a deall:",
        "Datblygwyd gan: Cyngor ZZ",
        "Rhif fersiwn",
        "Dyddiad cymeradwyo: Chwefror 2026",
    ),
    "en": (
        "Arrange a meeting",
        "Overview",
        "Performance criteria",
        "You must be able to:",
        "Knowledge and understanding",
        "You need to know and understand:",
        "Developed by: ZZ Council",
        "Version number",
        "Date approved: February 2026",
    ),
}
DONE = {
    "cy": ("dewis lle addas", "gwahodd pawb sydd i ddod"),
    "en": ("choose a suitable place", "invite everyone who is to come"),
}
KNOWN = {
    "cy": ("y rhesymau dros gyfarfod", "pwy sydd i ddod"),
    "en": ("the reasons for meeting", "who is to come"),
}


def document(language: str, urn: str = "ZZPAR01", done: tuple[str, ...] = (), known: tuple[str, ...] = ()) -> str:
    """A published document of two sections, in one language."""
    title, overview, first, stem, second, knows, by, version, approved = HEADS[language]
    said = "Mae'r safon hon yn ymwneud â chyfarfodydd." if language == "cy" else "This standard is about meetings."
    return "\n".join(
        [urn, title, "", overview, said, "", first, stem, *numbered(done or DONE[language]), "", second, knows,
         *numbered(known or KNOWN[language]), "", by, f"{version}: 2", approved, ""]
    )  # fmt: skip


def numbered(items: tuple[str, ...]) -> list[str]:
    return [f"{number}. {said}" for number, said in enumerate(items, start=1)]
