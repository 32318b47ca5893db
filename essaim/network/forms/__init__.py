"""What is typed about the people of the house, made safe."""
