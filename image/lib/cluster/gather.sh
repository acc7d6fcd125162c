# shellcheck shell=sh
# shellcheck disable=SC2046,SC2086 # $me is two words, "IP PORT"; views are words
# The helper next to a node of a Redis Cluster: looks at the others, lets decide.awk decide, and carries it out.

gather() {
  memory='' waiting='' is_synced='' strict=''
  [ "$require_full_coverage" = yes ] || strict=yes
  [ ! -e "$data_dir/.synced" ] || is_synced=yes
  seen_before='' quiet_until=0
  while kill -0 "$parent" 2> /dev/null; do
    rest=1
    views=$(cluster_view $me)
    set -- $(view_of "$me")
    if [ $# -ge 16 ]; then
      rm -f "$data_dir/.clean" # from now on, its files can be older than what it acknowledged
      note_shard "$4" "$7" "$8" "$9" "${12}" "${16}"
      [ "$7-$8" != slave-down ] || follow_address
      read_clock
      # While nothing changes in what this node sees, the others are asked every ten seconds only.
      seen_now=$(echo "$views" | sed -n 's/^sees //p' | sort)
      if [ "$seen_now" != "$seen_before" ] || [ -n "$memory$waiting" ] || [ $now -ge $quiet_until ]; then
        own_id=$4
        settle
        seen_before=$seen_now quiet_until=$((now + 1000))
      fi
    fi
    sleep $rest
  done
}

# Redis continues to connect to the old address of a master whose new one it got by a meeting or from others.
follow_address() {
  set -- $(node $me cluster nodes | awk '{ at[$1] = $2 } $3 ~ /myself/ { id = $4 } END { split(at[id], place, "@"); print id, place[1] }')
  # ":0": Redis knows no address, because another node has the old one.
  [ $# -eq 2 ] && [ "${2#:}" = "$2" ] || return 0
  connects_to=$(node $me info replication | tr -d '\r' | awk -F : '$1 == "master_host" { host = $2 } $1 == "master_port" { port = $2 } END { print host ":" port }')
  [ "$connects_to" = "$2" ] || change cluster replicate "$1" "it is at $2, no longer at $connects_to"
}

# What the next start must know: "ROLE ID OFFSET", and that this node has had all data of its shard.
note_shard() { # ID ROLE LINK OFFSET SLOTS COPY
  line="$2 $1 $4"
  [ "$line" = "${noted:-}" ] || { echo "$line" > "$data_dir/node.state.new" && mv "$data_dir/node.state.new" "$data_dir/node.state" && noted=$line; }
  # The former has moved it.
  [ "$is_synced-$2-$6" != yes-slave-- ] || { rm -f "$data_dir/.synced" && is_synced=; }
  case $is_synced-$2-$3-$5 in
    yes-*) ;;
    -slave-up-* | -master-*-[0-9]*) note_copy ;;
  esac
}

# The others see it by the priority, which Redis Cluster does not use.
note_copy() {
  [ "$(node $me config set replica-priority 100)" = OK ] && : > "$data_dir/.synced" && is_synced=yes
}

# Its data and its offset are those of another shard from now on, until it has a copy.
move_to() { # ID WHY
  had_copy=$is_synced is_synced=
  if [ -n "$had_copy" ]; then
    node $me config set replica-priority 0 > /dev/null
    rm -f "$data_dir/.synced"
  fi
  change cluster replicate "$@"
  [ "$reply" = OK ] || [ -z "$had_copy" ] || note_copy
}

cluster_facts() {
  echo "me $own_id ${host_id:--} $cluster_name"
  echo "set $cluster_nodes"
  echo "now $((now / 100))"
  [ -z "$is_synced" ] || echo 'synced yes'
  [ "$past" = old ] || echo 'closed yes'
  [ -z "$strict" ] || echo 'strict yes'
  echo "$memory"
  echo "$resolved" | sed -n 's/^./resolved &/p'
  echo "$views"
}

decide_cluster() { grep . | awk -f "$here/lib/cluster/decide.awk" -f "$here/lib/cluster/lost.awk"; }

settle() {
  look_around_cluster
  report_refusals "$(echo "$views" | sed -n 's/^refused \(.*\)/\1 refused/p')" node
  read_clock
  decided=$(cluster_facts | decide_cluster)
  memory=$(echo "$decided" | grep '^since ')
  waiting=$(echo "$decided" | sed -n 's/^wait //p')
  met=$(echo "$decided" | awk '$1 == "meet" { why = $5; for (i = 6; i <= NF; i++) why = why " " $i; all = all " " $2 ":" $3 } END { if (all != "") print "meeting" all ": " why }')
  for text in "$met" "${waiting:+waiting: $waiting}"; do
    [ -z "$text" ] || log_once "$(echo "$text" | tr '\n' ',' | sed 's/,$//; s/,/, /g')"
  done
  while read -r what rest_of; do
    [ -z "$what" ] || act "$what" $rest_of
  done << DECIDED
$(echo "$decided" | grep -vE '^(since|wait) ')
DECIDED
}

act() { # an action of decide.awk
  action=$1
  shift
  case $action in
    meet)
      rest=0.5
      node $me cluster meet "$1" "$2" "$3" > /dev/null
      ;;
    form) form_cluster ;;
    unlock) node $me function delete $library > /dev/null ;;
    replicate) move_to "$@" ;;
    take-over)
      log "taking over from the master: $*"
      node $me cluster failover force > /dev/null
      ;;
    forget) change cluster forget "$@" ;;
    limit) limit_writes "$1" ;;
    relax) [ "$(node $me config set cluster-require-full-coverage no)" != OK ] || strict='' ;;
    open) open_to_replicas ;;
  esac
}

change() { # cluster replicate|forget ID WHY
  command=$2 id=$3
  shift 3
  reply=$(node $me cluster $command $id)
  if [ "$reply" = OK ]; then
    case $command in forget) log "forgetting $id: $*" ;; *) log "replicating $id: $*" ;; esac
    waiting=
  else
    log_once "cluster $command $id: ${reply:-no answer}"
  fi
}

# A node that has no slots yet must be able to start without replicas.
limit_writes() { # yes|no
  required=0
  [ "$1" = no ] || required=$min_replicas_to_write
  [ "$(node $me config get min-replicas-to-write | tail -n 1)" = "$required" ] || node $me config set min-replicas-to-write $required > /dev/null
}
