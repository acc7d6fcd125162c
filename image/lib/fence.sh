# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# Fencing of a data node: a master refuses writes whenever another node could be, or become, master. It raises
# min-replicas-to-write above the number of replicas that there can be. With it, Redis refuses all writes
# (NOREPLICAS) and nothing else. CLIENT PAUSE would delay the sentinels' messages too.

# Lost contact: opens when the replicas, or a majority of the sentinels, are heard again. Redis alone fences up to
# two seconds after min_replicas_max_lag_s, because it counts whole seconds and checks once per second.
unreachable=100
# A start, or a failover that begins: opens only when a majority of the sentinels agree with this process as
# master. The watchers next to the sentinels set this or more, depending on the epoch, see failover.sh.
held=101

fence() {
  # Hundredths of a second.
  limit=$((min_replicas_max_lag_s * 100))
  [ "$limit" -le $((down_after_ms / 10)) ] || limit=$((down_after_ms / 10))
  limit=$((limit - 100))
  [ "$limit" -ge 50 ] || limit=50
  contact='' unheard='' expected='' required='' held_at=$started_at heard_at='' silent_since='' again=0 opened='' replaced_since=''
  rm -f "$data_dir/.report" "$data_dir/.report."*
  while kill -0 "$parent" 2> /dev/null; do
    read_clock
    asked=$now
    wanted=$min_replicas_to_write
    [ "${expected:-0}" -le "$wanted" ] || wanted=$expected
    # The message is replicated. Without new data to replicate, WAIT would succeed with old acknowledgements.
    # shellcheck disable=SC2046 # words
    set -- $(node $me << COMMANDS
time
config get min-replicas-to-write
publish __redis-ha__:contact .
wait $wanted 300
time
COMMANDS
    )
    rest=0.4
    read_clock
    read_report
    judge "$@"
    sleep "$rest"
  done
}

judge() { # the replies: SECONDS MICROSECONDS min-replicas-to-write N PUBLISHED ACKNOWLEDGED SECONDS MICROSECONDS
  case "${3:-} ${6:-} ${7:-}" in
    'min-replicas-to-write ERR WAIT') # a replica
      contact='' unheard='' expected='' replaced_since='' rest=1
      [ "$4" = "$min_replicas_to_write" ] || require "$min_replicas_to_write"
      required=replica
      return
      ;;
    'min-replicas-to-write '[0-9]*) ;;
    *) # no answer within a second, or another error: the time still counts
      unheard=yes
      [ -z "$contact" ] || rest=0.1
      return
      ;;
  esac
  note_hold "$4"
  set_stall "$1" "$2" "$7" "$8"
  [ -n "$contact" ] || contact=$asked
  [ -z "$expected" ] || [ "$6" -le "$expected" ] || expected=$6
  if [ "$6" -lt "${expected:-99}" ] || [ "$required" -ge $unreachable ]; then
    ask_sentinels
    # Enough replicas, but not all: no need to refuse writes before the sentinels had time to reply.
    if [ "$6" -ge "$min_replicas_to_write" ] && [ "$(heard)" = no ]; then await_report; fi
  fi
  decide_fence "$required" "$6" "${expected:-99}" $((now - contact - stall)) "$limit" "$unheard" \
    "$(heard)" "$(vouched "$6")" "$replaced"
  carry_out_fence
  reconsider "$6"
}

# A master that has not accepted a write since its start, because no sentinel answered in time. Now they do, and name
# another, or know replicas that do not follow this one, which has no data. A new start joins, or hands over.
reconsider() { # ACKNOWLEDGED
  case $replaced-${blank:-}$named_here in
    yes-*) ;;
    -yesyes) [ "$known_replicas" -gt "$1" ] && [ "$(node $me dbsize)" = 0 ] || again=0 ;;
    *) again=0 ;;
  esac
  [ -z "$opened" ] && [ "$required" -ge $held ] || again=0
  again=$((again + 1))
  [ $again -ge 6 ] || return 0
  log 'another master is named, or replicas have data that this one lacks; starting again'
  : > "$data_dir/.again"
  node $me shutdown nosave
}

