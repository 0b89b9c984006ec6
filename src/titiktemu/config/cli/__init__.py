"""The command line: one module for each command, with `main(arguments) -> exit code`."""
