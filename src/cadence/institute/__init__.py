"""An institute on disk: opening it, checking what its facilitator wrote, making a new one."""

from cadence.institute.check import check_settings
from cadence.institute.create import create
from cadence.institute.institute import Institute

__all__ = ["Institute", "check_settings", "create"]
