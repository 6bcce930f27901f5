"""Verifiable credentials without a domain: signing, checking, status lists, and pictures that carry them."""
