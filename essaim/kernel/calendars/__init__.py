"""Days and hours: the timetable of a network, its clock and its calendars as files."""
