# Debian packages a step needs. Sourced.

# What the build takes, and what running takes beside it.
build_packages=(openjdk-17-jdk-headless maven git)
run_packages=(openjdk-17-jre-headless libfuse2)
# What the tests take beside both: the programs under test are python3's and mount(8)'s.
test_packages=(python3 mount)

# need PACKAGE...: installs those that are missing. Without root it prints the one line to run instead, and ends.
# A JDK from elsewhere (JAVA_HOME, or java on the path) stands for the packages openjdk-*.
need() {
    local package missing=()
    for package in "$@"; do
        if [[ $package == openjdk-*-jdk-* ]] && has_jdk; then continue; fi
        if [[ $package == openjdk-*-jre-* ]] && has_java; then continue; fi
        if ! dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed; then
            missing+=("$package")
        fi
    done
    if ((${#missing[@]} == 0)); then return; fi
    if ((EUID != 0)); then
        echo "danaus: packages are missing; run: sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    echo "danaus: installing ${missing[*]}" >&2
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2; then
        apt-get update -qq >&2
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
    fi
}
