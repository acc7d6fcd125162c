# Decides what a starting data node does. A pure function: facts in, one line out.
#
# Facts, one per line; an empty line ends a case:
#   me IP PORT
#   role master|slave                      the argument of start.sh
#   last ROLE IP PORT OFFSET [IP PORT]     its last run, and a new address that the sentinels do not know yet
#   data KIB LOAD_MS clean|unclean         its files, and how its last run ended
#   waited SECONDS, named_for SECONDS      since the start, and since a sentinel first named a master
#   timeout SECONDS, failover_ms N, down_after_ms N
#   voters N                               how many sentinels there should be
#   expected yes|no                        whether any address of a sentinel is known or configured
#   reachable N                            how many addresses of sentinels are known
#   rank N                                 its place among the nodes, by address
#   sentinel IP PORT none|refused          one that monitors nothing, or rejects the password
#   sentinel IP PORT MASTER_IP MASTER_PORT EPOCH OTHERS REPLICAS FLAGS STATE ...
#   replica IP PORT                        one that the sentinels know
#   node IP PORT ROLE LINK OFFSET KEYS MASTER_IP MASTER_PORT LOADING PRIORITY REPLICAS
#
# Decisions:
#   join IP PORT WHY          as a replica
#   lead WHY                  as master, which refuses writes until the sentinels agree (fence.sh)
#   hand-over IP PORT WHY     promote that replica, then join it
#   wait WHY                  and look again
#   fail CODE WHY

function reset() {
  me = role = was_me = moved = unclean = expected = ""
  was_role = "-"; was_offset = kib = load_ms = waited = named_for = voters = reachable = rank = idle = 0
  timeout = 60; failover_ms = 10000; down_after_ms = 2000
  split("", view); split("", epoch); split("", votes); split("", known); split("", node); split("", at)
  answers = others = replicas = busy = nodes = decided = 0
}

BEGIN { reset() }
$1 == "me" { me = $2 " " $3 }
$1 == "role" { role = $2 }
$1 == "last" { was_role = $2; was_me = $3 " " $4; was_offset = $5 + 0; moved = NF > 6 ? $6 " " $7 : "" }
$1 == "data" { kib = $2 + 0; load_ms = $3 + 0; unclean = $4 != "clean" }
$1 == "waited" { waited = $2 + 0 }
$1 == "named_for" { named_for = $2 + 0 }
$1 == "timeout" { timeout = $2 + 0 }
$1 == "failover_ms" { failover_ms = $2 + 0 }
$1 == "down_after_ms" { down_after_ms = $2 + 0 }
$1 == "voters" { voters = $2 + 0 }
$1 == "reachable" { reachable = $2 + 0 }
$1 == "expected" { expected = $2 }
$1 == "rank" { rank = $2 + 0 }
$1 == "sentinel" && $4 == "none" { idle++ }
$1 == "sentinel" && NF >= 10 {
  answers++
  named_by_one = $4 " " $5
  votes[named_by_one]++
  if ($6 + 0 > epoch[named_by_one] + 0) epoch[named_by_one] = $6 + 0
  if ($7 + 0 > others) others = $7 + 0
  if ($8 + 0 > replicas) replicas = $8 + 0
  if ($9 ~ /failover_in_progress/ || $10 != "none") busy = 1
}
$1 == "replica" { known[$2 " " $3] = 1 }
$1 == "node" && NF >= 12 {
  if (!(($2 " " $3) in node)) at[++nodes] = $2 " " $3
  node[$2 " " $3] = $0
}
NF == 0 { decide(); reset() }
END { decide() }

function out(what) { if (!decided) print what; decided = 1; return 1 }

# Field N of a node's view.
function field(address, n,   f) { split(node[address], f, " "); return f[n] }
function is_master(address) { return (address in node) && field(address, 4) == "master" }

