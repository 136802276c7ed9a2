package org.danaus.service.core.composition;

import org.danaus.libservice.LibserviceFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * A factory that is there.
 *
 * @param type {@link LibserviceFactory#TYPE}
 * @param optionsPid {@link LibserviceFactory#OPTIONS}, or null
 * @param factory the service
 * @param reference where it comes from; orders providers of one type as the framework orders services
 */
public record Provider(
        String type, String optionsPid, LibserviceFactory factory, ServiceReference<LibserviceFactory> reference) {
    /** The provider behind a service. @throws IllegalArgumentException if it does not say its type */
    public static Provider of(ServiceReference<LibserviceFactory> reference, LibserviceFactory factory) {
        if (!(reference.getProperty(LibserviceFactory.TYPE) instanceof String type)) {
            throw new IllegalArgumentException("a libservice factory of bundle " + reference.getBundle()
                    + " has no property " + LibserviceFactory.TYPE);
        }
        return new Provider(type, (String) reference.getProperty(LibserviceFactory.OPTIONS), factory, reference);
    }

    /** The bundle, or null once the service is gone. */
    public Bundle bundle() {
        return reference.getBundle();
    }

    /** Symbolic name and version of the bundle. */
    public String title() {
        Bundle bundle = bundle();
        return bundle == null ? "(gone)" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
