package org.danaus.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.danaus.bench.BenchException;

/**
 * All that one run found.
 *
 * @param bench name of the benchmark
 * @param date when it began, ISO 8601 with the offset
 * @param host where
 * @param notes what a reader must know: what is measured, versions, options
 * @param skipped systems that are missing
 */
public record Report(
        String bench,
        String date,
        Host host,
        List<String> notes,
        List<Skipped> skipped,
        List<Result> results,
        List<Ratio> ratios) {
    /** Writes it as JSON, over an older one; a reader sees the old file or the new one. */
    public void write(Path file) throws BenchException {
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Path target = file.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try {
            json.writeValue(fresh.toFile(), this);
            Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BenchException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
