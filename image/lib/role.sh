# shellcheck shell=sh
# Who is master: asked of the sentinels, then of the peers; only then settled by the role.
# Each decision is left in $master ("" = this node, else "IP PORT") and logged with its reason.

pause() { sleep 0.3 2> /dev/null || sleep 1; }

hundredths() { # of a second, by a steady clock
  read -r up _ < /proc/uptime
  echo "${up%.*}${up#*.}"
}

# What this node knew of itself when it last ran: role, the address by which the sentinels knew it,
# replication offset, and the address it had moved to, if they had not heard of that yet.
read_notes() {
  was_role='' was_me='' was_offset=0 moved_from='' moved_to=''
  [ -s "$data_dir/node.state" ] || return 0
  read -r was_role ip port was_offset moved_to < "$data_dir/node.state"
  was_me="$ip $port"
  [ "$was_me" = "$me" ] || moved_from=$was_me
}

decide_role() {
  read_notes
  waited=0
  begun=$(date +%s)
  complaints='[]'
  while :; do
    waited=$(($(date +%s) - begun))
    if [ "$waited" -ge "$start_timeout_s" ]; then
      fail 69 "gave up after $start_timeout_s s: no sentinel and no master found at ${sentinel_hosts:-redis-sentinels} and ${redis_hosts:-redis-master,redis-slaves}"
    fi
    views=$(sentinel_addresses | sentinel_views)
    complain "$views" sentinel
    named=$(echo "$views" | named_master)
    if [ -n "$named" ]; then
      # shellcheck disable=SC2086 # words
      if follow_sentinels $named; then return; fi
    elif ask_peers; then return
    elif settle_alone; then return
    fi
    pause
  done
}

complain() { # VIEWS WHO: says once who refused the password
  refusal=$(echo "$1" | awk -v who="$2" '$3 == "refused" { printf "%s%s %s:%s", n++ ? ", " : "", who, $1, $2 }')
  case $complaints in *"[$refusal]"*) return ;; esac
  complaints="${complaints}[$refusal]"
  [ -z "$refusal" ] || say "the password is refused by $refusal"
}

follow_sentinels() { # IP PORT EPOCH VOTES ANSWERS OTHERS REPLICAS BUSY
  named_at="$1 $2" votes=$4 others=$6 replicas=$7
  if [ "$8" = 1 ] && [ "$waited" -lt $((failover_timeout_ms / 500)) ]; then
    say_once "a failover is under way; waiting for its result"
    return 1
  fi
  if [ "$named_at" != "${was_me:-$me}" ] && [ "$named_at" != "$moved_to" ]; then
    if [ "$named_at" = "$me" ]; then
      # The address was another node's: that one will say where it is now.
      say_once "the sentinels name $named_at, which was another node's address; waiting for that node"
      [ "$waited" -lt 20 ] || fail 69 "the sentinels name $named_at, and the node that had it does not return"
      find_master_node && join "$named_node" 'a peer that is master, while the sentinels name an address that changed hands'
      return
    fi
    join "$named_at" "$votes of $5 sentinels name it master"
    return
  fi
  beside=$(echo "$views" | cut -d ' ' -f 1,2 | each sentinel_replicas | sort -u | grep -vxF "$me" | node_views)
  if yield_to_promoted; then return; fi
  [ "$waited" -ge 10 ] || [ -z "$promoted" ] || return 1
  guard_start
}

# Sentinels hear of a promotion a moment later, and one that was away does not hear of it. As a second
# master this node would take the other's place in their eyes, and its writes would be lost.
yield_to_promoted() {
  promoted=$(echo "$beside" | leading)
  [ -n "$promoted" ] || return 1
  if has_majority; then
    say_once "$votes sentinels name this node, but $promoted is master; waiting until they agree"
    return 1
  fi
  join "$promoted" "it is master, and only $votes of $((others + 1)) sentinels name this node"
}

has_majority() { [ "$votes" -gt $(((others + 1) / 2)) ]; }

join() { # "IP PORT" WHY
  master=$1
  say "starting as a replica of $1: $2"
}

lead() { # WHY
  master=
  say "starting as master: $1"
}

say_once() {
  [ "$1" = "${said:-}" ] || say "$1"
  said=$1
}

# The sentinels still call this node master. With empty data, or data that takes longer to load
# than a failover, it hands over first: an empty master would empty every replica.
guard_start() {
  kib=$(data_kib)
  load_ms=$((kib / 50)) # at the 50 MB/s that Redis loads at its slowest
  if [ "$kib" -gt 0 ] && [ "$load_ms" -le "$down_after_ms" ]; then
    lead "$votes sentinels name this node, and its data loads in about $load_ms ms"
    return
  fi
  if ! has_majority; then
    lead "only $votes of $((others + 1)) sentinels name this node: too few to hand over"
    return
  fi
  why="its data would take about $load_ms ms to load"
  [ "$kib" -gt 0 ] || why='its data is empty'
  heirs=$(echo "$beside" | heirs_of "$was_offset" "$kib")
  if [ -z "$heirs" ]; then
    if [ "$replicas" -gt 0 ] && [ "$waited" -lt 10 ]; then
      say_once "$why; waiting for one of $replicas replicas to answer"
      return 1
    fi
    lead "$why, but no replica answers that holds as much"
    return
  fi
  say "$why: handing over to $(echo "$heirs" | head -n 1) before starting"
  if hand_over_dead "$(echo "$heirs" | head -n 1)"; then
    join "$new_master" 'it took over'
    return
  fi
  said=
  return 1
}

