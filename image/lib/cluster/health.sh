# shellcheck shell=sh
# The check of a node of a Redis Cluster, for health.sh.

check_shard_health() { # ADDRESS PORT
  set -- "$1" "$2" "$(node "$1" "$2" info)" "$(node "$1" "$2" cluster info)"
  case $3 in
    NOAUTH* | WRONGPASS*) unhealthy 'password rejected' ;;
    *loading:1*) [ "$question" = ready ] || { echo loading; exit 0; }; unhealthy loading ;;
    *redis_mode:cluster*) ;;
    *) unhealthy 'no answer' ;;
  esac
  state=$(echo "$4" | tr -d '\r' | sed -n 's/^cluster_state://p')
  case $3 in
    *role:slave*) role=replica link=$(echo "$3" | tr -d '\r' | sed -n 's/^master_link_status://p') ;;
    *) role=master link=- ;;
  esac
  echo "$role, link $link, cluster $state"
  case $question-$link-$state in live-* | ready-up-ok | ready---ok) exit 0 ;; esac
  exit 1
}
