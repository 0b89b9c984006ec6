"""What `./titiktemu` needs before anything is installed: standard library only, Python 3.8 or newer."""
