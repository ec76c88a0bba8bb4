#!/usr/bin/env bash
# `make run`: opens the window on the sample catalogue, or shows the same job in the terminal where there is no display.
set -euo pipefail
cd "$(dirname "$0")/.."
imtextgui=.venv/bin/imtextgui
samples=resources/samples
photo=resources/samples-queries/IMG_7950.jpg
catalogue=.cache/sample-catalogue

show() { printf '\n== %s\n' "$1"; }
# Everything can be found after the first pass; the window does the rest.
index() {
  show "Indexing $samples"
  IMTEXTGUI_PROGRESS=1 "$imtextgui" index "$samples" --catalogue "$catalogue" --first-pass-only
}
ask() { # TITLE ARGUMENT...
  show "$1"
  "$imtextgui" search "${@:2}" --catalogue "$catalogue" --limit 3
}

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  index
  "$imtextgui" --catalogue "$catalogue" && exit 0
  echo "The window cannot be opened on the display ${DISPLAY:-$WAYLAND_DISPLAY}; here is its job in the terminal." >&2
else
  echo "There is no display, so here is in the terminal what the window does."
  index
fi
ask 'In English: gear pump exploded view' 'gear pump exploded view'
ask 'In Japanese: 油圧シリンダの分解図' '油圧シリンダの分解図'
ask 'By part number: GP-2040-05' 'GP-2040-05'
ask "By photo: $photo" --photo "$photo"

show 'The window, drawn without a screen'
mkdir -p screenshots
# Qt's offscreen platform mentions what it leaves out, which concerns nobody.
QT_LOGGING_RULES=default.warning=false "$imtextgui" --catalogue "$catalogue" --query 'gear pump exploded view' --screenshot screenshots/window.png --overwrite
echo "$PWD/screenshots/window.png"
