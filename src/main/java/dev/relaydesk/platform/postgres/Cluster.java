package dev.relaydesk.platform.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/** The directory with the tables, and beside it the password of its only user. */
record Cluster(Path directory, Path passwordFile) {

    static final String USER = "relaydesk";
    static final String DATABASE = "relaydesk";

    static Cluster in(Path data) {
        return new Cluster(data.resolve("postgres"), data.resolve("postgres-password"));
    }

    String password() {
        return read(passwordFile);
    }

    /** Makes the cluster if there is none yet; half a one, from a start that was cut short, counts as none. */
    void create(PostgresPrograms programs, Durability durability) {
        Path version = directory.resolve("PG_VERSION");
        if (Files.exists(version)) {
            refuseOtherMajor(read(version));
            return;
        }
        Path unfinished = directory.resolveSibling(directory.getFileName() + ".new");
        try {
            delete(unfinished);
            writePassword();
            var arguments = new ArrayList<>(List.of(
                    "--pgdata=" + unfinished,
                    "--username=" + USER,
                    "--pwfile=" + passwordFile,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8",
                    "--no-instructions"));
            if (durability == Durability.THROWN_AWAY) {
                arguments.add("--no-sync");
            }
            programs.run("", "initdb", arguments.toArray(String[]::new));
            programs.run(
                    "CREATE DATABASE " + DATABASE + "\n",
                    "postgres",
                    "--single",
                    "-D",
                    unfinished.toString(),
                    "postgres");
            Files.move(unfinished, directory);
        } catch (IOException e) {
            throw new PostgresUnavailable(
                    "The database directory " + directory + " cannot be made: " + e.getMessage(), e);
        }
    }

    /** Returns whether a server that runs with the old settings has to start again. */
    boolean configure(ServerSettings settings) {
        Path file = directory.resolve("postgresql.conf");
        if (Files.exists(file) && read(file).equals(settings.text().strip())) {
            return false;
        }
        try {
            Files.writeString(file, settings.text());
            return true;
        } catch (IOException e) {
            throw new PostgresUnavailable("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /** The path of the program that the last server was started with. */
    Path lastProgram() {
        Path file = directory.resolve("postmaster.opts");
        String commandLine = Files.exists(file) ? read(file) : "";
        int end = commandLine.indexOf(" \"");
        return Path.of(end < 0 ? commandLine : commandLine.substring(0, end));
    }

    private void refuseOtherMajor(String major) {
        if (!major.equals(PostgresBinaries.MAJOR)) {
            throw new PostgresUnavailable("The database in " + directory + " was made by PostgreSQL " + major
                    + ", this Relaydesk brings " + PostgresBinaries.MAJOR
                    + "; see \"Upgrading\" in docs/operations.md, or set RELAYDESK_DB_URL");
        }
    }

    private void writePassword() throws IOException {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        Files.deleteIfExists(passwordFile);
        Files.createFile(
                passwordFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, HexFormat.of().formatHex(bytes));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new PostgresUnavailable("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
