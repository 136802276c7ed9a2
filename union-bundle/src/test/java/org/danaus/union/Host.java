package org.danaus.union;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.danaus.libservice.Libservice;
import org.danaus.local.LocalFactory;

/** A directory of the host with the local libservice on it; gone, with what is mounted in it, when closed. */
final class Host implements AutoCloseable {
    final Path directory;
    private final Unions.Context context = new Unions.Context(null, Map.of());
    private Libservice layer;

    Host() throws Exception {
        directory = Files.createTempDirectory("danaus-union");
        Files.createDirectory(directory.resolve("mounts"));
        Files.createDirectory(directory.resolve("files"));
        layer = open();
    }

    /** The files on which unions are made. */
    Path files() {
        return directory.resolve("files");
    }

    Path file(String path) {
        return files().resolve(path);
    }

    Libservice layer() {
        return layer;
    }

    Tree tree() {
        return new Tree(layer);
    }

    /** As after a restart of the service. */
    Libservice restart() throws Exception {
        layer.close();
        layer = open();
        return layer;
    }

    private Libservice open() throws Exception {
        return new LocalFactory().create(context, Map.of("directory", files().toString()));
    }

    /** Runs a program of the host. @return what it printed */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output.trim();
    }

    @Override
    public void close() throws IOException {
        layer.close();
        context.close();
        try {
            run("rm", "-rf", "--one-file-system", directory.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
