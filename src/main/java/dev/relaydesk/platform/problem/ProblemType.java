package dev.relaydesk.platform.problem;

/** The closed list of problems; `docs/api.md` explains each under its type URI. */
public enum ProblemType {
    BAD_REQUEST(400, "The request is not valid"),
    UNAUTHENTICATED(401, "Sign in or send a valid token"),
    FORBIDDEN(403, "That is not allowed for you"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "That method is not supported here"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is available"),
    CONFLICT(409, "The state has changed"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "That media type is not supported"),
    UNPROCESSABLE(422, "The request contradicts an earlier one"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong on our side"),
    BAD_GATEWAY(502, "The Space gave no usable answer"),
    UNAVAILABLE(503, "Not available at the moment"),
    TIMEOUT(504, "The answer takes longer than the caller can wait");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** A stable URI reference, relative to the service. */
    public String uri() {
        return "/problems/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
