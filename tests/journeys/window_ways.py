"""The ways of the window besides the ten tasks, in their order; the last one leaves no catalogue behind."""

from collections.abc import Mapping

from tests.journeys import added_ways, mended_ways
from tests.journeys.ways import Way

WINDOW_WAYS: Mapping[str, Way] = {**mended_ways.WAYS, **added_ways.WAYS, **mended_ways.LAST}
