# Decides what a node of a Redis Cluster does next. A pure function: facts in, actions out.
#
# Facts, one per line; an empty line ends a case:
#   me ID HOST NAME                  this node; HOST is "-" if it is unknown
#   set NODES                        how many nodes form the cluster
#   now SECONDS                      a monotonic clock
#   since KEY SECONDS                what this program printed at its last run
#   resolved IP PORT                 each address to which the names of the service resolve
#   closed yes                       this node refuses to be copied, see conf.sh
#   synced yes                       this node has had a complete copy of its master, or was master of its shard
#   strict yes                       this node accepts nothing until all slots are assigned, and is to do so later
#   node, sees, refused …            what each node that answers reports, itself included (view.awk)
#
# Actions, one per line, in this order:
#   meet IP PORT BUS_PORT WHY        introduce this node
#   form                             be the one that forms the cluster
#   unlock                           the cluster is formed: remove what marks this node
#   replicate ID WHY                 become a replica of that master, or of another one
#   take-over WHY                    become master in place of the own master
#   forget ID WHY
#   open                             let others copy this node
#   relax                            accept commands although slots of others are not served
#   limit yes|no                     whether min-replicas-to-write applies
#   wait WHY
#   since KEY SECONDS                to be given to the next run

function reset() {
  me = my_name = synced = closed = strict = ""
  nodes = 6; now = 0; answered = known = 0
  split("", since); split("", kept); split("", resolved); split("", at); split("", id_at); split("", host); split("", name)
  split("", complete); split("", link); split("", offset); split("", owned); split("", lock); split("", limit); split("", knows)
  split("", total); split("", seen); split("", flags); split("", master); split("", address)
  split("", slots); split("", own); split("", bus); split("", ids); split("", known_ids); split("", live); split("", is_new); split("", follows)
}

BEGIN { all = 16384; reset() }
$1 == "me" { me = $2; my_name = $4 }
$1 == "set" { nodes = $2 + 0 }
$1 == "now" { now = $2 + 0 }
$1 == "since" { since[$2] = $3 + 0 }
$1 == "resolved" { resolved[$2 " " $3] = 1 }
$1 == "synced" { synced = $2 }
$1 == "closed" { closed = $2 }
$1 == "strict" { strict = $2 }
$1 == "node" && NF >= 15 && !($4 in at) {
  ids[++answered] = $4
  at[$4] = $2 " " $3; id_at[at[$4]] = $4; host[$4] = $5; name[$4] = $6; link[$4] = $8; complete[$4] = $16 == "yes"
  offset[$4] = $9 + 0; limit[$4] = $13 + 0; owned[$4] = $12; lock[$4] = $14; is_new[$4] = $15 == "new"
}
$1 == "sees" {
  knows[$2, $3] = 1
  seen[$2]++
  total[$2] += $10
  if ($2 == $3 && $5 != "-") follows[$2] = $5
  if ($2 == $3) { own[$2] = $7 " " $8; bus[$2] = $9 }
  if ($2 != me) next
  known_ids[++known] = $3
  flags[$3] = $4; master[$3] = $5; address[$3] = $7 " " $8; slots[$3] = $10 + 0
}
NF == 0 { decide(); reset() }
END { decide() }

function emit(action) { print action }
function short(id) { return substr(id, 1, 8) }
function is_down(id) { return flags[id] ~ /fail($|,)/ }
function is_shard(id) { return slots[id] > 0 || (id in lock && lock[id] == "filling") }
function apart(a, b) { return host[a] != host[b] || host[a] == "-" || host[a] == "" }

# For how many seconds something has been so. It is forgotten when it is not asked for.
function lasts(key) {
  kept[key] = key in since ? since[key] : now
  return now - kept[key]
}

function decide(   key) {
  if (me == "" || !(me in at)) return
  count_replicas()
  meet()
  if (total[me] == 0 || (total[me] < all && is_locked())) forming()
  else formed()
  has_slots = slots[me] > 0
  if (closed == "yes" && (has_slots || is_tidy())) print "open"
  if (strict == "yes" && total[me] > 0 && !is_locked()) print "relax"
  if ((limit[me] > 0) != has_slots) print "limit", (has_slots ? "yes" : "no")
  for (key in kept) print "since", key, kept[key]
}

# Whether no replica can believe that this node is its master: all answer, and each has a master that answers.
function is_tidy(   i, id) {
  if (flags[me] !~ /slave/) return 0
  for (i = 1; i <= known; i++) if (!(known_ids[i] in at)) return 0
  for (i = 1; i <= answered; i++) if ((ids[i] in follows) && !(follows[ids[i]] in at)) return 0
  return 1
}

function is_locked(   i) {
  for (i = 1; i <= known; i++) if (length(lock[known_ids[i]]) == 40) return 1
  return 0
}

# Whether no write can have been accepted yet. The last slot is assigned when every replica has a copy of its master
# (form.sh). What one node knows is enough: it can be ahead of the others.
function is_unserved(   i) {
  if (!is_locked()) return 0
  for (i = 1; i <= answered; i++) if (total[ids[i]] >= all && ((me, ids[i]) in knows)) return 0
  return 1
}

