package org.danaus.libservice;

import java.util.Map;

/**
 * Makes instances of one type of libservice. Registered as an OSGi service with the property {@link #TYPE}; its options are described by a Metatype object class
 * whose PID is the property {@link #OPTIONS} (so that the service can refuse unknown options and wrong types, and a console can show defaults). When the service goes
 * away, every filesystem that uses it is suspended or swapped to another provider of the type before the bundle stops.
 */
public interface LibserviceFactory {
    /** Service property: the name by which a spec asks for it, such as {@code union}. */
    String TYPE = "libservice.type";
    /** Service property: PID of the Metatype object class of its options. None means that it has no option. */
    String OPTIONS = "libservice.options";

    /**
     * Makes an instance. Does all that can fail; what it has taken it gives back when it throws.
     *
     * @param context what it is made of; valid for the life of the instance
     * @param options by name, typed as their Metatype says (several values are an array of String, Long, …), defaults filled in; absent if neither given nor defaulted
     * @throws CompositionException with one line for a person: what is wrong, where, and what to do
     */
    Libservice create(LibserviceContext context, Map<String, Object> options) throws CompositionException;
}
