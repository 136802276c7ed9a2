#!/usr/bin/env bash
# bench NAME [--json FILE]   measures our paths and our peers in one run: legacy, swap; --quick within 40 s
set -euo pipefail
for part in packages java distribution; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

bench=$DANAUS_ROOT/bundles/bench
source=$bench/src/main/c
fsload=$bench/target/fsload

# The program that performs the operations measured, compiled when a source is newer.
build_fsload() {
    if [[ -x $fsload && -z $(find "$source" -newer "$fsload" -print -quit) ]]; then return; fi
    need gcc libc6-dev
    gcc -std=c11 -O2 -Wall -Wextra -Werror -pthread -o "$fsload.new" "$source"/*.c
    mv "$fsload.new" "$fsload"
}

# A peer that cannot be installed is skipped, and the results say so.
install_peers() {
    local peer
    for peer in unionfs-fuse fuse-overlayfs; do
        (need "$peer") || echo "danaus: $peer cannot be installed" >&2
    done
}

name=${1:-}
help=
for argument in "$@"; do
    if [[ $argument == -h || $argument == --help ]]; then help=1; fi
done
if [[ -z $help && $name == legacy || -z $help && $name == swap ]]; then
    if ((EUID != 0)); then
        echo "danaus: bench $name mounts filesystems: run it as root" >&2
        exit 1
    fi
    if [[ $name == legacy ]]; then install_peers; fi
fi
need "${run_packages[@]}"
build_distribution
build_fsload
java=$(java_command)
places=()
if [[ $name == legacy || $name == swap ]]; then places=(--fsload "$fsload" --root "$DANAUS_ROOT"); fi
exec "$java" -XX:+UseSerialGC -cp "$bench/target/org.danaus.bench-0.1.0-SNAPSHOT.jar:$bench/target/lib/*" \
    org.danaus.bench.Bench "$@" "${places[@]}"
