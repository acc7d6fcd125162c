# shellcheck shell=sh
# The variables that only the role cluster has, and those whose default differs there.

read_cluster_environment() {
  number cluster_nodes "$cluster_nodes" 6 3 500
  number cluster_replicas "$cluster_replicas" 1 0 5
  [ "$cluster_nodes" -ge $((3 * (1 + cluster_replicas))) ] ||
    bad cluster_nodes "$cluster_nodes" "at least $((3 * (1 + cluster_replicas))): three masters with $cluster_replicas replicas each"
  number node_timeout_ms "$node_timeout_ms" 2000 500 600000
  switch require_full_coverage "$require_full_coverage" yes
  matching cluster_name "$cluster_name" redis-cluster '[!A-Za-z0-9._-]' 'letters, digits and . _ -'
  matching host_id "$host_id" '' '[!A-Za-z0-9._:-]' 'letters, digits and . _ : -'
  matching cluster_hosts "$cluster_hosts" redis-cluster '[!A-Za-z0-9._:, -]' "$hosts_form"
  if [ -z "$bus_port" ] && [ "$redis_port" -gt 55535 ]; then
    bad redis_port "$redis_port" 'at most 55535, unless bus_port is set as well'
  fi
  number bus_port "$bus_port" $((redis_port + 10000)) 1 65535
  [ "$bus_port" != "$redis_port" ] || bad bus_port "$bus_port" 'another port than redis_port'
  number announce_bus_port "$announce_bus_port" "$bus_port" 1 65535
}

# A shard must accept writes while one of its nodes is missing.
cluster_min_replicas() {
  case ${cluster_replicas:-1} in [1-6]) echo $((${cluster_replicas:-1} - 1)) ;; *) echo 0 ;; esac
}

# The host that this node is on, so that no master and its replica share one. In Rancher, the metadata service knows it.
find_host() {
  [ -z "$host_id" ] || return 0
  host_id=$(metadata self/host/uuid | tr -cd 'A-Za-z0-9._:-')
  [ -n "$host_id" ] || log 'the host of this node is unknown: set host_id, so that a master and its replica never share a host'
}
