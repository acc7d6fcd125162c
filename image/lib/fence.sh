# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The fence beside a data node: a master that is cut off from its replicas refuses writes before
# another node can be promoted. Redis alone does so only one to two seconds after
# min_replicas_max_lag_s, for it counts whole seconds and looks once a second.

# More replicas than there can be: with this Redis refuses every write (NOREPLICAS), and nothing else.
# CLIENT PAUSE would hold back the sentinels' messages too, and they would take the master for down.
unreachable=100

fence() {
  [ "$min_replicas_to_write" -gt 0 ] || return 0
  # Hundredths of a second.
  limit=$((min_replicas_max_lag_s * 100))
  [ "$limit" -le $((down_after_ms / 10)) ] || limit=$((down_after_ms / 10))
  limit=$((limit - 100))
  [ "$limit" -ge 50 ] || limit=50
  while kill -0 "$parent" 2> /dev/null; do
    (watch_contact)
    sleep 1
  done
}

# All questions go through one redis-cli, for each of its own would cost more than the answer.
watch_contact() {
  rm -f "$data_dir/.asked" "$data_dir/.answered"
  mkfifo "$data_dir/.asked" "$data_dir/.answered" || return 0
  bounded='' node $me < "$data_dir/.asked" > "$data_dir/.answered" &
  exec 3> "$data_dir/.asked" 4< "$data_dir/.answered"
  contact='' fenced=''
  # An earlier helper may have ended in the middle of it.
  require "$min_replicas_to_write"
  while kill -0 "$parent" 2> /dev/null; do
    # A message is part of what replicas copy: without one, WAIT would be content with old news.
    printf 'publish contact .\nwait %s 300\n' "$min_replicas_to_write" >&3
    answer
    judge_contact "$said" "$(hundredths)"
    sleep 0.4
  done
}

require() { # REPLICAS
  echo "config set min-replicas-to-write $1" >&3
  answer
}

answer() { # sets `said` to the second line of what redis-cli says until it echoes the mark
  echo 'echo end' >&3
  lines=0 said=
  while read -r line <&4 && [ "$line" != end ]; do
    lines=$((lines + 1))
    [ $lines -ne 2 ] || said=$line
  done
}

judge_contact() { # REPLICAS NOW
  case $1 in
    '' | *[!0-9]*) # a replica, or one that does not answer
      contact=
      release
      ;;
    *)
      if [ "$1" -ge "$min_replicas_to_write" ]; then
        contact=$2
        release
      elif [ -n "$contact" ] && [ -z "$fenced" ] && [ $(($2 - contact)) -ge $limit ]; then
        require $unreachable
        fenced=yes
        say 'too few replicas acknowledge; refusing writes'
      fi
      ;;
  esac
}

release() {
  [ -n "$fenced" ] || return 0
  require "$min_replicas_to_write"
  fenced=
  say 'replicas acknowledge again, or another node leads; refusing no more'
}
