# shellcheck shell=sh
# Finds the master: gathers what the sentinels and the peers report, and carries out what decide-start.awk decides
# about it. The result is stored in $master ("" = this node, otherwise "IP PORT") and logged with its reason.

# The state of this node in its last run: role, the address that the sentinels knew, replication offset, and
# the new address, if it had changed and the sentinels were not notified yet.
read_notes() {
  was_role='' was_me='' moved_from='' moved_to='' ended=unclean
  [ ! -e "$data_dir/.clean" ] || ended=clean
  [ -s "$data_dir/node.state" ] || return 0
  read -r was_role ip port was_offset moved_to < "$data_dir/node.state"
  was_me="$ip $port"
  [ "$was_me" = "$me" ] || moved_from=$was_me
}

# The next start may rely on the files: the server has written everything that it acknowledged.
note_clean_stop() { : > "$data_dir/.clean"; }

decide_role() {
  read_notes
  read_clock
  begun=$now
  reported='[]' logged='' named_at=
  kib=$(data_kib)
  while :; do
    look_around
    read_clock
    waited=$(seconds_since "$begun")
    [ -z "$named" ] || named_at=${named_at:-$now}
    decision=$(start_facts | decide_start)
    # shellcheck disable=SC2086 # words
    if carry_out $decision; then return; fi
    pause
  done
}

seconds_since() { echo "$(((now - $1) / 100)).$(((now - $1) / 10 % 10))"; } # HUNDREDTHS

decide_start() { awk -f "$here/lib/decide-start.awk"; }

# Sets $views, $known (the replicas that the sentinels know) and $nodes. Names of data nodes are resolved only if
# the sentinels name no master, or its address changed.
look_around() {
  views=$(sentinel_addresses | sentinel_views)
  report_refusals "$views" sentinel
  named=$(echo "$views" | named_master | cut -d ' ' -f 1,2)
  known=$(echo "$views" | awk 'NF >= 9 { print $1, $2 }' | each sentinel_replicas | sort -u)
  at=$known
  if [ -z "$named" ] || [ -n "$moved_from" ]; then
    at=$(node_addresses; echo "$known")
    rank=$({ echo "$at"; echo "$me"; } | grep . | sort -u | grep -nxF "$me" | cut -d : -f 1)
  fi
  nodes=$({ echo "$at"; echo "$named"; } | grep . | sort -u | grep -vxF "$me" | node_views)
  report_refusals "$nodes" 'data node'
}

start_facts() {
  echo "me $me"
  echo "role $role"
  [ -z "$was_role" ] || echo "last $was_role $was_me ${was_offset:-0} $moved_to"
  echo "data $kib $((kib / 50)) $ended" # at 50 MB/s, the slowest rate at which Redis loads
  [ -z "$named_at" ] || echo "named_for $(seconds_since "$named_at")"
  printf 'waited %s\ntimeout %s\nfailover_ms %s\ndown_after_ms %s\nvoters %s\nrank %s\n' "$waited" \
    "$start_timeout_s" "$failover_timeout_ms" "$down_after_ms" "$sentinels" "${rank:-1}"
  if are_sentinels_expected; then echo 'expected yes'; fi
  echo "reachable $(known_sentinels | grep -c .)"
  echo "$views" | sed -n 's/^./sentinel &/p'
  echo "$known" | sed -n 's/^./replica &/p'
  echo "$nodes" | sed -n 's/^./node &/p'
}

# A single node, started without any setting, has no sentinels.
are_sentinels_expected() { [ -n "$sentinel_hosts" ] || [ -s "$data_dir/sentinels" ]; }

carry_out() { # a decision; returns 1 to look again
  what=$1
  shift
  case $what in join | hand-over) candidate="$1 $2" && shift 2 ;; esac
  case $what in
    join) join "$candidate" "$*" ;;
    lead) lead "$*" ;;
    wait)
      log_once "$*"
      return 1
      ;;
    hand-over)
      log "$*: handing over to $candidate before starting"
      logged=
      hand_over_dead "$candidate" && join "$candidate" 'it was promoted'
      ;;
    fail)
      code=$1
      shift
      fail "$code" "$*: no sentinel and no master found at ${sentinel_hosts:-redis-sentinels} and ${redis_hosts:-redis-master,redis-slaves}"
      ;;
  esac
}

report_refusals() { # VIEWS WHO: logs once which nodes rejected the password
  refusal=$(echo "$1" | awk -v who="$2" '$3 == "refused" { printf "%s%s %s:%s", n++ ? ", " : "", who, $1, $2 }')
  case $reported in *"[$refusal]"*) return ;; esac
  reported="${reported}[$refusal]"
  [ -z "$refusal" ] || log "the password was rejected by $refusal"
}

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

# The size of the data to load. Redis writes a short file even if it has no data.
data_kib() {
  for file in "$data_dir"/appendonlydir/*.aof "$data_dir"/appendonlydir/*.rdb "$data_dir"/dump.rdb; do
    [ -s "$file" ] || continue
    case $file$appendonly in
      */dump.rdbyes) continue ;;
      *.rdb$appendonly) [ "$(wc -c < "$file")" -gt 512 ] || has_keys < "$file" || continue ;;
    esac
    du -k "$file"
  done | awk '{ s += $1 } END { print s + 0 }'
}

# Whether a short snapshot has a database: 0xFE, its number, 0xFB. Its checksum, time and sizes are any bytes: one in
# fifteen files without a key has a 0xFE, one in ten thousand these three.
has_keys() { LC_ALL=C tr -c '\376\373' . | LC_ALL=C tr '\376\373' XY | grep -q 'X\.Y'; }

# The master among node views. If there are several, the one with the most replicas, then the newest data.
leading() { awk '$3 == "master" { print $11, $5, $1, $2 }' | sort -rn | awk 'NR == 1 { print $3, $4 }'; }

find_master_node() { # among the peers
  peers=$(node_addresses | node_views)
  report_refusals "$peers" 'data node'
  named_node=$(echo "$peers" | leading)
  [ -n "$named_node" ]
}
