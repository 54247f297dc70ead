package dev.relaydesk.platform.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a directory for one process. The operating system lets go of it even when the process is killed. */
final class DirectoryLock implements AutoCloseable {

    private static final String FILE = "relaydesk.lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock at once or says who is in the way. */
    static DirectoryLock take(Path directory) {
        try {
            var channel = FileChannel.open(
                    directory.resolve(FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new PostgresUnavailable("Another Relaydesk is running on the data directory " + directory
                        + "; stop it, or set RELAYDESK_DATA_DIR to another directory");
            }
            return new DirectoryLock(channel);
        } catch (IOException e) {
            throw new PostgresUnavailable(
                    "The data directory " + directory + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The end of the process lets go of it as well.
        }
    }
}
