package dev.relaydesk.action.endpoint;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The connection goes to an address, and yet the certificate must be that of the name. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class CertificateTest {

    private static final String PASSWORD = "certificate";
    private static final String TRUST = "javax.net.ssl.trustStore";

    @TempDir
    private Path directory;

    @BeforeEach
    void trustTheShop() throws Exception {
        Path keys = directory.resolve("shop.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String arguments = "-genkeypair -alias shop -keyalg EC -storetype PKCS12 -dname CN=shop.test"
                + " -ext san=dns:shop.test -validity 2 -storepass " + PASSWORD + " -keystore " + keys;
        var command = new ArrayList<>(List.of(arguments.split(" ", -1)));
        command.addFirst(keytool);
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor(1, MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        System.setProperty(TRUST, keys.toString());
        System.setProperty(TRUST + "Password", PASSWORD);
    }

    @AfterEach
    void forget() {
        System.clearProperty(TRUST);
        System.clearProperty(TRUST + "Password");
    }

    @Test
    void a_server_with_the_names_certificate_is_called_and_another_is_not() throws Exception {
        try (var shop = new Outside(tls().getServerSocketFactory(), "127.0.0.1", 0);
                var calls = new EndpointCalls(name -> new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")})) {
            assertThat(call(calls, "shop.test", shop.port()).code()).isEqualTo("ok");
            assertThat(call(calls, "other.test", shop.port()).code()).isEqualTo("unreachable");
            assertThat(call(calls, "127.0.0.1", shop.port()).code()).isEqualTo("unreachable");

            assertThat(shop.requests())
                    .filteredOn(request -> !request.isEmpty())
                    .hasSize(1);
        }
    }

    private static CallResult call(EndpointCalls calls, String host, int port) {
        Endpoint endpoint =
                Settings.shop("url=https://%s:%d/\nmethod=POST\nallow-networks=127.0.0.1".formatted(host, port));
        return calls.call(endpoint, JsonNodeFactory.instance.objectNode(), "k");
    }

    private SSLContext tls() throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(directory.resolve("shop.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
