"""How files reach the output whole: lock, staging, commit. Knows nothing of magazines."""
