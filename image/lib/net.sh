# shellcheck shell=sh
# Discovers and queries other nodes. Lists are lines of "ADDRESS PORT …". Every query has a timeout.

# Names are resolved here and never by Sentinel, because it would block its event loop.
resolve() { # NAME: its IPv4 addresses, one per line
  {
    awk -v n="$1" '$1 !~ /^(#|127\.|.*:)/ { for (i = 2; i <= NF; i++) if ($i == n) print $1 }' /etc/hosts
    look_up "$1"
  } | sort -u
}

# Alpine's getent has this database only since 2024: before, it exits with 1, as for wrong usage, and with 2 if a name
# does not exist.
look_up() { # NAME
  if command -v getent > /dev/null; then
    ended=0
    { found=$(timeout 3 getent ahostsv4 "$1") || ended=$?; } 2> /dev/null
    [ $ended = 1 ] || { echo "$found" | awk 'NF { print $1 }'; return; }
  fi
  query_name_server "$1"
}

# BusyBox's nslookup appends no search domain to a name with a dot, and before 1.30 to none.
query_name_server() { # NAME
  for domain in '' $(sed -n 's/^\(search\|domain\)//p' /etc/resolv.conf | tail -n 1); do
    ended=0
    { reply=$(timeout 3 nslookup "$1${domain:+.$domain}") || ended=$?; } 2> /dev/null
    found=$(echo "$reply" | awk '/^Name:/ { n = 1 } n && sub(/^Address[ 0-9]*: */, "") && !/:/ { print $1 }')
    # 124 (or 143 in BusyBox): the name server does not answer.
    case $ended-$found in *-?* | 124-* | 143-*) break ;; esac
  done
  [ -z "$found" ] || echo "$found"
}

metadata() { timeout 2 wget -q -O - "$metadata_url/$1" 2> /dev/null; }

service_addresses() ( # SERVICE: the addresses that Rancher's metadata service knows for it
  base=self/stack/services/$1/containers
  metadata "$base" | sed -n 's/^\([0-9]*\)=.*/\1/p' | while read -r i; do
    metadata "$base/$i/primary_ip" && echo
  done | grep .
)

addresses() ( # HOSTS PORT…: "ADDRESS PORT" of each address of each host (with its own port, if given)
  hosts=$1
  shift
  ports_of_all=$*
  silent=
  IFS=', '
  # shellcheck disable=SC2086 # words
  set -- $hosts
  unset IFS
  for entry in "$@"; do
    [ -n "$entry" ] || continue
    name=${entry%:*}
    ports=$ports_of_all
    case $entry in *:*) ports=${entry##*:} ;; esac
    case $name in *[!0-9.]*) found=$(resolve "$name") ;; *) found=$name ;; esac
    if [ -z "$found" ] && [ -z "$silent" ]; then
      found=$(service_addresses "${name%%.*}") || silent=yes
    fi
    for address in $found; do
      for port in $ports; do echo "$address $port"; done
    done
  done | sort -u
)

sentinel_addresses() {
  if addresses "${sentinel_hosts:-redis-sentinels}" "$sentinel_port" > "$data_dir/.found" && [ -s "$data_dir/.found" ]; then
    mv "$data_dir/.found" "$data_dir/sentinels"
    known_sentinels
  else
    # If no name server answers, or the disk is full, the last known addresses stay valid.
    known_sentinels | each same_sentinel
  fi
}

# After all addresses have changed, another stack's sentinels can have those of this one.
same_sentinel() { # IP PORT
  id=$(sentinel_id "$1" "$2")
  if [ -z "$id" ] || [ ! -s "$data_dir/.ids" ] || grep -qx ".*:$id" "$data_dir/.ids"; then echo "$1 $2"; fi
}

living_sentinel() { # IP PORT: "IP:PORT:ID"
  id=$(sentinel_id "$1" "$2")
  [ -z "$id" ] || echo "$1:$2:$id"
}

known_sentinels() { cat "$data_dir/sentinels" 2> /dev/null; }

node_addresses() {
  addresses "${redis_hosts:-redis-master,redis-slaves}" "$redis_port" "$master_port" |
    grep -vxF "$me"
}

# An address of this machine to which the names of its own service resolve. Otherwise the address that it
# uses to reach other machines, otherwise its first own address.
own_address() ( # HOSTS
  if [ -n "$announce_ip$bind_address" ]; then echo "${announce_ip:-$bind_address}"; exit; fi
  mine=$({ ip -4 -o addr | awk '{ sub(/\/.*/, "", $4); print $4 }' || hostname -i; } 2> /dev/null | tr ' ' '\n' | grep -v '^127\.')
  named=$(addresses "$1" 0 | sed 's/ 0$//')
  for address in $mine; do
    if echo "$named" | grep -qxF "$address"; then echo "$address"; exit; fi
  done
  { ip -4 route get 8.8.8.8 2> /dev/null | sed -n 's/.* src \([0-9.]*\).*/\1/p'; echo "$mine"; } | grep -m 1 .
)

