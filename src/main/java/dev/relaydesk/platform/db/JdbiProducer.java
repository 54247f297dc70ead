package dev.relaydesk.platform.db;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlStatements;

/** The one {@link Jdbi} of the process, on the pool that Hibernate uses too. */
class JdbiProducer {

    @Produces
    @Singleton
    Jdbi jdbi(AgroalDataSource pool) {
        Jdbi jdbi = Jdbi.create(pool);
        jdbi.getConfig(SqlStatements.class)
                .setUnusedBindingAllowed(true); // variants of a statement share their bindings
        return jdbi;
    }
}
