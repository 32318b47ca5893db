"""Past reports read again into a programme, part by part; nothing is kept unread."""
