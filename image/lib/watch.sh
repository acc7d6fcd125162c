# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The watcher beside a sentinel: a failover told sooner, events posted, peers kept in mind.
# Sentinel sees a promotion only with its next INFO, up to a second late. The watcher asks the
# chosen replica itself; once that says it is master, all sentinels are told with this failover's epoch.

watch() {
  learn_own_id || return 0
  # An earlier watcher may have ended while it had others.
  set_failover_timeout "$failover_timeout_ms"
  set_info_period 10000
  followers=
  seconds=0
  while kill -0 "$parent" 2> /dev/null; do
    remember_peers
    follow_all
    sleep 3 &
    wait $!
    seconds=$((seconds + 3))
    look_around
  done
}

# A sentinel that has only just been started does not answer yet. A message in the name of no id would
# leave its fellows with a ghost that never goes: leaves $own_id, and waits until it is whole.
learn_own_id() {
  while own_id=$(sentinel $me sentinel myid); [ ${#own_id} -ne 40 ]; do
    kill -0 "$parent" 2> /dev/null || return 1
    pause
  done
}

# What must be known when there is no time to ask.
remember_peers() {
  sentinel $me sentinel sentinels "$master_name" | awk '
    NR % 2 { key = $0; next } { f[key] = $0 } key == "runid" && f["port"] > 0 && length($0) == 40 { print f["ip"], f["port"], $0 }' |
    replace "$data_dir/.fellows"
  sentinel_replicas $me | replace "$data_dir/.replicas"
}

# The own sentinel for its events, the others for a promotion whose leader dies. One follower each.
follow_all() {
  [ "$fast_failover$notify_url" != no ] || return 0
  while read -r a p _; do
    [ "$fast_failover" = yes ] || [ "$a $p" = "$me" ] || continue
    pid=$(echo "$followers" | awk -v a="$a" -v p="$p" '$1 == a && $2 == p { pid = $3 } END { print pid }')
    if [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null; then continue; fi
    follow "$a" "$p" &
    followers="$followers
$a $p $!"
  done << LIST
$me
$(cat "$data_dir/.fellows")
LIST
}

# Events as redis-cli prints them. The epoch comes before the promotion.
follow() { # ADDRESS PORT, while that sentinel is one of this circle
  failover_epoch=
  while kill -0 "$parent" 2> /dev/null && { [ "$1 $2" = "$me" ] || grep -q "^$1 $2 " "$data_dir/.fellows"; }; do
    bounded='' sentinel "$1" "$2" psubscribe '+new-epoch' '+try-failover' '+failover-state-wait-promotion' \
      '+switch-master' '+odown' '-odown' '+tilt' '-tilt' '-failover-abort-*' '+failover-end*' |
      while read -r kind && read -r _ && read -r channel; do
        # A confirmation has three lines, a message four.
        if [ "$kind" = pmessage ] && read -r words; then event "$1 $2" "$channel" "$words"; fi
      done
    sleep 1
  done
}

event() { # SENTINEL CHANNEL WORDS
  case $2 in
    +new-epoch) failover_epoch=$3 ;;
    +try-failover) if [ "$fast_failover$1" = "yes$me" ]; then expect_election & fi ;;
    +failover-state-wait-promotion)
      # slave NAME IP PORT @ MASTER IP PORT
      set -- "$1" $3
      if [ "$fast_failover" = yes ] && [ -n "$failover_epoch" ] && [ "$7" = "$master_name" ]; then
        hasten "$1" "$4" "$5" "$failover_epoch" "$8 $9" &
      fi
      ;;
    *)
      [ "$1" = "$me" ] || return 0
      if [ "$2" = +switch-master ]; then look_sooner & fi
      if [ -n "$notify_url" ]; then notify "$2" "$3" & fi
      ;;
  esac
}

hasten() { # LEADER IP PORT EPOCH OLD_MASTER
  if [ "$1" != "$me" ]; then
    # The leader's own watcher comes first; this one steps in when its sentinel has not been told.
    sleep 0.15
    [ "$(named_by $me)" != "$2 $3" ] || return 0
  fi
  begun=$(hundredths)
  until is_master "$2" "$3"; do
    [ "$(named_by $me)" != "$2 $3" ] || return 0
    if [ $(($(hundredths) - begun)) -ge 150 ]; then
      if [ "$1" = "$me" ] && is_dead "$2" "$3"; then try_again wait_promotion "$2 $3 was chosen, and is dead"; fi
      return 0
    fi
    sleep 0.01
  done
  epoch=$4
  { grep -vxF "$2 $3" "$data_dir/.replicas"; echo "$5"; } | each follow_new "$2" "$3" &
  # Each fellow is told in the name of this watcher's own sentinel, and that one in a fellow's.
  first=$(head -n 1 "$data_dir/.fellows")
  {
    [ -z "$first" ] || echo "$me $first"
    cut -d ' ' -f 1,2 "$data_dir/.fellows" | sed "s/\$/ $me $own_id/"
  } | each tell_one "$2" "$3" "$epoch"
  say "$2 $3 is master in epoch $epoch; told the sentinels so"
}

