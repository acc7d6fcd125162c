# Plans a new cluster, from "node" lines (view.awk), NODES and REPLICAS: which node gets which slots, and which node is a
# replica of which. Masters are on as many hosts as possible, and no replica is on the host of its master.
#   slots IP PORT FROM TO
#   replica IP PORT ID
#   last IP PORT 16383 16383         to be assigned when every replica has a copy: until then, no node accepts writes
#   none WHY
# Slots that are assigned already, by one that did not finish, stay where they are. Where all are, there is nothing to plan:
# nodes can have data.

$1 == "node" {
  id = $4
  ids[++n] = id
  at[id] = $2 " " $3
  host[id] = $5
  role[id] = $7
  if ($12 != "-") {
    count = split($12, ranges, ",")
    for (i = 1; i <= count; i++) {
      last = split(ranges[i], ends, "-")
      for (slot = ends[1]; slot <= ends[last]; slot++) owner[slot] = id
    }
    masters[++m] = id
    is_master[id] = 1
  }
}

function apart(a, b) { return host[a] != host[b] || host[a] == "-" }

END {
  for (slot in owner) assigned++
  if (assigned == 16384) exit
  wanted = int(NODES / (1 + REPLICAS))
  sort(ids, n)
  while (m < wanted) {
    id = next_master()
    if (id == "") { print "none too few nodes for " wanted " masters"; exit }
    masters[++m] = id
    is_master[id] = 1
  }
  sort(masters, m)
  if (!place()) {
    print "none the nodes are on too few hosts: " missing " of " wanted * REPLICAS " replicas would be on the host of their master"
    exit
  }
  next_free = 1
  for (i = 0; i < wanted; i++) assign(int(i * 16384 / wanted), int((i + 1) * 16384 / wanted) - 1)
  for (i = 1; i <= n; i++) if (ids[i] in boss) print "replica", at[ids[i]], boss[ids[i]]
  if (held != "") print "last", held, 16383, 16383
}

function sort(list, length_of,   i, j, id) {
  for (i = 2; i <= length_of; i++) {
    id = list[i]
    for (j = i; j > 1 && list[j - 1] > id; j--) list[j] = list[j - 1]
    list[j] = id
  }
}

# The host with fewest masters, then the one with most nodes: those of a full host need masters elsewhere.
function next_master(   i, id, a, best) {
  split("", on); split("", size)
  for (i = 1; i <= n; i++) { size[host[ids[i]]]++; if (ids[i] in is_master) on[host[ids[i]]]++ }
  for (i = 1; i <= n; i++) {
    id = ids[i]
    if ((id in is_master) || role[id] == "slave") continue
    a = host[id]
    if (best == "" || on[a] + 0 < on[host[best]] + 0 || (on[a] + 0 == on[host[best]] + 0 && size[a] > size[host[best]])) best = id
  }
  return best
}

# Gives each master its replicas (augmenting paths). What is left over joins later, as new nodes do.
function place(   round, i) {
  missing = 0
  for (round = 1; round <= REPLICAS; round++)
    for (i = 1; i <= wanted; i++) {
      split("", tried)
      if (!find(masters[i])) missing++
    }
  return missing == 0
}

function find(master,   i, id, other) {
  for (i = 1; i <= n; i++) {
    id = ids[i]
    if ((id in is_master) || (id in tried) || !apart(id, master)) continue
    tried[id] = 1
    other = boss[id]
    if (other == "") delete boss[id]
    if (other == "" || (other != master && find(other))) { boss[id] = master; return 1 }
  }
  return 0
}

# The parts of a range without an owner go to the master that has another part of it, or to one without slots.
function assign(from, to,   slot, begin, who) {
  for (slot = from; slot <= to && who == ""; slot++) who = owner[slot]
  for (slot = from; slot <= to; slot++) {
    if (owner[slot] != "") continue
    begin = slot
    while (slot < to && owner[slot + 1] == "") slot++
    if (who == "") who = free_master()
    if (slot == 16383) held = at[who]
    if (begin < 16383) print "slots", at[who], begin, (slot < 16383 ? slot : 16382)
    owns[who] = 1
  }
}

function free_master(   i, slot) {
  if (!counted) { for (slot in owner) if (owner[slot] != "") owns[owner[slot]] = 1; counted = 1 }
  for (i = 1; i <= m; i++) if (!(masters[i] in owns)) return masters[i]
  return masters[1]
}
