package dev.relaydesk.platform.db;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Jdbi;

/** The one {@link Jdbi} of the process, on the pool that Hibernate uses too. */
class JdbiProducer {

    @Produces
    @Singleton
    Jdbi jdbi(AgroalDataSource pool) {
        return Jdbi.create(pool);
    }
}
