package org.danaus.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles made by a test, to be dropped into a platform. */
final class BundleJar {

    private BundleJar() {}

    /** Writes a bundle whose activator is that class of the test. */
    static void write(Path jar, String symbolicName, Class<?> activator) throws IOException {
        String entry = activator.getName().replace('.', '/') + ".class";
        try (JarOutputStream out =
                        new JarOutputStream(Files.newOutputStream(jar), manifest(symbolicName, activator.getName()));
                InputStream code = activator.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
            out.closeEntry();
        }
    }

    /** Writes a bundle that names an activator it does not hold, so that it cannot start. */
    static void writeBroken(Path jar, String symbolicName) throws IOException {
        new JarOutputStream(Files.newOutputStream(jar), manifest(symbolicName, "missing.Activator")).close();
    }

    private static Manifest manifest(String symbolicName, String activator) {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.putValue("Manifest-Version", "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", symbolicName);
        headers.putValue("Bundle-Activator", activator);
        headers.putValue("Import-Package", "org.osgi.framework");
        return manifest;
    }
}
