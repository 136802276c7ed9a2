package org.danaus.union;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A union of {@code top} (rw) and {@code bottom} (ro) on real directories. A test fills the bottom before it opens the union. */
abstract class OnHostTest {
    Host host;
    Tree disk;
    Tree union;

    @BeforeEach
    void makeBranches() throws Exception {
        host = new Host();
        disk = host.tree().mkdir("top").mkdir("bottom");
    }

    @AfterEach
    void removeBranches() throws Exception {
        host.close();
    }

    Tree open(String format) throws Exception {
        union = new Tree(Unions.open(host.layer(), format, "top:rw", "bottom:ro"));
        return union;
    }

    Tree reopen(String format) throws Exception {
        disk = new Tree(host.restart());
        return open(format);
    }
}
