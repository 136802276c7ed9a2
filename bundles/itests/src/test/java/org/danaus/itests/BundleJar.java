package org.danaus.itests;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles made by a test, to be dropped into a platform. */
final class BundleJar {

    private static final String COMPONENTS = "OSGI-INF/";

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

    /** Writes a copy of a bundle under another name, whose services rank higher than the first one's. */
    static void writeRival(Path original, Path rival, String symbolicName) throws IOException {
        try (JarFile in = new JarFile(original.toFile())) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(rival), manifest)) {
                for (Enumeration<JarEntry> all = in.entries(); all.hasMoreElements(); ) {
                    JarEntry entry = all.nextElement();
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new JarEntry(entry.getName()));
                        out.write(content(in, entry));
                        out.closeEntry();
                    }
                }
            }
        }
    }

    private static byte[] content(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            byte[] content = in.readAllBytes();
            if (!entry.getName().startsWith(COMPONENTS) || !entry.getName().endsWith(".xml")) {
                return content;
            }
            return new String(content, StandardCharsets.UTF_8)
                    .replace(
                            "<service>", "<property name=\"service.ranking\" type=\"Integer\" value=\"100\"/><service>")
                    .getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A header of a bundle, or null. */
    static String header(Path jar, String name) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            String value = file.getManifest().getMainAttributes().getValue(name);
            return value == null ? null : value.split(";", 2)[0].strip();
        }
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
