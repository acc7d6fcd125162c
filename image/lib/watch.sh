# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The watcher next to a sentinel: announces a failover sooner, posts events and stores the peers.
# Sentinel notices a promotion only with its next INFO, up to a second late. The watcher queries the chosen
# replica itself. As soon as it is master, the watcher notifies all sentinels with this failover's epoch.

watch() {
  learn_own_id || return 0
  # An earlier watcher may have exited before it reset them.
  set_failover_timeout "$failover_timeout_ms"
  set_info_period 10000
  subscribers=
  seconds=0
  kept_peers='?' kept_replicas='?'
  while kill -0 "$parent" 2> /dev/null; do
    look
    remember_peers
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

# What the own sentinel knows, by one redis-cli, in lines of "peer IP PORT ID", "replica IP PORT" and
# "stale IP PORT" (a replica that is down for more than three seconds).
look() {
  seen=$(sentinel $me << COMMANDS | label
sentinel sentinels $master_name
ping
sentinel replicas $master_name
COMMANDS
  )
}

label() {
  awk '
    $0 == "PONG" { part = NR; next }
    (NR - part) % 2 { key = $0; next }
    { f[key] = $0 }
    !part && key == "runid" && f["port"] > 0 && length($0) == 40 { print "peer", f["ip"], f["port"], $0 }
    part && key == "port" { print "replica", f["ip"], $0; f["flags"] = "" }
    part && key == "s-down-time" && f["flags"] ~ /s_down/ && $0 > 3000 { print "stale", f["ip"], f["port"] }'
}

seen_as() { echo "$seen" | sed -n "s/^$1 //p"; } # KIND

# Stores what is needed when there is no time to ask.
remember_peers() {
  peers=$(seen_as peer) replicas=$(seen_as replica)
  [ "$peers" = "$kept_peers" ] || ! echo "$peers" | grep . | replace "$data_dir/.peers" || kept_peers=$peers
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
    time_limit='' sentinel "$1" "$2" psubscribe '+new-epoch' '+try-failover' '+failover-state-wait-promotion' \
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
        speed_up_failover "$1" "$4" "$5" "$failover_epoch" "$8 $9" &
      fi
      ;;
    *)
      [ "$1" = "$me" ] || return 0
      if [ "$2" = +switch-master ]; then poll_info_faster & fi
      if [ -n "$notify_url" ]; then notify "$2" "$3" & fi
      ;;
  esac
}

speed_up_failover() { # LEADER IP PORT EPOCH OLD_MASTER
  if [ "$1" != "$me" ]; then
    # The leader's own watcher acts first. This one acts if its sentinel was not notified.
    sleep 0.15
    [ "$(named_by $me)" != "$2 $3" ] || return 0
  fi
  read_clock
  begun=$now
  until is_master "$2" "$3"; do
    [ "$(named_by $me)" != "$2 $3" ] || return 0
    read_clock
    if [ $((now - begun)) -ge 150 ]; then
      if [ "$1" = "$me" ] && is_dead "$2" "$3"; then try_again wait_promotion "the chosen replica $2 $3 is dead"; fi
      return 0
    fi
    sleep 0.01
  done
  epoch=$4
  { grep -vxF "$2 $3" "$data_dir/.replicas"; echo "$5"; } | each follow_new "$2" "$3" &
  # Each peer is notified in the name of this watcher's sentinel, and this sentinel in the name of a peer.
  first=$(head -n 1 "$data_dir/.peers")
  {
    [ -z "$first" ] || echo "$me $first"
    cut -d ' ' -f 1,2 "$data_dir/.peers" | sed "s/\$/ $me $own_id/"
  } | each notify_sentinel "$2" "$3" "$epoch"
  log "$2 $3 is master in epoch $epoch; notified the sentinels"
}

# True if nothing listens there. A replica that is only slow may still be promoted, as a second master.
is_dead() { # IP PORT
  read_clock
  begun=$now
  [ -z "$(node "$1" "$2" ping)" ] && read_clock && [ $((now - begun)) -lt 50 ]
}

retry() { # COMMAND…: retries on the own sentinel, which may be slow
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if sentinel $me "$@" | grep -qx OK; then return 0; fi
    pause
  done
  log "this sentinel did not accept: $*"
}

set_failover_timeout() { retry sentinel set "$master_name" failover-timeout "$1"; }

failover_state() { sentinel_view $me | cut -d ' ' -f 9; }

# If votes are split or late, no leader is elected. A normal election takes 0.2 s.
expect_election() {
  sleep 1
  try_again wait_start 'no leader was elected within a second'
}

# Sentinel aborts a failover that makes no progress after the failover timeout, and retries after twice that
# time. Here both happen immediately. Each sentinel retries at a different random moment, chooses among the
# replicas available at that time, and has the full timeout again.
try_again() { # STATE WHY: only if the own sentinel is still in that state
  [ "$(failover_state)" = "$1" ] || return 0
  log "$2; retrying immediately"
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

# Forgets nodes that no longer exist, and warns every minute if there are too few sentinels for the quorum.
check_cluster() {
  view=$(sentinel_view $me)
  set -- $view
  [ $# -ge 8 ] || return 0
  [ $(($6 + 1)) -ge "$quorum" ] || [ $((seconds % 60)) -ne 18 ] || log "the quorum is $quorum, but only $(($6 + 1)) sentinels are known: no failover is possible"
  [ "$8" = master ] || return 0
  forget_stale_nodes "$3 $4"
}

peers_know_all() { # of the peers that answer
  cut -d ' ' -f 1,2 "$data_dir/.peers" | sentinel_views |
    awk -v all="$(grep -c . "$data_dir/.peers")" 'NF >= 9 && ($6 < all || $7 < 1) { exit 1 }'
}

set_info_period() { retry sentinel debug info-period "$1"; }

# Sentinel discovers the replicas of a master from its INFO every ten seconds (the default). That is too long
# for a sentinel that has just discovered this master, or has just been reset.
poll_info_faster() {
  set_info_period 500
  sleep 1.2
  set_info_period 10000
}

# RESET makes Sentinel forget stale nodes, and for about a second the live ones too. Therefore it is used only
# while the master is healthy, only for nodes to which no name resolves any more, and on one sentinel at a time:
# ordered by rank, and not while a peer has just been reset.
forget_stale_nodes() { # MASTER
  stale=$(seen_as stale)
  [ -n "$stale" ] || return 0
  living=$(addresses "${redis_hosts:-redis-master,redis-slaves}" "$redis_port" "$master_port")
  gone=$(echo "$stale" | while read -r a p; do
    [ -z "$a" ] || echo "$living" | grep -qxF "$a $p" || echo "$a:$p"
  done)
  if [ -z "$gone" ] || ! echo "$living" | grep -qxF "$1"; then return 0; fi
  rank=$({ echo "$me"; cut -d ' ' -f 1,2 "$data_dir/.peers"; } | sort | grep -nxF "$me" | cut -d : -f 1)
  sleep $(((rank - 1) * 4))
  # This wait is shorter than the time until the next sentinel may start.
  tries=0
  until is_master $1 && peers_know_all; do
    tries=$((tries + 1))
    if [ $tries -ge 8 ]; then return 0; fi
    pause
  done
  log "forgetting $(echo "$gone" | tr '\n' ' '): down, and no name resolves to it any more"
  sentinel $me sentinel reset "$master_name" > /dev/null
  poll_info_faster
}
