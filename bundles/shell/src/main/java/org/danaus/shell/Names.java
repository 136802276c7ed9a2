package org.danaus.shell;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;
import org.danaus.service.TenantTable;
import org.danaus.shell.gogo.NameSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The names of the things there are, to complete arguments. */
final class Names {
    private Names() {}

    /** Of tenants. */
    @Component(property = NameSource.LABEL + "=TENANT")
    public static final class Tenants implements NameSource {
        private final TenantTable tenants;

        /** From the table. */
        @Activate
        public Tenants(@Reference TenantTable tenants) {
            this.tenants = tenants;
        }

        @Override
        public Collection<String> names(List<String> words) {
            return tenants.tenants().stream().map(TenantTable.Tenant::name).toList();
        }
    }

    /** Of filesystems, with their tenants. */
    @Component(property = NameSource.LABEL + "=FILESYSTEM")
    public static final class Filesystems implements NameSource {
        private final FilesystemTable filesystems;

        /** From the table. */
        @Activate
        public Filesystems(@Reference FilesystemTable filesystems) {
            this.filesystems = filesystems;
        }

        @Override
        public Collection<String> names(List<String> words) {
            return filesystems.filesystems().stream()
                    .map(each -> each.spec().name().toString())
                    .toList();
        }
    }

    /** Of the layers of the filesystem that the line names. */
    @Component(property = NameSource.LABEL + "=LAYER")
    public static final class Layers implements NameSource {
        private final FilesystemTable filesystems;

        /** From the table. */
        @Activate
        public Layers(@Reference FilesystemTable filesystems) {
            this.filesystems = filesystems;
        }

        @Override
        public Collection<String> names(List<String> words) {
            return words.stream()
                    .flatMap(this::spec)
                    .findFirst()
                    .map(spec -> spec.layers().stream().map(LayerSpec::name).toList())
                    .orElse(List.of());
        }

        private Stream<FilesystemSpec> spec(String word) {
            try {
                return filesystems.find(FilesystemName.parse(word)).map(each -> each.spec()).stream();
            } catch (CompositionException e) {
                return Stream.empty();
            }
        }
    }

    /** Of types of libservice. */
    @Component(property = NameSource.LABEL + "=TYPE")
    public static final class Types implements NameSource {
        private final LibserviceTypes types;

        /** From those that bundles provide. */
        @Activate
        public Types(@Reference LibserviceTypes types) {
            this.types = types;
        }

        @Override
        public Collection<String> names(List<String> words) {
            return types.all().stream()
                    .map(LibserviceTypes.Type::type)
                    .distinct()
                    .toList();
        }
    }
}
