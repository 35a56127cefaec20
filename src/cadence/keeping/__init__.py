"""Keeping an institute: backups and bringing them back, moving it, and erasing what has to go."""
