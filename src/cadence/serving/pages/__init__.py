"""The pages of sessions: run once for a team, kept, and shown to everybody who is on it."""
