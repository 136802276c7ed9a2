# The programs that the demo runs inside the mount; each ends with a line that says what was seen. Sourced.

git_project() {
    mkdir project
    cp -r include project/
    cd project
    git init -q .
    git add .
    git -c user.name=acme -c user.email=acme@localhost commit -q -m 'All headers'
    git fsck --full --strict
    [[ -z $(git status --porcelain) ]]
    echo "$(git ls-files | wc -l) files committed, fsck clean"
}

tar_both_ways() {
    mkdir unpacked
    # Out of the union, into a native directory.
    tar -C include -cf "$work/include.tar" .
    mkdir "$work/native"
    tar -C "$work/native" -xf "$work/include.tar"
    diff -r --no-dereference "$work/native" /usr/include
    # From a native directory into the union.
    tar -C /usr/include -cf - . | tar -C unpacked -xf -
    (cd unpacked && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > "$work/sums.union"
    (cd /usr/include && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum) > "$work/sums.native"
    cmp "$work/sums.union" "$work/sums.native"
    echo "$(wc -l < "$work/sums.union") checksums equal"
}

sqlite_journal() {
    local database=$1.db writer writers=() mode
    mode=$(sqlite3 "$database" "PRAGMA journal_mode=$1; CREATE TABLE entry (writer INTEGER, n INTEGER);" | tail -n 1)
    for writer in 1 2; do
        {
            printf '.timeout 60000\n'
            for n in $(seq 200); do echo "INSERT INTO entry VALUES ($writer, $n);"; done
        } | sqlite3 "$database" > /dev/null &
        writers+=($!)
    done
    for writer in "${writers[@]}"; do wait "$writer"; done
    [[ $(sqlite3 "$database" 'SELECT count(*) FROM entry') == 400 ]]
    [[ $(sqlite3 "$database" 'PRAGMA integrity_check') == ok ]]
    echo "journal_mode=$mode, 400 rows of two writers, integrity ok"
}

python_files() {
    python3 "$DANAUS_ROOT/cnf/scripts/lib/demo_files.py" "$PWD"
}

compile_and_run() {
    cat > hello.c <<'C'
#include <stdio.h>
int main(void) { puts("compiled and run inside the mount"); return 0; }
C
    gcc -Wall -O2 -o hello hello.c
    ./hello
}

change_lower_files() {
    [[ -f include/stdio.h && -f include/stdlib.h ]]
    rm include/stdio.h
    [[ ! -e include/stdio.h && -f /usr/include/stdio.h ]]
    mv include/stdlib.h include/renamed.h
    cmp include/renamed.h /usr/include/stdlib.h
    [[ ! -e include/stdlib.h && -f /usr/include/stdlib.h ]]
    echo '/* of acme */' >> include/string.h
    ! cmp -s include/string.h /usr/include/string.h
    echo 'one deleted, one renamed, one changed; /usr has them as before'
}

change_lower_directories() {
    local before after
    before=$(find share/doc -printf x | wc -c)
    mv share/doc share/papers
    after=$(find share/papers -printf x | wc -c)
    [[ $before == "$after" && ! -e share/doc && -d /usr/share/doc ]]
    rm -r share/papers
    [[ ! -e share/papers ]]
    mkdir share/doc
    [[ -z $(ls -A share/doc) ]]
    echo "a tree of $before entries renamed, deleted, made anew and empty"
}

swap_under_load() {
    local layer swaps=20 load
    exec {load_says}< <(exec python3 "$DANAUS_ROOT/cnf/scripts/lib/demo_load.py" "$PWD" "$work/stop")
    read -r -t 30 _ <&"$load_says"
    for ((i = 0; i < swaps; i++)); do
        layer=$([[ $((i % 2)) == 0 ]] && echo local || echo union)
        control libservice:swap acme/web "$layer" > /dev/null
    done
    touch "$work/stop"
    read -r -t 60 load <&"$load_says"
    echo "$swaps swaps; $load"
    [[ $load == 'failed=0 '* ]]
}
