#!/usr/bin/env bash
# demo [--exit]              shows a tenant's filesystem at work; --exit ends instead of leaving the shell open
set -euo pipefail
for part in packages java distribution engine demo-programs demo-lower; do . "$DANAUS_ROOT/cnf/scripts/lib/$part.bash"; done

leave_shell=yes
for argument in "$@"; do
    case $argument in
        --exit) leave_shell=no ;;
        *) echo "danaus: demo knows only --exit, not '$argument'" >&2; exit 2 ;;
    esac
done
need "${run_packages[@]}" git tar sqlite3 python3 gcc libc6-dev
if ((EUID != 0)); then
    echo "danaus: mounting needs root; run: sudo $DANAUS_ROOT/danaus demo" >&2
    exit 1
fi
build_distribution

work=$(mktemp -d /var/tmp/danaus-demo.XXXXXX)
state=$work/state
web=$work/web
log=$work/demo.log
mkdir "$web" "$work/upper"
failed=0
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# clean_up: ends the engine and removes what the demo made; never what a mount that still goes away shows.
clean_up() {
    stop_engine
    local tries
    for tries in 1 2 3 4 5; do
        if rm -rf --one-file-system "$work" 2> /dev/null; then return; fi
        sleep "$tries"
    done
}

# step TITLE COMMAND...: runs one step in the mount, one line for its outcome: the command's last line of output.
step() {
    local title=$1 started=$EPOCHREALTIME outcome status=0
    shift
    printf '  %-34s' "$title"
    (set -euo pipefail; cd "$web"; "$@") > "$work/step.out" 2>> "$log" || status=$?
    cat "$work/step.out" >> "$log"
    outcome=$(tail -n 1 "$work/step.out")
    if ((status == 0)); then
        printf 'ok      %s' "$outcome"
    else
        printf 'FAILED  %s (status %d, see below)' "$outcome" "$status"
        failed=$((failed + 1))
    fi
    printf '  [%.1f s]\n' "$(awk "BEGIN { print $EPOCHREALTIME - $started }")"
    if ((status != 0)); then tail -n 5 "$log" | sed 's/^/        /'; fi
}

echo "Danaus: the filesystem 'web' of tenant 'acme', a private branch over /usr"
step 'fingerprint of /usr' lower_fingerprint "$work/before"
start_engine "$state" "$log"
control tenant:create acme > /dev/null
cat > "$work/acme.yaml" <<YAML
tenant: acme
filesystems:
  - name: usr
    layers:
      - local: { directory: /usr, readonly: true }
  - name: web
    mount: $web
    layers:
      - union: { branch: [ "/:rw", "@usr:ro" ] }
      - local: { directory: $work/upper }
YAML
control fs:apply "$work/acme.yaml" > /dev/null
control fs:list

step 'git: init, add, commit, fsck' git_project
step 'tar: out and in, checksums' tar_both_ways
step 'sqlite3: rollback journal' sqlite_journal delete
step 'sqlite3: write-ahead log' sqlite_journal wal
step 'python3: tempfile, shutil, mmap' python_files
step 'gcc: compile and run' compile_and_run
step 'lower files: delete, rename' change_lower_files
step 'lower directories: rename, delete' change_lower_directories
step 'swap libservices under load' swap_under_load
step '/usr untouched, byte for byte' lower_unchanged "$work/before"

if ((failed > 0)); then
    echo "$failed steps failed; their output is above"
else
    echo "all steps passed"
fi
if [[ $leave_shell == yes ]]; then
    echo "The engine goes on with its shell: fs:list, fs:info acme/web, union:branches acme/web, help; 'exit' ends it. Mounted at $web"
    stop_engine
    run_shell "$state"
fi
exit $((failed > 0))
