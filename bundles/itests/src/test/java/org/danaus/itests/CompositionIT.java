package org.danaus.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceFactory;
import org.danaus.service.Filesystem;
import org.danaus.service.Filesystem.State;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.service.LayerSpec;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;

/** Filesystems come from specs, in Configuration Admin or applied, and change with them. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class CompositionIT extends FilesystemScenario {

    private static final String PID = "org.danaus.filesystem";
    private static final FilesystemName OTHER = new FilesystemName("acme", "other");

    @Inject
    private ConfigurationAdmin configurations;

    private Configuration configure(FilesystemName name, String... layers) throws Exception {
        Configuration configuration =
                configurations.getFactoryConfiguration(PID, name.tenant() + "~" + name.name(), "?");
        Hashtable<String, Object> values = new Hashtable<>();
        values.put("tenant", name.tenant());
        values.put("name", name.name());
        values.put("layers", layers);
        if (name.equals(NAME)) {
            values.put("mount", scene.mount().toString());
        }
        configuration.update(values);
        return configuration;
    }

    private Configuration stored(FilesystemName name) throws Exception {
        Configuration[] found =
                configurations.listConfigurations("(&(service.factoryPid=" + PID + ")(name=" + name.name() + "))");
        return found == null ? null : found[0];
    }

    private Filesystem await(FilesystemName name, State state) throws Exception {
        Until.holds(
                name + " is " + state,
                () -> table.find(name).map(Filesystem::state).equals(Optional.of(state)));
        return table.get(name);
    }

    private Filesystem awaitReason(String reason) throws Exception {
        Until.holds(
                NAME + " says " + reason,
                () -> table.find(NAME).map(Filesystem::reason).orElse("").contains(reason));
        return table.get(NAME);
    }

    /** Configuration Admin tells of changes one after the other: once it has told of the last one, it has told of all. */
    private void awaitNotices() throws Exception {
        boolean[] told = {false};
        Configuration marker = configurations.getConfiguration("marker", "?");
        Hashtable<String, Object> pid = new Hashtable<>();
        pid.put("service.pid", "marker");
        ServiceRegistration<ManagedService> listener =
                context.registerService(ManagedService.class, values -> told[0] |= values != null, pid);
        Hashtable<String, Object> values = new Hashtable<>();
        values.put("time", System.nanoTime());
        marker.update(values);
        Until.holds("configurations were told of", () -> told[0]);
        listener.unregister();
        marker.delete();
    }

    private void assertRefused(FilesystemSpec spec, String... complaints) {
        CompositionException refusal = assertThrows(CompositionException.class, () -> table.apply(spec));
        for (String complaint : complaints) {
            assertTrue(refusal.getMessage(), refusal.getMessage().contains(complaint));
        }
        assertFalse(refusal.getMessage(), refusal.getMessage().contains("\n"));
    }

    @Test
    public void shouldWaitForAMissingFactoryAndSayForWhich() throws Exception {
        Files.writeString(scene.backing().resolve("file"), "text");
        Configuration configuration = configure(NAME, "brake", local());
        Filesystem filesystem = awaitReason("no bundle provides libservice 'brake'");
        assertEquals(State.WAITING, filesystem.state());
        assertFalse(scene.isMounted());
        ServiceRegistration<LibserviceFactory> brake = Brake.offer(context, new Brake());
        assertEquals(filesystem.reason(), State.ACTIVE, filesystem.state());
        assertEquals("", filesystem.reason());
        assertEquals("0: text", Command.run("cat", scene.mount() + "/file"));
        configuration.delete();
        Until.holds("the filesystem is gone", () -> table.find(NAME).isEmpty());
        assertFalse(scene.isMounted());
        brake.unregister();
    }

    @Test
    public void shouldWaitForTheFilesystemOfABranch() throws Exception {
        Files.createDirectories(scene.backing().resolve("own/upper"));
        Files.createDirectories(scene.backing().resolve("shared"));
        Files.writeString(scene.backing().resolve("shared/file"), "text");
        configure(NAME, "union,branch=/upper:rw,branch=@other:ro", "local,directory=" + scene.backing() + "/own");
        Filesystem filesystem = awaitReason("there is no filesystem acme/other");
        assertEquals(State.WAITING, filesystem.state());
        configure(OTHER, "local,directory=" + scene.backing() + "/shared");
        await(NAME, State.ACTIVE);
        assertEquals("0: text", Command.run("cat", scene.mount() + "/file"));
        CompositionException refusal = assertThrows(CompositionException.class, () -> table.delete(OTHER));
        assertTrue(refusal.getMessage(), refusal.getMessage().contains("is used by [acme/web]"));
        assertRefused(
                FilesystemSpec.of(
                        OTHER,
                        List.of(
                                LayerSpec.parse("union,branch=@web:ro"),
                                LayerSpec.parse("local,directory=" + scene.backing() + "/shared"))),
                "it would be a branch of itself");
        table.delete(NAME);
    }

    @Test
    public void shouldChangeNothingWhenAFirstSpecIsRefused() throws Exception {
        assertRefused(mounted("nonsense", local()), "no bundle provides libservice 'nonsense'");
        assertRefused(mounted(local(",colour=red")), "acme/web, layer local", "no option 'colour'", "directory");
        assertRefused(mounted(local(",descriptors=many")), "'many' is not a whole number");
        assertRefused(mounted(local(",descriptors=3")), "'3' is out of range");
        assertRefused(mounted(local(",descriptors=64,descriptors=65")), "takes one value and was given 2");
        assertRefused(mounted(local(",shared=perhaps")), "'perhaps' is not true or false");
        assertRefused(mounted("local"), "option 'directory' is missing");
        assertRefused(
                mounted("local,directory=" + scene.file("none")),
                scene.file("none").toString());
        assertRefused(mounted("union,branch=/:rw"), "needs a layer below");
        assertRefused(mounted(local()).withMountPoint(Optional.of(scene.file("none"))), "create the directory first");
        Files.createFile(scene.mount().resolve("in the way"));
        assertRefused(mounted(local()), "is not empty");
        Files.delete(scene.mount().resolve("in the way"));
        awaitNotices();
        assertEquals(List.of(), List.copyOf(table.filesystems()));
        assertNull(stored(NAME));
        assertFalse(scene.isMounted());
    }

    @Test
    public void shouldGoOnAsBeforeWhenAChangeIsRefused() throws Exception {
        Files.writeString(scene.backing().resolve("file"), "text");
        FilesystemSpec spec = mounted(local());
        Filesystem filesystem = table.apply(spec);
        Libservice running = filesystem.layers().get(0).instance();
        Object before = stored(NAME).getProperties().get("layers");
        assertRefused(mounted("nonsense", local()), "no bundle provides libservice 'nonsense'");
        assertRefused(mounted(local(",colour=red")), "no option 'colour'");
        assertRefused(
                mounted("local,directory=" + scene.file("none")),
                scene.file("none").toString());
        assertRefused(mounted("union,branch=/:rw", local()), "layer union cannot be put in");
        assertRefused(spec.withMountPoint(Optional.of(scene.file("none"))), "create the directory first");
        assertEquals(State.ACTIVE, filesystem.state());
        assertEquals(spec, filesystem.spec());
        assertSame(running, filesystem.layers().get(0).instance());
        assertEquals(List.of((String[]) before), List.of((String[])
                stored(NAME).getProperties().get("layers")));
        assertEquals("0: text", Command.run("cat", scene.mount() + "/file"));
    }

    @Test
    public void shouldFollowChangesOfItsConfiguration() throws Exception {
        Files.writeString(scene.backing().resolve("file"), "text");
        configure(NAME, local());
        Filesystem filesystem = await(NAME, State.ACTIVE);
        configure(NAME, local(",descriptors=77"));
        Until.holds(
                "the option has changed",
                () -> filesystem.layers().get(0).spec().options().containsKey("descriptors"));
        assertEquals("0: text", Command.run("cat", scene.mount() + "/file"));
        configure(NAME, local(",colour=red"));
        Until.holds("the refusal shows", () -> filesystem.reason().contains("colour"));
        assertEquals(State.ACTIVE, filesystem.state());
        assertEquals("0: text", Command.run("cat", scene.mount() + "/file"));
    }

    @Test
    public void shouldNotTakeLateNoticesForChanges() throws Exception {
        FilesystemSpec one = mounted(local());
        FilesystemSpec two = mounted(local(",descriptors=77"));
        for (int i = 0; i < 20; i++) {
            table.apply(two);
            Filesystem filesystem = table.apply(one);
            Libservice running = filesystem.layers().get(0).instance();
            awaitNotices();
            assertSame(filesystem, table.get(NAME));
            assertEquals(one, filesystem.spec());
            assertSame("swapped once more", running, filesystem.layers().get(0).instance());
            table.delete(NAME);
            Filesystem again = table.apply(two);
            awaitNotices();
            assertSame(again, table.get(NAME));
            assertEquals(State.ACTIVE, again.state());
            assertTrue(scene.isMounted());
            table.delete(NAME);
        }
    }
}
