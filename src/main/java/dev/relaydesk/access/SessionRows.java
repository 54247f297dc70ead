package dev.relaydesk.access;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/** The table of sessions, by the hash of the cookie. */
@ApplicationScoped
class SessionRows implements PanacheRepositoryBase<Session, String> {}
