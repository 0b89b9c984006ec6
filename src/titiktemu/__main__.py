"""`python -m titiktemu COMMAND`: what the launcher calls once the environment is there."""

import sys

from titiktemu.config.cli.main import main

sys.exit(main(sys.argv[1:]))
