# shellcheck shell=sh
# Finds the master: asks the sentinels, then the peers. Only if neither answers does the role decide.
# Each decision is stored in $master ("" = this node, otherwise "IP PORT") and logged with its reason.

# The state of this node in its last run: role, the address that the sentinels knew, replication offset, and
# the new address, if it had changed and the sentinels were not notified yet.
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
  reported='[]'
  while :; do
    waited=$(($(date +%s) - begun))
    if [ "$waited" -ge "$start_timeout_s" ]; then
      fail 69 "gave up after $start_timeout_s s: no sentinel and no master found at ${sentinel_hosts:-redis-sentinels} and ${redis_hosts:-redis-master,redis-slaves}"
    fi
    views=$(sentinel_addresses | sentinel_views)
    report_refusals "$views" sentinel
    named=$(echo "$views" | named_master)
    if [ -n "$named" ]; then
      # shellcheck disable=SC2086 # words
      if follow_sentinels $named; then return; fi
    elif ask_peers; then return
    elif decide_alone; then return
    fi
    pause
  done
}

report_refusals() { # VIEWS WHO: logs once which nodes rejected the password
  refusal=$(echo "$1" | awk -v who="$2" '$3 == "refused" { printf "%s%s %s:%s", n++ ? ", " : "", who, $1, $2 }')
  case $reported in *"[$refusal]"*) return ;; esac
  reported="${reported}[$refusal]"
  [ -z "$refusal" ] || log "the password was rejected by $refusal"
}

follow_sentinels() { # IP PORT EPOCH VOTES ANSWERS OTHERS REPLICAS BUSY
  named_at="$1 $2" votes=$4 others=$6 replicas=$7
  if [ "$8" = 1 ] && [ "$waited" -lt $((failover_timeout_ms / 500)) ]; then
    log_once "a failover is in progress; waiting for its result"
    return 1
  fi
  if [ "$named_at" != "${was_me:-$me}" ] && [ "$named_at" != "$moved_to" ]; then
    if [ "$named_at" = "$me" ]; then
      # The address belonged to another node, which will announce its new address.
      log_once "the sentinels name $named_at, which was another node's address; waiting for that node"
      [ "$waited" -lt 20 ] || fail 69 "the sentinels name $named_at, and the node that had this address did not come back"
      find_master_node && join "$named_node" 'this peer is master, and the sentinels name an address that belonged to another node'
      return
    fi
    join "$named_at" "$votes of $5 sentinels name it as master"
    return
  fi
  known=$(echo "$views" | cut -d ' ' -f 1,2 | each sentinel_replicas | sort -u | grep -vxF "$me")
  beside=$(echo "$known" | node_views)
  if yield_to_promoted; then return; fi
  waited_enough || { [ -z "$promoted" ] && heard_enough; } || return 1
  guard_start
}

# Sentinels are notified of a promotion with a short delay, and a sentinel that was away is not. If this node
# started as a second master, the sentinels would accept it in place of the other, whose writes would be lost.
yield_to_promoted() {
  promoted=$(echo "$beside" | leading)
  [ -n "$promoted" ] || return 1
  if has_majority; then
    log_once "$votes sentinels name this node, but $promoted is master; waiting until they agree"
    return 1
  fi
  join "$promoted" "it is master, and only $votes of $((others + 1)) sentinels name this node"
}

# Fewer sentinels than a majority can have missed a failover, and a replica that is slow to answer can be the
# new master: without a majority, all replicas must answer.
heard_enough() {
  has_majority && return
  heard=$(echo "$beside" | awk 'NF >= 9' | grep -c .)
  if [ "$heard" -ge "$replicas" ] && [ "$heard" -ge "$(echo "$known" | grep -c .)" ]; then return; fi
  log_once "only $votes of $((others + 1)) sentinels name this node, and not all of its replicas answer; waiting for them"
  return 1
}

waited_enough() { [ "$waited" -ge 10 ] || [ "$waited" -ge $((start_timeout_s / 2)) ]; }
has_majority() { [ "$votes" -gt $(((others + 1) / 2)) ]; }

join() { # "IP PORT" WHY
  master=$1
  log "starting as a replica of $1: $2"
}

lead() { # WHY
  master=
  log "starting as master: $1"
}

log_once() {
  [ "$1" = "${logged:-}" ] || log "$1"
  logged=$1
}

