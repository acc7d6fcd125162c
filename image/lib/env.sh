# shellcheck shell=sh
# Reads and validates the environment. Rancher's form only checks that a value is present, and sends "" for a
# blank answer. Therefore unset and empty both mean the default, and every value is validated here. Also what all
# steps use: the log, the end with a reason, a pause, a clock.

log() { printf '%s %s: %s\n' "$(date '+%Y-%m-%dT%H:%M:%S%z')" "${role:-redis}" "$*" >&2; }

fail() {
  code=$1
  shift
  log "$*"
  exit "$code"
}

pause() { sleep 0.3 2> /dev/null || sleep 1; }

read_clock() { # sets $now, hundredths of a second from a monotonic clock
  read -r up _ < /proc/uptime
  now=$((${up%.*} * 100 + 1${up#*.} - 100))
}

bad() { fail 64 "$1 is '$(printf '%s' "$2" | tr -c ' -~' '?')'; allowed: $3"; }

# The value is possibly a secret, set in the wrong variable, or contains one.
bad_secret() { fail 64 "$1 is invalid (its value is not printed); allowed: $2"; }

# The name and the present value are passed separately, because a shell reads a variable by a computed name only
# with eval.
assign() { # NAME VALUE
  IFS= read -r "$1" << VALUE
$2
VALUE
}

default() { # NAME VALUE DEFAULT; sets $v as well
  v=${2:-$3}
  case $v in *[[:cntrl:]]*) bad "$1" "$v" 'printable characters' ;; esac
  assign "$1" "$v"
}

number() { # NAME VALUE DEFAULT MIN MAX
  default "$1" "$2" "$3"
  case $v in
    '' | 0?* | *[!0-9]* | ????????*) ;;
    *) [ "$v" -lt "$4" ] || [ "$v" -gt "$5" ] || return 0 ;;
  esac
  bad "$1" "$v" "a whole number from $4 to $5"
}

one_of() { # NAME VALUE DEFAULT WORD...
  n=$1
  default "$1" "$2" "$3"
  shift 3
  for w; do [ "$v" != "$w" ] || return 0; done
  bad "$n" "$v" "$(echo "$*" | tr ' ' '|')"
}

switch() { # NAME VALUE DEFAULT: normalizes true and false to yes and no
  one_of "$1" "$2" "$3" yes no true false
  case $v in true) assign "$1" yes ;; false) assign "$1" no ;; esac
}

matching() { # NAME VALUE DEFAULT PATTERN-OF-FORBIDDEN-CHARACTERS WHAT
  # shellcheck disable=SC2254 # $4 is a pattern
  case ${2:-$3} in *$4*) bad "$1" "${2:-$3}" "$5" ;; esac
  default "$1" "$2" "$3"
}

secret() { # NAME VALUE FILE: its value, or the content of the file at NAME_file
  v=$2
  if [ -n "$3" ]; then
    [ -z "$v" ] || fail 64 "$1 and $1_file are both set; allowed: one of them"
    # A missing mount is often a directory. None of these may mean "no password".
    { [ -r "$3" ] && [ ! -d "$3" ] && v=$(cat "$3"); } || bad_secret "$1_file" 'a file that this user can read'
    v=${v%"$(printf '\r')"}
    [ -n "$v" ] || bad_secret "$1_file" 'a file that contains a password'
  fi
  case $v in *[[:cntrl:]]*) fail 64 "$1 contains a control character; allowed: printable characters" ;; esac
  assign "$1" "$v"
  unset "$1_file" # The helper inherits the value, and would report that both are set.
}

