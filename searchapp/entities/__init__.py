"""One name for each person, place and organisation of an archive: which spellings are one, and what is shown."""
