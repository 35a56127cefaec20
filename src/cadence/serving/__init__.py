"""The Voila application of an institute: sign-in, pages, saving, and the room as the facilitator sees it."""