data_kib() { # what there is to load
  {
    # A rewritten file has all its data in a base in snapshot form.
    find "$data_dir/appendonlydir" -name '*.aof' -size +0 -o -name '*.rdb' -size +0
    [ "$appendonly" = yes ] || find "$data_dir/dump.rdb" -size +0
  } 2> /dev/null | xargs -r du -k 2> /dev/null | awk '{ s += $1 } END { print s + 0 }'
}

# Views of replicas that hold data at least as new as OFFSET (any data, where the own is gone), best first.
heirs_of() { # OFFSET KIB
  awk -v offset="$1" -v kib="$2" '$3 == "slave" && $9 == 0 && $10 > 0 &&
    ($5 >= offset + 0 && offset > 0 || kib == 0 && $6 > 0) { print $5, $1, $2 }' | sort -rn | cut -d ' ' -f 2-
}

# The master among views of nodes; of several the one with most replicas, then data.
leading() { awk '$3 == "master" { print $11, $5, $1, $2 }' | sort -rn | awk 'NR == 1 { print $3, $4 }'; }

find_master_node() { # among the peers
  peers=$(node_addresses | node_views)
  complain "$peers" 'data node'
  named_node=$(echo "$peers" | leading)
  [ -n "$named_node" ]
}

ask_peers() {
  if find_master_node; then
    join "$named_node" 'no sentinel answers, and this peer is master'
    return
  fi
  follows=$(echo "$peers" | awk '$3 == "slave" && $7 != "-" { print $7, $8 }' | sort | uniq -c | sort -rn | awk 'NR == 1 { print $2, $3 }')
  if [ "$follows" = "${was_me:-$me}" ]; then
    lead 'no sentinel answers, and the peers follow this node'
  elif [ -n "$follows" ] && [ "$follows" != "$me" ] && [ "$was_role" != master ]; then
    join "$follows" 'no sentinel answers, and the peers follow it'
  else
    return 1
  fi
}

# Nobody knows. A node that was master goes on when the sentinels had time to speak; on a first
# start the role decides, lowest address first where several nodes have it.
settle_alone() {
  if [ "$was_role" = master ]; then
    patience_s=10
    [ -s "$data_dir/sentinels" ] || patience_s=3
    [ "$waited" -ge "$patience_s" ] || return 1
    lead "nobody answers for $waited s, and it was master when it last ran"
  elif [ "$role" = master ] && [ -z "$was_role" ]; then
    rank=$({ node_addresses; echo "$me"; } | grep " $redis_port\$" | sort -u | grep -nxF "$me" | cut -d : -f 1)
    [ "$waited" -ge $((rank * 2)) ] || return 1
    lead 'nobody answers, and a first start goes by the role'
  else
    say_once 'no sentinel answers and no peer is master yet; waiting'
    return 1
  fi
}

# A sentinel begins with what it knew, else with what its fellows or the data nodes say.
find_monitored() {
  known=$(sentinel_memory "$data_dir/sentinel.conf" | awk '$2 == "monitor" { print $4, $5; exit }')
  begun=$(date +%s)
  complaints='[]'
  until look_for_master; do
    say_once 'no sentinel answers and no data node is master yet; waiting'
    [ $(($(date +%s) - begun)) -lt "$start_timeout_s" ] ||
      fail 69 "gave up after $start_timeout_s s: no master found at ${redis_hosts:-redis-master,redis-slaves}"
    pause
  done
}

look_for_master() { # leaves $monitored
  views=$(sentinel_addresses | grep -vxF "$me" | sentinel_views)
  complain "$views" sentinel
  named=$(echo "$views" | named_master | cut -d ' ' -f 1,2)
  if [ -n "$known" ]; then
    check_known
  elif [ -n "$named" ]; then
    monitored=$named
    say "watching $monitored: its fellows do"
  elif find_master_node; then
    monitored=$named_node
    say "watching $monitored: it says that it is master"
    await_replicas
  else
    return 1
  fi
}

check_known() {
  monitored=$known
  [ -n "$named" ] || ! find_master_node || named=$named_node
  # shellcheck disable=SC2086 # "IP PORT"
  if [ "${named:-$known}" = "$known" ] || is_master $known || ! is_master $named; then
    say "watching $known, as before"
  else
    monitored=$named
    say "watching $monitored: it is master, and $known, known from before, is not"
  fi
}

# Sentinel asks a master for its replicas at once, and then only after ten seconds: on a first start
# it pays to let them come first.
await_replicas() {
  for _ in 1 2 3 4 5 6 7 8; do
    [ "$(echo "$monitored" | node_views | cut -d ' ' -f 11)" = 0 ] || break
    pause
  done
  sleep 1
}
