"""What the figures mean and how they are made: definitions, pooling, goals, words."""