# Decides about the writes of a master. A pure function: sets $fenced to open, keep, lost, hold, again or pending.
#   REQUIRED   min-replicas-to-write of the server
#   ACKED      replicas that acknowledged just now; EXPECTED: replicas that the sentinels know
#   AGE        since the last contact, in hundredths of a second; LIMIT of it
#   UNHEARD    yes: the last query had no answer. Replicas are blocked by the same command, so look once more
#   HEARD      yes: a majority of the sentinels named this master within the limit. none: there are no sentinels
#   VOUCHED    yes: they also had an answer of this very process since it was held
#   REPLACED   yes: a majority names another master
decide_fence() { # REQUIRED ACKED EXPECTED AGE LIMIT UNHEARD HEARD VOUCHED REPLACED
  # Every replica is here, so none can have been promoted; or no majority has elected another.
  safe=''
  if [ "$2" -ge "$min_replicas_to_write" ] && { [ "$2" -ge "$3" ] || [ "$7" != no ]; }; then safe=yes; fi
  if [ "$9" = yes ]; then
    fenced=pending
    [ "$1" -ge "$unreachable" ] || fenced=hold
  elif [ "$1" -ge "$held" ]; then
    fenced=pending
    if [ "$8" = yes ] && [ "$2" -ge "$min_replicas_to_write" ]; then fenced=open; fi
  elif [ -n "$safe" ]; then
    fenced=keep
    [ "$1" -lt "$unreachable" ] || fenced=open
  elif [ "$1" -ge "$unreachable" ]; then
    fenced=pending
  elif [ -n "$6" ]; then
    fenced=again
  elif [ "$4" -ge "$5" ]; then
    fenced=lost
  else
    fenced=pending
  fi
}

carry_out_fence() {
  case $fenced in
    keep) contact=$now unheard='' opened=yes ;;
    open)
      contact=$now unheard='' opened=yes
      if exchange "$min_replicas_to_write" && [ "$required" -ge $held ]; then log 'a majority of the sentinels agree; accepting writes'; fi
      ;;
    lost) exchange $unreachable && log 'too few replicas acknowledge; refusing writes' ;;
    hold) require $held && log 'the sentinels name another master; refusing writes' ;;
  esac
  if [ "$fenced" = keep ]; then return; fi
  rest=0.1 # check more often, so that the limit does not expire during the pause
  contact=$((contact + stall))
  unheard=''
}

# When the hold began: replies of the sentinels are compared with it.
note_hold() { # min-replicas-to-write
  if [ "$1" -ge $held ] && [ -n "$required" ] && [ "$required" != "$1" ]; then held_at=$now silent_since=''; fi
  required=$1
}

# For how long the server did not run while it waited for replicas. It acknowledged no writes then either.
# Its own clock does not count the start of redis-cli, which takes longest on a busy machine, but it can jump.
set_stall() { # SECONDS MICROSECONDS SECONDS MICROSECONDS
  stall=$((($3 - $1) * 100 + ($4 - $2) / 10000 - 35))
  [ $stall -le $((now - asked - 35)) ] || stall=$((now - asked - 35))
  [ $stall -ge 0 ] || stall=0
}

require() { # REPLICAS
  node $me config set min-replicas-to-write "$1" | grep -qx OK
}

# Like require, for a decision about a value that was read before. If a watcher has held the writes since, they stay
# held.
exchange() { # REPLICAS
  # shellcheck disable=SC2046 # words
  set -- $(printf 'config get min-replicas-to-write\nconfig set min-replicas-to-write %s\n' "$1" | node $me)
  [ "${3:-}" = OK ] || return 1
  if [ "$2" != "$required" ] && [ "$2" -ge $held ]; then
    require "$2"
    return 1
  fi
}
