package dev.relaydesk.testing.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL that comes with the build, unpacked once below {@code target}. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The directory that holds {@code bin/postgres}. */
    static synchronized Path directory() throws IOException {
        Path ready = Path.of("target", "pg-world").toAbsolutePath();
        if (Files.exists(ready.resolve("bin/postgres"))) {
            return ready;
        }
        Path unpacked = Files.createTempDirectory(Files.createDirectories(ready.getParent()), "pg-world-");
        try (InputStream packed = archive();
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, unpacked);
            }
        }
        try {
            Files.move(unpacked, ready, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(ready.resolve("bin/postgres"))) {
                throw e;
            }
        }
        return ready;
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into) throws IOException {
        Path file = into.resolve(entry.getName()).normalize();
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(file.getParent());
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
            if ((entry.getMode() & 0111) != 0) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static InputStream archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String name = "/postgres-" + system + "-" + machine + ".txz";
        InputStream found = PostgresBinaries.class.getResourceAsStream(name);
        if (found == null) {
            throw new UncheckedIOException(
                    new IOException("No PostgreSQL for this machine on the class path: " + name));
        }
        return found;
    }
}
