"""Reading what an office really sends: encoding, dialect, the tables of a sheet; everything as text first."""
