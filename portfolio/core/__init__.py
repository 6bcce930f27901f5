"""Machinery without a domain: database, unit of work, ledger, journal, files, mail and jobs."""
