"""OneRoster 1.1 and 1.2 packages (CSV): schools and staff in, students never.

`seats.seat_package` turns a package into the seating that `cadence.exchange.import_roster` takes in; `read`
says how students are kept out.
"""
