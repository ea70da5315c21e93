"""So that `python -m storycircle` is the program too, and what a bundle starts."""

import os
import sys

from storycircle.launcher import give_back_libraries, is_reader


def main() -> None:
    """Be the program; or one of its readers, where it was started to be one, and nothing else."""
    if is_reader(sys.argv[1:]):
        from storycircle.jobs.subprocesses.reader_output import be_reader  # noqa: PLC0415

        be_reader(sys.argv[2:])
        return
    give_back_libraries(os.environ)
    if not sys.argv[1:]:  # a double click: what reads words would be a tenth of what it waits for
        from storycircle.cli.window import open_without_words  # noqa: PLC0415

        open_without_words()
        return
    from storycircle.cli.main import main as program  # noqa: PLC0415 (no reader loads it)

    program()


if __name__ == "__main__":
    main()
