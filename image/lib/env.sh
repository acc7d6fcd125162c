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
  now=${up%.*}${up#*.}
}

bad() { fail 64 "$1 is '$(printf '%s' "$2" | tr -c ' -~' '?')'; allowed: $3"; }

default() { eval "[ -n \"\${$1:-}\" ] || $1=\$2; v=\$$1"; }

number() { # NAME DEFAULT MIN MAX
  default "$1" "$2"
  case $v in '' | 0?* | *[!0-9]* | ????????*) bad "$1" "$v" "a whole number from $3 to $4" ;; esac
  if [ "$v" -lt "$3" ] || [ "$v" -gt "$4" ]; then bad "$1" "$v" "a whole number from $3 to $4"; fi
}

one_of() { # NAME DEFAULT WORD...
  n=$1
  default "$1" "$2"
  shift 2
  case " $* " in *" $v "*) ;; *) bad "$n" "$v" "$(echo "$*" | tr ' ' '|')" ;; esac
}

switch() { # NAME DEFAULT: normalizes true and false to yes and no
  one_of "$1" "$2" yes no true false
  case $v in true) eval "$1=yes" ;; false) eval "$1=no" ;; esac
}

matching() { # NAME DEFAULT PATTERN-OF-FORBIDDEN-CHARACTERS WHAT
  default "$1" "$2"
  # shellcheck disable=SC2254 # $3 is a pattern
  case $v in *$3*) bad "$1" "$v" "$4" ;; esac
}

secret() { # NAME: its value, or the content of the file at NAME_file
  eval "v=\${$1:-} f=\${$1_file:-}"
  if [ -n "$f" ]; then
    [ -z "$v" ] || fail 64 "$1 and $1_file are both set; allowed: one of them"
    [ -r "$f" ] || bad "$1_file" "$f" "a file that this user can read"
    v=$(cat "$f")
  fi
  case $v in *[[:cntrl:]]*) fail 64 "$1 contains a control character; allowed: printable characters" ;; esac
  eval "$1=\$v"
  unset "$1_file" # The helper inherits the value, and would report that both are set.
}

read_environment() {
  unset REDISCLI_AUTH # it would be sent to nodes without a password
  number redis_port 6379 1 65535
  number master_port "$redis_port" 1 65535
  number sentinel_port 26379 1 65535
  secret redis_password
  secret sentinel_password
  matching master_name mymaster '[!A-Za-z0-9._-]' 'letters, digits and . _ -'
  number down_after_ms 2000 1000 600000
  number failover_timeout_ms 10000 1000 3600000
  number parallel_syncs 1 1 99
  number min_replicas_to_write 1 0 99
  number min_replicas_max_lag_s 3 1 3600
  switch appendonly yes
  one_of maxmemory_policy noeviction noeviction allkeys-lru allkeys-lfu allkeys-random \
    volatile-lru volatile-lfu volatile-random volatile-ttl
  default maxmemory 0
  unit=${maxmemory#"${maxmemory%%[!0-9]*}"}
  case $unit in
    "$maxmemory" | ?[!bB] | [!kKmMgGbB]* | [bB]? | ???*)
      bad maxmemory "$maxmemory" 'a number of bytes, optionally with k, kb, m, mb, g or gb' ;;
  esac
  matching redis_hosts '' '[!A-Za-z0-9._:, -]' 'names or addresses, each with an optional :port, separated by commas'
  matching sentinel_hosts '' '[!A-Za-z0-9._:, -]' 'names or addresses, each with an optional :port, separated by commas'
  matching announce_ip '' '[!0-9A-Fa-f.:]' 'an IP address'
  matching bind_address '' '[!0-9A-Fa-f.:]' 'an IP address'
  own_port=$redis_port
  [ "$role" != sentinel ] || own_port=$sentinel_port
  number announce_port "$own_port" 1 65535
  matching TZ '' '[!A-Za-z0-9_+/:,.<>-]' 'a time zone such as Etc/UTC'
  if [ -n "$TZ" ]; then export TZ; else unset TZ; fi
  switch fast_failover yes
  default notify_url ''
  case $v in '' | http://?* | https://?*) ;; *) bad notify_url "$v" 'an http:// or https:// address' ;; esac
  case $v in *[[:space:][:cntrl:]]*) bad notify_url "$v" 'an address without spaces' ;; esac
  default metadata_url http://169.254.169.250/latest
  default data_dir /data
  number start_timeout_s 60 1 3600
  read_quorum
}

read_quorum() {
  counted=${sentinels:-}
  number sentinels 3 1 99
  majority=$((sentinels / 2 + 1))
  default quorum majority
  if [ "$quorum" = majority ]; then quorum=$majority; fi
  case $quorum in [1-9] | [1-9][0-9]) ;; *) bad quorum "$quorum" 'majority, or a number from 1 to 99' ;; esac
  if [ -n "$counted" ] && [ "$quorum" -gt "$sentinels" ]; then
    bad quorum "$quorum" "at most $sentinels, the number of sentinels"
  fi
}
