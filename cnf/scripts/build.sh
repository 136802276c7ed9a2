#!/usr/bin/env bash
# build                      builds the distribution in runbundles/target/dist, if a source is newer
set -euo pipefail
for part in packages java distribution; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

build_distribution
echo "danaus: the distribution is in $dist"
