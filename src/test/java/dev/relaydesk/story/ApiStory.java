package dev.relaydesk.story;

import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;

/** What the stories of a customer who is a program share: the caller, and what the model asks for. */
abstract class ApiStory extends FreshStory {

    static final String CONVERSATIONS = "/api/v1/conversations";
    static final String ORDER_STATUS =
            envelope("api_call", "{\"endpoint\":\"order-status\",\"parameters\":{\"order\":\"4711\"}}");

    final ApiCaller caller = new ApiCaller();
    final ExecutorService meanwhile = Executors.newVirtualThreadPerTaskExecutor();
    final String ana = "ana-" + UUID.randomUUID();

    @AfterEach
    void end() {
        meanwhile.shutdownNow();
        caller.close();
    }

    static String envelope(String action, String metadata) {
        return "{\"action\":\"" + action + "\",\"reason\":\"asked\",\"metadata\":" + metadata + "}";
    }

    String turns(String conversation) {
        return story.text("SELECT count(*) FROM turn WHERE conversation_id = ?::uuid", conversation);
    }
}
