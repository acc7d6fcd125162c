# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The checks of health.sh. Each container answers for its own role: on the network of a host, the other port
# belongs to a neighbour.

check_health() { # live|ready
  role=health
  read_environment
  find_programs
  host=${bind_address:-127.0.0.1}
  view=
  if [ ! -e "$data_dir/.is-sentinel" ]; then
    view=$(node_view "$host" "$redis_port")
    if [ -n "$view" ]; then node_health "$1" $view; fi
  fi
  if [ ! -e "$data_dir/.is-node" ]; then
    view=$(sentinel_view "$host" "$sentinel_port")
    if [ -n "$view" ]; then sentinel_health "$1" $view; fi
  fi
  unhealthy 'no answer'
}

unhealthy() {
  echo "$1"
  exit 1
}

node_health() { # live|ready, a node_view
  [ "$4" != refused ] || unhealthy 'password rejected'
  words="$4, link $5, loading ${10}"
  case $1-$4-$5-${10} in
    live-* | ready-master-*-0 | ready-slave-up-0) echo "$words" ;;
    *) unhealthy "$words" ;;
  esac
  exit 0
}

sentinel_health() { # live|ready, a sentinel_view
  [ "$4" != refused ] || unhealthy 'password rejected'
  [ "$1-$4" != ready-none ] || unhealthy 'it monitors no master yet'
  [ "$1" = live ] || [ "$9" = master ] || unhealthy "its master $4 $5 is $9"
  echo "sentinel of $4 $5"
  exit 0
}
