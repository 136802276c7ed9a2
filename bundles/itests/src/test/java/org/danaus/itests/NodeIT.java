package org.danaus.itests;

import static org.junit.Assert.assertEquals;

import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.danaus.posix.ProcessIdentity;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;

/** The run bundles wire up and start together, and native calls work from inside a bundle. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class NodeIT {

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] node() {
        return new Option[] {Distribution.inFramework()};
    }

    @Test
    public void shouldStartEveryBundle() {
        List<String> unstarted = Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(Bundle::toString)
                .toList();
        assertEquals(List.of(), unstarted);
    }

    @Test
    public void shouldCallLibcFromInsideABundle() {
        assertEquals(ProcessHandle.current().pid(), ProcessIdentity.pid());
    }
}
