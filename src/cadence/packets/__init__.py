"""From a session's notebook to the packet of every team: what is due, making it, and what was made."""
