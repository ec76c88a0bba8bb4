#!/usr/bin/env bash
# Tries a built program as its first user would, without a network interface, a display or a home of its own: the
# self-test must pass, and the window must open and close. Prints how long the window takes.
#   packaging/smoke.sh PROGRAM
set -euo pipefail
program=$(realpath "${1:?usage: packaging/smoke.sh PROGRAM}")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
offline=$(realpath "$(dirname "$0")/offline.sh")
cd "$place"
clean=(env -i PATH=/usr/bin:/bin HOME="$place" LANG=C.UTF-8 IMTEXTGUI_DATA="$place/data" QT_QPA_PLATFORM=offscreen
  QT_LOGGING_RULES=default.warning=false)

"$offline" "${clean[@]}" "$program" doctor --self-test
[ "$("${clean[@]}" "$program" --version)" ]
for try in 1 2 3; do
  start=$(date +%s.%N)
  "${clean[@]}" "$program" --screenshot "$place/window.png" --overwrite --catalogue "$place/catalogue"
  printf 'start %s: window drawn and closed in %.2f s\n' "$try" "$(echo "$(date +%s.%N) - $start" | bc)"
done
