"""What is typed, made safe."""
