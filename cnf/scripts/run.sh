#!/usr/bin/env bash
# run [--state DIR]          starts the engine with its shell; --headless without
set -euo pipefail
for part in packages java distribution; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

need "${run_packages[@]}"
build_distribution
java=$(java_command)
# shellcheck disable=SC2046  # flags are words
exec "$java" $(java_flags "$java") ${DANAUS_JAVA_OPTIONS:-} -jar "$dist/launcher.jar" "$@"
