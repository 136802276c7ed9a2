package org.danaus.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;
import org.danaus.service.TenantTable.Tenant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantsTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-06T07:08:09.123Z"), ZoneOffset.UTC);

    @TempDir
    Path state;

    @Test
    void shouldLastOverRestarts() throws IOException, CompositionException {
        Tenants tenants = new Tenants(state, CLOCK);
        tenants.create("beta");
        assertThat(tenants.create("acme")).isEqualTo(new Tenant("acme", "2026-05-06T07:08:09Z"));
        Tenants restarted = new Tenants(state, CLOCK);
        assertThat(restarted.tenants()).extracting(Tenant::name).containsExactly("acme", "beta");
        restarted.delete("acme");
        assertThat(restarted.find("acme")).isEmpty();
        assertThat(new Tenants(state, CLOCK).tenants()).extracting(Tenant::name).containsExactly("beta");
    }

    @Test
    void shouldRefuseNamesTakenOrBad() throws IOException, CompositionException {
        Tenants tenants = new Tenants(state, CLOCK);
        tenants.create("acme");
        assertThatThrownBy(() -> tenants.create("acme")).hasMessage("tenant acme is there already");
        assertThatThrownBy(() -> tenants.create("../etc"))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("tenant '../etc' must be");
        assertThatThrownBy(() -> tenants.delete("other"))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("there is no tenant other");
        assertThat(tenants.tenants()).hasSize(1);
    }

    @Test
    void shouldKeepATenantThatHasFilesystems() throws IOException, CompositionException {
        Tenants tenants = new Tenants(state, CLOCK);
        tenants.create("acme");
        tenants.create("beta");
        tenants.filesystems = new OneFilesystem(new FilesystemName("acme", "web"));
        assertThatThrownBy(() -> tenants.delete("acme"))
                .isInstanceOf(CompositionException.class)
                .hasMessage("tenant acme still has filesystem acme/web; fs:delete removes them");
        tenants.delete("beta");
        tenants.filesystems = null;
        tenants.delete("acme");
        assertThat(tenants.tenants()).isEmpty();
    }

    @Test
    void shouldChangeNothingIfItCannotBeWrittenDown() throws IOException, CompositionException {
        Tenants tenants = new Tenants(state, CLOCK);
        tenants.create("acme");
        Files.createDirectory(state.resolve("tenants.json.new"));
        assertThatThrownBy(() -> tenants.create("beta"))
                .isInstanceOf(CompositionException.class)
                .hasMessageContaining("nothing is changed");
        assertThat(tenants.find("beta")).isEmpty();
        assertThat(new Tenants(state, CLOCK).tenants()).hasSize(1);
    }

    /** A table of one filesystem, of which only the spec is asked for. */
    private record OneFilesystem(FilesystemName name) implements FilesystemTable {
        @Override
        public Collection<Filesystem> filesystems() {
            FilesystemSpec spec = FilesystemSpec.of(name, List.of(new LayerSpec("local", "local", Map.of())));
            return List.of((Filesystem) Proxy.newProxyInstance(
                    Filesystem.class.getClassLoader(),
                    new Class<?>[] {Filesystem.class},
                    (proxy, method, arguments) -> {
                        assertThat(method.getName()).isEqualTo("spec");
                        return spec;
                    }));
        }

        @Override
        public Optional<Filesystem> find(FilesystemName wanted) {
            return Optional.empty();
        }

        @Override
        public Filesystem apply(FilesystemSpec spec) throws CompositionException {
            throw new CompositionException("not here");
        }

        @Override
        public void delete(FilesystemName wanted) throws CompositionException {
            throw new CompositionException("not here");
        }
    }
}
