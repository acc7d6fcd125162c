# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# A planned change of master: pause writes, wait for the best replica, promote it, notify all nodes.
# Each sentinel is notified through its own hello channel, in the name of a peer that it knows, with a newer
# epoch. Then its reply is verified. The fallback is SENTINEL FAILOVER.

# "ADDRESS PORT peer_ip peer_port peer_id": the peer in whose name that sentinel can be notified.
sentinel_peer() {
  sentinel "$1" "$2" sentinel sentinels "$master_name" | awk -v at="$1 $2" '
    NR % 2 { key = $0; next } { f[key] = $0 }
    key == "runid" && f["port"] > 0 && length($0) == 40 { print at, f["ip"], f["port"], $0; exit }'
}

notify_sentinel() { # IP PORT EPOCH ADDRESS PORT PEER_IP PEER_PORT PEER_ID
  [ ${#8} -eq 40 ] || return 1
  sentinel "$4" "$5" publish __sentinel__:hello "$6,$7,$8,$3,$master_name,$1,$2,$3" > /dev/null
}

named_by() { # ADDRESS PORT: "ip port" of the master that this sentinel names
  sentinel "$1" "$2" sentinel get-master-addr-by-name "$master_name" | tr '\n' ' ' | sed 's/ $//;s/$/\n/'
}

sentinel_replicas() { # ADDRESS PORT: "ip port" of each replica that this sentinel knows
  sentinel "$1" "$2" sentinel replicas "$master_name" | awk '
    NR % 2 { key = $0; next } { f[key] = $0 } key == "port" { print f["ip"], $0 }'
}

follow_new() { # IP PORT ADDRESS PORT: makes a data node follow IP PORT
  node "$3" "$4" replicaof "$1" "$2" > /dev/null
}

is_master() { case $(node "$1" "$2" role) in master*) ;; *) return 1 ;; esac; }

