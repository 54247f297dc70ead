package dev.relaydesk;

import dev.relaydesk.platform.settings.WrongSettings;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/** Says in words of the operator why the service did not start. Quarkus' own report is switched off for that. */
final class StartFailure {

    private StartFailure() {}

    static void tell(Throwable error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            switch (each) {
                case ConfigValidationException _, ConfigurationException _ -> {
                    return; // Quarkus has listed them.
                }
                case WrongSettings wrong -> {
                    System.err.println(wrong.getMessage());
                    return;
                }
                case QuarkusBindException bind -> {
                    System.err.printf("A port is in use by another program: %s%n", bind.getMessage());
                    return;
                }
                case SQLException sql -> {
                    System.err.printf("PostgreSQL cannot be used: %s%n", sql.getMessage());
                    return;
                }
                case FlywayException flyway
                when flyway.getCause() == null -> {
                    System.err.printf("The database cannot be migrated: %s%n", flyway.getMessage());
                    return;
                }
                default -> {}
            }
        }
        error.printStackTrace(System.err);
    }
}
