"""Which command does what, the help in both languages, and the one place where problems become sentences."""

from __future__ import annotations

import argparse
import os
import sys

from launch import demo, environment, helptexts, places, processes
from launch.helptexts import COMMANDS, tell
from launch.problems import INTERRUPTED, WRONG_USE, CannotGoOn, from_os_error
from launch.texts import say

ASKS_FOR_HELP = {"-h", "--help", "help"}
NEEDS_PRODUCTION = {"serve"}


def main(arguments: list[str]) -> int:
    """Run one command line. Returns the exit code; a problem is told in one sentence on standard error."""
    processes.end_on_termination()
    try:
        return _dispatch(arguments)
    except CannotGoOn as problem:
        return _tell(problem)
    except OSError as error:
        known = from_os_error(error)
        if known is None:
            raise
        return _tell(known)
    except KeyboardInterrupt:
        sys.stderr.write("\n" + say("interrupted") + "\n")
        return INTERRUPTED


def _tell(problem: CannotGoOn) -> int:
    sys.stdout.flush()
    sys.stderr.write(problem.sentence + "\n")
    if problem.detail.strip():
        sys.stderr.write(problem.detail.rstrip() + "\n")
    return problem.code


def _dispatch(arguments: list[str]) -> int:
    if not arguments or arguments[0] in ASKS_FOR_HELP:
        sys.stdout.write(helptexts.overview())
        return 0
    command, rest = arguments[0], arguments[1:]
    if command not in COMMANDS:
        raise CannotGoOn(WRONG_USE, "unknown_command", command=command)
    if command == "demo":
        return demo.run(_demo_options(rest))
    asks_for_help = bool({"-h", "--help"} & set(rest))
    if asks_for_help and (command == "test" or not environment.is_fresh(group_for(command))):
        sys.stdout.write(helptexts.of_command(command))
        return 0
    python = str(environment.ensure(group_for(command)))
    if command == "test":
        tests = [python, "-m", "launch.testrun", *rest]
        return processes.become(tests, processes.environment(CI="true"), places.ROOT)
    # -P: the person's own folder may hold files with the names of modules.
    return processes.become([python, "-P", "-m", "titiktemu", command, *rest], processes.environment())


def _demo_options(arguments: list[str]) -> argparse.Namespace:
    parser = helptexts.Parser(prog="./titiktemu demo", description=tell("demo"))
    parser.add_argument("--port", default=str(demo.PORT), help=tell("port"))
    parser.add_argument("--reset", action="store_true", help=tell("reset"))
    return parser.parse_args(arguments)


def group_for(command: str) -> str:
    """The group of requirements that a command needs."""
    if command in ("test", "bench"):
        return command
    uses_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    return "production" if uses_postgresql or command in NEEDS_PRODUCTION else "run"
