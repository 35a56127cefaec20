"""What is read from files that people edit: sessions, protocols, surveys, metrics, forms, the glossary."""

from typing import TYPE_CHECKING, Any

from cadence.content.library import Content

if TYPE_CHECKING:
    from cadence.content.check import check_content

__all__ = ["Content", "check_content"]


def __getattr__(name: str) -> Any:
    # Checking needs the YAML parser, which most runs never import: what they read was kept before.
    if name == "check_content":
        from cadence.content.check import check_content

        return check_content
    raise AttributeError(name)
