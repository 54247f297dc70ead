package dev.relaydesk.action.endpoint;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Notes the moment at which the first byte of a request may leave: the connection stands, encrypted if it has to be. */
final class SentMark extends HttpRequestExecutor {

    private static final String NAME = "relaydesk.sent";

    static boolean isOn(HttpContext context) {
        return context.getAttribute(NAME) != null;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            @Nullable HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        context.setAttribute(NAME, true);
        return super.execute(request, connection, callback, context);
    }
}
