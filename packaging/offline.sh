#!/usr/bin/env bash
# Runs a command in a network namespace without interfaces where the system allows one, and says which it was.
set -euo pipefail
if unshare --net true 2>/dev/null; then
  echo "Network: none (own namespace without interfaces)"
  exec unshare --net -- "$@"
elif unshare --map-current-user --net true 2>/dev/null; then
  echo "Network: none (own user and network namespace without interfaces)"
  exec unshare --map-current-user --net -- "$@"
fi
echo "Network: reachable (this system allows no network namespace; the tests that watch imports still hold)"
exec "$@"