function decide(   a) {
  named = ""
  if (me == "") return
  if (waited >= timeout) return out("fail 69 gave up after " timeout " s")
  # The newest epoch takes precedence, then the most votes.
  for (a in votes)
    if (named == "" || epoch[a] > epoch[named] || (epoch[a] == epoch[named] && votes[a] > votes[named])) named = a
  if (named == "") return without_sentinels()
  majority = votes[named] > int((others + 1) / 2)
  counted = votes[named] " of " (others + 1) " sentinels"
  if (busy && named_for < failover_ms / 500 && !patient(20)) return out("wait a failover is in progress; waiting for its result")
  if (named == (was_me == "" ? me : was_me) || named == moved) return named_here()
  if (named == me) return named_stranger(named)
  return follow(named, votes[named] " of " answers " sentinels name it as master", majority)
}

# The address belonged to another node, which will announce its new address.
function named_stranger(named,   master) {
  if (named_for >= 20) return out("fail 69 the sentinels name " named ", and the node that had this address did not come back")
  master = leading()
  if (master == "") return out("wait the sentinels name " named ", which was another node's address; waiting for that node")
  return follow(master, "this peer is master, and the sentinels name an address that belonged to another node", 0)
}

# Data does not join emptiness. A master without a single key is joined only if it continues what this node had,
# which its offset shows, or if a majority of the sentinels keep naming it. Otherwise it lost its data, and this node, or
# another, has the only copy.
function follow(master, why, by_majority) {
  if (kib > 0 && is_master(master) && field(master, 7) == 0 && !(by_majority && patient(20)) &&
      (field(master, 6) + 0 < was_offset || was_offset == 0))
    return out("wait " master " is master and has no data, but this node has; waiting")
  return out("join " master " " why)
}

# The master among the nodes. If there are several, the one with the most replicas, then the newest data.
function leading(   best, i, a) {
  for (i = 1; i <= nodes; i++) {
    a = at[i]
    if (a == me || !is_master(a)) continue
    if (best == "" || field(a, 12) + 0 > field(best, 12) + 0 ||
        (field(a, 12) + 0 == field(best, 12) + 0 && field(a, 6) + 0 > field(best, 6) + 0)) best = a
  }
  return best
}

# The sentinels still name this node.
function named_here(   promoted, a) {
  # Sentinels learn of a promotion with a short delay, and one that was away does not. If this node started as a
  # second master, the sentinels would accept it in place of the other, whose writes would be lost.
  promoted = leading()
  if (promoted != "" && majority)
    return out("wait " counted " name this node, but " promoted " is master; waiting until they agree")
  if (promoted != "") return follow(promoted, "it is master, and only " counted " name this node", 0)
  unheard = 0
  for (a in known) if (a != me) unheard++
  if (replicas > unheard) unheard = replicas
  # Their addresses can have changed as well: what counts is how many answer.
  for (a in node) if (a != me && unheard > 0) unheard--
  # Fewer sentinels than a majority can have missed a failover, and a replica that is slow to answer can be the
  # new master.
  if (!majority && unheard > 0 && !patient(10))
    return out("wait only " counted " name this node, and not all of its replicas answer; waiting for them")
  return guard()
}

# Whether it has waited long enough, with the sentinels' answers if they name a master. The rest of the timeout is
# for the decision.
function patient(seconds,   since) {
  since = named == "" ? waited : named_for
  return since >= seconds || since >= timeout / 2 || waited >= timeout - 2
}

# Whether its own data is the newest. After a crash it is not: Redis delays the write to the file while the disk
# is slow, but not the copy to the replicas. A replica that had everything leads, and nothing is copied back.
function guard(   why, best) {
  if (kib == 0) why = "its data is empty"
  else if (load_ms > down_after_ms) why = "its data would take about " load_ms " ms to load"
  else if (unclean) why = "it did not stop cleanly, and a replica may have newer data"
  else return out("lead " counted " name this node, it stopped cleanly, and its data loads in about " load_ms " ms")
  best = candidate()
  if (best == "") {
    # After a crash of all nodes, its own file has all that it acknowledged, unless the disk was slow.
    if (unheard > 0 && !patient(kib > 0 && load_ms <= down_after_ms ? 2 : 10))
      return out("wait " why "; waiting for one of " replicas " replicas to answer")
    if (kib == 0 && replicas > 0 && !patient(10)) return out("wait " why "; waiting for a replica that has some")
    return out("lead " why ", but no replica that answers has as much data")
  }
  if (!majority) {
    if (!patient(10)) return out("wait " why ", and only " counted " name this node; waiting for a majority")
    return out("lead " why ", but only " counted " name this node: too few to hand over")
  }
  # One that does not answer can have newer data. One that still has its link only needs a moment.
  if (!settled && !patient(lived && unheard == 0 ? 2 : 10)) return out("wait " why "; waiting until all replicas can be compared")
  return out("hand-over " best " " why)
}

