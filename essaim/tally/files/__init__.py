"""Ballots read out of files: BLT for rankings, CSV for the rest; see each module for its forms.

Whatever program wrote the file: UTF-8 with or without mark, older encodings, CRLF, semicolons,
commas or tabs. What cannot be read is told in one sentence with its line (`CannotCount`).
"""
