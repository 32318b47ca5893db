"""What is asked, and what is answered, made safe."""
