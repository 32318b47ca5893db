"""What bodies ask between meetings: which days suit, and questions in writing."""