# The sentinels still name this node as master. If its data is empty, or takes longer to load than a failover,
# it hands over first, because an empty master would empty every replica.
guard_start() {
  kib=$(data_kib)
  load_ms=$((kib / 50)) # at 50 MB/s, the slowest rate at which Redis loads
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
  candidates=$(echo "$beside" | candidates_of "$was_offset" "$kib")
  if [ -z "$candidates" ]; then
    if [ "$replicas" -gt 0 ] && [ "$waited" -lt 10 ]; then
      log_once "$why; waiting for one of $replicas replicas to answer"
      return 1
    fi
    lead "$why, but no replica that answers has as much data"
    return
  fi
  log "$why: handing over to $(echo "$candidates" | head -n 1) before starting"
  if hand_over_dead "$(echo "$candidates" | head -n 1)"; then
    join "$new_master" 'it was promoted'
    return
  fi
  logged=
  return 1
}

data_kib() { # the size of the data to load
  {
    # After a rewrite, all data is in a base file in snapshot format.
    find "$data_dir/appendonlydir" -name '*.aof' -size +0 -o -name '*.rdb' -size +0
    [ "$appendonly" = yes ] || find "$data_dir/dump.rdb" -size +0
  } 2> /dev/null | xargs -r du -k 2> /dev/null | awk '{ s += $1 } END { print s + 0 }'
}

# Replicas whose data is at least as new as OFFSET (any data, if this node has none), best first.
candidates_of() { # OFFSET KIB
  awk -v offset="$1" -v kib="$2" '$3 == "slave" && $9 == 0 && $10 > 0 &&
    ($5 >= offset + 0 && offset > 0 || kib == 0 && $6 > 0) { print $5, $1, $2 }' | sort -rn | cut -d ' ' -f 2-
}

# The master among node views. If there are several, the one with the most replicas, then the newest data.
leading() { awk '$3 == "master" { print $11, $5, $1, $2 }' | sort -rn | awk 'NR == 1 { print $3, $4 }'; }

find_master_node() { # among the peers
  peers=$(node_addresses | node_views)
  report_refusals "$peers" 'data node'
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

# No node answers. A node that was master continues after the sentinels had time to answer. On a first start
# the role decides. If several nodes have the role master, the lowest address comes first.
decide_alone() {
  if [ "$was_role" = master ]; then
    patience_s=10
    [ -s "$data_dir/sentinels" ] || patience_s=3
    [ "$waited" -ge "$patience_s" ] || return 1
    lead "no node has answered for $waited s, and this node was master in its last run"
  elif [ "$role" = master ] && [ -z "$was_role" ]; then
    rank=$({ node_addresses; echo "$me"; } | grep " $redis_port\$" | sort -u | grep -nxF "$me" | cut -d : -f 1)
    [ "$waited" -ge $((rank * 2)) ] || return 1
    lead 'no node answers, and on a first start the role decides'
  else
    log_once 'no sentinel answers and no peer is master yet; waiting'
    return 1
  fi
}

# A sentinel uses the master that it knew before. Otherwise it asks the other sentinels, then the data nodes.
find_monitored() {
  known=$(sentinel_memory "$data_dir/sentinel.conf" | awk '$2 == "monitor" { print $4, $5; exit }')
  begun=$(date +%s)
  reported='[]'
  until look_for_master; do
    log_once 'no sentinel answers and no data node is master yet; waiting'
    [ $(($(date +%s) - begun)) -lt "$start_timeout_s" ] ||
      fail 69 "gave up after $start_timeout_s s: no master found at ${redis_hosts:-redis-master,redis-slaves}"
    pause
  done
}

look_for_master() { # sets $monitored
  views=$(sentinel_addresses | grep -vxF "$me" | sentinel_views)
  report_refusals "$views" sentinel
  named=$(echo "$views" | named_master | cut -d ' ' -f 1,2)
  if [ -n "$known" ]; then
    check_known
  elif [ -n "$named" ]; then
    monitored=$named
    log "monitoring $monitored: the other sentinels do"
  elif find_master_node; then
    monitored=$named_node
    log "monitoring $monitored: it reports the role master"
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
    log "monitoring $known, as before"
  else
    monitored=$named
    log "monitoring $monitored: it is master, and the previously known $known is not"
  fi
}

# Sentinel asks a master for its replicas immediately, and again only after ten seconds. On a first start it
# is faster to wait for the replicas.
await_replicas() {
  for _ in 1 2 3 4 5 6 7 8; do
    [ "$(echo "$monitored" | node_views | cut -d ' ' -f 11)" = 0 ] || break
    pause
  done
  sleep 1
}
