package dev.relaydesk.platform.problem;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Shows a problem as a page to whoever asked for one. */
class ErrorPage {

    record Page(Problem problem) implements TemplateInstance {}

    @ServerResponseFilter
    public void show(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem && prefersHtml(request)) {
            response.setEntity(new Page(problem).render(), new Annotation[0], MediaType.TEXT_HTML_TYPE);
        }
    }

    private static boolean prefersHtml(ContainerRequestContext request) {
        return request.getAcceptableMediaTypes().stream()
                .findFirst()
                .filter(MediaType.TEXT_HTML_TYPE::equals)
                .isPresent();
    }
}
