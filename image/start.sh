#!/bin/sh
# One image, three roles: start.sh master|slave|sentinel. README.md explains what it decides and why.
# shellcheck disable=SC2086 # $me is two words, "IP PORT"

here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
for part in "$here"/lib/*.sh; do
  # shellcheck source=/dev/null
  . "$part"
done

main() {
  umask 077
  case ${1:-master} in
    master | sentinel) role=${1:-master} ;;
    slave | replica) role=slave ;;
    helper) become_helper "$2" ;;
    *) fail 64 "unknown role '$1'; allowed: master, slave (or replica), sentinel" ;;
  esac
  read_data_dir
  drop_root
  read_environment
  find_programs
  prepare_data
  find_myself
  trap 'exit 0' TERM INT QUIT
  stopping=
  if [ "$role" = sentinel ]; then start_sentinel; else start_node; fi
  supervise
}

case $0 in *start.sh) main "$@" ;; esac
