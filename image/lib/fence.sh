# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# Fencing of a data node: a master that is cut off from its replicas refuses writes before another node can
# be promoted. Redis alone does so up to two seconds after min_replicas_max_lag_s, because it counts whole
# seconds and checks once per second.

# More replicas than there can be. With this value, Redis refuses all writes (NOREPLICAS) and nothing else.
# CLIENT PAUSE would delay the sentinels' messages too, and they would consider the master down.
unreachable=100

fence() {
  [ "$min_replicas_to_write" -gt 0 ] || return 0
  # Hundredths of a second.
  limit=$((min_replicas_max_lag_s * 100))
  [ "$limit" -le $((down_after_ms / 10)) ] || limit=$((down_after_ms / 10))
  limit=$((limit - 100))
  [ "$limit" -ge 50 ] || limit=50
  # Assume that writes are refused: an earlier helper may have exited while they were.
  contact='' unheard='' fenced=yes
  while kill -0 "$parent" 2> /dev/null; do
    read_clock
    asked=$now
    # The message is replicated. Without new data to replicate, WAIT would succeed with old acknowledgements.
    # shellcheck disable=SC2046 # words
    set -- $(node $me << COMMANDS
time
publish __redis-ha__:contact .
wait $min_replicas_to_write 300
time
COMMANDS
    )
    rest=0.4
    read_clock
    judge_contact "$@"
    sleep "$rest"
  done
}

# For how long the server did not run while it waited for replicas. It acknowledged no writes then either.
# Its own clock does not count the start of redis-cli, which takes longest on a busy machine, but it can jump.
set_stall() { # SECONDS MICROSECONDS PUBLISHED REPLICAS SECONDS MICROSECONDS
  stall=$((($5 - $1) * 100 + ($6 - $2) / 10000 - 35))
  [ $stall -le $((now - asked - 35)) ] || stall=$((now - asked - 35))
  [ $stall -ge 0 ] || stall=0
}

judge_contact() { # the replies
  case "${4:-} ${5:-}" in
    'ERR WAIT') # a replica
      contact='' unheard='' rest=1
      lift
      ;;
    ' '* | *[!0-9]*' '*) # no answer within a second, or another error: the time still counts
      unheard=yes
      [ -z "$contact" ] || rest=0.1
      ;;
    *)
      set_stall "$@"
      if [ "$4" -ge "$min_replicas_to_write" ]; then
        contact=$now unheard=''
        lift
        return
      fi
      rest=0.1 # check more often, so that the limit does not expire during the pause
      [ -z "$contact" ] || contact=$((contact + stall))
      # A server that was blocked needs a second look: its replicas run the same command after it.
      if [ -n "$unheard" ]; then
        unheard=''
        return
      fi
      if [ -n "$contact" ] && [ -z "$fenced" ] && [ $((now - contact)) -ge $limit ]; then
        require $unreachable && fenced=yes && log 'too few replicas acknowledge; refusing writes'
      fi
      ;;
  esac
}

require() { # REPLICAS
  node $me config set min-replicas-to-write "$1" | grep -qx OK
}

lift() {
  [ -n "$fenced" ] || return 0
  require "$min_replicas_to_write" || return 0
  fenced=
}
