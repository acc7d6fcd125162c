# shellcheck shell=sh
# shellcheck disable=SC2086 # $me is two words, "IP PORT"
# What the nodes of a Redis Cluster report. Lines are those of view.awk.

library=redis_ha

cluster_view() { # ADDRESS PORT
  node "$1" "$2" << COMMANDS | awk -v at="$1 $2" -f "$here/lib/cluster/view.awk"
cluster myid
cluster nodes
ping
config get syslog-ident
ping
config get min-replicas-to-write
ping
function list libraryname $library
ping
info
COMMANDS
}

# Where nodes are: each address of the service, and each that was known, in case no name server answers.
look_around_cluster() { # sets $resolved and $views
  resolved=$(addresses "$cluster_hosts" "${me#* }")
  views=$({ echo "$resolved"; echo "$me"; known_members; } | grep . | sort -u | each cluster_view)
  answering=$(echo "$views" | awk '$1 == "node" { print $2, $3 }' | sort)
  [ -z "$answering" ] || [ "$answering" = "$(cat "$data_dir/.peers" 2> /dev/null)" ] || echo "$answering" | replace "$data_dir/.peers"
}

# The addresses that Redis has, and those that answered last.
known_members() {
  cat "$data_dir/.peers" 2> /dev/null
  awk 'NF >= 8 && $3 !~ /noaddr|handshake/ { sub(/[@,].*/, "", $2); n = split($2, f, ":"); if (f[1] != "" && n == 2) print f[1], f[2] }' \
    "$data_dir/nodes.conf" 2> /dev/null
}

view_of() { echo "$views" | awk -v at="$1" '$1 == "node" && $2 " " $3 == at'; } # "IP PORT"
