"""Three versions of one standard: what is the same, reworded, changed, gone and new in each."""

from dataclasses import replace

from standards.drafting import Criterion, Draft
from tests.library.drafts import both, small_draft

Words = tuple[str, str]
ROOMS: Words = ("clirio ystafelloedd cyn i ymwelwyr ddod", "clear rooms before visitors come in")
TABLES: Words = (
    "clirio ystafelloedd, byrddau a silffoedd cyn i ymwelwyr ddod",
    "clear rooms, tables and shelves first",
)
LETTERS: Words = ("ysgrifennu llythyrau at gleientiaid", "write letters to clients")
NOTES: Words = ("ysgrifennu llythyrau a nodiadau at gleientiaid", "write letters and notes to clients")
PENCILS: Words = ("cyfrif y pensiliau", "count the pencils")
DOOR: Words = ("Cloi'r drws, gyda'r nos", "Lock the door, at night")
DOOR_AGAIN: Words = ("cloi'r drws gyda'r nos", "lock the door at night")
PLANTS: Words = ("dyfrhau pob planhigyn ar ddydd Llun", "water every plant on Mondays")
CAT: Words = ("bwydo cath y swyddfa", "feed the office cat")


def version(edition: str, *asked: Words) -> Draft:
    """ZZTST11 with these performance criteria, and the one knowledge item that stays."""
    draft = small_draft("ZZTST11", edition)
    first, *rest = draft.sections
    criteria = tuple(Criterion(f"P{place}", both(*said), str(place)) for place, said in enumerate(asked, 1))
    return replace(draft, sections=(replace(first, criteria=criteria), *rest))


FIRST = version("2026-01-31", ROOMS, LETTERS, PENCILS, DOOR)
SECOND = version("2026-06-30", ROOMS, NOTES, DOOR_AGAIN, PLANTS)
THIRD = version("2027-03-31", TABLES, NOTES, DOOR_AGAIN, PLANTS, CAT)
