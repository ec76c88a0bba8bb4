"""What only Windows has: long paths, network drives, jobs that bound processes and end them together.

Whatever asks the system takes the library that it asks, so that tests on other systems bring one of their own.
"""
