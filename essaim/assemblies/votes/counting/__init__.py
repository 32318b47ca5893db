"""From ballots and a frozen rule to a result: the bridge between the room and `tally`.

Pure: what is counted is given. The tally is what JSON can hold: counts are integers, parts of a
whole are words such as "8/15", never floats.
"""
