#!/bin/sh
# health.sh [live|ready]: live while the server answers at all, loading included; ready only when
# role and link are as they should be. Ends with 0 or 1 and says why in one line.
# shellcheck disable=SC2154,SC2086

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
for part in env net run; do
  # shellcheck source=/dev/null
  . "$here/lib/$part.sh"
done

main() {
  role=health
  read_environment
  find_programs
  host=${bind_address:-127.0.0.1}
  view=$(node_view "$host" "$redis_port")
  if [ -n "$view" ]; then node_health "${1:-live}" $view; fi
  view=$(sentinel_view "$host" "$sentinel_port")
  [ -n "$view" ] || { echo 'no answer'; exit 1; }
  sentinel_health "${1:-live}" $view
}

node_health() { # live|ready, a node_view
  [ "$4" != refused ] || { echo 'the password is refused'; exit 1; }
  echo "$4, link $5, loading ${10}"
  if [ "$1" = live ]; then exit 0; fi
  case $4-$5-${10} in master-*-0 | slave-up-0) exit 0 ;; esac
  exit 1
}

sentinel_health() { # live|ready, a sentinel_view
  [ "$4" != refused ] || { echo 'the password is refused'; exit 1; }
  echo "sentinel of $4 $5, flags $9"
  if [ "$1" = live ] || [ "$9" = master ]; then exit 0; fi
  exit 1
}

main "$@"
