"""What is measured: each module is a command that prints its figures, `python -m benchmarks.NAME --help` says how."""
