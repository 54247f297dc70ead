package dev.relaydesk.action.endpoint;

/** What a second call of an endpoint would do, as its operator declares it; decides what an unknown outcome leads to. */
public enum Effect {
    /** Changes nothing: free to repeat. Never ends {@link CallResult.Ambiguous}. */
    READ,
    /** The other side keeps our key, which a header carries, and does nothing twice: repeat with the same key. */
    IDEMPOTENT,
    /** Doing it twice is the same as doing it once, without any key: repeat. */
    NATURAL,
    /** Our reference can be read back directly: {@link EndpointCalls#lookUp} until found, then at most one repeat. */
    LOOKUP_FIRST,
    /** Nothing is known: at most once. Repeated only if it provably was not sent; otherwise a person decides. */
    MUTATING_ONCE
}
