"""What is remembered from one build to the next, and what still stands of it."""
