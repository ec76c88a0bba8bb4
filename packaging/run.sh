#!/usr/bin/env bash
# `make run`: opens the window on the sample catalogue, or shows the same job in the terminal where there is no display.
set -euo pipefail
cd "$(dirname "$0")/.."
imtextgui=.venv/bin/imtextgui
samples=resources/samples
catalogue=.cache/sample-catalogue

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  "$imtextgui" index "$samples" --catalogue "$catalogue"
  "$imtextgui" --catalogue "$catalogue" && exit 0
  echo "The window could not be opened on the display ${DISPLAY:-$WAYLAND_DISPLAY}." >&2
fi

ask() { # WHAT ARGUMENT...
  printf '\n== %s\n' "$1"
  "$imtextgui" search "${@:2}" --catalogue "$catalogue" --limit 3
}
echo "There is no display here, so this shows in the terminal what the window does."
printf '\n== Indexing %s\n' "$samples"
"$imtextgui" index "$samples" --catalogue "$catalogue"
ask 'English: gear pump exploded view' 'gear pump exploded view'
ask 'Japanese: 油圧ポンプの分解図' '油圧ポンプの分解図'
ask 'Part number' 'GP-2040-B1'
ask 'Photo' --photo "$samples/photos/pump.jpg"

mkdir -p screenshots
QT_QPA_PLATFORM=offscreen "$imtextgui" --catalogue "$catalogue" --query 'gear pump exploded view' \
  --screenshot screenshots/window.png
printf '\nThe window, drawn without a screen: %s\n' "$PWD/screenshots/window.png"
