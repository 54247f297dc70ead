package dev.relaydesk.channel.whatsapp;

import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where Meta delivers. A 200 means: committed. */
@Path("/webhooks/whatsapp")
class WhatsAppWebhook {

    private static final String SIGNATURE = "X-Hub-Signature-256";
    /** Meta sends digits; nothing that a browser could take for markup goes back. */
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9._~-]{1,256}");

    private final WhatsAppAccounts accounts;
    private final StaffDoor staff;
    private final IntakeBatch batch;
    private final StaffNotifier notifier;
    private final WhatsAppTranslator translator;

    WhatsAppWebhook(
            WhatsAppAccounts accounts, StaffDoor staff, IntakeBatch batch, StaffNotifier notifier, Clock clock) {
        this.accounts = accounts;
        this.staff = staff;
        this.batch = batch;
        this.notifier = notifier;
        this.translator = new WhatsAppTranslator(clock);
    }

    /** Meta asks once, when the webhook is set up, whether we know the verify token. */
    @GET
    @PermitAll
    @RunOnVirtualThread
    public Response verify(@Context UriInfo uri) {
        MultivaluedMap<String, String> query = uri.getQueryParameters();
        String mode = query.getFirst("hub.mode");
        String token = query.getFirst("hub.verify_token");
        String challenge = query.getFirst("hub.challenge");
        if (mode == null || token == null || challenge == null) {
            return empty(400);
        }
        if (!mode.equals("subscribe") || !accounts.verifies(token)) {
            return empty(403);
        }
        if (!CHALLENGE.matcher(challenge).matches()) {
            return empty(400);
        }
        return Response.ok(challenge, MediaType.TEXT_PLAIN_TYPE)
                .header("X-Content-Type-Options", "nosniff")
                .build();
    }

    /** Bytes first, signature next, and only then a look inside: nothing unsigned is ever parsed. */
    @POST
    @PermitAll
    @RunOnVirtualThread
    public Response receive(@Context HttpHeaders headers, byte @Nullable [] sent) {
        byte[] body = sent == null ? new byte[0] : sent;
        List<String> signatures = headers.getRequestHeader(SIGNATURE);
        if (signatures == null || signatures.size() != 1) {
            return empty(401);
        }
        String signature = signatures.getFirst();
        var signer = accounts.signer(body, signature);
        if (signer.isEmpty()) {
            return empty(401);
        }
        return empty(stored(signer.get(), signature, body) ? 200 : 503);
    }

    private boolean stored(WhatsAppAccount signer, String signature, byte[] body) {
        Translation translation;
        try {
            translation = translator.translate(body);
        } catch (Unreadable e) {
            return batch.quarantine(Sane.text(String.valueOf(e.getMessage()), 200), signature, body);
        }
        if (!WhatsAppAccounts.mayCarry(signer, translation)) {
            return batch.quarantine("signed for another number", signature, body);
        }
        if (translation.events().isEmpty() && translation.receipts().isEmpty()) {
            return true;
        }
        Translation sorted = staff.separate(accounts.withoutForeignNumbers(translation));
        boolean stored = batch.store(sorted, signature, body);
        if (stored) {
            notifier.answerUnreadable(sorted.staff());
        }
        return stored;
    }

    private static Response empty(int status) {
        return Response.status(status).build();
    }
}
