"""The peak memory of a process started by a test, as the kernel keeps it for that program alone.

What `getrusage` calls the peak of a child holds the memory of the parent that it was split from, so that
it grows with the test run.
"""

from __future__ import annotations

# Code for the child: prints its peak in bytes, to be put after what it does.
TELL = """
with open("/proc/self/status") as status:
    print(int(status.read().split("VmHWM:")[1].split()[0]) * 1024)
"""
