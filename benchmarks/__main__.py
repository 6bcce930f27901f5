"""`python -m benchmarks`: everything, or with `photos`, `uploads`, `long-library` or `judging` that alone."""

import sys
import tempfile
from pathlib import Path

from benchmarks import judging, run, sending

if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in sending.MEASURES:
        sending.main(sys.argv[1:])
    elif sys.argv[1:2] == ["judging"]:
        with tempfile.TemporaryDirectory(prefix="tystio-bench-") as made:
            for words in judging.report(Path(made), sys.argv[2:] or ["sqlite", "postgresql"]):
                print(words, flush=True)
    else:
        run.main()
