package org.danaus.shell.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.danaus.shell.MemoryTable.spec;

import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemSpec;
import org.danaus.shell.MemoryTable;
import org.danaus.shell.MemoryTenants;
import org.junit.jupiter.api.Test;

class AllOrNothingTest {
    private final MemoryTable table = new MemoryTable();
    private final MemoryTenants tenants = new MemoryTenants();

    @Test
    void shouldMakeTenantsAndApplyInAnyOrderOfUse() throws CompositionException {
        List<FilesystemSpec> specs = List.of(
                spec("acme/web", "/mnt/web", "local,uses=acme/usr"),
                spec("acme/usr", null, "local,uses=acme/zero"),
                spec("acme/zero", null, "local"));
        assertThat(new AllOrNothing(table, tenants).apply(specs))
                .extracting(each -> each.spec().name().toString())
                .containsExactly("acme/web", "acme/usr", "acme/zero");
        assertThat(tenants.find("acme")).isPresent();
        assertThat(table.filesystems()).hasSize(3);
    }

    @Test
    void shouldPutBackWhatItChangedIfOneIsRefused() throws CompositionException {
        tenants.create("acme");
        FilesystemSpec before = spec("acme/web", "/mnt/old", "local");
        table.apply(before);
        assertThatThrownBy(() -> new AllOrNothing(table, tenants)
                        .apply(List.of(
                                spec("acme/web", "/mnt/new", "local"),
                                spec("beta/new", null, "local"),
                                spec("beta/worse", null, "bad"))))
                .isInstanceOf(CompositionException.class)
                .hasMessage("beta/worse: 'bad' is refused");
        assertThat(table.filesystems()).extracting(each -> each.spec()).containsExactly(before);
        assertThat(tenants.find("beta")).isEmpty();
        assertThat(tenants.find("acme")).isPresent();
    }

    @Test
    void shouldTouchNothingIfTheSpecsContradictEachOther() {
        assertThatThrownBy(() -> new AllOrNothing(table, tenants)
                        .apply(List.of(spec("a/x", "/mnt/m", "local"), spec("a/y", "/mnt/m", "local"))))
                .hasMessage("filesystems a/x and a/y have one mount point, /mnt/m");
        assertThatThrownBy(() -> new AllOrNothing(table, tenants)
                        .apply(List.of(spec("a/x", null, "local"), spec("a/x", null, "local"))))
                .hasMessage("filesystem a/x is asked for twice");
        assertThat(table.log).isEmpty();
        assertThat(tenants.tenants()).isEmpty();
    }
}
