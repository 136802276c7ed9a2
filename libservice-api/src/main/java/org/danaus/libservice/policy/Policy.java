package org.danaus.libservice.policy;

/** What all policies share. */
public final class Policy {
    /** Service property: the name by which an option selects the policy, such as {@code overlay}. Unique among the services of one interface. */
    public static final String NAME = "policy.name";

    private Policy() {}
}
