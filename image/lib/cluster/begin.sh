# shellcheck shell=sh
# shellcheck disable=SC2046,SC2086 # $me and the like are two words, "IP PORT"
# Starts a node of a Redis Cluster. A replica, and a master that stopped cleanly, start at once. Another master first lets
# its replica be promoted: its own data is gone, or is older than what it acknowledged.

start_shard() {
  find_host
  past=old
  [ -s "$data_dir/nodes.conf" ] || past=new
  kib=$(data_kib) master=
  if [ $past = new ]; then
    rm -f "$data_dir/.synced" "$data_dir/node.state"
    log 'starting as a new node: no nodes.conf'
  else
    set -- $(own_line)
    case $3 in
      *slave*)
        master=$(awk -v id="$4" '$1 == id { sub(/@.*/, "", $2); n = split($2, f, ":"); if (n == 2) print f[1], f[2] }' "$data_dir/nodes.conf")
        log "starting as a replica of ${master:-a node without address}"
        ;;
      *)
        shift 8
        [ $# -eq 0 ] || wait_for_replica
        log "starting as master of ${*:-no slots}${why:+: $why}"
        ;;
    esac
  fi
  write_cluster_conf $past
  serve redis.conf
  helper=gather
  export host_id past
}

own_line() { awk '$3 ~ /myself/ && NF >= 8' "$data_dir/nodes.conf"; }

begin_facts() {
  set -- $(own_line)
  echo "own $1"
  ended=unclean
  [ ! -e "$data_dir/.clean" ] || ended=clean
  echo "data $kib $ended"
  awk -v id="$1" 'NR == 1 && $2 == id { print "last", $3 }' "$data_dir/node.state" 2> /dev/null
  awk -v id="$1" '$4 == id && $3 ~ /slave/ && $3 !~ /fail($|,)|noaddr/ { print "replica", $1 }' "$data_dir/nodes.conf"
  read_clock
  echo "waited $(seconds_since "$begun")"
  echo "$views"
}

wait_for_replica() { # sets $why
  read_clock
  begun=$now logged='' asked_for=
  while :; do
    look_around_cluster
    decision=$(begin_facts | awk -f "$here/lib/cluster/begin.awk")
    why=${decision#* }
    case $decision in
      start*) return ;;
      wait*) log_once "$why" ;;
      hand-over*)
        set -- $decision
        shift 3
        why=$*
        set -- $decision
        log_once "handing over to $2 $3 before starting: $why"
        # The others vote once per attempt. A replica that asks again before the end of it asks in vain.
        if [ "$asked_for" != "$2 $3" ] || [ $((now - asked_at)) -ge $((node_timeout_ms / 5 + 200)) ]; then
          asked_for="$2 $3" asked_at=$now
          node $2 $3 cluster failover force > /dev/null
        fi
        [ $((now - begun)) -lt $((start_timeout_s * 50)) ] || { why='no replica was promoted in time'; return; }
        ;;
    esac
    pause
  done
}

# Before a master of slots stops: its best replica takes over with all data (CLUSTER FAILOVER pauses the writes).
hand_over_shard() {
  set -- $(cluster_view $me | awk '$1 == "node"')
  [ "${7:-}-${12:--}" != "${7:-}--" ] && [ "$7" = master ] || return 0
  replica=$(node $me info replication | tr -d '\r' | sed -n 's/^slave[0-9]*:ip=\([^,]*\),port=\([0-9]*\),state=online,offset=\([0-9]*\),.*/\3 \1 \2/p' | sort -rn | sed -n '1s/^[0-9]* //p')
  if [ -z "$replica" ]; then
    log 'stopping as master: no healthy replica to hand over to'
    return 1
  fi
  [ "$(node $replica cluster failover)" = OK ] || return 1
  until ! is_master $me; do sleep 0.05; done
  log "handed over to $replica"
}

stop_shard() {
  limit=$((stop_timeout_s * 60))
  [ $limit -le 540 ] || limit=540
  hand_over_shard &
  within $((now + limit)) $! && is_handed_over=yes
}
