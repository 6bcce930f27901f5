"""`python -m benchmarks`: everything, or with `photos`, `uploads` or `long-library` that alone."""

import sys

from benchmarks import run, sending

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in sending.MEASURES:
        sending.main(sys.argv[1:])
    else:
        run.main()
