package dev.relaydesk.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFilesTest {

    @TempDir
    Path folder;

    @Test
    void a_secret_is_the_content_of_its_file_without_the_line_end() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret\n");
        var secrets = new SecretFiles(Map.of("RELAYDESK_WHATSAPP_APP_SECRET_FILE", file.toString()));

        assertThat(secrets.getValue("relaydesk.whatsapp.app-secret")).isEqualTo("s3cret");
        assertThat(secrets.getValue("relaydesk.whatsapp.access-token")).isNull();
        assertThat(secrets.complaints()).isEmpty();
    }

    @Test
    void every_file_that_cannot_be_read_is_named() {
        var secrets = new SecretFiles(Map.of(
                "RELAYDESK_API_TOKEN_FILE", folder.resolve("missing").toString(),
                "RELAYDESK_DB_PASSWORD_FILE", folder.toString()));

        assertThat(secrets.complaints())
                .containsExactly(
                        "RELAYDESK_API_TOKEN_FILE names a file that cannot be read: " + folder.resolve("missing"),
                        "RELAYDESK_DB_PASSWORD_FILE names a file that cannot be read: " + folder);
    }
}
