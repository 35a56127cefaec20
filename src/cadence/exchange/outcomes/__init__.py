"""Lagging indicators by school and school year."""
