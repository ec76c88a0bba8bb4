"""What only Linux has: rules that a process lays on itself for good. Numbers and structures are those of the kernel's
headers; the calls are made through ``ctypes``, so that no library is needed.
"""
