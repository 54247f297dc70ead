package dev.relaydesk.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

class HostileBodiesTest {

    private final WhatsAppTranslator translator =
            new WhatsAppTranslator(Clock.fixed(Instant.ofEpochSecond(1_790_000_100), ZoneOffset.UTC));

    @Property(tries = 25_000, seed = "20261120", edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void whatever_is_signed_is_understood_or_refused_and_fits_into_the_database(@ForAll("bodies") byte[] body) {
        Translation translation;
        try {
            translation = translator.translate(body);
        } catch (Unreadable e) {
            return;
        }

        for (InboundEvent event : translation.events()) {
            assertThat(event.providerId()).isNotBlank();
            assertThat(event.providerId().length()).isLessThanOrEqualTo(256);
            assertFits(event.account());
            assertFits(event.providerId());
            assertFits(event.senderName());
            assertFits(event.messageKind());
            assertFits(event.text());
            assertFits(event.refersTo());
            assertFits(event.newKey());
            event.senderKeys().forEach(HostileBodiesTest::assertFits);
            assertThat(event.payload()).containsPattern("\\A\\p{ASCII}*\\z").doesNotContain("\0");
        }
        for (Receipt receipt : translation.receipts()) {
            assertFits(receipt.providerId());
            assertFits(receipt.status());
            assertFits(receipt.participant());
            assertFits(receipt.correlationId());
            assertThat(receipt.payload()).containsPattern("\\A\\p{ASCII}*\\z").doesNotContain("\0");
        }
    }

    @Provide
    Arbitrary<byte[]> bodies() {
        return WhatsAppSamples.bodies();
    }

    private static void assertFits(@Nullable String text) {
        if (text != null) {
            assertThat(text.codePoints())
                    .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        }
    }
}
