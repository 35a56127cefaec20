"""What is read from files that people edit: sessions, protocols, surveys, metrics, forms, the glossary."""

from cadence.content.check import check_content
from cadence.content.library import Content

__all__ = ["Content", "check_content"]
