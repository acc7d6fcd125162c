# shellcheck shell=sh
# Writes the configuration files. Each start creates both from the shipped settings and the environment.
# From Sentinel's own file, the lines that store its state are kept.

# Quotes as Redis does, character by character, because sed, printf and echo treat some characters differently.
setting() { # NAME VALUE
  rest=$2 out=
  while [ -n "$rest" ]; do
    tail=${rest#?}
    char=${rest%"$tail"}
    case $char in '"' | \\) out=$out\\ ;; esac
    out=$out$char rest=$tail
  done
  printf '%s "%s"\n' "$1" "$out"
}

replace() { # FILE: replaces its content by standard input atomically
  cat > "$1.new" && mv "$1.new" "$1"
}

# A master starts with writes refused (see fence.sh), except where no sentinel can exist.
required_at_start() { # [MASTER_IP MASTER_PORT]
  if [ $# -eq 0 ] && are_sentinels_expected; then echo "$held"; else echo "$min_replicas_to_write"; fi
}

# With the file of its last run, a replica would start as the master that it was.
replace_or_fail() { # FILE
  error=$(replace "$1" 2>&1) || fail 73 "cannot write $1: ${error##*: }"
}

redis_basics() {
  grep -v '^$' "$here/redis.conf"
  echo "port $redis_port"
  [ -z "$bind_address" ] || printf 'bind %s\nbind-source-addr %s\n' "$bind_address" "$bind_address"
  setting dir "$data_dir"
  echo "replica-announce-ip ${me% *}"
  echo "replica-announce-port ${me#* }"
  echo "appendonly $appendonly"
  [ "$appendonly" = yes ] || echo 'save 60 1'
  printf 'maxmemory %s\nmaxmemory-policy %s\n' "$maxmemory" "$maxmemory_policy"
  [ -z "$redis_password" ] || { setting requirepass "$redis_password" && setting masterauth "$redis_password"; }
}

write_redis_conf() { # [MASTER_IP MASTER_PORT]
  {
    redis_basics
    printf 'min-replicas-to-write %s\nmin-replicas-max-lag %s\n' "$(required_at_start "$@")" "$min_replicas_max_lag_s"
    # Its data is older than that of its master, if it has any: Sentinel must not promote it before the first copy.
    [ $# -eq 0 ] || printf 'replicaof %s %s\nreplica-priority 0\n' "$1" "$2"
  } | settings_known | replace_or_fail "$data_dir/redis.conf" || exit $?
}

# Prints the lines of the last run's file that store Sentinel's state, and only those. Sentinel's own rewrite
# leaves passwords unquoted and may write a replica without an address. Such lines would prevent the next
# start, so only lines with a valid format are kept.
sentinel_memory() { # FILE
  awk -v m="$master_name" '
    function port(p) { return p ~ /^[0-9]+$/ && p > 0 && p < 65536 }
    function address(a) { return a ~ /^[0-9a-fA-F.:]+$/ }
    $1 == "sentinel" && $2 == "myid" && $3 ~ /^[0-9a-f]+$/ && length($3) == 40 { print; next }
    $1 == "sentinel" && $2 == "current-epoch" && $3 ~ /^[0-9]+$/ { print; next }
    $1 != "sentinel" || $3 != m { next }
    $2 == "monitor" && address($4) && port($5) { print; next }
    $2 ~ /^(config|leader)-epoch$/ && $4 ~ /^[0-9]+$/ { print; next }
    $2 == "known-replica" && address($4) && port($5) && NF == 5 { print; next }
    $2 == "known-sentinel" && address($4) && port($5) && $6 ~ /^[0-9a-f]+$/ && NF == 6 { print }
  ' "$1" 2> /dev/null | awk '!seen[$0]++'
}

# Prints lines that neither start.sh nor Sentinel writes, and state lines with an invalid format.
sentinel_conf_faults() { # FILE
  { sentinel_memory "$1"; echo; cat "$1"; } | awk '
    !all { if ($0 == "") all = NR; else good[$0] = 1; next }
    /^ *(#|$)/ || ($0 in good) { next }
    $1 == "sentinel" && $2 ~ /^(myid|monitor|current-epoch|config-epoch|leader-epoch|known-replica|known-sentinel)$/ { print NR - all ": " $1 " " $2; next }
    $1 == "sentinel" && NF > 2 { next }
    $1 ~ /^(port|bind|dir|protected-mode|requirepass|user|latency-tracking-info-percentiles|maxclients|logfile|loglevel|daemonize|pidfile)$/ && NF > 1 { next }
    { print NR - all ": " $1 }'
}

keep_copy() { # FILE WHY: files in the data directory are never deleted
  copy=$1.$(date '+%Y%m%d-%H%M%S')
  error=$(cp "$1" "$copy" 2>&1) || fail 73 "cannot write $copy: ${error##*: }"
  log "$1 $2; saved a copy as $copy, creating a new file"
}

derive_id() { # SALT: forty hex digits, the same for a re-created sentinel with this name
  printf '%s' "${instance_name:-$(hostname):$bind_address:$sentinel_port}:$master_name$1" | sha1sum | cut -c 1-40
}

write_sentinel_conf() { # MASTER_IP MASTER_PORT
  conf=$data_dir/sentinel.conf
  memory=
  [ ! -s "$conf" ] || memory=$(sentinel_memory "$conf")
  id=$(echo "$memory" | awk '$2 == "myid" { print $3; exit }')
  [ -n "$id" ] || id=$(free_id)
  {
    sentinel_basics
    echo "sentinel myid $id"
    echo "sentinel announce-ip ${me% *}"
    echo "sentinel announce-port ${me#* }"
    [ -z "$sentinel_password" ] || setting 'sentinel sentinel-pass' "$sentinel_password"
    echo "sentinel monitor $master_name $1 $2 $quorum"
    [ -z "$redis_password" ] || setting "sentinel auth-pass $master_name" "$redis_password"
    echo "sentinel down-after-milliseconds $master_name $down_after_ms"
    echo "sentinel failover-timeout $master_name $failover_timeout_ms"
    echo "sentinel parallel-syncs $master_name $parallel_syncs"
    echo "$memory" | grep -vE '^(sentinel (myid|monitor|current-epoch|known-replica) .*|)$'
    echo "$memory" | replicas_beside "$1 $2"
    echo "$memory" | grep '^sentinel current-epoch'
  } | settings_known | replace_or_fail "$conf" || exit $?
}

# Also all of a sentinel that does not monitor a master yet.
sentinel_basics() {
  grep -v '^$' "$here/sentinel.conf"
  echo "port $sentinel_port"
  [ -z "$bind_address" ] || echo "bind $bind_address"
  setting dir "$data_dir"
  [ -z "$sentinel_password" ] || setting requirepass "$sentinel_password"
}

# The known replicas. If the master has changed, the previous master is a replica now. The new master must not
# be listed as a replica, otherwise Sentinel would make it follow itself.
replicas_beside() { # "IP PORT"
  awk -v master="$1" -v name="$master_name" '
    $2 == "monitor" || $2 == "known-replica" { at = $4 " " $5; if (at != master && !seen[at]++) print "sentinel known-replica", name, at }'
}

free_id() { # the derived id, unless another sentinel uses it (two hosts with the same name)
  id=$(derive_id '')
  if sentinel_addresses | grep -vxF "$me" | each sentinel_id | grep -qx "$id"; then
    log "another sentinel has the id of this name; adding the address"
    id=$(derive_id "@$me")
  fi
  echo "$id"
}

sentinel_id() { sentinel "$1" "$2" sentinel myid; }
