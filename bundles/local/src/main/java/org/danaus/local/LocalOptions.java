package org.danaus.local;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The options of {@code local}; their names are those of the methods. */
@ObjectClassDefinition(
        pid = LocalOptions.PID,
        name = "local",
        description = "Files of a directory of the host. What is mounted beneath the directory is not part of it.")
@interface LocalOptions {
    /** PID of this object class. */
    String PID = "org.danaus.local.options";

    @AttributeDefinition(description = "absolute path of the directory; must exist")
    String directory();

    @AttributeDefinition(description = "nothing can be changed through this layer, access times included")
    boolean readonly() default false;

    @AttributeDefinition(
            description =
                    "others change the same files: nothing is held without asking, and locks are those of the host")
    boolean shared() default false;

    @AttributeDefinition(description = "how many files that are not open are held by a descriptor", min = "16")
    int descriptors() default 4096;
}
