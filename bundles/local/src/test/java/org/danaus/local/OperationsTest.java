package org.danaus.local;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

class OperationsTest {
    @Nested
    class OnDisk extends OperationsContract {}

    @Nested
    class InMemory extends OperationsContract {
        @Override
        Path base() {
            return Host.MEMORY;
        }
    }
}
