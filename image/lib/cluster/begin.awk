# Decides whether a node of a Redis Cluster that was a master starts as it is. A pure function: facts in, one line out.
#   own ID                           from nodes.conf; a master with slots
#   data KIB clean|unclean           its files, and how its last run ended
#   last OFFSET                      the last noted replication offset
#   replica ID                       each that nodes.conf names
#   waited SECONDS
#   node, sees …                     what the nodes that answer report (view.awk)
# Decisions:
#   start WHY
#   hand-over IP PORT WHY            to that replica first: it has all data that this node acknowledged
#   wait WHY

$1 == "own" { me = $2 }
$1 == "data" { kib = $2 + 0; unclean = $3 != "clean" }
$1 == "last" { last = $2 + 0 }
$1 == "replica" { replicas++ }
$1 == "waited" { waited = $2 + 0 }
$1 == "node" && NF >= 15 { at[$4] = $2 " " $3; role[$4] = $7; link[$4] = $8; offset[$4] = $9 + 0; keys[$4] = $10 + 0; loading[$4] = $11 + 0; has_copy[$4] = $16 == "yes" }
$1 == "sees" && $2 == $3 { master[$2] = $5; if ($10 > 0) owners++ }
$1 == "sees" && $3 == me { knows++; if ($10 == 0) replaced++ }
$1 == "sees" && $10 > 0 { if (!($3 in shard)) { shard[$3] = 1; shards++ } }

END {
  if (kib > 0 && !unclean) { print "start it stopped cleanly"; exit }
  # Its slots have another owner, to which it will give way.
  if (replaced * 2 > knows) { print "start another node has its slots"; exit }
  why = kib > 0 ? "it did not stop cleanly, and a replica may have newer data" : "its data is empty"
  for (id in at) {
    if (role[id] != "slave" || master[id] != me) continue
    answering++
    if (link[id] == "up") linked = 1
    # Beside nothing, any data is more: what was noted last can be pings that no replica got.
    if (kib == 0 && loading[id]) busy = 1
    # What a replica has that was moved here from another master is not this shard's.
    if (!has_copy[id]) continue
    if (kib == 0 ? keys[id] == 0 : loading[id] || offset[id] < 2 || offset[id] < last) continue
    if (best == "" || offset[id] > offset[best] || (offset[id] == offset[best] && (keys[id] > keys[best] || (keys[id] == keys[best] && id < best)))) best = id
  }
  patience = kib > 0 ? 3 : 20
  if (best == "" && (answering < replicas || busy) && waited < patience) print "wait " why "; waiting for its replicas"
  else if (best == "") print "start no replica that answers has as much data"
  else if ((answering < replicas || linked) && waited < 2) print "wait " why "; waiting until all replicas can be compared"
  # The other masters elect the replica.
  else if (owners * 2 <= shards) print waited < 10 ? "wait " why "; waiting for a majority of the masters" : "start too few masters answer to promote a replica"
  else print "hand-over " at[best] " " why
}
