package org.danaus.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.danaus.service.Filesystem;
import org.danaus.service.LayerSpec;

/** What a person sees of filesystems. */
final class FilesystemViews {
    private FilesystemViews() {}

    /**
     * A filesystem in one row.
     *
     * @param layers types or names, top to bottom
     * @param mount where it is mounted now
     */
    record Summary(String filesystem, String state, String layers, String mount, String reason) {
        static Summary of(Filesystem filesystem) {
            return new Summary(
                    filesystem.spec().name().toString(),
                    word(filesystem.state()),
                    filesystem.spec().layers().stream().map(LayerSpec::name).collect(Collectors.joining(" > ")),
                    text(filesystem.mountPoint()),
                    filesystem.reason());
        }
    }

    /** A filesystem in full. */
    record Details(
            String filesystem,
            String state,
            String reason,
            String mount,
            String mountWanted,
            Map<String, String> mountOptions,
            String swapTimeout,
            String drainTimeout,
            List<Layer> layers) {
        static Details of(Filesystem filesystem) {
            Map<String, String> providers = filesystem.layers().stream()
                    .collect(Collectors.toMap(each -> each.spec().name(), Filesystem.Layer::provider, (a, b) -> a));
            return new Details(
                    filesystem.spec().name().toString(),
                    word(filesystem.state()),
                    filesystem.reason(),
                    text(filesystem.mountPoint()),
                    text(filesystem.spec().mountPoint()),
                    new TreeMap<>(filesystem.spec().mountOptions()),
                    Times.text(filesystem.spec().swapTimeout()),
                    Times.text(filesystem.spec().drainTimeout()),
                    filesystem.spec().layers().stream()
                            .map(spec -> Layer.of(spec, providers::get))
                            .toList());
        }
    }

    /**
     * A layer, top to bottom.
     *
     * @param provider bundle that made what runs; null if nothing does
     */
    record Layer(String layer, String type, String provider, Map<String, List<String>> options) {
        static Layer of(LayerSpec spec, Function<String, String> provider) {
            return new Layer(spec.name(), spec.type(), provider.apply(spec.name()), spec.options());
        }
    }

    private static String word(Filesystem.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Optional<Path> path) {
        return path.map(Path::toString).orElse(null);
    }
}
