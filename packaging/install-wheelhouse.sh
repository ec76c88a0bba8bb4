#!/usr/bin/env bash
# Installs imtextgui from the wheels beside this script, without a network, into a virtual environment of its own.
#   ./install.sh [FOLDER]     # by default ~/.local/share/imtextgui-program; then FOLDER/bin/imtextgui starts it
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$HOME/.local/share/imtextgui-program}
python=${PYTHON:-python3}
"$python" -m venv "$folder"
PIP_CONFIG_FILE=/dev/null "$folder/bin/python" -m pip --isolated --disable-pip-version-check install --no-index \
  --find-links "$here/wheels" --require-hashes --requirement "$here/requirements.txt"
"$folder/bin/imtextgui" doctor
echo "Start it with: $folder/bin/imtextgui"
