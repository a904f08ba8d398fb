"""`python -m cyd`: the command line. Nothing else belongs here."""

from cyd import main

main()
