"""Cards of a board that was kept elsewhere: a table, or Trello's own export."""
