# shellcheck shell=sh
# shellcheck disable=SC2086 # $me is two words, "IP PORT"
# Writes redis.conf of a node of a Redis Cluster. Redis itself owns nodes.conf: its id, its slots and the others.

write_cluster_conf() { # PAST, new or old
  {
    redis_basics
    # Redis Cluster does not use it. 0: this node never had all data of its master (gather.sh).
    [ -e "$data_dir/.synced" ] || echo 'replica-priority 0'
    # The helper sets it when this node has slots: one that joins must be able to start without replicas.
    printf 'min-replicas-to-write 0\nmin-replicas-max-lag %s\n' "$min_replicas_max_lag_s"
    printf 'cluster-enabled yes\ncluster-config-file nodes.conf\ncluster-node-timeout %s\n' "$node_timeout_ms"
    printf 'cluster-port %s\ncluster-announce-ip %s\n' "$bus_port" "${me% *}"
    printf 'cluster-announce-port %s\ncluster-announce-bus-port %s\n' "${me#* }" "$announce_bus_port"
    # While a cluster is formed, nothing may be accepted before all slots are assigned. The helper sets what was asked for.
    echo 'cluster-require-full-coverage yes'
    # Redis does not look at hosts when it moves a replica. The helper does.
    echo 'cluster-allow-replica-migration no'
    # A replica whose data is old is not promoted by Redis, but by the helper if nothing better is left.
    echo 'cluster-replica-validity-factor 10'
    # Nothing is logged by this name: the others read who this node is from it, because a node without slots has no keys.
    [ "$1" = old ] || close_to_replicas
    setting syslog-ident "redis-ha $cluster_name ${host_id:--} $1"
  } | settings_known | replace_or_fail "$data_dir/redis.conf" || exit $?
}

# The replica of a node that lost its volume still has its address, would copy the emptiness, and would have the only
# copy of the data no longer. So a new node refuses copies until it has slots, or no such replica is left (decide.awk).
close_to_replicas() {
  access=nopass
  [ -z "$redis_password" ] || access="#$(printf '%s' "$redis_password" | sha256sum | cut -c 1-64)"
  echo "user default on $access ~* &* +@all -psync -sync"
}

# SYNC stays refused: a replica whose PSYNC was refused sends it at once, and a master streams nothing to one that
# got its copy by SYNC, because that never acknowledges. Refused both, it connects again.
open_to_replicas() { node $me acl setuser default +psync > /dev/null && past=old; }
