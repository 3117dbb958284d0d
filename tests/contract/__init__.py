"""Contracts of GitHub's own, fetched and not kept here."""
