package org.danaus.shell.control;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/**
 * Who may give commands: root, and the user the engine runs as. The kernel says who is at the other end of a socket; the
 * socket file's mode alone would let in whoever it is once opened up.
 */
final class Peers {
    private static final String ROOT = "0";

    private final Set<UserPrincipal> allowed;

    Peers(Set<UserPrincipal> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Root and the owner of a file that this process has made. */
    static Peers ofOwner(Path own) throws IOException {
        return new Peers(new HashSet<>(List.of(root(own), Files.getOwner(own))));
    }

    /** Whether the process that opened the other end may give commands. */
    boolean admits(SocketChannel channel) throws IOException {
        return allowed.contains(
                channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user());
    }

    private static UserPrincipal root(Path own) throws IOException {
        try {
            return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(ROOT);
        } catch (UserPrincipalNotFoundException e) {
            return Files.getOwner(own);
        }
    }
}
