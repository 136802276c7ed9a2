# The distribution: built when it is missing or older than a source. Sourced.

dist=$DANAUS_ROOT/runbundles/target/dist

distribution_is_fresh() {
    [[ -f $dist/.built ]] || return 1
    local newer
    newer=$(find "$DANAUS_ROOT" \( -name target -o -name .git -o -name itests -o -path '*/src/test' \) -prune \
        -o -type f \( -name '*.java' -o -name '*.bnd' -o -name '*.bndrun' -o -name pom.xml -o -path '*/src/main/*' \) \
        -newer "$dist/.built" -print -quit)
    [[ -z $newer ]]
}

# build_distribution: leaves a distribution of the present sources in $dist, or ends with the compiler's message.
build_distribution() {
    if distribution_is_fresh; then return; fi
    need "${build_packages[@]}"
    echo "danaus: building" >&2
    (cd "$DANAUS_ROOT" && mvn -B -ntp -q package -DskipTests -pl runbundles -am) >&2
}
