# What a node does about others that do not answer. Part of decide.awk.

# Redis promotes a replica whose master is down, unless the replica was started after it, or the address of the master
# belongs to another node now (then Redis never considers it down). Returns whether there is nothing else to do.
function taken_over(boss,   i, id, gone, left, chosen) {
  if (boss == "-" || (boss in at) || link[me] == "up") return 0
  gone = is_emptied(boss)
  left = has_left(boss)
  if (!gone && !is_down(boss) && !is_replaced(boss)) return 0
  if (lasts("down:" boss) < (gone ? 2 : 15)) return 1
  if (slots[boss] == 0) {
    chosen = best_master(me)
    emit(chosen == "" ? "wait the master is lost, and no other one is on another host" : "replicate " chosen " its master is lost, and has no slots")
    return 1
  }
  # Without a copy, it takes over only where there is no data.
  if (synced != "yes" && !(is_unserved() && (gone || left))) {
    emit("wait the master is lost, and this node never had its data")
    return 1
  }
  for (i = 1; i <= known; i++) {
    id = known_ids[i]
    if (id == me || !(id in at) || flags[id] !~ /slave/ || master[id] != boss) continue
    # The offset of a replica without a copy of this master is that of another one.
    if (complete[id] != (synced == "yes")) { if (complete[id]) return 1; continue }
    if (offset[id] > offset[me] || (offset[id] == offset[me] && id < me)) return 1
  }
  emit("take-over " (gone ? "it lost its volume" : "it has been down for 15 s"))
  return 1
}

# Another node has its address. All addresses can have changed, and it can be about to start at another one.
function is_replaced(id) { return flags[id] ~ /noaddr/ || ((address[id] in id_at) && id_at[address[id]] != id) }

# A node without a past has its address.
function is_emptied(id,   i) {
  if (flags[id] !~ /noaddr/) return is_replaced(id) && is_new[id_at[address[id]]]
  for (i = 1; i <= answered; i++) if (is_new[ids[i]]) return 1
  return 0
}

# A majority considers it down ("fail", not "fail?"), and no name resolves to it. If the own address does not resolve, the
# name server is not to be believed. A container that is stopped looks the same, so it lasts 30 s.
function has_left(id) {
  return is_down(id) && !(address[id] in resolved) && (own[me] in resolved) && lasts("left:" id) >= 30
}

# It has no slots, and cannot come back: its address belongs to another node, or it has left for good. Its slots go to a
# replica first. Until the last slot is assigned, there is no data: a former that was emptied, or has left, loses its slots.
function forget(   i, id) {
  for (i = 1; i <= known; i++) {
    id = known_ids[i]
    if (id == me || (id in at) || live[id] > 0) continue
    if (slots[id] > 0 && !(is_unserved() && (has_left(id) || is_emptied(id)))) continue
    if (is_replaced(id) && lasts("replaced:" id) >= (is_emptied(id) ? 5 : 30)) emit("forget " id " another node has its address")
    else if (has_left(id)) emit("forget " id " it is down, and no name resolves to " address[id])
  }
}
