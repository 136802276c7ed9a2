#!/usr/bin/env bash
# install                    installs what building and running need, through apt
set -euo pipefail
for part in packages java distribution; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

need "${build_packages[@]}" "${run_packages[@]}"
