# Which Java, and how it is called. Sourced.

# java_command: prints the java to use: JAVA_HOME's, else the path's.
java_command() {
    if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
        echo "$JAVA_HOME/bin/java"
    else
        command -v java || true
    fi
}

# java_version JAVA: prints its feature release, such as 17; 0 if there is none.
java_version() {
    local version
    version=$("$1" -version 2>&1 | sed -n '0,/version "/s/.*version "\([0-9]*\).*/\1/p') || true
    echo "${version:-0}"
}

has_java() {
    local java
    java=$(java_command)
    [[ -n $java ]] && (($(java_version "$java") >= 17))
}

has_jdk() {
    has_java && [[ -x $(dirname "$(readlink -f "$(java_command)")")/javac ]]
}

# java_flags JAVA: prints what native access takes; from release 24 on it must be allowed.
java_flags() {
    if (($(java_version "$1") >= 24)); then
        echo "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    fi
}

# newer_jdk: prints the home of an installed JDK of release 24 or later, if there is one.
newer_jdk() {
    local home
    for home in "${DANAUS_NEWER_JDK:-}" /usr/lib/jvm/*; do
        if [[ -x $home/bin/java && ! -L $home ]] && (($(java_version "$home/bin/java") >= 24)); then
            echo "$home"
            return
        fi
    done
}
