# The lower branch of the demo, before and after. Sourced.

# lower_listing: type, size, mode, owner, inode, links, times of modification and change of all of /usr.
lower_listing() {
    find /usr -xdev -printf '%p %y %s %m %U %G %i %n %T@ %C@ %l\n' | LC_ALL=C sort
}

# lower_content: checksums of all files of /usr.
lower_content() {
    find /usr -xdev -type f -print0 | LC_ALL=C sort -z | xargs -0 -P "$(nproc)" -n 500 sha256sum | LC_ALL=C sort -k 2
}

# lower_fingerprint FILE: writes down what /usr is.
lower_fingerprint() {
    lower_listing > "$1.listing"
    lower_content > "$1.content"
    echo "$(wc -l < "$1.listing") entries, $(wc -l < "$1.content") files read"
}

# lower_unchanged FILE: compares /usr with what was written down.
lower_unchanged() {
    lower_listing | cmp - "$1.listing"
    lower_content | cmp - "$1.content"
    echo "$(wc -l < "$1.listing") entries and $(wc -l < "$1.content") files are what they were"
}
