"""A process that works an import off and says what it took: `import_worker.py NUMBER`."""

import json
import resource
import sys
import time
from importlib import import_module
from typing import Any

import django


def main() -> None:
    """Work it off, and print the seconds, those of matching among them, and the most memory that it held."""
    django.setup()
    adopting = import_module("leadwright.contacts.adopting")
    recognise = adopting.recognise
    matching = 0.0

    def timed(*args: Any, **more: Any) -> Any:
        nonlocal matching
        began = time.perf_counter()
        try:
            return recognise(*args, **more)
        finally:
            matching += time.perf_counter() - began

    vars(adopting)["recognise"] = timed
    began = time.perf_counter()
    now = import_module("leadwright.foundation.clock").now
    import_module("leadwright.intake.working").work_off(int(sys.argv[1]), now=now)
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "matching": matching, "memory_mb": round(memory)}))


if __name__ == "__main__":
    main()