# The preconditions of a direct handover: all known sentinels answer, name the given master, see no failover,
# and each knows a peer. Sets $epoch and $sentinel_peers.
ready_to_notify() { # "IP PORT"
  views=$(known_sentinels | sentinel_views)
  # shellcheck disable=SC2046 # words
  set -- "$1" $(echo "$views" | named_master)
  [ $# -eq 9 ] || { reason='no sentinel answers'; return 1; }
  [ "$2 $3" = "$1" ] || { reason="the sentinels name $2 $3"; return 1; }
  [ "$9" = 0 ] || { reason='a failover is in progress'; return 1; }
  [ "$5" -gt $((($7 + 1) / 2)) ] || { reason="only $5 of $(($7 + 1)) sentinels answer"; return 1; }
  [ "$5" = "$6" ] || { reason='the sentinels disagree'; return 1; }
  epoch=$(($4 + 1))
  sentinel_peers=$(known_sentinels | each sentinel_peer)
  [ "$(echo "$sentinel_peers" | grep -c .)" = "$6" ] || { reason='a sentinel knows no other sentinel'; return 1; }
}

# Notifies all sentinels and verifies that all of them agree. The second attempt uses a newer epoch.
notify_sentinels() { # IP PORT
  for try in 1 2; do
    echo "$sentinel_peers" | each notify_sentinel "$1" "$2" $((epoch + try - 1))
    names=$(echo "$sentinel_peers" | each named_by | sort -u)
    [ "$names" != "$1 $2" ] || return 0
  done
  return 1
}

caught_up() { # IP PORT OFFSET: waits, for about a second at most, until that replica has all data
  tries=0
  while [ $tries -lt 60 ]; do
    at=$(node "$1" "$2" info replication | tr -d '\r' | sed -n 's/^slave_repl_offset://p')
    if [ "${at:-0}" -ge "$3" ]; then return 0; fi
    tries=$((tries + 1))
  done
  return 1
}

# The connected replicas of this master, those that answer, and those that can be promoted, best first: "ip port".
look_at_replicas() {
  connected=$(node $me info replication | sed -n 's/^slave[0-9]*:ip=\([^,]*\),port=\([0-9]*\),.*/\1 \2/p')
  answers=$(echo "$connected" | node_views)
  candidates=$(echo "$answers" | awk '$3 == "slave" && $4 == "up" && $10 > 0 { print $5, $1, $2 }' | sort -rn | cut -d ' ' -f 2-)
}

# Sets $offset; no write after it is acknowledged. A PING that only another replica gets would cost it a full copy.
hold_writes() {
  offset=$(printf 'config set repl-ping-replica-period 99\nclient pause 9000 write\ninfo replication\n' | node $me | tr -d '\r' | sed -n 's/^master_repl_offset://p')
  [ -n "$offset" ]
}

step_down() { # IP PORT: follows the new master and disconnects the clients
  printf 'replicaof %s %s\nclient kill type normal\nclient unpause\n' "$1" "$2" | node $me > /dev/null
}

# Stops a master. Returns 0 if another node is master.
hand_over() {
  [ -s "$data_dir/sentinels" ] || sentinel_addresses > /dev/null
  look_at_replicas
  # Connected replicas that do not answer hang, or their machine is busy. If one continued after this node has stopped,
  # it would be promoted without the writes of that time. The rest of the limit is for the handover.
  late=$((now + limit - 130))
  while [ -n "$connected" ] && [ -z "$answers" ] && [ "$now" -lt $late ]; do
    require $held
    pause
    look_at_replicas
    read_clock
  done
  if [ -z "$candidates" ]; then
    log 'stopping as master: no healthy replica to hand over to'
    return 1
  fi
  candidate=$(echo "$candidates" | head -n 1)
  # Also those that cannot be promoted, such as one that has just started.
  others=$(echo "$connected" | grep -vxF "$candidate")
  if ready_to_notify "$me"; then
    if hold_writes && caught_up $candidate "$offset" && hand_over_fast $candidate; then return 0; fi
    reason='the sentinels did not accept the direct handover'
  fi
  hand_over_slowly
}

# Before a replica stops. Its master may be stopped too, and hand over to it: it waits for that, and accepts no writes
# then. A master that needs it refuses writes first, otherwise it would acknowledge some that only it has.
leave() {
  require $held
  # shellcheck disable=SC2046 # words
  set -- $(node_view $me)
  [ "${4:-}" = up ] || return 0
  sleep 0.5
  at="$7 $8"
  # shellcheck disable=SC2046 # words
  set -- $(node_view $at)
  [ "${3:-}" != master ] || [ "${11}" -gt "$min_replicas_to_write" ] || node $at config set min-replicas-to-write $unreachable > /dev/null
  caught_up $me "${5:-0}"
}

promote() { printf 'replicaof no one\nrole\n' | node "$1" "$2" | grep -qx master; }

hand_over_fast() { # IP PORT
  promote "$1" "$2" || return 1
  # From here on, that node is master even if the sentinels name another one. This node must not continue.
  step_down "$1" "$2" &
  echo "$others" | each follow_new "$1" "$2" &
  notify_sentinels "$1" "$2"
  notified=$?
  wait
  [ $notified = 0 ] || log "handed over to $1 $2, but not all sentinels confirmed it"
  log "handed over to $1 $2 at offset $offset, epoch $epoch"
}

ask_for_failover() { # the first sentinel that accepts
  echo "$views" | while read -r a p _; do
    case $(sentinel "$a" "$p" sentinel failover "$master_name") in OK* | *INPROG*) break ;; esac
  done
}

# Sentinel's own failover. Writes are paused, so that none are lost. Takes about a second.
hand_over_slowly() {
  log "handing over by SENTINEL FAILOVER: $reason"
  hold_writes || return 1
  ask_for_failover
  tries=0
  while [ $tries -lt 100 ]; do
    new=$(echo "$candidates" | node_views | awk '$3 == "master" { print $1, $2; exit }')
    if [ -n "$new" ]; then
      step_down $new
      log "handed over to $new by SENTINEL FAILOVER"
      return 0
    fi
    tries=$((tries + 1))
    sleep 0.02
  done
  log 'no replica took over before the timeout; stopping anyway'
  return 1
}

# Before this node starts: the sentinels name it as master, but it does not run.
hand_over_dead() { # "IP PORT" of the replica to promote
  if ready_to_notify "$named" && promote $1; then
    # Those that followed it: the address of another can be another stack's by now.
    echo "$nodes" | awk -v old="$named" '$3 == "slave" && $7 " " $8 == old { print $1, $2 }' | grep -vxF "$1" | each follow_new $1 &
    notify_until_agreed $1
    return 0
  fi
  log "requesting SENTINEL FAILOVER: ${reason:-the replica could not be promoted}"
  ask_for_failover
  return 1
}

# Sentinels on a slow disk reply late: each writes its file first. A failover now would be one more.
notify_until_agreed() { # IP PORT
  for _ in 1 2 3 4 5 6 7 8; do
    if notify_sentinels "$1" "$2"; then return; fi
    epoch=$((epoch + 2))
    pause
  done
  log "promoted $1 $2, but not all sentinels confirmed it"
}
