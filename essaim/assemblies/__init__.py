"""Bodies and their rules as data; meetings convened, quorate, decided, minuted and followed up."""
