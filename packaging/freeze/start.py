"""The frozen program's first lines."""

import sys

from imtextgui.__main__ import main

sys.exit(main())
