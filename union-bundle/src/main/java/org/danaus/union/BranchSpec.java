package org.danaus.union;

import java.util.ArrayList;
import java.util.List;
import org.danaus.libservice.CompositionException;
import org.danaus.libservice.Libservice;
import org.danaus.libservice.LibserviceContext;

/**
 * A branch as an option names it: {@code PATH:MODE} in the layer below, or {@code @STACK[/PATH]:MODE} in another filesystem; the mode is {@code rw} or {@code ro}.
 *
 * @param text as written
 * @param layer the layer that holds it
 * @param source 0 for the layer below, n for the n-th stack named
 * @param path inside that layer, with or without a leading slash; empty for its root
 * @param writable whether the mode is rw
 */
record BranchSpec(String text, Libservice layer, int source, String path, boolean writable) {
    /** Reads all branch options, top to bottom. @throws CompositionException naming the one at fault */
    static List<BranchSpec> parse(LibserviceContext context, String[] options) throws CompositionException {
        List<BranchSpec> branches = new ArrayList<>();
        List<String> stacks = new ArrayList<>();
        for (String option : options) {
            branches.add(parse(context, option, stacks));
        }
        if (branches.isEmpty()) {
            throw new CompositionException("union of " + context.filesystem()
                    + ": no branch; write branch=PATH:rw or branch=PATH:ro at least once");
        }
        return branches;
    }

    private static BranchSpec parse(LibserviceContext context, String option, List<String> stacks)
            throws CompositionException {
        int colon = option.lastIndexOf(':');
        String mode = option.substring(colon + 1);
        if (colon < 1 || !mode.equals("rw") && !mode.equals("ro")) {
            throw new CompositionException("branch '" + option + "' of " + context.filesystem()
                    + ": write PATH:rw, PATH:ro, @FILESYSTEM:ro or @FILESYSTEM/PATH:ro");
        }
        String place = option.substring(0, colon);
        boolean writable = mode.equals("rw");
        if (!place.startsWith("@")) {
            return new BranchSpec(option, context.below(), 0, place, writable);
        }
        int slash = place.indexOf('/');
        String stack = slash < 0 ? place.substring(1) : place.substring(1, slash);
        if (stack.isEmpty()) {
            throw new CompositionException(
                    "branch '" + option + "' of " + context.filesystem() + ": name a filesystem behind the @");
        }
        if (!stacks.contains(stack)) {
            stacks.add(stack);
        }
        String path = slash < 0 ? "" : place.substring(slash);
        return new BranchSpec(option, context.stack(stack), 1 + stacks.indexOf(stack), path, writable);
    }
}
