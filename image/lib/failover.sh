# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# What a watcher does in a failover. First the fence: two tenths of a second before Sentinel promotes a replica,
# the old master, which may be alive, is made to refuse writes, and its other replicas follow the chosen one.
# Otherwise it would acknowledge writes that the new master never gets, even to clients that WAIT for a replica.
# Then the announcement: Sentinel notices a promotion only with its next INFO, up to a second late. The watcher
# queries the chosen replica itself. As soon as it is master, the watcher notifies all sentinels with this
# failover's epoch.

# Sends commands without waiting for replies. A server that is frozen runs them as soon as it continues.
deliver() { # IP PORT, commands on standard input
  {
    [ -z "$redis_password" ] || setting AUTH "$redis_password"
    cat
  } | timeout 1 "$cli" -h "$1" -p "$2" --pipe > /dev/null 2>&1
}

# A connection to the present master that is open already: on a busy machine a process takes long to start, and a
# master can have as many clients as it allows. What is written to the pipe of another master is lost with it.
keep_line() { # IP PORT
  [ $# = 2 ] || return 0
  if [ "$line" = "$data_dir/.line-$1-$2" ] && kill -0 "$line_pid" 2> /dev/null; then return; fi
  [ -z "$line" ] || kill "$line_pid" 2> /dev/null
  rm -f "$data_dir"/.line-* 2> /dev/null
  line=$data_dir/.line-$1-$2
  mkfifo "$line" 2> /dev/null || { line='' && return; }
  exec 9<> "$line" # that there is always a reader
  (
    [ -z "$redis_password" ] || export REDISCLI_AUTH="$redis_password"
    exec "$cli" -h "$1" -p "$2" < "$line" > /dev/null 2>&1
  ) &
  line_pid=$!
}

# The keeper next to it opens it again if the failover is aborted, see fence.sh. The holds of two epochs differ.
hold_writes_of() { # IP PORT
  hold="config set min-replicas-to-write $((held + 1 + ${failover_epoch:-0} % 1000))"
  [ ! -p "$data_dir/.line-$1-$2" ] || echo "$hold" > "$data_dir/.line-$1-$2"
  echo "$hold" | deliver "$1" "$2" &
}

demote() { # IP PORT NEW_IP NEW_PORT
  printf 'replicaof %s %s\nclient kill type normal\n' "$3" "$4" | deliver "$1" "$2"
}

others_than() { # "IP PORT"…: the replicas that are none of these, and not in doubt (see suspect)
  others=$(cat "$data_dir/.replicas" 2> /dev/null)
  for address in "$@"; do others=$(echo "$others" | grep -vxF "$address"); done
  if [ -s "$data_dir/.doubt" ]; then echo "$others" | grep -vxFf "$data_dir/.doubt"; else echo "$others"; fi
}

# Whether that node is a replica of one of this stack. Its address can be that of a node that left, and be another
# stack's now.
is_ours() { # IP PORT
  node "$1" "$2" role | { read -r kind && read -r ip && read -r port && [ "$kind" = slave ] && grep -qxF "$ip $port" "$data_dir/.ours"; }
}

# A replica or a peer is down, or there is a new process at its address. Another stack's would be made a replica of this
# master after four publish periods, and its sentinels would believe this one. The next look decides, at once, see forget.sh.
suspect() { # KIND NAME IP PORT @ MASTER …
  [ "${6:-}" = "$master_name" ] || return 0
  if [ "$1" = slave ] && is_ours "$3" "$4"; then return; fi
  sentinel $me sentinel debug publish-period 15000 > /dev/null
  echo "$3 $4" >> "$data_dir/.doubt"
  kill -USR1 $$
}

# Only while the chosen one has its link. Without, it refuses to serve replicas, and they try again a second later.
point_others() { # IP PORT OLD
  case $(node "$1" "$2" role) in *connected*) ;; *) return 0 ;; esac
  others_than "$1 $2" "$3" | each follow_new "$1" "$2"
}

# The failover ended without a promotion: the replicas follow the old master again, if it is alive.
undo_failover() { # master NAME IP PORT
  [ "$(named_by $me)" = "$3 $4" ] && is_master "$3" "$4" || return 0
  others_than "$3 $4" | each follow_new "$3" "$4"
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
  # First the old master: if it is alive, it must not acknowledge any more.
  demote $5 "$2" "$3" &
  others_than "$2 $3" "$5" | each follow_new "$2" "$3" &
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

# If the votes are split, no sentinel is elected until Sentinel gives up. Only then is it aborted: with a slow disk,
# each vote takes longer, and a new election would take as long again.
expect_election() { # EPOCH
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
    sleep 0.3
    [ "$(failover_state)" = wait_start ] || return 0
    if [ "$(sentinel $me sentinel sentinels "$master_name" | election "$own_id" "$1" "$quorum")" = hopeless ]; then
      try_again wait_start 'too few votes are left for a majority'
      return
    fi
  done
}

# The state of an election from the reply to SENTINEL SENTINELS: elected, hopeless, or wait. A peer that is down is
# not expected to vote, but counts for the majority.
election() { # OWN_ID EPOCH QUORUM
  awk -v me="$1" -v epoch="$2" -v quorum="$3" '
    NR % 2 { key = $0; next }
    { f[key] = $0 }
    key == "voted-leader-epoch" {
      all++
      if ($0 == epoch && f["voted-leader"] != "?") votes[f["voted-leader"]]++
      else if (f["flags"] !~ /s_down|disconnected/) pending++
      delete f["flags"]
    }
    END {
      majority = int((all + 1) / 2) + 1
      if (quorum + 0 > majority) majority = quorum + 0 # a leader needs both
      votes[me]++
      for (a in votes) if (votes[a] > best) best = votes[a]
      if (votes[me] >= majority) print "elected"
      else if (best + pending < majority) print "hopeless"
      else print "wait"
    }'
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
