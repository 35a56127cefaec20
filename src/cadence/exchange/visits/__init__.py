"""Visits to classrooms from paper that was typed in, or from another tool's export."""
