package org.danaus.bench.load;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.danaus.bench.BenchException;

/** The load for hot swaps while it runs ({@code churn.c}). Used by one thread. */
public final class Churn {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BufferedWriter orders;
    private final BufferedReader answers;

    Churn(Process process) {
        this.orders = process.outputWriter();
        this.answers = process.inputReader();
    }

    /**
     * The longest operation of one thread in one interval.
     *
     * @param interval odd: a swap; even: the quiet time before the next one
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Longest(int interval, int thread, long nanos, String operation) {}

    /**
     * All that the load found.
     *
     * @param longest for each interval and thread
     * @param operations how many were done
     * @param failed how many of them failed, or did not find what was written
     * @param first the first that failed
     */
    public record Outcome(List<Longest> longest, long operations, long failed, String first) {}

    /** A swap begins or ends. When this returns, operations that begin from now on belong to the new interval. */
    public void next(boolean begins) throws BenchException {
        try {
            order(begins ? "begin" : "end");
            if (answers.readLine() == null) {
                throw new BenchException("the load on the filesystem has ended too early");
            }
        } catch (IOException e) {
            throw new BenchException("the load on the filesystem has ended too early: " + e.getMessage(), e);
        }
    }

    /** Ends the load. */
    public Outcome stop() throws BenchException {
        List<Longest> longest = new ArrayList<>();
        try {
            order("stop");
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                JsonNode node = JSON.readTree(line);
                if (node.has("operations")) {
                    return new Outcome(
                            longest,
                            node.get("operations").asLong(),
                            node.get("failed").asLong(),
                            node.get("first").asText());
                }
                longest.add(JSON.treeToValue(node, Longest.class));
            }
        } catch (IOException e) {
            throw new BenchException("the load on the filesystem said something else: " + e.getMessage(), e);
        }
        throw new BenchException("the load on the filesystem has ended without a result");
    }

    private void order(String word) throws IOException {
        orders.write(word);
        orders.newLine();
        orders.flush();
    }
}
