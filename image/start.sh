#!/bin/sh
# One image, four roles: start.sh master|slave|sentinel|cluster. Any other command is run as it is. README.md explains what it decides and why.
# shellcheck disable=SC2086 # $me is two words, "IP PORT"

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
for part in "$here"/lib/*.sh; do
  # shellcheck source=/dev/null
  . "$part"
done

load_cluster() {
  for part in "$here"/lib/cluster/*.sh; do
    # shellcheck source=/dev/null
    . "$part"
  done
}

main() {
  case ${1:-master} in
    master | sentinel) role=${1:-master} ;;
    slave | replica) role=slave ;;
    cluster) role=cluster && load_cluster ;;
    rebalance)
      umask 077
      read_data_dir
      # What root writes here, the Redis user could not replace.
      drop_root rebalance "$2"
      load_cluster
      rebalance "$2"
      exit
      ;;
    helper) umask 077 && become_helper "$2" ;;
    *) run_command "$@" ;;
  esac
  umask 077
  read_data_dir
  drop_root "$role"
  read_environment
  find_programs
  [ -n "${start_tries:-}" ] || check_version
  prepare_data
  find_myself
  trap 'exit 0' TERM INT QUIT
  stopping=
  case $role in
    sentinel) start_sentinel ;;
    cluster) start_shard ;;
    *) start_node ;;
  esac
  supervise
}

case $0 in *start.sh) main "$@" ;; esac
