# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# Departed nodes. Sentinel never forgets a replica or a peer, and counts peers for the majority forever.

# Forgets nodes that no longer exist, and warns every minute if there are too few sentinels for the quorum.
check_cluster() {
  view=$(sentinel_view $me)
  set -- $view
  [ $# -ge 8 ] || return 0
  [ $(($6 + 1)) -ge "$quorum" ] || [ $((seconds % 60)) -ne 18 ] || log "the quorum is $quorum, but only $(($6 + 1)) sentinels are known: no failover is possible"
  [ "$8" = master ] || return 0
  forget_stale_nodes "$3 $4"
}

# Lines of "KIND IP PORT" (what this sentinel knows, see look) whose address is not among the living.
departed() { # LIVING NODES, LIVING SENTINELS
  awk -v nodes="$1" -v peers="$2" '
    BEGIN {
      n = split(nodes, f, "\n"); for (i = 1; i <= n; i++) node[f[i]] = 1
      m = split(peers, f, "\n"); for (i = 1; i <= m; i++) peer[f[i]] = 1
    }
    $1 == "stale" && !(($2 " " $3) in node) || $1 == "silent" && !(($2 " " $3) in peer) { print $2 ":" $3 }'
}

# RESET makes Sentinel forget stale nodes, and for about a second the live ones too. Therefore it is used only
# while the master is healthy, only for nodes to which no name resolves any more, and on one sentinel at a time:
# ordered by rank, and not while a peer has just been reset.
forget_stale_nodes() { # MASTER
  echo "$seen" | grep -q '^s[ti]' || return 0
  nodes=$(addresses "${redis_hosts:-redis-master,redis-slaves}" "$redis_port" "$master_port")
  voters=$(addresses "${sentinel_hosts:-redis-sentinels}" "$sentinel_port")
  # If the own name or that of the master does not resolve, the name server is not to be believed.
  if ! echo "$nodes" | grep -qxF "$1" || ! echo "$voters" | grep -qxF "$me"; then return 0; fi
  gone=$(echo "$seen" | departed "$nodes" "$voters")
  [ -n "$gone" ] || return 0
  rank=$(echo "$voters" | sort | grep -nxF "$me" | cut -d : -f 1)
  sleep $(((rank - 1) * 4))
  # This wait is shorter than the time until the next sentinel may start.
  tries=0
  until is_master $1 && echo "$voters" | grep -vxF "$me" | sentinel_views |
    may_forget "$(echo "$voters" | grep -c .)" "$(echo "$seen" | grep -c '^peer')"; do
    tries=$((tries + 1))
    [ $tries -lt 8 ] || return 0
    pause
  done
  log "forgetting $(echo "$gone" | tr '\n' ' '): down, and no name resolves to it any more"
  sentinel $me sentinel reset "$master_name" > /dev/null
  adjust_quorum "$(echo "$voters" | grep -c .)"
}

# From the views of the peers. Each that answers must know all living sentinels and a replica: none has just been
# reset. With this one, they must be half of those known: a smaller part can have been cut off, and what is forgotten
# no longer counts for the majority. The other half of an even number cannot have elected a master.
may_forget() { # LIVING (with this one) PEERS (known to this one)
  awk -v all="$1" -v peers="$2" '
    NF >= 9 { n++; if ($6 < all - 1 || $7 < 1) not = 1 }
    END { exit not || (n + 1) * 2 < peers + 1 }'
}

# A quorum that is not given as a number is the majority of the sentinels that are left.
adjust_quorum() { # SENTINELS
  [ -n "$counts_majority" ] && [ $(($1 / 2 + 1)) -lt "$quorum" ] || return 0
  quorum=$(($1 / 2 + 1))
  retry sentinel set "$master_name" quorum "$quorum"
  log "the quorum is now $quorum of $1 sentinels"
}

# A link that is lost is tried again after each ping period, by default a second, in which neither a death nor a
# return is noticed. Shorter than 0.3 s, Sentinel finds replicas too old to promote (5 ping periods). The others
# shorten for how long an outdated opinion of a peer counts (5 ask periods), how soon a reset peer is known again, and
# how soon the replicas of a master, and whether they can be promoted, are known (by default after ten seconds).
set_clocks() {
  sentinel $me sentinel debug ping-period 300 ask-period 200 publish-period 700 info-period 1000 | grep -qx OK ||
    log 'this server does not support SENTINEL DEBUG; a failover takes up to a second longer'
}
