"""What a link in a mail of the room lets one do: the word that its link carries in `post`.

"One act" is one of these words, about one meeting, in the name of one elector. It serves as often
as there is something to do, until its time is over or somebody withdraws it; what is posted by it
bears the link's own actor in the journal. Pressed again, it does what is done already: an answer
replaces itself, an arrival stays, a ballot is one an elector, the same wish for a change is one
wish. No link of the room is for one use, since people come back to their mail.

Nothing notes the moment at which SIT served: beside a secret ballot it would tell when who voted.
"""

#: To answer a convocation: come, be excused, give a proxy.
ANSWER = "assemblies.answer"
#: To follow a meeting and vote in it.
SIT = "assemblies.sit"
#: To read the minutes of a meeting that one attended, and ask for a change.
READ = "assemblies.read_minutes"
#: To say which of several days suit.
DATES = "assemblies.dates"
