# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The watcher next to a sentinel: follows the events of all sentinels, makes a failover safer and faster
# (failover.sh), forgets nodes that no longer exist (forget.sh), posts events and stores the peers.

watch() {
  trap : USR1 # ends the pause
  learn_own_id || return 0
  # An earlier watcher may have exited before it reset them.
  set_failover_timeout "$failover_timeout_ms"
  given_quorum=$quorum
  retry sentinel set "$master_name" quorum "$quorum"
  set_clocks
  subscribers=
  seconds=0
  kept_peers='?' kept_replicas='?' line=''
  while kill -0 "$parent" 2> /dev/null; do
    look
    remember_peers
    # shellcheck disable=SC2046 # words
    keep_line $(seen_as master)
    subscribe_all
    [ $seconds -eq 0 ] || check_cluster
    sleep 3 &
    wait $!
    seconds=$((seconds + 3))
  done
}

# A sentinel that was just started does not answer yet. A message with an empty id would leave a stale entry in
# the other sentinels that never disappears. Waits until the id is complete, and sets $own_id.
learn_own_id() {
  while own_id=$(sentinel $me sentinel myid); [ ${#own_id} -ne 40 ]; do
    kill -0 "$parent" 2> /dev/null || return 1
    pause
  done
}

# What the own sentinel knows, by one redis-cli, in lines of "peer IP PORT ID", "replica IP PORT", "master IP PORT",
# "stale IP PORT" (a replica that is down), "silent IP PORT MS" (a peer that is down, and since when), and "follows IP PORT
# MASTER_IP MASTER_PORT" (a replica that is up; - - if it is master).
look() {
  seen=$(sentinel $me << COMMANDS | label
sentinel sentinels $master_name
ping
sentinel replicas $master_name
ping
sentinel get-master-addr-by-name $master_name
COMMANDS
  )
}

label() {
  awk '
    $0 == "PONG" { part = NR; parts++; next }
    (NR - part) % 2 { key = $0; next }
    parts == 2 { print "master", key, $0; next }
    { f[key] = $0 }
    !part && key == "s-down-time" { print "silent", f["ip"], f["port"], $0 }
    !part && key == "runid" && f["port"] > 0 && length($0) == 40 { print "peer", f["ip"], f["port"], $0 }
    part && key == "port" { print "replica", f["ip"], $0; f["flags"] = "" }
    part && key == "s-down-time" && f["flags"] ~ /s_down/ { print "stale", f["ip"], f["port"] }
    part && key == "master-port" && f["flags"] !~ /s_down|disconnected/ {
      if (f["role-reported"] == "master") print "follows", f["ip"], f["port"], "- -"
      else if ($0 > 0) print "follows", f["ip"], f["port"], f["master-host"], $0
    }'
}

seen_as() { echo "$seen" | sed -n "s/^\($1\) //p"; } # KIND

# Stores what is needed when there is no time to ask.
remember_peers() {
  peers=$(seen_as peer) replicas=$(seen_as replica) ours=$(seen_as 'replica\|master')
  [ "$peers" = "$kept_peers" ] || ! echo "$peers" | grep . | replace "$data_dir/.peers" || kept_peers=$peers
  [ "$ours" = "${kept_ours:-}" ] || ! echo "$ours" | grep . | replace "$data_dir/.ours" || kept_ours=$ours
  [ "$replicas" = "$kept_replicas" ] || ! echo "$replicas" | grep . | replace "$data_dir/.replicas" || kept_replicas=$replicas
}

# Subscribes to the own sentinel for its events, and to the others in case the leader of a failover dies.
subscribe_all() {
  [ "$fast_failover$notify_url" != no ] || return 0
  while read -r a p _; do
    [ -n "$a" ] || continue
    [ "$fast_failover" = yes ] || [ "$a $p" = "$me" ] || continue
    # "[IP PORT PID]…"
    pid=${subscribers##*"[$a $p "}
    pid=${pid%%]*}
    case $subscribers in *"[$a $p "*) if kill -0 "$pid" 2> /dev/null; then continue; fi ;; esac
    subscribe "$a" "$p" &
    subscribers="${subscribers}[$a $p $!]"
  done << LIST
$me
$peers
LIST
}

# Reads events as redis-cli prints them. The epoch arrives before the promotion.
subscribe() { # ADDRESS PORT, while that sentinel is this one or a peer
  failover_epoch=
  while kill -0 "$parent" 2> /dev/null && { [ "$1 $2" = "$me" ] || grep -q "^$1 $2 " "$data_dir/.peers"; }; do
    time_limit='' sentinel "$1" "$2" psubscribe '+new-epoch' '+try-failover' '+selected-slave' \
      '+failover-state-wait-promotion' '+switch-master' '+odown' '-odown' '+tilt' '-tilt' '-failover-abort-*' '+failover-end*' '+sdown' '-sdown' '+reboot' |
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
    +try-failover)
      # master NAME IP PORT
      set -- "$1" $3
      if [ "$fast_failover$3" = "yes$master_name" ]; then
        hold_writes_of "$4" "$5"
        [ "$1" != "$me" ] || expect_election "${failover_epoch:-0}" &
      fi
      ;;
    +selected-slave)
      # slave NAME IP PORT @ MASTER IP PORT
      set -- $3
      if [ "$fast_failover$6" = "yes$master_name" ]; then
        hold_writes_of "$7" "$8"
        point_others "$3" "$4" "$7 $8" &
      fi
      ;;
    +failover-state-wait-promotion)
      # slave NAME IP PORT @ MASTER IP PORT
      set -- "$1" $3
      if [ "$fast_failover" = yes ] && [ -n "$failover_epoch" ] && [ "$7" = "$master_name" ]; then
        speed_up_failover "$1" "$4" "$5" "$failover_epoch" "$8 $9" &
      fi
      ;;
    *)
      [ "$1" = "$me" ] || return 0
      case $2:$3 in ?sdown:s* | +reboot:s*) suspect $3 & return ;; esac
      case $2-$fast_failover in
        # Not at once: a data node that is starting waits while a failover is in progress.
        -failover-abort-no-good-slave-yes) sleep 3 && try_again none 'no replica could be promoted' & ;;
        -failover-abort-*-yes) undo_failover $3 & ;;
      esac
      if [ -n "$notify_url" ]; then notify "$2" "$3" & fi
      ;;
  esac
}

notify() { # EVENT WORDS: at most two attempts of five seconds
  body=$(printf '{"event":"%s","master":"%s","sentinel":"%s","text":"%s","time":"%s"}' "$1" "$master_name" \
    "$me" "$(printf '%s' "$2" | tr -d '\\"' | tr -c ' -~' ' ')" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')")
  for _ in 1 2; do
    if timeout 5 wget -q -O /dev/null --header 'Content-Type: application/json' --post-data "$body" "$notify_url" 2> /dev/null; then
      return 0
    fi
  done
  log "could not post $1 to the address in notify_url"
}
