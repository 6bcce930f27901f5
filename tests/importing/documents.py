"""Documents to send: a damaged text that needs three problems settled."""

from standards.interchange.yaml_file import write_standard
from standards.reading.reader import read_bytes

DAMAGED = """ZZIMP01
Trefnu cyfarfod

Trosolwg
Mae'r safon hon yn ymwneud â threfnu cyfarfodydd.

Meini prawf perfformiad
Rhaid i chi allu:
1. dewis lle addas
2. gwahodd pawb sydd i ddod
4. cadw cofnod o'r cyfarfod

Gwybodaeth a dealltwriaeth
Mae angen i chi wybod a deall:

Datblygwyd gan: ZZ
Rhif fersiwn: 2
Dyddiad cymeradwyo: Chwefror 2026
Dyddiad adolygu dangosol: Ionawr 2020
"""


def in_file(text: str) -> str:
    """The standard's own file of what a text reads as."""
    return write_standard(read_bytes(text.encode(), "cyfarfod.txt"))
