"""Words of the trade, of which tests make lines that say what is to be done with which part of what."""

THINGS = (
    "pump",
    "motor",
    "valve",
    "gasket",
    "bearing",
    "shaft",
    "seal",
    "sensor",
    "relay",
    "pulley",
    "belt",
    "gear",
)
DOINGS = (
    "replace",
    "inspect",
    "tighten",
    "lubricate",
    "align",
    "drain",
    "clean",
    "measure",
    "torque",
    "mount",
)
PLACES = (
    "housing",
    "flange",
    "bracket",
    "cabinet",
    "terminal",
    "spindle",
    "hopper",
    "conveyor",
    "nozzle",
    "filter",
)
