#!/bin/sh
# health.sh [live|ready]: live while the server answers at all, loading included; ready only when
# role and link are as they should be. Ends with 0 or 1 and says why in one line.

# shellcheck source=/dev/null
. "$(dirname "$0")/start.sh"
check_health "${1:-live}"
