# shellcheck shell=sh
# shellcheck disable=SC2046,SC2086 # lists of words
# start.sh rebalance [MASTERS]: the only thing that moves slots. Run in the container of any node. Can be interrupted, and
# run again: it continues with what it finds.

rebalance() { # [MASTERS]
  role=rebalance
  read_data_dir
  read_environment
  find_programs
  find_myself
  host=${bind_address:-127.0.0.1}
  own_id=$(node "$host" "$redis_port" cluster myid)
  [ ${#own_id} -eq 40 ] || fail 69 "no node of a cluster answers at $host:$redis_port"
  me="$host $redis_port" memory=''
  number masters "${1:-}" 0 0 500
  trap 'end_mover 143' TERM
  trap 'end_mover 130' INT
  look_at_shards
  await_quiet
  [ "$masters" != 0 ] || masters=$((live_nodes / (1 + cluster_replicas)))
  [ -n "${1:-}" ] || [ "$masters" -ge "$shards" ] || masters=$shards
  [ "$masters" -ge 3 ] || fail 64 "$masters masters are too few; allowed: 3 or more"
  [ "$masters" -le "$live_nodes" ] || fail 64 "$masters masters are too many for $live_nodes nodes"
  log "moving slots: $shards masters now, $masters wanted, $live_nodes nodes"
  while [ "$shards" -lt "$masters" ]; do
    add_master
    look_at_shards
  done
  await_agreement
  # One that began at the same moment found it quiet as well.
  await_quiet
  fix_open_slots
  await_agreement
  drained=$(echo "$owners" | awk -v keep="$masters" 'NR > keep { print $1 "=0" }')
  # shellcheck disable=SC2086
  redis_cli_cluster rebalance --cluster-use-empty-masters --cluster-threshold 1 \
    ${drained:+--cluster-weight $drained} || fail 1 'the slots were not all moved; run this command again'
  end_filling
  log "done: $masters masters have slots"
}

# Sets $shards (masters with slots, or about to get some), $owners ("ID IP PORT" of each, by id) and $live_nodes.
look_at_shards() {
  look_around_cluster
  members=$(echo "$views" | awk -v id="$own_id" '
    $1 == "sees" && $2 == id { known[$3] = $4 }
    $1 == "node" { line[$4] = $0 }
    END { for (i in line) if (i in known && known[i] !~ /fail($|,)|noaddr/) print line[i] }')
  live_nodes=$(echo "$members" | grep -c .)
  owners=$(echo "$members" | awk '$7 == "master" && ($12 != "-" || $14 == "filling") { print $4, $2, $3 }' | sort)
  shards=$(echo "$owners" | grep -c .)
}

# What a killed command has started continues, and another one can run beside another node. Two at once would each take the
# slots that the other moves for a move that was interrupted. Nothing locks them out: two that begin together, and make
# no change within two seconds after both have looked, are not seen. So this is asked again before anything is closed.
await_quiet() {
  tries=0 seen=$(changing)
  while sleep 2; look_at_shards; seen_before=$seen seen=$(changing); [ "$seen" != "$seen_before" ]; do
    log_once 'waiting: another command moves slots, or the nodes change'
    tries=$((tries + 1))
    [ $tries -lt 900 ] || fail 1 'another command has moved slots for half an hour; run this one again when it has ended'
  done
}

# What such a command changes: who is master, marked, and has which slots.
changing() {
  echo "$members" | awk '{ print $4, $7, $14 }' | sort
  echo "$members" | awk '{ print $2, $3 }' | each own_slots | sort
}

# Its slots, and how many keys are left in one that it gives away.
own_slots() { # ADDRESS PORT
  own=$(node "$1" "$2" cluster nodes | grep myself | cut -d ' ' -f 9-)
  open=$(echo "$own" | sed -n 's/.*\[\([0-9]*\)->-.*/\1/p')
  echo "$1 $2 $own ${open:+$(node "$1" "$2" cluster countkeysinslot "$open")}"
}

# The replica of the master with most replicas becomes an empty master: it forgets the others, and its helper meets them
# again. The mark keeps the helper from making it a replica.
add_master() {
  spare=$(echo "$views" | awk -v id="$own_id" '
    $1 == "node" { at[$4] = $2 " " $3; role[$4] = $7; lock[$4] = $14 }
    $1 == "sees" && $2 == id { flags[$3] = $4; boss[$3] = $5; slots[$3] = $10 }
    END {
      for (i in at) if (flags[i] ~ /slave/) live[boss[i]]++
      for (i in at) {
        if (!(i in flags)) continue
        if (role[i] == "master" && slots[i] == 0 && lock[i] == "-") { best = i; break }
        if (role[i] != "slave") continue
        if (best == "" || live[boss[i]] > live[boss[best]] || (live[boss[i]] == live[boss[best]] && i < best)) best = i
      }
      if (best != "") print best, at[best]
    }')
  [ -n "$spare" ] || fail 1 'no replica is left that could become a master'
  set -- $spare
  log "making $2 $3 a master"
  {
    echo 'config set min-replicas-to-write 0'
    node $2 $3 role | grep -qx master || echo 'cluster reset soft'
  } | node $2 $3 > /dev/null
  node $2 $3 function load replace "#!lua name=$library
redis.register_function{function_name='filling',callback=function() return 1 end,flags={'no-writes'}}" > /dev/null
  tries=0
  until look_around_cluster; echo "$views" | awk -v id="$1" '
    $1 == "node" { n++; if ($4 == id && $14 == "filling") marked = 1 }
    $1 == "sees" && $3 == id && $4 ~ /master/ { seen++ }
    END { exit !(marked && seen >= n) }'; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || fail 1 "$2 $3 did not come back as a master in time; run this command again"
    sleep 0.5
  done
  # Where writes need replicas, keys can be moved only to a master that has some.
  tries=0
  while [ "$min_replicas_to_write" -gt 0 ] && [ $tries -lt 60 ] &&
    [ "$(node $2 $3 info replication | tr -d '\r' | sed -n 's/^connected_slaves://p')" -lt "$min_replicas_to_write" ]; do
    tries=$((tries + 1))
    sleep 1
  done
}

# redis-cli refuses to move slots as long as one node has another view, and a new master takes keys after two seconds.
await_agreement() {
  tries=0
  until redis_cli_cluster check | grep -q 'All nodes agree' && look_at_shards &&
    [ "$(echo "$owners" | cut -d ' ' -f 2- | each is_ok | grep -c ok)" = "$shards" ]; do
    tries=$((tries + 1))
    [ $tries -lt 60 ] || fail 1 'the nodes do not agree about the slots; run this command again when all nodes answer'
    sleep 0.5
  done
}

is_ok() { node "$1" "$2" cluster info | grep -o '^cluster_state:ok'; }

fix_open_slots() {
  if echo "$members" | awk '{ print $2, $3 }' | each open_slots | grep -q .; then
    log 'slots are open since an interruption; closing them'
    redis_cli_cluster fix || fail 1 'the open slots could not be closed; run this command again'
  fi
}

open_slots() { node "$1" "$2" cluster nodes | grep myself | grep -o '\[[^]]*\]'; }

# In the background, so that a signal ends both.
redis_cli_cluster() { # COMMAND OPTION…
  command=$1
  shift
  (
    [ -z "$redis_password" ] || export REDISCLI_AUTH="$redis_password"
    exec "$cli" --cluster "$command" "${me% *}:${me#* }" "$@" < /dev/null
  ) &
  mover=$!
  wait $mover
}

end_mover() { # STATUS
  [ -z "${mover:-}" ] || kill "$mover" 2> /dev/null
  log 'interrupted; run this command again to continue'
  exit "$1"
}

end_filling() {
  echo "$members" | awk '$14 == "filling" { print $2, $3 }' | each unmark
}
