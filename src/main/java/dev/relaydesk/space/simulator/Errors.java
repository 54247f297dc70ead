package dev.relaydesk.space.simulator;

/** Texts of the wrapper's failures, word for word. */
final class Errors {

    static final String NONE_TYPE = "'NoneType' object has no attribute 'get'";
    static final String LIST_INDEX = "list index out of range";
    static final String NOT_JSON = "Expecting value: line 1 column 1 (char 0)";
    static final String CURL_7 =
            "Failed to perform, curl: (7) Failed to connect to www.perplexity.ai port 443 after 3 ms:"
                    + " Could not connect to server. See https://curl.se/libcurl/c/libcurl-errors.html first for more details.";
    static final String CURL_28 =
            "Failed to perform, curl: (28) Operation too slow. Less than 1 bytes/sec transferred the"
                    + " last 30 seconds. See https://curl.se/libcurl/c/libcurl-errors.html first for more details.";
    static final String OTHER = "Something unexpected happened";

    private Errors() {}
}
