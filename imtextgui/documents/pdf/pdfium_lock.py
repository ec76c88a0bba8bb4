"""The lock of pdfium, which knows no threads: pages are drawn, bound and looked into for several lanes of a program."""

import threading

ONE_AT_A_TIME = threading.Lock()
"""Held around whatever a thread of the window does with pdfium; workers, which have one thread each, need it not."""
