"""What a room offers the house, a type a module, where that type has more to it than its fields."""
