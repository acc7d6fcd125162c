# shellcheck shell=sh
# shellcheck disable=SC2086 # $me is two words, "IP PORT"
# A replica whose disk is full, or of an older version, asks for the next full copy as soon as one has failed: the
# master would fork about ten times a second. Copies start without delay otherwise.

copies_delay_s=5
copies_quiet=15 # looks without a new copy, until they start without delay again

space_copies() { # REPLICAS COPIES: one look at a master; the keeper calls it every two seconds
  more=$(($2 - ${copies_started:-$2}))
  copies_started=$2
  if [ $more -gt 0 ]; then
    in_a_row=$((${in_a_row:-0} + more)) quiet=0
  else
    in_a_row=0 quiet=$((${quiet:-0} + 1))
  fi
  # Each replica may need one at the same time.
  if [ -z "${spaced:-}" ] && [ "$in_a_row" -gt $(($1 + 3)) ]; then
    if set_copies_delay $copies_delay_s; then
      spaced=yes
      log "a replica cannot store its copy; starting copies at most every $copies_delay_s s"
    fi
  elif [ -n "${spaced:-}" ] && [ "$quiet" -ge $copies_quiet ] && set_copies_delay 0; then
    spaced=
  fi
}

set_copies_delay() { node $me config set repl-diskless-sync-delay "$1" | grep -qx OK; }
