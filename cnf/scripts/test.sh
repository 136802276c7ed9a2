#!/usr/bin/env bash
# test [--all]               runs the gate; --all runs every test at full length
set -euo pipefail
for part in packages java distribution; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

arguments=(-B -ntp verify)
for argument in "$@"; do
    case $argument in
        --all) arguments+=(-Pall) ;;
        *) echo "danaus: test knows only --all, not '$argument'" >&2; exit 2 ;;
    esac
done
need "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
newer=$(newer_jdk)
if [[ -n $newer ]]; then
    arguments+=("-Dnewer.jdk=$newer")
else
    echo "danaus: no JDK of release 24 or later is installed; the tests run on the default one only" >&2
fi
cd "$DANAUS_ROOT"
# Reports of earlier runs would be counted too.
find . -path '*/target/*-reports*/TEST-*.xml' -delete
status=0
mvn "${arguments[@]}" || status=$?
bash "$DANAUS_ROOT/cnf/scripts/lib/count-tests" "$DANAUS_ROOT" || true
exit "$status"
