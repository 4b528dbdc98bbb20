"""What a magazine is: the frozen data that stages hand on. Nothing here reads a file."""
