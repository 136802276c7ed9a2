package org.danaus.itests;

import java.nio.file.Path;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The backend of a mounted, busy filesystem is swapped. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class LocalSwapIT extends SwapScenario {

    @Test
    public void shouldLoseNothingOverSwapsUnderLoad() throws Exception {
        swapUnderLoad();
    }

    @Override
    String provider() {
        return "org.danaus.local";
    }

    @Override
    String layer() {
        return "local";
    }

    @Override
    String[] layers(boolean changed) {
        return new String[] {local(changed ? ",descriptors=64" : "")};
    }

    @Override
    Path prepareBacking() {
        return loadInBacking();
    }

    @Override
    Path loadInBacking() {
        return scene.backing().resolve("load");
    }
}
