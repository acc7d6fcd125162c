# shellcheck shell=sh
# shellcheck disable=SC2086 # $me and the like are two words, "IP PORT"
# Forms a cluster of nodes that know each other and have no slots. One of them, the former, marks all others first, by a
# function library that exists once in each node and is stored with its data. Every step is then a call of the function of
# that mark: it fails as soon as another former has replaced it, however late it arrives. So no slot is assigned twice,
# and one that continues after a crash sees all that was done.

mark_of() { # ID: Lua text that runs any command given to it
  printf '#!lua name=%s\nredis.register_function{function_name="forming_%s",callback=function(k,a) return redis.call(unpack(a)) end,flags={"no-writes","allow-stale"}}' $library "$1"
}

# Marks a node. A mark of this node is kept; one of a node that no member knows any more is replaced.
mark() { # ADDRESS PORT HOLDER MEMBERS
  case $3 in
    "$own_id") echo marked ;;
    -) node "$1" "$2" function load "$(mark_of "$own_id")" | grep -qx $library && echo marked ;;
    *)
      case " $4 " in *" $3 "*) return ;; esac
      node "$1" "$2" function load replace "$(mark_of "$own_id")" | grep -qx $library && echo marked
      ;;
  esac
}

# As each calls it, without commands on standard input.
marked() { # ADDRESS PORT COMMAND…
  marked_at="$1 $2"
  shift 2
  node $marked_at fcall "forming_$own_id" 0 "$@"
}

form_cluster() {
  rest=0.3 waiting=forming
  members=$(echo "$views" | awk '$1 == "node" { print $2, $3, $4, $14 }' | members_only)
  ids=$(echo "$members" | awk '{ print $3 }' | tr '\n' ' ')
  count=$(echo "$members" | grep -c .)
  [ "$(echo "$members" | mark_all | grep -c marked)" = "$count" ] || { log_once 'waiting: not all nodes could be marked'; return 0; }
  # What was assigned before the marks is visible now, and no other node can assign anything.
  look_around_cluster
  decided=$(cluster_facts | decide_cluster)
  [ "$(echo "$decided" | grep -cx form)" = 1 ] || return 0
  now_members=$(echo "$views" | awk '$1 == "node" { print $2, $3, $4, $14 }' | members_only)
  [ "$now_members" = "$(echo "$members" | awk -v id="$own_id" '{ print $1, $2, $3, id }')" ] || return 0
  plan=$(echo "$views" | awk -v known="$ids" '$1 == "node" && index(" " known, " " $4 " ")' |
    awk -v NODES="$cluster_nodes" -v REPLICAS="$cluster_replicas" -f "$here/lib/cluster/plan.awk")
  case $plan in none*) log_once "waiting: ${plan#none }"; return 0 ;; esac
  log_once "forming the cluster: $((cluster_nodes / (1 + cluster_replicas))) masters, $count nodes"
  carry_out_plan || return 0
  # With the last slot, the nodes accept writes: from then on, a replica without a copy never takes over. Once the marks are
  # gone, no node forgets a master whose slots only some know. What was seen before this plan shows neither.
  last=$(echo "$plan" | sed -n 's/^last //p')
  look_around_cluster
  missing=$(echo "$views" | awk -v known="$ids" -v count="$count" -v all=$((${last:+-1} + 16384)) '
    !index(" " known, " " ($1 == "node" ? $4 : $2) " ") { next }
    $1 == "node" { n++; if ($7 == "slave" && $16 != "yes") bare = bare " " $2 ":" $3 }
    $1 == "sees" { slots[$2] += $10 }
    END {
      for (i in slots) if (slots[i] != all) open = 1
      if (open || n != count) print "the nodes do not know all slots yet"
      else if (bare != "") print "replicas have no copy of their master yet:" bare
    }')
  [ -z "$missing" ] || { log_once "waiting: $missing"; return 0; }
  if [ -n "$last" ]; then
    set -- $last
    marked "$1" "$2" cluster addslotsrange "$3" "$4" > /dev/null
    return 0
  fi
  echo "$members" | grep -v " $own_id " | each unmark
  node $me function delete $library > /dev/null
  # The mark of a replica goes with that of its master, a moment later.
  [ -n "${has_formed:-}" ] || log "formed the cluster of $count nodes"
  has_formed=yes waiting=
}

# The nodes that this one knows.
members_only() {
  awk -v known="$(echo "$views" | awk -v id="$own_id" '$1 == "sees" && $2 == id { print $3 }' | tr '\n' ' ')" 'index(" " known, " " $3 " ")' | sort
}

mark_all() {
  while read -r a p _ holder; do mark "$a" "$p" "$holder" "$ids" < /dev/null; done
}

unmark() { node "$1" "$2" function delete $library > /dev/null; }

# Returns 1 if something is left for the next look.
carry_out_plan() {
  echo "$plan" | sed -n 's/^slots //p' > "$data_dir/.plan"
  while read -r a p from to; do
    [ "$(marked "$a" "$p" cluster addslotsrange "$from" "$to" < /dev/null)" = OK ] || return 1
  done < "$data_dir/.plan"
  echo "$plan" | sed -n 's/^replica //p' > "$data_dir/.plan"
  is_complete=yes
  while read -r a p id; do
    echo "$views" | awk -v at="$a $p" -v id="$id" '
      $1 == "node" && $2 " " $3 == at { self = $4 }
      $1 == "sees" && $2 == self && $3 == self && $5 == id { found = 1 }
      END { exit !found }' && continue
    # What it possibly has is that of another master: its helper sees it by the priority, at whatever moment it looks.
    node "$a" "$p" config set replica-priority 0 < /dev/null > /dev/null
    [ "$(marked "$a" "$p" cluster replicate "$id" < /dev/null)" = OK ] || is_complete=
    node "$a" "$p" config set replica-priority 0 < /dev/null > /dev/null
  done < "$data_dir/.plan"
  rm -f "$data_dir/.plan"
  [ -n "$is_complete" ]
}
