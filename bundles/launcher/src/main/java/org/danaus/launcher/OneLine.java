package org.danaus.launcher;

/** Turns a failure into the one line a person reads. */
final class OneLine {
    private OneLine() {}

    /**
     * Returns the message of the failure, or its class where it has none, without line breaks; followed by the deepest
     * cause's, where that says more.
     */
    static String of(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String first = text(failure);
        String last = text(root);
        return first.contains(last) ? first : first + ": " + last;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        boolean tells = message != null && !message.isBlank();
        String text = tells ? message : failure.getClass().getName();
        if (failure instanceof Error && tells) {
            text = failure.getClass().getSimpleName() + ": " + message;
        }
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
