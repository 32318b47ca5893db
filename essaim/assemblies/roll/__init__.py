"""Who is convened, what they answer, who speaks for whom, who is in the room."""
