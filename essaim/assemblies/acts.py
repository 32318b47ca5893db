"""What a link in a mail of the room lets one do: the word that its link carries in `post`."""

#: To answer a convocation: come, be excused, give a proxy.
ANSWER = "assemblies.answer"
#: To follow a meeting and vote in it.
SIT = "assemblies.sit"
#: To read the minutes of a meeting that one attended, and ask for a change.
READ = "assemblies.read_minutes"
#: To read one's own calendar of meetings.
CALENDAR = "assemblies.calendar"
#: To say which of several days suit.
DATES = "assemblies.dates"
