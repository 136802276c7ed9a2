package org.danaus.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.danaus.libservice.CompositionException;
import org.danaus.service.Filesystem;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemTable;
import org.danaus.service.LayerSpec;
import org.danaus.shell.FilesystemViews.Details;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands on libservices: the types there are, and the layers that run. */
@Component(
        service = LibserviceCommands.class,
        property = {
            "osgi.command.scope=libservice",
            "osgi.command.function=list",
            "osgi.command.function=info",
            "osgi.command.function=swap",
            "osgi.command.function=set",
            "osgi.command.function=get"
        })
public final class LibserviceCommands {
    private static final String WHICH = "Which: tenant/name.";
    private static final String LAYER = "The layer's name.";

    private final FilesystemTable filesystems;
    private final LibserviceTypes types;

    /** On those there are. */
    @Activate
    public LibserviceCommands(@Reference FilesystemTable filesystems, @Reference LibserviceTypes types) {
        this.filesystems = filesystems;
        this.types = types;
    }

    /** {@code libservice:list}. */
    @Command(description = "Lists the types of libservice that bundles provide.")
    public List<TypeRow> list() {
        return types.all().stream()
                .map(type -> new TypeRow(
                        type.type(),
                        type.provider().getSymbolicName(),
                        type.provider().getVersion().toString(),
                        types.options(type).stream()
                                .map(LibserviceTypes.Option::option)
                                .toList()))
                .toList();
    }

    /** {@code libservice:info}. */
    @Command(description = "Lists the options of a type of libservice.")
    public List<OptionRow> info(@Parameters(paramLabel = "TYPE", description = "Which.") String type)
            throws CompositionException {
        return types.options(types.get(type)).stream().map(OptionRow::of).toList();
    }

    /** {@code libservice:swap}. */
    @Command(
            description = "Builds a layer anew while its filesystem is used: from the present provider of its type, or"
                    + " as another type.")
    public Details swap(
            @Parameters(paramLabel = "FILESYSTEM", description = WHICH) FilesystemName name,
            @Parameters(paramLabel = "LAYER", description = LAYER) String layer,
            @Option(names = "--type", paramLabel = "TYPE", description = "Another type.") String type)
            throws CompositionException {
        Filesystem filesystem = filesystems.get(name);
        LayerSpec present = Specs.layer(filesystem.spec(), layer);
        if (type == null || type.equals(present.type())) {
            filesystem.rebuild(layer);
            return Details.of(filesystem);
        }
        return Details.of(filesystems.apply(Specs.with(filesystem.spec(), retyped(present, type))));
    }

    /** {@code libservice:set}. */
    @Command(description = "Changes options of a layer while its filesystem is used.")
    public List<Setting> set(
            @Parameters(paramLabel = "FILESYSTEM", description = WHICH) FilesystemName name,
            @Parameters(paramLabel = "LAYER", description = LAYER) String layer,
            @Parameters(
                            paramLabel = "OPTION=VALUE",
                            arity = "1..*",
                            description = "An option's new value; several values of one option each on its own; OPTION="
                                    + " alone goes back to the default.")
                    List<String> settings)
            throws CompositionException {
        Filesystem filesystem = filesystems.get(name);
        LayerSpec changed = Specs.layer(filesystem.spec(), layer);
        for (Map.Entry<String, List<String>> setting : grouped(settings).entrySet()) {
            changed = changed.with(setting.getKey(), setting.getValue());
        }
        return settings(Specs.layer(
                filesystems.apply(Specs.with(filesystem.spec(), changed)).spec(), layer));
    }

    /** {@code libservice:get}. */
    @Command(description = "Shows the options of a layer, those left to their defaults too.")
    public List<Setting> get(
            @Parameters(paramLabel = "FILESYSTEM", description = WHICH) FilesystemName name,
            @Parameters(paramLabel = "LAYER", description = LAYER) String layer,
            @Parameters(paramLabel = "OPTION", arity = "0..1", description = "Only this one.") String option)
            throws CompositionException {
        List<Setting> all = settings(Specs.layer(filesystems.get(name).spec(), layer));
        List<Setting> wanted = all.stream()
                .filter(setting -> option == null || setting.option().equals(option))
                .toList();
        if (option != null && wanted.isEmpty()) {
            throw new CompositionException("layer '" + layer + "' of " + name + " has no option '" + option
                    + "'; it has "
                    + String.join(", ", all.stream().map(Setting::option).toList()));
        }
        return wanted;
    }

    private List<Setting> settings(LayerSpec layer) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        Optional<LibserviceTypes.Type> type = types.find(layer.type());
        for (LibserviceTypes.Option each : type.map(types::options).orElse(List.of())) {
            settings.put(each.option(), new Setting(each.option(), String.join(", ", each.defaults()), "default"));
        }
        layer.options()
                .forEach((option, values) ->
                        settings.put(option, new Setting(option, String.join(", ", values), "set")));
        return List.copyOf(settings.values());
    }

    private static LayerSpec retyped(LayerSpec layer, String type) throws CompositionException {
        try {
            return layer.withType(type);
        } catch (IllegalArgumentException e) {
            throw new CompositionException(e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> grouped(List<String> settings) throws CompositionException {
        Map<String, List<String>> grouped = new LinkedHashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            if (equals < 1) {
                throw new CompositionException("'" + setting + "' is not option=value");
            }
            List<String> values = grouped.computeIfAbsent(setting.substring(0, equals), key -> new ArrayList<>());
            if (equals + 1 < setting.length()) {
                values.add(setting.substring(equals + 1));
            }
        }
        return grouped;
    }

    /** A type and who provides it. */
    record TypeRow(String type, String bundle, String version, List<String> options) {}

    /** An option of a type. */
    record OptionRow(String option, String type, String defaultValue, String description) {
        static OptionRow of(LibserviceTypes.Option option) {
            String value = String.join(", ", option.defaults());
            return new OptionRow(
                    option.option(),
                    option.type(),
                    value.isEmpty() && option.required() ? "(required)" : value,
                    option.description());
        }
    }

    /** The value of an option, and whether it is the default or was set. */
    record Setting(String option, String value, String from) {}
}
