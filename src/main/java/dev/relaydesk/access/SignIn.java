package dev.relaydesk.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Decides who may open a session. */
@ApplicationScoped
class SignIn {

    /** What became of an attempt. */
    sealed interface Outcome {

        /** The value for the session cookie. */
        record Welcome(String token) implements Outcome {}

        /** Wrong password or unknown e-mail; nobody outside learns which. */
        record Refused() implements Outcome {}

        record TooOften(Duration retryAfter) implements Outcome {}
    }

    private final StaffMembers staff;
    private final Passwords passwords;
    private final SignInThrottle throttle;
    private final Sessions sessions;
    private final Audit audit;

    SignIn(StaffMembers staff, Passwords passwords, SignInThrottle throttle, Sessions sessions, Audit audit) {
        this.staff = staff;
        this.passwords = passwords;
        this.throttle = throttle;
        this.sessions = sessions;
        this.audit = audit;
    }

    Outcome attempt(String email, String password, String address) {
        Duration wait = throttle.attempt(email, address);
        if (wait.isPositive()) {
            return new Outcome.TooOften(wait);
        }
        Optional<Staff> known = staff.activeByEmail(email);
        String hash = known.map(Staff::passwordHash).orElse(null);
        if (!passwords.matches(password, hash) || known.isEmpty()) {
            String subject = known.map(member -> "staff:" + member.id()).orElse("unknown");
            audit.record(Actor.SYSTEM, "sign_in_refused", subject, Map.of("address", address));
            return new Outcome.Refused();
        }
        Staff member = known.get();
        throttle.succeeded(email, address);
        audit.record(new Actor(member.id(), member.name()), "signed_in", null, Map.of("address", address));
        return new Outcome.Welcome(sessions.open(member.id()));
    }
}
