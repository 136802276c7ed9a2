package org.danaus.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** The union of a mounted, busy filesystem is swapped, over a backend that stays. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class UnionSwapIT extends SwapScenario {

    @Test
    public void shouldLoseNothingOverSwapsUnderLoad() throws Exception {
        swapUnderLoad();
    }

    @Override
    String provider() {
        return "org.danaus.union";
    }

    @Override
    String layer() {
        return "union";
    }

    @Override
    Path prepareBacking() throws IOException {
        Files.createDirectory(scene.backing().resolve("upper"));
        return scene.backing().resolve("lower/load");
    }

    @Override
    String[] layers(boolean changed) {
        return new String[] {"union,branch=/upper:rw,branch=/lower:ro" + (changed ? ",sync=false" : ""), local()};
    }

    @Override
    Path loadInBacking() {
        return scene.backing().resolve("upper/load");
    }
}
