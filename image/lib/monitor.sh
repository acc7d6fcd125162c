# shellcheck shell=sh
# What a sentinel monitors. Until a master is known, it runs without one: the answer that it monitors nothing shows
# the data nodes that this is a first start.

# A sentinel uses the master that it knew before. Otherwise it asks the other sentinels, then the data nodes.
find_monitored() {
  known=$(sentinel_memory "$data_dir/sentinel.conf" | awk '$2 == "monitor" { print $4, $5; exit }')
  begun=$(date +%s)
  reported='[]'
  until look_for_master; do
    log_once 'no sentinel answers and no data node is master yet; waiting'
    answer_without_master
    [ $(($(date +%s) - begun)) -lt "$start_timeout_s" ] ||
      fail 69 "gave up after $start_timeout_s s: no master found at ${redis_hosts:-redis-master,redis-slaves}"
    pause
  done
  end_idle_server
}

answer_without_master() {
  [ -z "${idle_pid:-}" ] || return 0
  sentinel_basics | settings_known | replace_or_fail "$data_dir/idle.conf" || exit $?
  serve idle.conf --sentinel > /dev/null
  idle_pid=$server_pid
  # A stop or a failure ends it as well.
  trap end_idle_server EXIT
}

end_idle_server() {
  [ -n "${idle_pid:-}" ] || return 0
  kill -KILL "$idle_pid" 2> /dev/null
  wait "$idle_pid" 2> /dev/null
  idle_pid=
  rm -f "$data_dir/idle.conf"
  trap - EXIT
}

look_for_master() { # sets $monitored
  views=$(sentinel_addresses | grep -vxF "$me" | sentinel_views)
  report_refusals "$views" sentinel
  named=$(echo "$views" | named_master | cut -d ' ' -f 1,2)
  if [ -n "$known" ]; then
    check_known
  elif [ -n "$named" ]; then
    monitored=$named
    log "monitoring $monitored: the other sentinels do"
  elif find_master_node; then
    monitored=$named_node
    log "monitoring $monitored: it reports the role master"
    await_replicas
  else
    return 1
  fi
}

check_known() {
  monitored=$known
  [ -n "$named" ] || ! find_master_node || named=$named_node
  # shellcheck disable=SC2086 # "IP PORT"
  if [ "${named:-$known}" = "$known" ] || is_master $known || ! is_open $named; then
    log "monitoring $known, as before"
  else
    monitored=$named
    log "monitoring $monitored: it is master, and $known is not"
  fi
}

# A master that still refuses writes after its start is possibly not the newest one.
is_open() { # IP PORT
  is_master "$1" "$2" && [ "$(node "$1" "$2" config get min-replicas-to-write | tail -n 1)" -lt "$unreachable" ]
}

# Sentinel asks a master for its replicas immediately, and again only after ten seconds. On a first start it
# is faster to wait for the replicas.
await_replicas() {
  for _ in 1 2 3 4 5 6 7 8; do
    [ "$(echo "$monitored" | node_views | cut -d ' ' -f 11)" = 0 ] || break
    pause
  done
  sleep 1
}
