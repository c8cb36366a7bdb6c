"""The command `newsroom`, and `python -m newsroom`."""

import signal
import sys


def main() -> int:
    """Run the command line. Returns its exit code.

    Ctrl-C while modules are still being read ends the process by its signal, with nothing said:
    Python would print the traceback of an import. One who has it ignored (nohup) keeps it so.
    """
    answer = signal.getsignal(signal.SIGINT)
    if answer is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from newsroom.cli import main as run

    signal.signal(signal.SIGINT, answer)
    return run()


if __name__ == "__main__":
    sys.exit(main())