# Nobody listens there. One that is only slow may still do what it was asked, as a second master.
is_dead() { # IP PORT
  begun=$(hundredths)
  [ -z "$(node "$1" "$2" ping)" ] && [ $(($(hundredths) - begun)) -lt 50 ]
}

insist() { # COMMAND: of the own sentinel, which may be slow
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if sentinel $me "$@" | grep -qx OK; then return 0; fi
    pause
  done
  say "this sentinel did not take: $*"
}

set_failover_timeout() { insist sentinel set "$master_name" failover-timeout "$1"; }

failover_state() { sentinel_view $me | cut -d ' ' -f 9; }

# Votes that are split, or that come too late, elect nobody: an election takes a fifth of a second.
expect_election() {
  sleep 1
  try_again wait_start 'nobody was elected within a second'
}

# Sentinel gives up what does not go on after the failover timeout, and waits for twice that before
# another try. Here both come at once; the next try is at another random moment for each sentinel,
# chooses among the replicas that are there then, and has the whole timeout again.
try_again() { # STATE WHY: only while the own sentinel is stuck in that state
  [ "$(failover_state)" = "$1" ] || return 0
  say "$2; trying again at once"
  set_failover_timeout 500
  tries=0 aborted=
  while [ $tries -lt 150 ]; do
    case $(failover_state) in
      none) aborted=yes ;;
      '') ;;
      "$1") [ -z "$aborted" ] || break ;;
      *) break ;;
    esac
    tries=$((tries + 1))
    sleep 0.02
  done
  set_failover_timeout "$failover_timeout_ms"
}

notify() { # EVENT WORDS: at most two tries of five seconds
  body=$(printf '{"event":"%s","master":"%s","sentinel":"%s","text":"%s","time":"%s"}' "$1" "$master_name" \
    "$me" "$(printf '%s' "$2" | tr -d '\\"' | tr -c ' -~' ' ')" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')")
  for _ in 1 2; do
    if timeout 5 wget -q -O /dev/null --header 'Content-Type: application/json' --post-data "$body" "$notify_url" 2> /dev/null; then
      return 0
    fi
  done
  say "could not post $1 to the address in notify_url"
}

# Entries of nodes that are gone for good; and each minute: too few sentinels for the quorum.
look_around() {
  view=$(sentinel_view $me)
  set -- $view
  [ $# -ge 8 ] || return 0
  [ $(($6 + 1)) -ge "$quorum" ] || [ $((seconds % 60)) -ne 18 ] || say "the quorum is $quorum, but only $(($6 + 1)) sentinels are known: no failover is possible"
  [ "$8" = master ] || return 0
  forget_ghosts "$3 $4"
}

fellows_know_all() { # those that answer
  cut -d ' ' -f 1,2 "$data_dir/.fellows" | sentinel_views |
    awk -v all="$(grep -c . "$data_dir/.fellows")" 'NF >= 9 && ($6 < all || $7 < 1) { exit 1 }'
}

set_info_period() { insist sentinel debug info-period "$1"; }

# Sentinel learns of the replicas of a master from its INFO, every ten seconds: too long for one that
# has only just heard of that master, or has been made to forget. Ten seconds is its own default.
look_sooner() {
  set_info_period 500
  sleep 1.2
  set_info_period 10000
}

# RESET makes Sentinel forget the dead, and for a second the living too: only while the master is
# well, only for nodes that no name leads to any more, and one sentinel at a time: by its rank, and
# while no fellow has just been made to forget.
forget_ghosts() { # MASTER
  ghosts=$(sentinel $me sentinel replicas "$master_name" | awk '
    NR % 2 { key = $0; next } { f[key] = $0 } key == "flags" { at = f["ip"] " " f["port"]; flags = $0 }
    key == "s-down-time" && flags ~ /s_down/ && $0 > 3000 { print at }')
  [ -n "$ghosts" ] || return 0
  living=$(addresses "${redis_hosts:-redis-master,redis-slaves}" "$redis_port" "$master_port")
  for_good=$(echo "$ghosts" | while read -r a p; do
    [ -z "$a" ] || echo "$living" | grep -qxF "$a $p" || echo "$a:$p"
  done)
  if [ -z "$for_good" ] || ! echo "$living" | grep -qxF "$1"; then return 0; fi
  rank=$({ echo "$me"; cut -d ' ' -f 1,2 "$data_dir/.fellows"; } | sort | grep -nxF "$me" | cut -d : -f 1)
  sleep $(((rank - 1) * 4))
  # For less time than the next one's turn is away.
  tries=0
  until is_master $1 && fellows_know_all; do
    tries=$((tries + 1))
    if [ $tries -ge 8 ]; then return 0; fi
    pause
  done
  say "forgetting $(echo "$for_good" | tr '\n' ' '): down, and no name leads there any more"
  sentinel $me sentinel reset "$master_name" > /dev/null
  look_sooner
}
