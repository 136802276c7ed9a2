# Starting and stopping an engine of one's own. Sourced; needs java.bash and distribution.bash.

engine=
engine_state=

# start_engine STATE LOG: starts a headless engine and waits until it answers, at most a minute.
start_engine() {
    local java ready
    java=$(java_command)
    engine_state=$1
    coproc ENGINE {
        # shellcheck disable=SC2046,SC2086  # words, not one argument
        exec "$java" -Dfile.encoding=UTF-8 $(java_flags "$java") -jar "$dist/launcher.jar" --headless --state "$1" 2>> "$2"
    }
    engine=$ENGINE_PID
    exec {engine_says}<&"${ENGINE[0]}"
    while read -r -t 60 ready <&"$engine_says"; do
        if [[ $ready == *ready* ]]; then
            cat <&"$engine_says" >> "$2" &
            return
        fi
        echo "$ready" >> "$2"
    done
    echo "danaus: the engine did not start; see its messages:" >&2
    tail -n 5 "$2" >&2
    return 1
}

# stop_engine: ends the engine and waits until it has taken its mounts away; nothing if none runs.
stop_engine() {
    if [[ -n $engine ]]; then
        kill "$engine" 2> /dev/null || true
        wait "$engine" 2> /dev/null || true
        engine=
    fi
}

# control COMMAND ARGUMENT...: a command of the shell, to this engine.
control() {
    DANAUS_STATE=$engine_state "$DANAUS_ROOT/cnf/scripts/lib/control" "$@"
}

# run_shell STATE: the engine in the foreground, with its shell.
run_shell() {
    bash "$DANAUS_ROOT/cnf/scripts/run.sh" --state "$1" || true
}
