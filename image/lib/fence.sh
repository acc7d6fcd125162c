# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# Fencing of a data node: a master refuses writes whenever another node could be, or become, master. It raises
# min-replicas-to-write above the number of replicas that there can be. With it, Redis refuses all writes
# (NOREPLICAS) and nothing else. CLIENT PAUSE would delay the sentinels' messages too.

# Lost contact: opens when the replicas, or a majority of the sentinels, are heard again. Redis alone fences up to
# two seconds after min_replicas_max_lag_s, because it counts whole seconds and checks once per second.
unreachable=100
# A start, or a failover that begins: opens only when a majority of the sentinels agree with this process as
# master. The watchers next to the sentinels set it too, see failover.sh.
held=101

fence() {
  # Hundredths of a second.
  limit=$((min_replicas_max_lag_s * 100))
  [ "$limit" -le $((down_after_ms / 10)) ] || limit=$((down_after_ms / 10))
  limit=$((limit - 100))
  [ "$limit" -ge 50 ] || limit=50
  contact='' unheard='' expected='' required='' held_at=$started_at heard_at='' silent_since='' again=0 opened='' replaced_since=''
  rm -f "$data_dir/.report"
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
  log 'the sentinels name another master, or know replicas with the data that this one has not; starting again'
  : > "$data_dir/.again"
  node $me shutdown nosave
}

await_report() {
  for _ in 1 2 3 4 5 6 7 8; do
    kill -0 "$asking" 2> /dev/null || break
    sleep 0.03
  done
  read_report
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
      if require "$min_replicas_to_write" && [ "$required" -ge $held ]; then log 'a majority of the sentinels agree; accepting writes'; fi
      ;;
    lost) require $unreachable && log 'too few replicas acknowledge; refusing writes' ;;
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

# Asks the sentinels without waiting for them. Each reply makes a new report: one that is cut off takes a second.
ask_sentinels() {
  [ -s "$data_dir/sentinels" ] || return 0
  if [ -n "${asking:-}" ] && kill -0 "$asking" 2> /dev/null; then return; fi
  read_clock
  {
    views=
    { known_sentinels | sentinel_views && echo; } | while read -r view; do
      views="$views$view
"
      # Their replies must be younger than the hold, and that by the interval in which they are counted.
      report=$(printf '%s' "$views" | sentinel_report "$me" $(((now - held_at) * 10)))
      echo "$now $held_at $report" | replace "$data_dir/.report"
    done
  } &
  asking=$!
}

# Reads what ask_sentinels wrote: when they were asked, for which hold, and what they reported.
read_report() {
  report_at='' report_hold='' named_here='' agreed='' unanimous='' complete='' replaced='' mine=0
  [ -s "$data_dir/.report" ] || return 0
  read -r report_at report_hold named_here agreed unanimous complete replaced mine known_replicas answers < "$data_dir/.report"
  confirm_replaced
  if [ "$named_here" = yes ] && [ "${heard_at:-0}" != "$report_at" ]; then
    heard_at=$report_at expected=$known_replicas
  fi
  if [ "$answers" -gt 0 ] || [ "$report_hold" != "$held_at" ]; then silent_since=''; else silent_since=${silent_since:-$report_at}; fi
}

# Another master counts if it is named for a second: the sentinels are notified of a promotion after it happened.
confirm_replaced() {
  if [ "$replaced" != yes ] || [ $((now - report_at)) -ge 150 ]; then
    replaced='' replaced_since=''
    return
  fi
  replaced_since=${replaced_since:-$report_at}
  [ $((report_at - replaced_since)) -ge 100 ] || replaced=''
}

heard() {
  if [ ! -s "$data_dir/sentinels" ]; then echo none
  elif [ -n "$heard_at" ] && [ $((now - heard_at)) -lt "$limit" ]; then echo yes
  else echo no
  fi
}

# Whether the sentinels agree with this process as master. A failover whose leader does not answer takes less than two
# seconds. After ten seconds, a majority is enough: a sentinel may be stuck. After the time of a start, it is enough
# that no sentinel answers, or that all replicas which those that are left know acknowledge: none was promoted.
vouched() { # ACKNOWLEDGED
  for_s=$(((now - held_at) / 100))
  if [ ! -s "$data_dir/sentinels" ]; then echo yes
  elif [ -n "$silent_since" ] && [ $((now - silent_since)) -ge $((start_timeout_s * 100)) ]; then echo yes
  elif [ "$report_hold" != "$held_at" ] || [ $((now - report_at)) -ge 150 ]; then :
  elif [ "$agreed$unanimous$complete" = yesyesyes ] && [ "$held_at" = "$started_at" ]; then echo yes
  elif [ "$agreed$unanimous" = yesyes ] && [ $for_s -ge 2 ]; then echo yes
  elif [ "$agreed" = yes ] && [ $for_s -ge 10 ]; then echo yes
  elif [ $for_s -ge "$start_timeout_s" ] && [ "$mine" -gt 0 ] && [ "$known_replicas" -gt 0 ] && [ "$1" -ge "$known_replicas" ]; then echo yes
  fi
}

# What the sentinels report of this master, from sentinel views: "NAMED AGREED UNANIMOUS COMPLETE REPLACED MINE REPLICAS
# ANSWERS". NAMED: a majority names it, and no failover is in progress. AGREED: a majority also had an answer less than
# AGE milliseconds ago and does not consider it down. UNANIMOUS: so does each that answers. COMPLETE: all that there are
# answer. REPLACED: a majority names one other master. MINE: how many name it, 0 during a failover.
sentinel_report() { # "IP PORT" AGE
  awk -v me="$1" -v age="$2" '
    NF >= 10 {
      answers++
      if ($6 + 1 > all) all = $6 + 1
      if ($9 != "none" || $8 ~ /failover_in_progress/) busy = 1
      if ($3 " " $4 != me) { other[$3 " " $4]++; next }
      mine++
      if ($7 > replicas) replicas = $7
      if ($8 == "master" && $10 + 0 < age) fresh++
    }
    function word(is) { return is ? "yes" : "no" }
    END {
      for (a in other) if (other[a] * 2 > all) replaced = 1
      named = mine * 2 > all && !busy
      agreed = named && fresh * 2 > all
      print word(named), word(agreed), word(fresh == answers), word(answers == all), word(replaced), busy ? 0 : mine + 0, replicas + 0, answers + 0
    }'
}

require() { # REPLICAS
  node $me config set min-replicas-to-write "$1" | grep -qx OK
}
