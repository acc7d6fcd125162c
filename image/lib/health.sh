# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The checks of health.sh. Each container answers for its own role: on the network of a host, the other port
# belongs to a neighbour.

check_health() { # live|ready
  role=health
  one_of question "$1" live live ready
  read_environment
  find_programs
  host=${bind_address:-127.0.0.1}
  if [ -e "$data_dir/.is-cluster" ]; then
    load_cluster
    check_shard_health "$host" "$redis_port"
  fi
  if [ ! -e "$data_dir/.is-sentinel" ]; then
    view=$(node_view "$host" "$redis_port")
    [ -z "$view" ] || node_health $view
  fi
  if [ ! -e "$data_dir/.is-node" ]; then
    view=$(sentinel_view "$host" "$sentinel_port")
    [ -z "$view" ] || sentinel_health $view
  fi
  unhealthy 'no answer'
}

unhealthy() {
  echo "$1"
  exit 1
}

node_health() { # a node_view
  [ "$3" != refused ] || unhealthy 'password rejected'
  echo "$3, link $4, loading $9"
  case $question-$3-$4-$9 in live-* | ready-master-*-0 | ready-slave-up-0) exit 0 ;; esac
  exit 1
}

sentinel_health() { # a sentinel_view
  [ "$3" != refused ] || unhealthy 'password rejected'
  [ "$question-$3" != ready-none ] || unhealthy 'it monitors no master yet'
  [ "$question" = live ] || [ "$8" = master ] || unhealthy "its master $3 $4 is $8"
  echo "sentinel of $3 $4"
  exit 0
}
