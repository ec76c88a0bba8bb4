"""Tags of JMdict (https://www.edrdg.org), by what the words that bear them are worth to a workshop."""

# Entries with these tags teach nothing about a workshop and would crowd out the ones that do.
FAR_FIELDS = frozenset(
    [
        "arch",
        "hist",
        "Buddh",
        "sumo",
        "yoji",
        "proverb",
        "id",
        "sl",
        "derog",
        "vulg",
        "X",
        "poet",
        "obs",
        "rare",
        "music",
        "baseb",
        "organization",
        "product",
        "company",
        "work",
        "form",
        "pn",
        "pol",
        "net-sl",
        "on-mim",
        "char",
        "fict",
        "relig",
        "myth",
        "shogi",
        "go",
        "hanaf",
        "kabuki",
        "surname",
        "place",
    ]
)

# Fields of the words that are held out, to see how well a term of the trade is understood that no list gave.
TRADE_FIELDS = frozenset(["engr", "mech", "elec", "electr", "telec", "civeng", "aviat"])

# Fields whose words are trained on more often than other rare ones.
TECHNICAL_FIELDS = TRADE_FIELDS | frozenset(
    ["archit", "chem", "comp", "math", "min", "mining", "physics", "rail"]
)
