"""Documents to send: a damaged text that needs three problems settled, and its English namesake."""

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
