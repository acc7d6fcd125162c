#!/bin/sh
# health.sh [live|ready]. live: the server answers, even if it is still loading. ready: role and link are
# in the expected state as well. Exits with 0 or 1 and prints the reason in one line; with 64 if the question or the
# environment is invalid.

# shellcheck source=/dev/null
. "$(dirname "$0")/start.sh"
check_health "$1"
