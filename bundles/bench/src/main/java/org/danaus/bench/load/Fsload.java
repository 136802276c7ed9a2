package org.danaus.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.danaus.bench.BenchException;
import org.danaus.bench.system.Branches;
import org.danaus.bench.system.Workspace;

/** The program that performs operations in a loop ({@code src/main/c}). Its processes end with the workspace. */
public final class Fsload {
    private static final long PATIENCE_SECONDS = 120;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path program;
    private final Workspace workspace;

    /** @param program the compiled program */
    public Fsload(Path program, Workspace workspace) {
        this.program = program;
        this.workspace = workspace;
    }

    /**
     * Runs one measure.
     *
     * @param millis for how long at most; measures of a fixed amount of work end earlier
     * @return one result, or two if what was done is timed while it is undone
     */
    public List<Measured> run(String measure, Branches branches, int threads, int millis) throws BenchException {
        List<String> words = new ArrayList<>(List.of(program.toString(), measure));
        words.addAll(List.of("--dir", branches.mount().toString()));
        words.addAll(List.of("--upper", branches.upper().toString()));
        words.addAll(List.of("--lower", branches.lower().toString()));
        words.addAll(List.of("--files", String.valueOf(Tree.FILES)));
        words.addAll(List.of("--threads", String.valueOf(threads), "--millis", String.valueOf(millis)));
        Process process = workspace.start(new ProcessBuilder(words).redirectErrorStream(true));
        List<Measured> results = new ArrayList<>();
        String said = "";
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said = line;
                if (line.startsWith("{")) {
                    results.add(JSON.readValue(line, Measured.class));
                }
            }
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (workspace.isEnding()) {
                throw new BenchException(Workspace.STOPPED);
            }
            if (!ended || process.exitValue() != 0 || results.isEmpty()) {
                throw new BenchException(said.isEmpty() ? program + " " + measure + " ended without a word" : said);
            }
        } catch (JsonProcessingException e) {
            throw new BenchException(program + " " + measure + " said: " + said, e);
        } catch (IOException e) {
            throw new BenchException(program + " " + measure + " failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
        return results;
    }

    /** Begins the load for hot swaps. */
    public Churn churn(Branches branches, int threads) throws BenchException {
        return new Churn(workspace.start(new ProcessBuilder(
                        program.toString(),
                        "churn",
                        "--dir",
                        branches.mount().toString(),
                        "--files",
                        String.valueOf(Tree.FILES),
                        "--threads",
                        String.valueOf(threads))
                .redirectError(ProcessBuilder.Redirect.INHERIT)));
    }
}
