"""What is decided round by round: by consent, and by election without candidate."""
