# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# What the sentinels report of this master, for the fence (fence.sh): asked beside its queries, because a sentinel that
# does not answer takes a second.

# Asks the sentinels without waiting for them. Each reply makes a new report.
ask_sentinels() {
  [ -s "$data_dir/sentinels" ] || return 0
  read_clock
  if is_running "${asking:-}" && ! are_others_due; then return; fi
  {
    views=
    { known_sentinels | sentinel_views && echo; } | while read -r view; do
      views="$views$view
"
      # Their replies must be younger than the hold, and that by the interval in which they are counted.
      report=$(printf '%s' "$views" | sentinel_report "$me" $(((now - held_at) * 10)))
      is_newest_report || break
      echo "$now $held_at $report" > "$data_dir/.report.$now" && mv "$data_dir/.report.$now" "$data_dir/.report"
    done
  } &
  asking=$! asking_at=$now
}

# While one that does not answer is waited for: a majority has answered, and is asked again before its replies are too old
# for the fence. Not during a hold, which counts each reply.
are_others_due() {
  [ "$required" -lt $held ] && [ "$named_here" = yes ] && [ "$report_at" = "$asking_at" ] && [ $((now - asking_at)) -ge 50 ]
}

is_running() { # PID
  [ -n "$1" ] && kill -0 "$1" 2> /dev/null
}

is_newest_report() {
  [ -s "$data_dir/.report" ] || return 0
  read -r newest _ < "$data_dir/.report"
  [ "$newest" -le "$now" ]
}

# Reads what ask_sentinels wrote: when they were asked, for which hold, and what they reported.
read_report() {
  report_at='' report_hold='' named_here='' agreed='' unanimous='' complete='' replaced='' mine=0
  [ -s "$data_dir/.report" ] || return 0
  read -r report_at report_hold named_here agreed unanimous complete replaced mine known_replicas answers < "$data_dir/.report"
  confirm_replaced
  if [ "$named_here" = yes ] && [ "$report_at" -gt "${heard_at:-0}" ]; then
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

await_report() {
  for _ in 1 2 3 4 5 6 7 8; do
    ended=yes
    ! is_running "$asking" || ended=
    read_report
    if [ -n "$ended" ] || [ "$(heard)" = yes ]; then return; fi
    sleep 0.03
  done
  read_report
}
