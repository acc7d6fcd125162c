# shellcheck shell=sh
# shellcheck disable=SC2016,SC2086 # $me and the like are two words, "IP PORT"; "$0" is for another shell
# Process 1: drops root, starts the server and the helper, restarts the helper, and stops both.

# As official images do: docker run IMAGE redis-cli …, and only a server drops root.
run_command() { # COMMAND…
  is_program "$1" || fail 64 "unknown role '$1'; allowed: master, slave (or replica), sentinel, cluster"
  case $1 in
    redis-server | valkey-server)
      read_data_dir
      drop_root "$@"
      ;;
  esac
  exec "$@"
}

is_program() ( # NAME: not one of the functions here, nor a word of the shell
  case $1 in */*) PATH=${1%/*} ;; esac
  IFS=:
  set -f
  for folder in $PATH; do
    if [ -f "$folder/${1##*/}" ] && [ -x "$folder/${1##*/}" ]; then exit 0; fi
  done
  exit 1
)

drop_root() { # ARGUMENT…: as root, gives the data directory to the Redis user, and starts again as that user
  [ "$(id -u)" = 0 ] || return 0
  for user in redis valkey; do
    if id -u $user > /dev/null 2>&1; then break; fi
    user=
  done
  [ -n "$user" ] || return 0
  mkdir -p "$data_dir"
  find "$data_dir" ! -user $user -exec chown $user {} + 2> /dev/null
  chmod u+rwx "$data_dir" 2> /dev/null
  become $user "$here/start.sh" "$@"
}

# Each way replaces this process, so that signals arrive and a stop takes as long as it must. util-linux's su would
# remain the parent, and kill its child two seconds after SIGTERM. BusyBox's setpriv cannot change the user.
become() { # USER COMMAND…
  ids="$(id -u "$1"):$(id -g "$1")"
  for groups in --init-groups --clear-groups; do
    if runs setpriv --reuid="${ids%:*}" --regid="${ids#*:}" $groups; then
      shift
      exec setpriv --reuid="${ids%:*}" --regid="${ids#*:}" $groups "$@"
    fi
  done
  for tool in gosu su-exec; do
    if runs $tool "$1"; then exec $tool "$@"; fi
  done
  if su --help 2>&1 | grep -q BusyBox && runs su -s /bin/sh "$1" -c 'exec "$0" "$@"'; then
    user=$1
    shift
    exec su -s /bin/sh -c 'exec "$0" "$@"' -- "$user" "$@"
  fi
  fail 69 "cannot drop root: none of setpriv, gosu, su-exec and BusyBox su works here; start the container with --user $ids"
}

runs() { command -v "$1" > /dev/null && "$@" sh -c : > /dev/null 2>&1; }

find_programs() {
  for family in redis valkey ''; do
    [ -n "$family" ] || fail 69 'neither redis-server nor valkey-server is in PATH'
    if command -v $family-server > /dev/null; then break; fi
  done
  server=$family-server cli=$family-cli
}

prepare_data() {
  mkdir -p "$data_dir" 2> /dev/null
  # The second one is for health.sh. Empty files can be created even if the disk is full.
  is=node
  case $role in sentinel | cluster) is=$role ;; esac
  if ! (: > "$data_dir/.writable" && : > "$data_dir/.is-$is") 2> /dev/null; then
    fail 73 "$data_dir is not writable for user $(id -u)"
  fi
  for is_not in node sentinel cluster; do
    [ $is_not = $is ] || rm -f "$data_dir/.is-$is_not"
  done
}

find_myself() {
  case $role in
    sentinel) hosts=${sentinel_hosts:-redis-sentinels} ;;
    cluster | rebalance) hosts=$cluster_hosts ;;
    *) hosts=${redis_hosts:-redis-master,redis-slaves} ;;
  esac
  address=$(own_address "$hosts")
  [ -n "$address" ] || fail 69 'this machine has no address except loopback; set announce_ip'
  me="$address $announce_port"
}

start_node() {
  decide_role
  stale=$master blank=
  [ "$kib$master" != 0 ] || blank=yes
  write_redis_conf $master
  read_clock
  started_at=$now
  serve redis.conf
  helper=keep
}

serve() { # FILE [--sentinel]
  file=$data_dir/$1
  # Redis considers the path a pattern, which possibly matches other files, or none.
  case $data_dir in *[*?[]*) file=/proc/self/cwd/$1 ;; esac
  shift
  if [ -n "${start_tries:-}" ]; then
    serve_recorded "$@"
    return
  fi
  (cd "$data_dir" && exec "$server" "$file" "$@") &
  server_pid=$!
}

