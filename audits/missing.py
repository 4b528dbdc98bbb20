"""What an audit says when a program that it needs is not installed."""


class MissingError(Exception):
    """A program is not installed, and could not be."""

    def __init__(self, program: str, purpose: str) -> None:
        super().__init__(f"{purpose} needs {program}, which is not installed")
