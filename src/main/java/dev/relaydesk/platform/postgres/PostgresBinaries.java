package dev.relaydesk.platform.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once from the jar for this operating system. */
record PostgresBinaries(Path home) {

    /** As in the pom; a data directory remembers the major and can be opened by no other. */
    static final String VERSION = "18.4";

    static final String MAJOR = "18";

    private static final Set<PosixFilePermission> PROGRAM = Set.of(PosixFilePermission.values());

    /**
     * Unpacks into {@code parent/18.4} unless that was done before. A process that dies on the way leaves a folder under
     * another name, which the next one clears away.
     */
    static PostgresBinaries unpackedBelow(Path parent) {
        Path home = parent.resolve(VERSION);
        if (Files.isDirectory(home)) {
            return new PostgresBinaries(home);
        }
        String archive = "/postgres-" + system() + "-" + architecture() + ".txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new PostgresUnavailable("No PostgreSQL is packed for " + system() + " on " + architecture()
                        + "; set RELAYDESK_DB_URL to a PostgreSQL server");
            }
            Files.createDirectories(parent);
            Path unfinished = Files.createTempDirectory(parent, "unpacking-");
            unpack(packed, unfinished);
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(home)) { // else a second process was faster, which is as good
                throw new PostgresUnavailable(
                        "PostgreSQL cannot be unpacked into " + parent + ": " + e.getMessage(), e);
            }
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    private static void unpack(InputStream packed, Path target) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("The archive wants to write outside: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(path.getParent());
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.createDirectories(path.getParent());
                    Files.copy(tar, path);
                    if ((entry.getMode() & 0100) != 0) {
                        Files.setPosixFilePermissions(path, PROGRAM);
                    }
                }
            }
        }
    }

    private static String system() {
        return System.getProperty("os.name", "").startsWith("Mac") ? "darwin" : "linux";
    }

    private static String architecture() {
        String name = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (name) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> name;
        };
    }
}