start_sentinel() {
  conf=$data_dir/sentinel.conf
  if [ -s "$conf" ]; then
    faults=$(sentinel_conf_faults "$conf")
    [ -z "$faults" ] || keep_copy "$conf" "cannot be used (line $(echo "$faults" | tr '\n' ';'))"
  fi
  find_monitored
  write_sentinel_conf $monitored
  serve sentinel.conf --sentinel
  helper=watch
}

start_helper() {
  export role me server cli moved_from stale blank kib started_at redis_password sentinel_password
  parent=$$ setsid "$here/start.sh" helper $helper &
  helper_pid=$!
}

become_helper() { # in its own session, so that one signal ends it and all its children
  [ "$role" != cluster ] || load_cluster
  read_environment
  $1
  exit 0
}

# Signal handlers only set a flag and signal the helper: a command in a handler must not depend on an exit status.
supervise() {
  trap 'stopping=yes; end_helper' TERM INT QUIT
  trap ':' CHLD
  start_helper
  while kill -0 "$server_pid" 2> /dev/null; do
    if [ -n "$stopping" ]; then stop; fi
    if ! kill -0 "$helper_pid" 2> /dev/null; then
      log 'the helper exited; restarting it'
      end_helper
      sleep 1
      start_helper
    fi
    # If the signal arrives just before this wait, the handler has ended the helper, whose exit ends the wait.
    wait "$server_pid"
  done
  trap - CHLD
  wait "$server_pid"
  status=$?
  log "the server exited unexpectedly with status $status"
  # SHUTDOWN NOSAVE does not affect an append-only file.
  [ "$status$appendonly" != 0yes ] || note_clean_stop
  end_helper
  if [ -e "$data_dir/.again" ]; then rm "$data_dir/.again" && start_over; fi
  start_again "$status"
  exit "$status"
}

end_helper() { [ -z "${helper_pid:-}" ] || kill -TERM "-$helper_pid" 2> /dev/null; } # dash and BusyBox refuse --

stop() {
  trap - CHLD
  trap '' TERM INT QUIT
  read_clock
  deadline=$((now + stop_timeout_s * 100))
  log 'received a stop signal'
  is_handed_over=
  if [ "$role" = sentinel ]; then
    deadline=$((now + 150)) # its file is always up to date
  elif [ "$role" = cluster ]; then
    stop_shard
  else
    if ! is_master $me; then
      leave &
      within $((now + 200)) $!
    fi
    if is_master $me; then
      limit=$((stop_timeout_s * 40))
      [ $limit -le 360 ] || limit=360
      hand_over &
      within $((now + limit)) $! && is_handed_over=yes
      # For the next start, if no sentinel answers then: whether this node was the last master.
      is=master
      [ -z "$is_handed_over" ] || is=slave
      echo "$is $me 0" > "$data_dir/node.state"
    elif node $me info replication | grep -q '^master_sync_in_progress:1'; then
      deadline=$((now + 150)) # the copy that it interrupts is not complete in any case
    fi
  fi
  within $deadline "$server_pid" TERM
  case $? in
    0) note_clean_stop ;;
    137) [ "$role" = sentinel ] || report_cut ;;
  esac
  log 'stopped'
  exit 0
}

report_cut() {
  unsaved='the last second of its writes may be missing'
  [ "$appendonly" = yes ] || unsaved="its writes after the snapshot of $(date -r "$data_dir/dump.rdb" '+%Y-%m-%dT%H:%M:%S%z' 2> /dev/null || echo 'its start') are missing"
  [ -z "$is_handed_over" ] || unsaved="$unsaved, but the new master has them"
  log "the server had not stopped after $stop_timeout_s s and was killed: in the files of this node $unsaved; increase stop_timeout_s, and the time that the engine waits"
}

# Waits for a child to exit, and kills it at the given time. Returns its status. The signal is repeated, because the
# server refuses to stop while it writes its first append-only file.
within() { # HUNDREDTHS-OF-THE-CLOCK PID [SIGNAL]
  (
    while read_clock && [ "$now" -lt "$1" ]; do
      [ $# -lt 3 ] || kill "-$3" "$2" 2> /dev/null
      pause
    done
    kill -KILL "$2" 2> /dev/null
  ) &
  guard=$!
  ended=0
  while kill -0 "$2" 2> /dev/null; do
    wait "$2"
    ended=$?
  done
  kill "$guard" 2> /dev/null
  return $ended
}
