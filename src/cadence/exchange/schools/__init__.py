"""Lists of schools, and the schools and teams that other files mean."""
