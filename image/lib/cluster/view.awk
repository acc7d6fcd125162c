# What one node reports of itself and of the others, from the replies to the commands of cluster_view:
#   node IP PORT ID HOST NAME ROLE LINK OFFSET KEYS LOADING SLOTS LIMIT LOCK PAST COPY
#   sees ID OTHER FLAGS MASTER LINK IP PORT BUS_PORT SLOTS       for each node that it knows, itself included
#   refused IP PORT                                              it rejects the password
# SLOTS of a node is a list such as 0-5460,9000 and of a view a number. LIMIT is its min-replicas-to-write. LOCK is the
# id of the node that forms the cluster, "filling" for a master that gets slots, or "-". PAST is "new" if its volume was empty when it started.
# COPY is "yes" for a replica that has had all data of its master: its helper shows it by the priority. No field is empty.

function word(text) { return text ~ /^[^ ]+$/ ? text : "-" }
function count(text) { return text ~ /^[0-9]+$/ ? text : 0 }

{ sub(/\r$/, "") }
/^(NOAUTH|WRONGPASS)/ { print "refused", at; exit }
NR == 1 { id = $1; part = 0; next }
$0 == "PONG" { part++; next }

part == 0 && NF >= 8 && $3 !~ /handshake/ {
  address = $2
  sub(/,.*/, "", address)
  bus = address
  sub(/.*@/, "", bus)
  sub(/@.*/, "", address)
  port = ip = address
  sub(/.*:/, "", port)
  sub(/:[^:]*$/, "", ip)
  slots = 0
  for (i = 9; i <= NF; i++) {
    if ($i ~ /^\[/) continue
    n = split($i, range, "-")
    slots += n == 2 ? range[2] - range[1] + 1 : 1
    if ($3 ~ /myself/) owned = owned (owned == "" ? "" : ",") $i
  }
  lines[++seen] = $1 " " $3 " " $4 " " $8 " " word(ip) " " count(port) " " count(bus) " " slots
  if ($1 == id) self = 1
}
part == 1 && $1 == "redis-ha" { name = $2; host = $3; past = $4 }
part == 2 && $0 ~ /^[0-9]+$/ { limit = $0 }
part == 3 && /^forming_[0-9a-f]+$/ { lock = substr($0, 9) }
part == 3 && $0 == "filling" { lock = "filling" }
part == 4 {
  separator = index($0, ":")
  if (separator) info[substr($0, 1, separator - 1)] = substr($0, separator + 1)
  if (/^# Keyspace/) complete = 1
  if (/^db[0-9]+:keys=/) { split($0, field, /[=,]/); keys += field[2] }
}

END {
  if (!self || !complete || length(id) != 40) exit
  slave = info["role"] == "slave"
  print "node", at, id, word(host), word(name), word(info["role"]), slave ? word(info["master_link_status"]) : "-",
    count(slave ? info["slave_repl_offset"] : info["master_repl_offset"]), keys + 0, count(info["loading"]),
    word(owned), count(limit), word(lock), word(past), (slave && info["slave_priority"] > 0 ? "yes" : "-")
  for (i = 1; i <= seen; i++) print "sees", id, lines[i]
}
