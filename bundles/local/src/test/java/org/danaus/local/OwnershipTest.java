package org.danaus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.danaus.libservice.AttributeChange;
import org.danaus.libservice.Caller;
import org.danaus.libservice.ErrnoException;
import org.danaus.libservice.Mode;
import org.danaus.libservice.Name;
import org.danaus.libservice.Node;
import org.danaus.libservice.OpenFlags;
import org.junit.jupiter.api.Test;

/** Who owns what is made, against what the kernel does when the caller makes it. */
class OwnershipTest extends LocalFixture {
    private static final String MAKE = "use Fcntl; umask 0; "
            + "sysopen(F, 'file', O_CREAT|O_EXCL|O_RDWR, 02755) or die $!; "
            + "sysopen(G, 'plain', O_CREAT|O_EXCL|O_RDWR, 06640) or die $!; "
            + "mkdir('sub', 01750) or die $!; symlink('to', 'link') or die $!; system('mkfifo -m 0620 pipe') && die;";

    @Test
    void shouldOwnAsTheKernelWould() throws Exception {
        for (Map.Entry<String, String> directory : Map.of(
                        "ordinary", "root:root 0777",
                        "sticky", "root:root 1777",
                        "foreign", "7:1234 2777",
                        "own", "7:1001 2777",
                        "supplementary", "7:1002 2777")
                .entrySet()) {
            String[] owner = directory.getValue().split(" ");
            Path theirs = prepare(directory.getKey() + "-theirs", owner);
            Path ours = prepare(directory.getKey() + "-ours", owner);
            Host.run(
                    "setpriv",
                    "--reuid=1000",
                    "--regid=1001",
                    "--groups=1002",
                    "--inh-caps=-all",
                    "--",
                    "sh",
                    "-c",
                    "cd " + theirs + " && perl -e \"" + MAKE.replace("$", "\\$") + "\"");
            Node parent = lookup(directory.getKey() + "-ours");
            local.create(USER, parent, Name.of("file"), OpenFlags.RDWR, 02755, attributes)
                    .close();
            local.create(USER, parent, Name.of("plain"), OpenFlags.RDWR, 06640, attributes)
                    .close();
            local.mkdir(USER, parent, Name.of("sub"), 01750, attributes);
            local.symlink(USER, parent, Name.of("link"), new byte[] {'t', 'o'}, attributes);
            local.mknod(USER, parent, Name.of("pipe"), Mode.FIFO | 0620, 0, attributes);
            assertThat(describe(ours)).as(directory.getKey()).isEqualTo(describe(theirs));
        }
    }

    @Test
    void shouldGiveTheModeAskedForWhateverTheMaskOfTheProcess() throws Exception {
        local.create(ROOT, root, Name.of("file"), OpenFlags.RDWR, 0666, attributes)
                .close();
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0666);
        local.mkdir(ROOT, root, Name.of("directory"), 0777, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.DIRECTORY | 0777);
        Host.run("chmod", "2755", host.path("directory").toString());
        Host.run("chgrp", "55", host.path("directory").toString());
        Node directory = lookup("directory");
        for (int mode : List.of(0755, 0777)) {
            local.mkdir(ROOT, directory, Name.of("sub" + mode), mode, attributes);
            assertThat(attributes.mode).isEqualTo(Mode.DIRECTORY | Mode.SETGID | mode);
            assertThat(attributes.gid).isEqualTo(55);
        }
    }

    @Test
    void shouldNeverLetAnybodyElseIn() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicReference<String> seen = new AtomicReference<>();
        AtomicReference<Name> current = new AtomicReference<>(Name.of("f0"));
        Thread watcher = new Thread(() -> {
            org.danaus.libservice.Attributes now = new org.danaus.libservice.Attributes();
            while (!stop.get()) {
                try {
                    boolean there = local.lookup(ROOT, root, current.get(), now) != null;
                    if (there && now.uid != 1000 && (now.mode & 0777) != 0) {
                        seen.set(current.get() + " " + Integer.toOctalString(now.mode));
                    }
                } catch (ErrnoException e) {
                    seen.set(e.getMessage());
                }
            }
        });
        watcher.start();
        for (int i = 0; i < 1000; i++) {
            Name name = Name.of("f" + i);
            current.set(name);
            local.create(USER, root, name, OpenFlags.RDWR, 0666, attributes).close();
        }
        stop.set(true);
        watcher.join(10_000);
        assertThat(seen.get()).isNull();
    }

    @Test
    void shouldDropSetGroupIdForThoseOutsideTheGroup() throws Exception {
        createAndClose("file", "x");
        Host.run("chown", "1000:55", host.path("file").toString());
        AttributeChange change = new AttributeChange();
        change.mask = AttributeChange.MODE;
        change.mode = 02755;
        local.setattr(USER, lookup("file"), null, change, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 0755);
        Caller member = new Caller(1000, 1001, new int[] {55}, 0, 0, 1);
        local.setattr(member, lookup("file"), null, change, attributes);
        assertThat(attributes.mode).isEqualTo(Mode.REGULAR | 02755);
    }

    private Path prepare(String name, String[] owner) throws Exception {
        Path directory = Files.createDirectory(host.path(name));
        Host.run("chown", owner[0], directory.toString());
        Host.run("chmod", owner[1], directory.toString());
        Host.run("chmod", "755", host.directory().toString());
        return directory;
    }

    private static String describe(Path directory) throws Exception {
        return Host.run("sh", "-c", "cd " + directory + " && stat -c '%n %F %u %g %a' * .");
    }
}
