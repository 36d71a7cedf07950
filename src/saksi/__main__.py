"""`python -m saksi` is the command `saksi`."""

from saksi.faces.cli import main

main(prog_name="saksi")