# The replica of this node with the newest data, at least as new as its own. One that has run since the last write
# shows its offset; one that was restarted has none and is used only if this node has no data. Sets `settled`: all
# known replicas answer, and have read all that was sent (their link is down). Sets `lived`.
function candidate(   best, i, a) {
  settled = unheard == 0
  lived = 0
  for (i = 1; i <= nodes; i++) {
    a = at[i]
    if (a == me || field(a, 4) != "slave") continue
    if (field(a, 5) != "down") settled = 0
    if (field(a, 10) + 0 != 0) continue
    # A priority of 0 means that it must not be promoted, or, without an offset, that it has just started.
    if (offset(a) > 0 && field(a, 11) + 0 == 0) continue
    if (offset(a) > 0 && offset(a) >= was_offset) lived = 1
    else if (kib > 0 || field(a, 7) + 0 == 0) continue
    if (best == "" || newer(a, best)) best = a
  }
  return best
}

# A replica that was restarted and has not had a link reports 1.
function offset(a) { return field(a, 6) > 1 ? field(a, 6) + 0 : 0 }

function newer(a, b) {
  if (offset(a) != offset(b)) return offset(a) > offset(b)
  if (field(a, 7) + 0 != field(b, 7) + 0) return field(a, 7) + 0 > field(b, 7) + 0
  return a < b
}

# No sentinel names a master: the peers decide, then the last run, and only on a first start the role.
function without_sentinels(   master, followed, patience, i) {
  master = leading()
  # Both have been master: the sentinels know which one has the newer data.
  if (master != "" && was_role == "master" && kib > 0 && expected == "yes")
    return out("wait no sentinel answers, and " master " is master, as this node was; waiting for the sentinels")
  if (master != "") return follow(master, "no sentinel answers, and this peer is master", 0)
  followed = followed_by_peers()
  if (followed != "" && followed == (was_me == "" ? me : was_me)) {
    if (kib == 0 && (peers_have_data() || (expected == "yes" && waited < timeout / 2)))
      return out("wait the peers follow this node, which has no data; waiting for the sentinels")
    return out("lead no sentinel answers, and the peers follow this node")
  }
  if (followed != "" && followed != me && was_role != "master")
    return follow(followed, "no sentinel answers, and the peers follow it", 0)
  if (was_role == "master") {
    patience = expected == "yes" ? 25 : 3
    if (!patient(patience)) return out("wait no sentinel and no peer answers; waiting")
    return out("lead no node has answered for " int(waited) " s, and this node was master in its last run")
  }
  if (role == "master" && was_role == "-") return first_start()
  return out("wait no sentinel answers and no peer is master yet; waiting")
}

# A node that lost its volume also believes that this is its first start. Sentinels that answer and monitor
# nothing prove that it is one. Otherwise there is time for them to start and to name the master they remember.
function first_start() {
  if (idle > voters / 2 || (idle > 0 && idle >= reachable && waited >= 5)) {
    if (waited >= (rank - 1) * 2) return out("lead on a first start the role decides: the sentinels monitor nothing yet")
  } else if (expected != "yes") {
    if (waited >= rank * 2) return out("lead no node answers, and on a first start the role decides")
  } else if (waited >= timeout / 2 || waited >= 25 + rank) {
    return out("lead no node has answered for " int(waited) " s, and on a first start the role decides")
  }
  return out("wait no sentinel and no peer answers; waiting before a first start")
}

function followed_by_peers(   i, a, n, best) {
  for (i = 1; i <= nodes; i++) if (field(at[i], 4) == "slave" && field(at[i], 8) != "-") n[field(at[i], 8) " " field(at[i], 9)]++
  for (a in n) if (best == "" || n[a] > n[best] || (n[a] == n[best] && a < best)) best = a
  return best
}

function peers_have_data(   i) {
  for (i = 1; i <= nodes; i++) if (field(at[i], 7) + 0 > 0) return 1
  return 0
}
