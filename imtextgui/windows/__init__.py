"""What only Windows has: long paths, network drives, jobs that bound processes and end them together; the taskbar with
its list of catalogues, notifications, Explorer, and the keyboard on the screen.

Whatever asks the system takes the library that it asks, so that tests on other systems bring one of their own.
"""
