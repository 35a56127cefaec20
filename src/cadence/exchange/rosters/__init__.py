"""Rosters: people, and their places on teams."""
