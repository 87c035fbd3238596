"""The command ``sayso``."""


def main() -> None:
    """The entry point; everything is imported when it is called."""
    from sayso.cli.app import main as run

    run()
