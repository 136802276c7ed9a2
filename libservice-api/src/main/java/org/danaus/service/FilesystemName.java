package org.danaus.service;

import org.danaus.libservice.CompositionException;

/**
 * The name of a filesystem: {@code tenant/name}.
 *
 * @param tenant who owns it
 * @param name unique among the tenant's
 */
public record FilesystemName(String tenant, String name) implements Comparable<FilesystemName> {
    /** @throws IllegalArgumentException if either is not a word of a to z, 0 to 9, {@code . _ -} */
    public FilesystemName {
        LayerSpec.requireWord("tenant", tenant);
        LayerSpec.requireWord("filesystem name", name);
    }

    /** Reads {@code tenant/name}. @throws CompositionException if it is not of that form */
    public static FilesystemName parse(String text) throws CompositionException {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new CompositionException("filesystem '" + text + "': write it as tenant/name");
        }
        try {
            return new FilesystemName(text.substring(0, slash), text.substring(slash + 1));
        } catch (IllegalArgumentException e) {
            throw new CompositionException("filesystem '" + text + "': " + e.getMessage(), e);
        }
    }

    @Override
    public int compareTo(FilesystemName other) {
        int byTenant = tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return tenant + "/" + name;
    }
}