# redis-cli gets the password through its environment, never as an argument. No subshell here or where it can
# be avoided: these queries run several times a second, and each process costs about a millisecond of CPU.
ask() { # PASSWORD ADDRESS PORT COMMAND…, or the commands on standard input
  ask_as=$1 ask_host=$2 ask_port=$3
  shift 3
  # An empty password would be sent as well.
  if [ -n "$ask_as" ]; then
    REDISCLI_AUTH=$ask_as ${time_limit-timeout 1} "$cli" -h "$ask_host" -p "$ask_port" "$@" 2> /dev/null
  else
    ${time_limit-timeout 1} "$cli" -h "$ask_host" -p "$ask_port" "$@" 2> /dev/null
  fi
}

node() { ask "$redis_password" "$@"; }
sentinel() { ask "$sentinel_password" "$@"; }

each() { # FUNCTION ARGUMENT…: for every line of standard input, in parallel
  while read -r a p rest; do
    # shellcheck disable=SC2086 # rest is a list of words
    [ -z "$a" ] || "$@" "$a" "$p" $rest < /dev/null &
  done
  wait
}

# Views are lines of fields that are never empty: an empty field would shift those behind it. A reply that was
# cut off or is not understood gives no line.

# "ADDRESS PORT role link offset keys master_host master_port loading priority replicas copies refused disk": how many
# full copies it has started, how many commands it refused because of its disk, and the state of its append-only file:
# full (the last write failed), busy (with a rewrite), failed (the last rewrite) or ok.
node_view() {
  node "$1" "$2" info | awk -F '[:,=]' -v at="$1 $2" '
    function count(name) { return f[name] ~ /^[0-9]+$/ ? f[name] : 0 }
    function word(name) { return f[name] ~ /^[^ ]+$/ ? f[name] : "-" }
    { sub(/\r$/, "") }
    /^master_host:/ { f[$1] = substr($0, 13); next } # an IPv6 address has colons
    /^(role|loading|slave_priority|connected_slaves|master_link_status|master_port|master_repl_offset|slave_repl_offset|sync_full|errorstat_MISCONF|aof_[a-z_]*(status|progress|scheduled)):/ { f[$1] = $NF }
    /^# Keyspace/ { complete = "connected_slaves" in f } # the last section
    /^db[0-9]+:/ { keys += $3 }
    /^(NOAUTH|WRONGPASS)/ { print at, "refused"; exit }
    END {
      if (!complete || f["role"] !~ /^(master|slave)$/) exit
      slave = f["role"] == "slave"
      print at, f["role"], slave ? word("master_link_status") : "-", count(slave ? "slave_repl_offset" : "master_repl_offset"),
        keys + 0, slave ? word("master_host") : "-", slave ? word("master_port") : "-", count("loading"),
        slave ? count("slave_priority") : 100, count("connected_slaves"), count("sync_full"), count("errorstat_MISCONF"),
        f["aof_last_write_status"] == "err" ? "full" : count("aof_rewrite_in_progress") + count("aof_rewrite_scheduled") ? "busy" : f["aof_last_bgrewrite_status"] == "err" ? "failed" : "ok"
    }'
}

# "ADDRESS PORT master_ip master_port config_epoch other_sentinels replicas flags failover_state last_ok_reply",
# or "ADDRESS PORT none" if it does not monitor this master.
sentinel_view() {
  sentinel "$1" "$2" sentinel master "$master_name" | awk -v at="$1 $2" '
    function count(name) { return f[name] ~ /^[0-9]+$/ ? f[name] : 0 }
    function word(name) { return f[name] ~ /^[^ ]+$/ ? f[name] : "none" }
    /^(NOAUTH|WRONGPASS)/ { print at, "refused"; exit }
    /^ERR No such master/ { print at, "none"; exit }
    NR % 2 { key = $0; next } { f[key] = $0 }
    END {
      if (NR % 2 || f["ip"] !~ /^[^ ]+$/ || f["port"] !~ /^[1-9][0-9]*$/) exit
      if (!("config-epoch" in f && "num-slaves" in f && "num-other-sentinels" in f)) exit
      print at, f["ip"], f["port"], count("config-epoch"), count("num-other-sentinels"), count("num-slaves"),
        word("flags"), word("failover-state"), "last-ok-ping-reply" in f ? count("last-ok-ping-reply") : 999999999
    }'
}

sentinel_views() { each sentinel_view; }
node_views() { each node_view; }

# The master that the sentinels name: "ip port epoch votes answers other_sentinels replicas busy". The newest
# epoch takes precedence, then the most votes.
named_master() {
  awk 'NF >= 9 && $5 $6 $7 ~ /^[0-9]+$/ { k = $3 " " $4; n[k]++; all++; if ($5 > e[k]) e[k] = $5; if ($6 > o) o = $6; if ($7 > r) r = $7
      if ($8 ~ /failover_in_progress/ || $9 != "none") busy = 1 }
    END { for (k in n) if (b == "" || e[k] > e[b] || (e[k] == e[b] && n[k] > n[b])) b = k
      if (b != "") print b, e[b] + 0, n[b], all, o + 0, r + 0, busy + 0 }'
}
