package org.danaus.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.danaus.libservice.CompositionException;
import org.danaus.service.FilesystemName;
import org.danaus.service.FilesystemSpec;
import org.danaus.shell.gogo.TestShell;
import org.danaus.shell.gogo.TestShell.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    private final MemoryTable table = new MemoryTable();
    private final MemoryTenants tenants = new MemoryTenants();
    private final TestShell shell = new TestShell()
            .add("tenant", new TenantCommands(tenants))
            .add("fs", new FilesystemCommands(table, tenants))
            .add("fs", new LayerCommands(table))
            .add("fs", new SpecCommands(table, tenants))
            .add("fs", new WhichCommand(table));

    @TempDir
    Path folder;

    @BeforeEach
    void compose() {
        ok("tenant:create acme");
        ok("fs:create acme/web --layer 'union,branch=/:rw,branch=@usr:ro' --layer local,directory=/srv --mount /mnt/web"
                + " --mount-option threads=4 --swap-timeout 5s");
    }

    @AfterEach
    void close() {
        shell.close();
    }

    @Test
    void shouldComposeAsAsked() throws CompositionException {
        FilesystemSpec spec = table.get(new FilesystemName("acme", "web")).spec();
        assertThat(spec.layers()).hasToString("[union,branch=/:rw,branch=@usr:ro, local,directory=/srv]");
        assertThat(spec.mountPoint()).contains(Path.of("/mnt/web"));
        assertThat(spec.mountOptions()).containsEntry("threads", "4");
        assertThat(spec.swapTimeout()).hasSeconds(5);
        assertThat(spec.drainTimeout()).isEqualTo(FilesystemSpec.DEFAULT_DRAIN_TIMEOUT);
        assertThat(ok("fs:list"))
                .isEqualTo("FILESYSTEM  STATE   LAYERS         MOUNT     REASON\n"
                        + "acme/web    active  union > local  /mnt/web  -\n");
        assertThat(ok("fs:info acme/web")).contains("swap timeout   5s", "LAYER  TYPE", "directory=/srv");
    }

    @Test
    void shouldRefuseWhatIsThereOrCannotBe() {
        assertThat(fails("fs:create acme/web --layer local")).contains("acme/web is there already");
        assertThat(fails("fs:create other/web --layer local")).contains("tenant:create other makes it");
        assertThat(fails("fs:create acme/new --layer local --layer local")).contains("two layers are named 'local'");
        assertThat(fails("fs:info acme/none")).contains("there is no filesystem acme/none");
        assertThat(table.log).containsExactly("apply acme/web");
    }

    @Test
    void shouldPutLayersInAndTakeThemOut() {
        ok("fs:insert acme/web trace");
        ok("fs:insert acme/web trace:low,file=/x --above local");
        assertThat(layers()).isEqualTo("trace > union > low > local");
        ok("fs:remove acme/web low");
        ok("fs:insert acme/web trace:again --top");
        assertThat(layers()).isEqualTo("again > trace > union > local");
        assertThat(fails("fs:insert acme/web trace:x --above none"))
                .isEqualTo("filesystem acme/web has no layer 'none'; it has again, trace, union, local");
        assertThat(fails("fs:insert acme/web trace:x --above local --top"))
                .contains("--above")
                .contains("--top");
        assertThat(fails("fs:remove acme/web none")).contains("has no layer 'none'");
    }

    @Test
    void shouldMountElsewhereAndNowhere() throws CompositionException {
        ok("fs:mount acme/web /mnt/other");
        assertThat(table.get(new FilesystemName("acme", "web")).mountPoint()).contains(Path.of("/mnt/other"));
        ok("fs:umount acme/web -y");
        assertThat(table.get(new FilesystemName("acme", "web")).mountPoint()).isEmpty();
        ok("fs:delete acme/web -y");
        assertThat(table.filesystems()).isEmpty();
    }

    @Test
    void shouldApplyWhatItExports() throws IOException {
        ok("fs:create acme/usr --layer local,directory=/usr");
        String yaml = ok("fs:export");
        Path file = Files.writeString(folder.resolve("all.yaml"), yaml);
        ok("fs:delete acme/web -y");
        ok("fs:delete acme/usr -y");
        ok("tenant:delete acme -y");
        ok("fs:apply " + file);
        assertThat(ok("fs:export")).isEqualTo(yaml);
        ok("fs:delete acme/web -y");
        Outcome fromInput = shell.run("fs:apply -", false, ok("fs:export") + yaml.replace("usr", "lib"));
        assertThat(fromInput.error()).isNull();
        assertThat(table.filesystems()).hasSize(3);
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        assertThat(fails("fs:apply " + folder.resolve("none.yaml")))
                .isEqualTo("there is no file " + folder.resolve("none.yaml"));
        Path file = Files.writeString(folder.resolve("bad.yaml"), "tenant: acme\nfilesystem: []\n");
        assertThat(fails("fs:apply " + file)).startsWith(file + ":2:13: 'filesystem' is not known here");
        assertThat(shell.run("fs:apply -", false, "{").error()).startsWith("standard input:1:");
    }

    @Test
    void shouldTellWhereAFileComesFrom() {
        table.show(new TreeFiles()
                .file("/etc/passwd", "@usr")
                .link("/etc/rel", "passwd")
                .link("/lib", "usr/lib")
                .file("/usr/lib/é x", "/")
                .link("/usr/out", "/mnt/web/etc/rel")
                .link("/away", "/etc/passwd")
                .link("/loop/a", "a/b")
                .file("/bad", "broken")
                .libservice());
        assertThat(ok("fs:which /mnt/web/etc/passwd"))
                .isEqualTo(
                        "filesystem  acme/web\npath        /etc/passwd\ntype        file\ninode       7\nbranch      @usr\n");
        assertThat(ok("fs:which '/mnt/web/lib/é x'")).contains("/usr/lib/é x").contains("branch      /\n");
        assertThat(ok("fs:which /mnt/web/usr/out")).contains("symbolic link");
        assertThat(ok("fs:which /mnt/web/usr/../etc/")).contains("type        directory");
        assertThat(ok("fs:which /mnt/web")).contains("path        /\n");
        assertThat(fails("fs:which /mnt/web/none")).isEqualTo("/mnt/web/none: No such file or directory");
        assertThat(fails("fs:which /mnt/web/etc/passwd/x")).endsWith(": Not a directory");
        assertThat(fails("fs:which /mnt/web/bad")).endsWith(": Input/output error");
        assertThat(fails("fs:which /mnt/webs")).contains("/mnt/webs is not inside a mounted filesystem");
        assertThat(fails("fs:which /mnt/web/away/x")).contains("/etc/passwd/x is not inside a mounted filesystem");
        assertThat(fails("fs:which /mnt/web/loop/a/b")).endsWith(": Too many levels of symbolic links");
    }

    private String layers() {
        return ok("fs:list --format json").replaceAll("(?s).*\"layers\" : \"([^\"]*)\".*", "$1");
    }

    private String ok(String line) {
        Outcome outcome = shell.run(line);
        assertThat(outcome.error()).as(line).isNull();
        return outcome.printed();
    }

    private String fails(String line) {
        Outcome outcome = shell.run(line);
        assertThat(outcome.error()).as(line).isNotNull().doesNotContain("\n");
        assertThat(outcome.status()).isNotZero();
        return outcome.error();
    }
}
