"""What was typed, made safe. Whether it may be done is for the rules to say."""
