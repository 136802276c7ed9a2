package org.danaus.union;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.danaus.libservice.ChangeListener;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.policy.CopyUpPolicy;
import org.danaus.libservice.policy.Policy;
import org.danaus.libservice.policy.WhiteoutFormat;

/** Makes unions as the filesystem service does. */
final class Unions {
    static final List<String> FORMATS = List.of(OverlayFormat.NAME, AufsFormat.NAME, UnionfsFormat.NAME);

    private Unions() {}

    static UnionFactory factory() {
        List<Map.Entry<Map<String, Object>, WhiteoutFormat.Factory>> formats = List.of(
                Map.entry(Map.of(Policy.NAME, OverlayFormat.NAME), new OverlayFormat.Factory()),
                Map.entry(Map.of(Policy.NAME, AufsFormat.NAME), new AufsFormat.Factory()),
                Map.entry(Map.of(Policy.NAME, UnionfsFormat.NAME), new UnionfsFormat.Factory()));
        List<Map.Entry<Map<String, Object>, CopyUpPolicy>> copyUps =
                List.of(Map.entry(Map.of(Policy.NAME, WholeFile.NAME), new WholeFile()));
        return new UnionFactory(formats, copyUps);
    }

    static Union open(Libservice below, String format, String... branches) throws CompositionException {
        return open(below, Map.of(), format, branches);
    }

    static Union open(Libservice below, Map<String, Libservice> stacks, String format, String... branches)
            throws CompositionException {
        return (Union) factory()
                .create(
                        new Context(below, stacks),
                        Map.of("branch", branches, "whiteout", format, "copy-up", WholeFile.NAME, "sync", false));
    }

    static final class Context implements LibserviceContext {
        private final Libservice below;
        private final Map<String, Libservice> stacks;
        final List<String> told = new ArrayList<>();
        private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "background");
            thread.setDaemon(true);
            return thread;
        });

        Context(Libservice below, Map<String, Libservice> stacks) {
            this.below = below;
            this.stacks = stacks;
        }

        @Override
        public String filesystem() {
            return "acme/web";
        }

        @Override
        public Libservice below() {
            return below;
        }

        @Override
        public Libservice stack(String name) throws CompositionException {
            Libservice stack = stacks.get(name);
            if (stack == null) {
                throw new CompositionException("there is no filesystem acme/" + name);
            }
            return stack;
        }

        @Override
        public ChangeListener above() {
            return new ChangeListener() {
                @Override
                public void changed(Node node) {
                    told.add("changed");
                }

                @Override
                public void entryChanged(Node directory, Name name) {
                    told.add("entryChanged");
                }

                @Override
                public void allChanged() {
                    told.add("allChanged");
                }
            };
        }

        @Override
        public ScheduledExecutorService background() {
            return background;
        }

        @Override
        public Path stateDirectory() {
            return Path.of("/nonexistent");
        }

        void close() {
            background.shutdownNow();
        }
    }
}
