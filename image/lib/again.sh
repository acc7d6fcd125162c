# shellcheck shell=sh
# shellcheck disable=SC2086 # $master is two words, "IP PORT"
# A server that exits with 1 because of its files: the script starts again from the beginning, with a
# new decision, and records the first lines of the server's log. What they name is left out or set aside.

start_again() { # STATUS: returns if nothing can be done
  [ "$1" = 1 ] || return 0
  if [ -n "${start_tries:-}" ]; then
    wait "$recorder_pid"
    leave_out_directive || set_data_aside || return 0
  fi
  start_tries=$((${start_tries:-0} + 1))
  [ $start_tries -lt 20 ] || return 0
  export start_tries left_out
  # The helper would stay, because this process does. It has no group of its own yet if the server ended at once.
  start_over
}

start_over() {
  until end_helper || ! kill -0 "$helper_pid" 2> /dev/null; do pause; done
  wait "$helper_pid"
  export redis_password sentinel_password
  [ -z "$stopping" ] || exit 0
  exec "$here/start.sh" "$role"
}

serve_recorded() { # [--sentinel]
  rm -f "$data_dir/.log"
  mkfifo "$data_dir/.log" || fail 73 "cannot write $data_dir/.log"
  record < "$data_dir/.log" &
  recorder_pid=$!
  (cd "$data_dir" && exec "$server" "$file" "$@" > "$data_dir/.log" 2>&1) &
  server_pid=$!
}

record() {
  trap '' TERM INT QUIT
  lines=0
  : > "$data_dir/.first-lines"
  while [ $lines -lt 300 ] && IFS= read -r line; do
    printf '%s\n' "$line"
    printf '%s\n' "$line" >> "$data_dir/.first-lines" 2> /dev/null
    lines=$((lines + 1))
  done
  exec cat
}

# Settings that older servers do not know, and without which a node works.
optional='shutdown-timeout|bind-source-addr|repl-diskless-load|replica-lazy-flush|lazyfree-lazy-(eviction|expire)|sentinel (resolve|announce)-hostnames'

leave_out_directive() {
  refused=$(awk '
    /FATAL CONFIG FILE ERROR/ { fatal = 1 }
    fatal && /^>>> / { line = substr($0, 6, length($0) - 6) }
    line != "" && /^Bad directive or wrong number of arguments|^Unrecognized sentinel configuration statement/ { print line; exit }
  ' "$data_dir/.first-lines" | grep -oE "^($optional) ")
  [ -n "$refused" ] || return 1
  log "$server does not know the setting ${refused% }; starting without it"
  left_out="${left_out:+$left_out|}${refused% }"
}

settings_known() { # standard input without the lines that this server refused
  if [ -z "${left_out:-}" ]; then cat; else grep -vE "^($left_out) "; fi
}

# Messages about the content of files. Errors that another start does not have, such as too little memory, are not
# among them.
unloadable="Bad file format reading the append only file|Unknown command .* reading the append only file|\
Unexpected end of file reading the append only file|Can't handle RDB format version|Wrong signature trying to load DB|\
Wrong RDB checksum|Unexpected EOF reading RDB file|Internal error in RDB reading|Invalid AOF manifest file|\
AOF file .* length\\. stat: No such file|contains module data I can't load"

# Only for a node that gets a copy of everything from its master.
set_data_aside() {
  [ "$role" != sentinel ] || return 1
  reason=$(grep -oE -m 1 "($unloadable).*" "$data_dir/.first-lines") || return 1
  if [ -z "$master" ]; then
    log "the data cannot be loaded ($reason); this node would be master, so its files stay as they are"
    return 1
  fi
  is_master $master || return 1
  set -- "$data_dir"/set-aside-*
  if [ -e "$1" ] && [ $# -ge 2 ]; then
    log "the data cannot be loaded ($reason), the third time; check the disk, and move $data_dir/set-aside-* away"
    return 1
  fi
  aside=$data_dir/set-aside-$(date '+%Y%m%d-%H%M%S')
  [ ! -e "$aside" ] || aside=$aside.2
  mkdir "$aside" || return 1
  for name in appendonlydir dump.rdb; do
    [ ! -e "$data_dir/$name" ] || mv "$data_dir/$name" "$aside/" || return 1
  done
  log "the data cannot be loaded ($reason); moved it to $aside, copying all data from $master"
}

check_version() {
  version=$("$server" --version)
  case $version in *v=[78].*) return ;; esac
  start_tries=0 # record the first start already
  log "this image was not tried with this server, only with Redis 7, 8 and Valkey 7.2, 8: $version"
}