# A node that has no cluster introduces itself to the others that have none, or to the one cluster that there is. A
# node that has one introduces itself only to its own: those that it knows, or that know it.
function meet(   i, id, seed, two) {
  for (i = 1; i <= answered; i++) {
    id = ids[i]
    if (id == me || name[id] != my_name || total[id] == 0) continue
    if (total[me] > 0 || ((me, id) in knows)) continue
    if (seed == "") seed = id
    else if (!((seed, id) in knows) && !((id, seed) in knows)) two = id
    if (id < seed) seed = id
  }
  if (two != "") return emit("wait " at[seed] " and " at[two] " belong to two clusters; this node joins neither")
  if (seed != "") return introduce(seed, "it belongs to the cluster")
  for (i = 1; i <= answered; i++) {
    id = ids[i]
    if (id == me) continue
    if ((me, id) in knows) {
      if (flags[id] ~ /noaddr/ || address[id] != own[id]) introduce(id, "its address is new")
      else if (!((id, me) in knows)) introduce(id, "it does not know this node")
    } else if (name[id] != my_name) emit("wait " at[id] " belongs to the cluster " name[id] "; this node does not join it")
    else if (total[me] == 0) introduce(id, "it is new as well")
    else if ((id, me) in knows) introduce(id, "it knows this node")
    else if (total[id] > 0) emit("wait " at[id] " belongs to another cluster; to make it join this one, empty its volume")
  }
}

function introduce(id, why) { emit("meet " own[id] " " bus[id] " " why) }

# Every node that any of them knows must answer and know the same nodes, and the one that has begun finishes it.
function forming(   i, j, id, holder, first) {
  # One that is gone for good must not keep the others from it.
  forget()
  if (flags[me] ~ /slave/ && taken_over(master[me])) return
  if (known < nodes && total[me] == 0) return emit("wait " known " of " nodes " nodes are here")
  for (i = 1; i <= known; i++) {
    id = known_ids[i]
    if (!(id in at)) return emit("wait the node at " address[id] " does not answer")
    if (seen[id] != known) return emit("wait the nodes do not know each other yet")
    for (j = 1; j <= known; j++) if (!((id, known_ids[j]) in knows)) return emit("wait the nodes do not know each other yet")
    if (name[id] != my_name) return emit("wait the node at " at[id] " belongs to the cluster " name[id])
    if (first == "" || id < first) first = id
    if ((lock[id] in at) && (holder == "" || lock[id] < holder)) holder = lock[id]
  }
  if ((holder == "" ? first : holder) == me) return emit("form")
  return emit("wait another node forms the cluster: " at[holder == "" ? first : holder])
}

function formed() {
  forget()
  if (length(lock[me]) == 40) finish()
  if (lock[me] == "filling" && slots[me] == 0 && lasts("filling") > 600) emit("unlock")
  if (flags[me] ~ /slave/) return replica()
  if (!is_shard(me)) join()
}

# All slots are assigned, and this node is still marked. A former that has missed a look possibly still continues. The marks
# of one that is lost stay as long as it has slots, which go to its replica first.
function finish(   former) {
  former = lock[me]
  if (former == me) return emit("form")
  if (former in at ? lock[former] == "-" : !(former in flags) || (slots[former] == 0 && is_down(former))) emit("unlock")
}

# How many replicas each master has. What a node reports of itself is newer than what others know of it.
function count_replicas(   i, id) {
  for (i = 1; i <= answered; i++) if (ids[i] in follows) live[follows[ids[i]]]++
  for (i = 1; i <= known; i++) {
    id = known_ids[i]
    if (!(id in at) && flags[id] ~ /slave/ && !is_down(id) && flags[id] !~ /noaddr/) live[master[id]]++
  }
}

# Whether a node that answers has slots, is about to get some, or has a master.
function is_placed(id) { return owned[id] != "-" || lock[id] == "filling" || (id in follows) }

# The master with fewest replicas that is on another host.
function best_master(id,   i, a, best) {
  for (i = 1; i <= known; i++) {
    a = known_ids[i]
    if (a == id || flags[a] ~ /slave|noaddr/ || is_down(a) || !is_shard(a) || !(a in at) || !apart(id, a)) continue
    if (best == "" || live[a] + 0 < live[best] + 0 || (live[a] + 0 == live[best] + 0 && a < best)) best = a
  }
  return best
}

# One after the other, so that they do not choose the same master. One that this node does not know yet can be on its
# way to another cluster, and is not waited for long.
function join(   i, id, chosen) {
  # It can be needed as a master.
  if (is_locked()) return emit("wait the cluster is being formed")
  chosen = best_master(me)
  if (chosen == "") return emit("wait every master that answers is on the host of this node")
  for (i = 1; i <= answered; i++) {
    id = ids[i]
    if (id >= me || name[id] != my_name || is_placed(id) || best_master(id) == "") continue
    if (((me, id) in knows) || lasts("new:" id) < 5) return emit("wait the node at " at[id] " joins first")
  }
  emit("replicate " chosen " it is the master with fewest replicas (" live[chosen] + 0 ")")
}

function replica(   boss, chosen) {
  boss = master[me]
  chosen = best_master(me)
  if (taken_over(boss)) return
  # The master's host has changed, or this node's.
  if ((boss in at) && !apart(me, boss)) {
    if (chosen == "") return emit("wait the master is on the host of this node, and no other master can take it")
    if (lasts("apart") >= 3) emit("replicate " chosen " the master is on the host of this node")
    return
  }
  if (chosen != "" && chosen != boss && live[boss] >= live[chosen] + 2 && is_mover(boss) && lasts("move:" chosen) >= 5)
    emit("replicate " chosen " it has " live[chosen] + 0 " replicas, and the master of this node has " live[boss])
}

# The last replica of the master that has most. All others stay, and Redis' own migration, which does not look at hosts,
# is off.
function is_mover(boss,   i, id) {
  for (i = 1; i <= known; i++) {
    id = known_ids[i]
    if (is_down(id) || flags[id] ~ /noaddr/) continue
    if (flags[id] !~ /slave/ && (live[id] + 0 > live[boss] + 0 || (live[id] + 0 == live[boss] + 0 && id < boss))) return 0
    if (flags[id] ~ /slave/ && master[id] == boss && id > me) return 0
  }
  return 1
}
