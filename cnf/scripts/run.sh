#!/usr/bin/env bash
# run [--state DIR]          starts the engine with its shell; --headless without
set -euo pipefail
for part in packages java distribution; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

need "${run_packages[@]}"
build_distribution
java=$(java_command)
flags=("-XX:+ExitOnOutOfMemoryError")
# What is piped in is nobody's history.
if [[ ! -t 0 ]]; then flags+=("-Dgosh.args=--nohistory"); fi
# shellcheck disable=SC2046,SC2086  # words, not one argument
exec "$java" -Dfile.encoding=UTF-8 $(java_flags "$java") "${flags[@]}" ${DANAUS_JAVA_OPTIONS:-} -jar "$dist/launcher.jar" "$@"
