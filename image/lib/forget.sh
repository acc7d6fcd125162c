# shellcheck shell=sh
# shellcheck disable=SC2046,SC2086 # $me and the like are two words, "IP PORT"
# Departed nodes. Sentinel never forgets a replica or a peer, and counts peers for the majority forever.

# Forgets nodes that are not of this stack any more, and warns every minute if there are too few sentinels for the quorum.
check_cluster() {
  view=$(sentinel_view $me)
  set -- $view
  [ $# -ge 8 ] || return 0
  [ $(($6 + 1)) -ge "$quorum" ] || [ $((seconds % 60)) -ne 18 ] || log "the quorum is $quorum, but only $(($6 + 1)) sentinels are known: no failover is possible"
  if [ "$8" != master ] || ! is_in_doubt "$3 $4"; then return 0; fi
  nodes=$(addresses "${redis_hosts:-redis-master,redis-slaves}" "$redis_port" "$master_port")
  voters=$(addresses "${sentinel_hosts:-redis-sentinels}" "$sentinel_port")
  # If the own name or that of the master does not resolve, the name server is not to be believed.
  if ! echo "$nodes" | grep -qxF "$3 $4" || ! echo "$voters" | grep -qxF "$me"; then return 0; fi
  replaced=$(echo "$seen" | unknown_peers "$voters" | each replaced_peer)
  gone=$(echo "$seen" | departed "$3 $4" "$nodes" "$voters"; echo "$replaced")
  if [ -n "$gone" ]; then
    forget_departed "$3 $4" "$5"
  else
    settle "$3 $4"
  fi
}

# Whether something has to be compared with the names: a node is down or follows none that is known, or, every minute and
# after each change, the peers.
is_in_doubt() { # MASTER
  [ "$peers" != "${settled_peers:-}" ] || [ $((seconds % 60)) -eq 30 ] || [ -e "$data_dir/.doubt" ] || [ -n "$(echo "$seen" | departed "$1" '' '' 0)" ]
}

# All known nodes are those to which the names lead. A quorum that is not given as a number follows their count.
settle() { # MASTER
  settled_peers=$peers
  if [ $(($(echo "$peers" | grep -c .) + 1)) = "$(echo "$voters" | grep -c .)" ]; then
    if [ -n "$counts_majority" ]; then set_quorum "$(majority)"; else set_quorum "$given_quorum"; fi
  fi
  [ -e "$data_dir/.doubt" ] && [ -z "$(echo "$seen" | departed "$1" "$nodes" "$voters" 0)" ] || return 0
  rm "$data_dir/.doubt" && set_clocks
}

majority() { echo $(($(echo "$voters" | grep -c .) / 2 + 1)); }

set_quorum() {
  [ "$1" != "$quorum" ] || return 0
  quorum=$1
  retry sentinel set "$master_name" quorum "$1"
  log "the quorum is now $1 of $(echo "$voters" | grep -c .) sentinels"
}

# What this sentinel knows (see look) and no name leads to: replicas that are down, peers that are down for longer, and
# replicas that follow none of these nodes. Their address is another stack's now: Sentinel would make that node a replica of
# this master.
departed() { # MASTER NODES VOTERS [MS]
  awk -v master="$1" -v nodes="$2" -v peers="$3" -v ms="${4:-20000}" '
    BEGIN {
      n = split(nodes, f, "\n"); for (i = 1; i <= n; i++) ours[f[i]] = node[f[i]] = 1
      m = split(peers, f, "\n"); for (i = 1; i <= m; i++) peer[f[i]] = 1
      ours[master] = 1
    }
    { at = $2 " " $3 }
    $1 == "replica" { ours[at] = 1 }
    $1 == "follows" { follows[at] = $4 " " $5 }
    $1 == "stale" && !(at in node) || $1 == "silent" && !(at in peer) && $4 + 0 >= ms { print $2 ":" $3 }
    END { for (at in follows) if (!(at in node) && !(follows[at] in ours)) { sub(" ", ":", at); print at } }'
}

# Peers that answer, although no name leads to them: "IP PORT ID".
unknown_peers() { # VOTERS
  awk -v peers="$1" '
    BEGIN { m = split(peers, f, "\n"); for (i = 1; i <= m; i++) peer[f[i]] = 1 }
    $1 == "peer" && !(($2 " " $3) in peer) { print $2, $3, $4 }'
}

# Prints the address if another sentinel has it now, or one that guards another stack.
replaced_peer() { # IP PORT ID
  case $(sentinel_id "$1" "$2") in
    '') ;;
    "$3") echo "$nodes" | grep -qxF "$(named_by "$1" "$2")" || echo "$1:$2" ;;
    *) echo "$1:$2" ;;
  esac
}

# RESET makes Sentinel forget all nodes. The live replicas are known again with the next INFO of the master, and the
# peers because this watcher announces them. It is used only while the master is healthy, and on one sentinel at a time:
# ordered by rank, and not while a peer has just been reset. Until all are known, a leader needs the votes of a majority
# of those to which a name leads, reachable or not, because it needs the quorum as well.
forget_departed() { # MASTER EPOCH
  sleep $(($(echo "$voters" | sort | grep -nxF "$me" | cut -d : -f 1) - 1))
  tries=0
  until has_replicas $1 && echo "$voters" | grep -vxF "$me" | sentinel_views |
    may_forget "$(echo "$voters" | grep -c .)" $(($(echo "$peers" | grep -c .) - $(echo "$replaced" | grep -c .))); do
    tries=$((tries + 1))
    [ $tries -lt 8 ] || return 0
    pause
  done
  log "forgetting $(echo "$gone" | tr '\n' ' '): no name leads to it, and it is down or of another stack"
  if [ -n "$counts_majority" ] || [ "$quorum" -lt "$(majority)" ]; then set_quorum "$(majority)"; fi
  living=$(echo "$voters" | grep -vxF "$me" | each living_sentinel)
  sentinel $me sentinel reset "$master_name" > /dev/null
  for peer in $living; do notify_sentinel $1 "$2" $me $(echo "$peer" | tr : ' '); done
  settled_peers=
}

# The master answers, and all replicas that follow it are connected.
has_replicas() { # IP PORT
  set -- "$1 $2" $(node_view "$1" "$2")
  [ "${4:-}" = master ] && [ "${12}" -ge "$(echo "$seen" | grep -c "^follows .* $1\$")" ]
}

# From the views of the peers. Each that answers must know the others that do, and a replica: none has just been reset.
# With this one, they must be a majority of those to which a name leads, and half of those known: a smaller part can have
# been cut off, and what is forgotten no longer counts for the majority. The other half of an even number cannot have
# elected a master.
may_forget() { # LIVING (with this one) PEERS (known to this one)
  awk -v all="$1" -v peers="$2" '
    NF >= 9 { n++; if (n == 1 || $6 < least) least = $6; if ($7 < 1) not = 1 }
    END { exit not || least < n || (n + 1) * 2 <= all || (n + 1) * 2 < peers + 1 }'
}

# A link that is lost is tried again after each ping period, by default a second, in which neither a death nor a
# return is noticed. Shorter than 0.3 s, Sentinel finds replicas too old to promote (5 ping periods). The others
# shorten for how long an outdated opinion of a peer counts (5 ask periods), how soon a reset peer is known again, and
# how soon the replicas of a master, and whether they can be promoted, are known (by default after ten seconds).
set_clocks() {
  sentinel $me sentinel debug ping-period 300 ask-period 200 publish-period 700 info-period 1000 | grep -qx OK ||
    log 'this server does not support SENTINEL DEBUG; a failover takes up to a second longer'
}
