package org.danaus.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.danaus.bench.BenchException;

/**
 * The files under test, made in the branches before anything is mounted. Their names and sizes are those of
 * {@code fsload.h}.
 *
 * <pre>
 * lower  many/f00000 … f08999   data, 64 MiB
 * upper  many/f09000 … f09999   scratch-0 … scratch-3, 16 MiB each
 * </pre>
 */
public final class Tree {
    /** How many entries the directory {@code many} of a union of both has. */
    public static final int FILES = 10_000;

    private static final int LOWER_FILES = 9_000;
    private static final int SCRATCH_FILES = 4;
    private static final int SCRATCH_MIB = 16;
    private static final int DATA_MIB = 64;
    private static final int MIB = 1 << 20;
    /** The factor of {@code pattern_word}. */
    private static final long FACTOR = 0x9e3779b97f4a7c15L;

    private Tree() {}

    /** Fills the read-only branch. */
    public static void makeLower(Path lower) throws BenchException {
        try {
            files(lower, 0, LOWER_FILES);
            ByteBuffer piece = ByteBuffer.allocate(MIB).order(ByteOrder.LITTLE_ENDIAN);
            try (FileChannel data = create(lower.resolve("data"))) {
                for (long word = 0; word < (long) DATA_MIB * MIB / Long.BYTES; word++) {
                    piece.putLong(word * FACTOR);
                    if (!piece.hasRemaining()) {
                        write(data, piece);
                    }
                }
            }
        } catch (IOException e) {
            throw unusable(lower, e);
        }
    }

    /** Fills a writable branch. */
    public static void makeUpper(Path upper) throws BenchException {
        try {
            files(upper, LOWER_FILES, FILES);
            byte[] filling = new byte[MIB];
            Arrays.fill(filling, (byte) 'u');
            for (int i = 0; i < SCRATCH_FILES; i++) {
                try (FileChannel scratch = create(upper.resolve("scratch-" + i))) {
                    for (int j = 0; j < SCRATCH_MIB; j++) {
                        write(scratch, ByteBuffer.wrap(filling).position(MIB));
                    }
                }
            }
        } catch (IOException e) {
            throw unusable(upper, e);
        }
    }

    private static void files(Path branch, int from, int to) throws IOException {
        Path many = Files.createDirectories(branch.resolve("many"));
        byte[] content = {'f', '\n'};
        for (int i = from; i < to; i++) {
            Files.write(many.resolve(String.format("f%05d", i)), content, StandardOpenOption.CREATE_NEW);
        }
    }

    private static FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel channel, ByteBuffer filled) throws IOException {
        filled.flip();
        while (filled.hasRemaining()) {
            channel.write(filled);
        }
        filled.clear();
    }

    private static BenchException unusable(Path branch, IOException e) {
        return new BenchException(
                "cannot make the files under test in " + branch + ": " + e.getMessage()
                        + "; name a directory with --in DIR",
                e);
    }
}
