"""What the room writes in mails."""
