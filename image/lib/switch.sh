# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# A planned change of master: writes held, the best replica caught up, promoted, everyone told.
# The sentinels are told through their own hello channel, each in the name of a fellow it knows,
# with a newer epoch; what they then answer is checked, and SENTINEL FAILOVER is the way back.

# "ADDRESS PORT fellow_ip fellow_port fellow_id": in whose name that sentinel can be told.
sentinel_fellow() {
  sentinel "$1" "$2" sentinel sentinels "$master_name" | awk -v at="$1 $2" '
    NR % 2 { key = $0; next } { f[key] = $0 }
    key == "runid" && f["port"] > 0 && length($0) == 40 { print at, f["ip"], f["port"], $0; exit }'
}

tell_one() { # IP PORT EPOCH ADDRESS PORT FELLOW_IP FELLOW_PORT FELLOW_ID
  [ ${#8} -eq 40 ] || return 1
  sentinel "$4" "$5" publish __sentinel__:hello "$6,$7,$8,$3,$master_name,$1,$2,$3" > /dev/null
}

named_by() { # ADDRESS PORT: the master's "ip port" by that sentinel's word
  sentinel "$1" "$2" sentinel get-master-addr-by-name "$master_name" | tr '\n' ' ' | sed 's/ $//;s/$/\n/'
}

sentinel_replicas() { # ADDRESS PORT: "ip port" of each replica that sentinel knows
  sentinel "$1" "$2" sentinel replicas "$master_name" | awk '
    NR % 2 { key = $0; next } { f[key] = $0 } key == "port" { print f["ip"], $0 }'
}

follow_new() { # IP PORT ADDRESS PORT: re-points a data node
  node "$3" "$4" replicaof "$1" "$2" > /dev/null
}

is_master() { case $(node "$1" "$2" role) in master*) ;; *) return 1 ;; esac; }

# Everything that must hold before the fast way: all sentinels that there are answer, name MASTER,
# see no failover, and each knows a fellow to speak for. Leaves $epoch and $fellows.
ready_to_tell() { # "IP PORT"
  views=$(known_sentinels | sentinel_views)
  # shellcheck disable=SC2046 # words
  set -- "$1" $(echo "$views" | named_master)
  [ $# -eq 9 ] || { reason='no sentinel answers'; return 1; }
  [ "$2 $3" = "$1" ] || { reason="the sentinels name $2 $3"; return 1; }
  [ "$9" = 0 ] || { reason='a failover is under way'; return 1; }
  [ "$5" -gt $((($7 + 1) / 2)) ] || { reason="only $5 of $(($7 + 1)) sentinels answer"; return 1; }
  [ "$5" = "$6" ] || { reason='the sentinels disagree'; return 1; }
  epoch=$(($4 + 1))
  fellows=$(known_sentinels | each sentinel_fellow)
  [ "$(echo "$fellows" | grep -c .)" = "$6" ] || { reason='a sentinel knows no fellow'; return 1; }
}

# Tells all sentinels and sees that all of them agree; a second try comes with a newer epoch.
tell_sentinels() { # IP PORT
  for try in 1 2; do
    echo "$fellows" | each tell_one "$1" "$2" $((epoch + try - 1))
    names=$(echo "$fellows" | each named_by | sort -u)
    [ "$names" != "$1 $2" ] || return 0
  done
  return 1
}

caught_up() { # IP PORT OFFSET: waits, for at most a second, until that replica has it all
  tries=0
  while [ $tries -lt 60 ]; do
    at=$(node "$1" "$2" info replication | tr -d '\r' | sed -n 's/^slave_repl_offset://p')
    if [ "${at:-0}" -ge "$3" ]; then return 0; fi
    tries=$((tries + 1))
  done
  return 1
}

# The replicas of this master that are up to date, best first: "ip port".
healthy_replicas() {
  node $me info replication | tr -d '\r' | awk -F '[:,=]' '/^slave[0-9]+:.*state=online/ && $11 <= 2 { print $3, $5 }' |
    node_views | awk '$3 == "slave" && $4 == "up" && $10 > 0 { print $5, $1, $2 }' | sort -rn | cut -d ' ' -f 2-
}

hold_writes() { # leaves the offset behind which no write is acknowledged any more
  offset=$(printf 'client pause 9000 write\ninfo replication\n' | node $me | tr -d '\r' | sed -n 's/^master_repl_offset://p')
  [ -n "$offset" ]
}

step_down() { # IP PORT: follows the new master and sends the clients away
  printf 'replicaof %s %s\nclient kill type normal\nclient unpause\n' "$1" "$2" | node $me > /dev/null
}

# The stop of a master. Returns 0 when another node is master.
hand_over() {
  [ -s "$data_dir/sentinels" ] || sentinel_addresses > /dev/null
  heirs=$(healthy_replicas)
  if [ -z "$heirs" ]; then
    say 'stopping as master: no healthy replica to hand over to'
    return 1
  fi
  heir=$(echo "$heirs" | head -n 1)
  others=$(echo "$heirs" | tail -n +2)
  if ready_to_tell "$me"; then
    if hold_writes && caught_up $heir "$offset" && hand_over_fast $heir; then return 0; fi
    reason='the sentinels did not take the fast way'
  fi
  hand_over_slowly
}

promote() { printf 'replicaof no one\nrole\n' | node "$1" "$2" | grep -qx master; }

hand_over_fast() { # IP PORT
  promote "$1" "$2" || return 1
  # From here on that node is master whatever the sentinels say: this one must not go on.
  step_down "$1" "$2" &
  echo "$others" | each follow_new "$1" "$2" &
  tell_sentinels "$1" "$2"
  told=$?
  wait
  [ $told = 0 ] || say "handed over to $1 $2, but not every sentinel has heard of it"
  say "handed over to $1 $2 at offset $offset, epoch $epoch"
}

ask_for_failover() { # of the first sentinel that takes it
  echo "$views" | while read -r a p _; do
    case $(sentinel "$a" "$p" sentinel failover "$master_name") in OK* | *INPROG*) break ;; esac
  done
}

# Sentinel's own failover, with the writes held so that none is lost; about a second.
hand_over_slowly() {
  say "handing over by SENTINEL FAILOVER: $reason"
  hold_writes || return 1
  ask_for_failover
  tries=0
  while [ $tries -lt 100 ]; do
    new=$(echo "$heirs" | node_views | awk '$3 == "master" { print $1, $2; exit }')
    if [ -n "$new" ]; then
      step_down $new
      say "handed over to $new by SENTINEL FAILOVER"
      return 0
    fi
    tries=$((tries + 1))
    sleep 0.02
  done
  say 'no replica took over in time; stopping all the same'
  return 1
}

# Before this node starts: the sentinels call it master, but it does not run. Leaves $new_master.
hand_over_dead() { # "IP PORT" of the heir
  heir=$1 new_master=$1 offset='of a dead master'
  if ready_to_tell "$named_at"; then
    others=$(echo "$heirs" | tail -n +2)
    if promote $heir; then
      echo "$others" | each follow_new $heir &
      if tell_sentinels $heir; then return 0; fi
    fi
  fi
  say "asking for SENTINEL FAILOVER: ${reason:-the sentinels did not take the fast way}"
  ask_for_failover
  tries=0
  while [ $tries -lt 50 ]; do
    new_master=$(known_sentinels | sentinel_views | named_master | cut -d ' ' -f 1,2)
    if [ -n "$new_master" ] && [ "$new_master" != "$named_at" ]; then return 0; fi
    tries=$((tries + 1))
    pause
  done
  return 1
}
