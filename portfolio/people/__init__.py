"""Providers, accounts, memberships and signing in."""
