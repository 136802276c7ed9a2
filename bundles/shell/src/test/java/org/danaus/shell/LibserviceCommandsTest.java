package org.danaus.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.danaus.shell.MemoryTable.spec;

import java.lang.reflect.Proxy;
import java.util.Map;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.LibserviceFactory;
import org.danaus.service.FilesystemName;
import org.danaus.shell.gogo.TestShell;
import org.danaus.shell.gogo.TestShell.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

class LibserviceCommandsTest {
    private final MemoryTable table = new MemoryTable();
    private final LibserviceTypes types = new LibserviceTypes(metatype());
    private final TestShell shell = new TestShell().add("libservice", new LibserviceCommands(table, types));

    @BeforeEach
    void compose() throws CompositionException {
        types.bindFactory(factory("local"));
        table.apply(spec("acme/web", null, "union,branch=/:rw,branch=@usr:ro", "local,directory=/srv"));
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void shouldTellTypesAndTheirOptions() {
        assertThat(ok("libservice:list"))
                .isEqualTo("TYPE   BUNDLE       VERSION  OPTIONS\nlocal  org.example  1.2.3    directory, depth\n");
        assertThat(ok("libservice:info local"))
                .isEqualTo("OPTION     TYPE          DEFAULT VALUE  DESCRIPTION\n"
                        + "directory  text          (required)     what directory is for\n"
                        + "depth      whole number  7              what depth is for\n");
        assertThat(shell.run("libservice:info none").error()).contains("no libservice of type 'none'");
    }

    @Test
    void shouldSetOptionsAndGoBackToDefaults() throws CompositionException {
        assertThat(ok("libservice:get acme/web local"))
                .isEqualTo("OPTION     VALUE  FROM\ndirectory  /srv   set\ndepth      7      default\n");
        ok("libservice:set acme/web local depth=9 directory=/a=b");
        assertThat(layers()).endsWith("local,directory=/a=b,depth=9]");
        ok("libservice:set acme/web union branch=/x:rw branch=/y:ro");
        assertThat(layers()).startsWith("[union,branch=/x:rw,branch=/y:ro,");
        ok("libservice:set acme/web local depth=");
        assertThat(ok("libservice:get acme/web local depth")).endsWith("depth   7      default\n");
        assertThat(shell.run("libservice:get acme/web local none").error()).contains("it has directory, depth");
        assertThat(shell.run("libservice:set acme/web local depth").error()).isEqualTo("'depth' is not option=value");
        assertThat(shell.run("libservice:set acme/web nolayer a=b").error()).contains("it has union, local");
    }

    @Test
    void shouldSwapByProviderOrByType() throws CompositionException {
        ok("libservice:swap acme/web local");
        assertThat(table.log).endsWith("rebuild acme/web local");
        ok("libservice:swap acme/web local --type other");
        assertThat(layers()).endsWith("other:local,directory=/srv]");
        assertThat(shell.run("libservice:swap acme/web local --type bad").error())
                .contains("'bad' is refused");
        assertThat(shell.run("libservice:swap acme/web local --type NOT").error())
                .contains("layer type 'NOT' must be");
    }

    private String layers() throws CompositionException {
        return table.get(new FilesystemName("acme", "web")).spec().layers().toString();
    }

    private String ok(String line) {
        Outcome outcome = shell.run(line);
        assertThat(outcome.error()).as(line).isNull();
        return outcome.printed();
    }

    private static ServiceReference<LibserviceFactory> factory(String type) {
        Bundle bundle =
                answering(Bundle.class, Map.of("getSymbolicName", "org.example", "getVersion", new Version(1, 2, 3)));
        Map<String, Object> properties = Map.of(LibserviceFactory.TYPE, type, LibserviceFactory.OPTIONS, "pid");
        @SuppressWarnings("unchecked")
        ServiceReference<LibserviceFactory> reference = (ServiceReference<LibserviceFactory>) Proxy.newProxyInstance(
                LibserviceCommandsTest.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProperty" -> properties.get(arguments[0]);
                    case "getBundle" -> bundle;
                    case "hashCode" -> type.hashCode();
                    case "equals" -> proxy == arguments[0];
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return reference;
    }

    private static MetaTypeService metatype() {
        AttributeDefinition directory = attribute("directory", AttributeDefinition.STRING);
        AttributeDefinition depth = attribute("depth", AttributeDefinition.INTEGER, "7");
        ObjectClassDefinition definition = (ObjectClassDefinition) Proxy.newProxyInstance(
                LibserviceCommandsTest.class.getClassLoader(),
                new Class<?>[] {ObjectClassDefinition.class},
                (proxy, method, arguments) -> arguments[0].equals(ObjectClassDefinition.REQUIRED)
                        ? new AttributeDefinition[] {directory}
                        : new AttributeDefinition[] {directory, depth});
        return answering(
                MetaTypeService.class,
                Map.of(
                        "getMetaTypeInformation",
                        answering(MetaTypeInformation.class, Map.of("getObjectClassDefinition", definition))));
    }

    private static AttributeDefinition attribute(String id, int type, String... defaults) {
        return answering(
                AttributeDefinition.class,
                Map.of(
                        "getID", id,
                        "getType", type,
                        "getCardinality", 0,
                        "getDefaultValue", defaults,
                        "getDescription", "what " + id + " is for"));
    }

    /** Answers methods by their names, others with null. */
    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                LibserviceCommandsTest.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.get(method.getName())));
    }
}