read_environment() {
  unset REDISCLI_AUTH # it would be sent to nodes without a password
  number redis_port "$redis_port" 6379 1 65535
  number master_port "$master_port" "$redis_port" 1 65535
  number sentinel_port "$sentinel_port" 26379 1 65535
  secret redis_password "$redis_password" "$redis_password_file"
  secret sentinel_password "$sentinel_password" "$sentinel_password_file"
  matching master_name "$master_name" mymaster '[!A-Za-z0-9._-]' 'letters, digits and . _ -'
  number down_after_ms "$down_after_ms" 2000 1000 600000
  number failover_timeout_ms "$failover_timeout_ms" 10000 1000 3600000
  number parallel_syncs "$parallel_syncs" 1 1 99
  required_replicas=1
  case $role in cluster | rebalance) required_replicas=$(cluster_min_replicas) ;; esac
  number min_replicas_to_write "$min_replicas_to_write" "$required_replicas" 0 99
  number min_replicas_max_lag_s "$min_replicas_max_lag_s" 3 1 3600
  switch appendonly "$appendonly" yes
  one_of maxmemory_policy "$maxmemory_policy" noeviction noeviction allkeys-lru allkeys-lfu allkeys-random \
    volatile-lru volatile-lfu volatile-random volatile-ttl
  read_sizes
  read_places
  switch fast_failover "$fast_failover" yes
  number start_timeout_s "$start_timeout_s" 60 1 3600
  number stop_timeout_s "$stop_timeout_s" 9 1 3600
  read_quorum
  case $role in cluster | rebalance) read_cluster_environment ;; esac
}

read_sizes() {
  default maxmemory "$maxmemory" 0
  unit=${maxmemory#"${maxmemory%%[!0-9]*}"}
  case $unit in
    "$maxmemory" | ?[!bB] | [!kKmMgGbB]* | [bB]? | ???*)
      bad maxmemory "$maxmemory" 'a number of bytes, optionally with k, kb, m, mb, g or gb' ;;
  esac
}

read_places() { # where nodes are, and where they keep or send something
  hosts_form='names or addresses, each with an optional :port, separated by commas'
  matching redis_hosts "$redis_hosts" '' '[!A-Za-z0-9._:, -]' "$hosts_form"
  matching sentinel_hosts "$sentinel_hosts" '' '[!A-Za-z0-9._:, -]' "$hosts_form"
  matching announce_ip "$announce_ip" '' '[!0-9A-Fa-f.:]' 'an IP address'
  matching bind_address "$bind_address" '' '[!0-9A-Fa-f.:]' 'an IP address'
  matching instance_name "$instance_name" '' '[!A-Za-z0-9._-]' 'letters, digits and . _ -'
  own_port=$redis_port
  [ "$role" != sentinel ] || own_port=$sentinel_port
  number announce_port "$announce_port" "$own_port" 1 65535
  matching TZ "$TZ" '' '[!A-Za-z0-9_+/:,.<>-]' 'a time zone such as Etc/UTC'
  if [ -n "$TZ" ]; then export TZ; else unset TZ; fi
  case ${notify_url:-} in
    *[[:space:][:cntrl:]]*) bad_secret notify_url 'an address without spaces' ;;
    '' | http://?* | https://?*) ;;
    *) bad_secret notify_url 'an http:// or https:// address' ;;
  esac
  default notify_url "$notify_url" ''
  default metadata_url "$metadata_url" http://169.254.169.250/latest
  read_data_dir
}

read_data_dir() {
  default data_dir "$data_dir" /data
  # Root gives everything in it to the Redis user.
  case $v in /*[!/]*) ;; *) bad data_dir "$v" 'an absolute path, and not /' ;; esac
}

read_quorum() {
  # The helper inherits a variable that was set, with its value of now, unless it was unset before.
  counted=${sentinels:-}
  [ -n "$counted" ] || unset sentinels
  number sentinels "$counted" 3 1 99
  default quorum "$quorum" majority
  counts_majority=
  if [ "$quorum" = majority ]; then unset quorum && quorum=$((sentinels / 2 + 1)) counts_majority=yes; fi
  case $quorum in [1-9] | [1-9][0-9]) ;; *) bad quorum "$quorum" 'majority, or a number from 1 to 99' ;; esac
  [ -z "$counted" ] || [ "$quorum" -le "$sentinels" ] || bad quorum "$quorum" "at most $sentinels, the number of sentinels"
}
