# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# The keeper next to a data node: stores what the next start must know, and corrects a node that follows an
# address that no longer exists. It acts only on what a majority of sentinels report and it has verified.

keep() {
  ticks=0 doubted_at='' moved_from=${moved_from:-}
  fence &
  fence_pid=$!
  while kill -0 "$parent" 2> /dev/null; do
    # shellcheck disable=SC2046 # words
    set -- $(node_view $me)
    if [ $# -ge 9 ]; then
      rm -f "$data_dir/.clean" # from now on, its files can be older than what it acknowledged
      note "$3" "$5"
      [ "$3" != master ] || space_copies "${11}" "${12}"
      renew_file "${13}" "${14}"
      make_promotable "$3" "$4"
      if is_due "$3" "$4"; then correct_node "$@"; fi
    fi
    kill -0 $fence_pid 2> /dev/null || return 0 # process 1 starts both again
    # Often at first, while other nodes are still starting, and while one may have a new address: a hand-over must reach
    # them. A stop has no time to resolve names.
    if [ $ticks -lt 30 ] || [ $((ticks % 15)) -eq 0 ] || ! all_living; then remember_sentinels; fi
    ticks=$((ticks + 1))
    sleep "${stale:+0.}2"
  done
}

# Also their ids, when all of them answer.
remember_sentinels() {
  sentinel_addresses > /dev/null
  if [ -n "${remembered:-}" ] && [ $((ticks % 15)) -ne 0 ]; then return; fi
  all_living && echo "$ids" | replace "$data_dir/.ids" && remembered=yes
}

all_living() { # sets $ids
  ids=$(known_sentinels | each living_sentinel)
  [ "$(echo "$ids" | grep -c .)" = "$(known_sentinels | grep -c .)" ]
}

note() { # ROLE OFFSET
  # Until the sentinels know the new address of this master, a restart needs the address that they know.
  line="$1 $me $2"
  case $1-$moved_from in master-?*) line="$1 $moved_from $2 $me" ;; esac
  [ "$line" != "${noted:-}" ] || return 0
  echo "$line" > "$data_dir/node.state.new" && mv "$data_dir/node.state.new" "$data_dir/node.state" && noted=$line
}

# A write that a full disk cuts off can leave zeros in the append-only file: Redis removes the partial command, but
# writes on behind it unless the file was opened at the start (7.0.15: aof.c opens a new one without O_APPEND). The
# server continues, and cannot load the file again. A rewrite replaces it; one that does not fit would fill the disk.
renew_file() { # REFUSED STATE
  if [ "$1" -gt "${refused:-$1}" ] || [ "$2" = full ]; then torn=yes; fi
  refused=$1
  case $2-${torn:-}-$appendonly in
    ok-asked-*) torn='' ;;
    ok-yes-yes | failed-?*-yes)
      if df -Pk "$data_dir" | awk -v kib="$(data_kib)" 'END { sub(/%.*/, ""); exit $(NF - 1) < kib * 1.5 }' && node $me bgrewriteaof | grep -q ^Back; then
        torn=asked
        log 'the disk was full; rewriting the append-only file'
      fi
      ;;
  esac
}

# A replica can be promoted when it has had a link to its master. If that master does not come back for 15 s, its own
# data is the best there is, if it has any.
make_promotable() { # ROLE LINK
  [ -n "${stale:-}" ] || return 0
  read_clock
  case $1-$2 in
    slave-up | master-*) ;;
    *) [ "$kib" -gt 0 ] && [ $((now - started_at)) -ge 1500 ] || return 0 ;;
  esac
  node $me config set replica-priority 100 > /dev/null && stale=
}

# Whether to ask the sentinels: regularly, immediately if the link is down or another node was promoted, and again
# soon after a first mismatch.
is_due() { # ROLE LINK
  [ "$1-$2" = slave-down ] || [ "$1-${moved_from:+moved}" = master-moved ] || [ -n "$doubted_at" ] ||
    [ $((ticks % 5)) -eq 0 ] || { [ "$1" = master ] && is_reported_replaced; }
}

# In the report of the fence, see fence.sh.
is_reported_replaced() {
  cut -d ' ' -f 7 "$data_dir/.report" 2> /dev/null | grep -qx yes
}

correct_node() { # a node_view
  views=$(known_sentinels | sentinel_views)
  if [ "$3-${moved_from:+moved}" = master-moved ]; then announce_move; fi
  [ "$3-$4" != slave-down ] || take_over "$7 $8"
  target=$(echo "$views" | repair_target "$me" "$7 $8")
  if [ -z "$target" ] || ! is_master ${target#* }; then
    doubted_at=''
    return
  fi
  # Not at once: before a promotion, the watchers point a replica at a node that the sentinels do not name yet.
  read_clock
  doubted_at=${doubted_at:-$now}
  if [ $((now - doubted_at)) -ge 200 ]; then
    log "${target%% *} sentinels name ${target#* }, which is master; following it"
    step_down ${target#* }
    doubted_at=''
  fi
}

# The master that this node must follow and does not, from sentinel views: "VOTES IP PORT", or nothing. Only a
# majority counts, and only if no failover is under way.
repair_target() { # "IP PORT" of this node, "IP PORT" that it follows
  named_master | awk -v me="$1" -v followed="$2" '
    $8 == 0 && $4 * 2 > $6 + 1 && $1 " " $2 != me && $1 " " $2 != followed { print $4, $1, $2 }'
}

# A master whose address changed: notifies the sentinels if they name the old one and no other master is there.
announce_move() {
  at=$(echo "$views" | awk 'NF >= 9 { print $3, $4 }' | sort | uniq -c | awk '{ print $2, $3 }')
  if [ "$at" = "$me" ]; then
    moved_from=
  elif echo "$at" | grep -qxF "$moved_from" && ! is_master $moved_from; then
    log "this master moved from $moved_from to $me; notifying the sentinels"
    epoch=$(($(echo "$views" | awk '$5 > e { e = $5 } END { print e + 0 }') + 1))
    sentinel_peers=$(known_sentinels | each sentinel_peer)
    notify_sentinels $me
  fi
}

# All nodes have new addresses, and the last master, which would announce its own, has lost its volume or stays away. The
# sentinels know no replica that is left, and promote none. After a minute, the one with the newest data leads.
take_over() { # "IP PORT" of the master that this node follows
  read_clock
  [ $((now - started_at)) -ge 6000 ] && ! echo "$views" | grep -qv _down && ! echo "$views" | each sentinel_replicas | grep -qxF "$me" || return 0
  best=$({ node_addresses; echo "$me"; } | node_views | awk -v old="$1" '
    $3 == "master" || $4 == "up" || $7 " " $8 != old { other = 1 }
    $10 > 0 { k = sprintf("%20d%20d", $5, $6) $1 " " $2; if (k > b) b = k }
    END { if (!other) print substr(b, 41) }')
  if [ "$best" = "$me" ] && ready_to_notify "$1" && promote $me; then
    log 'no replica that the sentinels know is left; leading'
    notify_until_agreed $me
  fi
}
