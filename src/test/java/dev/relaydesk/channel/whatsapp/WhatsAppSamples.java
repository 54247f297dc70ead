package dev.relaydesk.channel.whatsapp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Webhook bodies made by hand in the shape of Meta's documentation, and ways to spoil them. */
public final class WhatsAppSamples {

    /** One element of {@code messages} for each kind that is known, without sender, id and time. */
    static final List<String> MESSAGE_KINDS = List.of(
            "'type':'text','text':{'body':'Where is my parcel?'}",
            "'type':'image','image':{'id':'9','mime_type':'image/jpeg','sha256':'eA==','caption':'broken'}",
            "'type':'video','video':{'id':'9','mime_type':'video/mp4'}",
            "'type':'audio','audio':{'id':'9','mime_type':'audio/ogg; codecs=opus','voice':true}",
            "'type':'document','document':{'id':'9','filename':'bill.pdf','caption':'my bill'}",
            "'type':'sticker','sticker':{'id':'9','animated':false}",
            "'type':'location','location':{'latitude':51.5,'longitude':-0.12,'name':'Shop'}",
            "'type':'contacts','contacts':[{'name':{'formatted_name':'Ada'},'phones':[{'phone':'+44 1'}]}]",
            "'type':'interactive','interactive':{'type':'button_reply','button_reply':{'id':'a','title':'Yes'}}",
            "'type':'interactive','interactive':{'type':'list_reply','list_reply':{'id':'a','title':'Returns'}}",
            "'type':'interactive','errors':[{'code':131000}]",
            "'type':'button','button':{'payload':'claim','text':'Take over'}",
            "'type':'reaction','reaction':{'message_id':'wamid.A','emoji':'\\ud83d\\ude00'}",
            "'type':'order','order':{'product_items':[{'product_retailer_id':'s','quantity':2,'item_price':3}]}",
            "'type':'system','system':{'type':'user_changed_number','wa_id':'447700900999'}",
            "'type':'request_welcome'",
            "'type':'unsupported','errors':[{'code':131051}]",
            "'type':'edit','edit':{'original_message_id':'wamid.A','message':{'type':'text','text':{'body':'new'}}}",
            "'type':'revoke','revoke':{'original_message_id':'wamid.A'}",
            "'type':'hologram','hologram':{'x':1}");

    private WhatsAppSamples() {}

    /** Single quotes stand for double ones. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** The body for one value of the field {@code messages}; the value's braces are added. */
    public static String body(String phoneNumberId, String value) {
        return change(
                "messages",
                "'messaging_product':'whatsapp','metadata':{'phone_number_id':'" + phoneNumberId + "'}," + value);
    }

    static String change(String field, String value) {
        return json("{'object':'whatsapp_business_account','entry':[{'id':'1','changes':[{'field':'" + field
                + "','value':{" + value + "}}]}]}");
    }

    /** A message of that kind from a phone number. */
    public static String message(String id, String from, String kind) {
        return "{'from':'" + from + "','id':'" + id + "','timestamp':'1790000000'," + kind + "}";
    }

    /** The body of one text message; the text must not contain quotes. */
    public static String text(String phoneNumberId, String id, String from, String text) {
        return body(
                phoneNumberId,
                "'contacts':[{'profile':{'name':'Ada'},'wa_id':'" + from + "'}],'messages':["
                        + message(id, from, "'type':'text','text':{'body':'" + text + "'}") + "]");
    }

    /** Bodies from sound to senseless: whole batches, batches with pieces cut, swapped or doubled, and plain noise. */
    public static Arbitrary<byte[]> bodies() {
        Arbitrary<String> sound = batches();
        Arbitrary<byte[]> spoiled = Combinators.combine(
                        sound,
                        Arbitraries.integers().between(0, 5000),
                        Arbitraries.integers().between(0, 40),
                        hostile())
                .as(WhatsAppSamples::spoil);
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(200);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, sound.map(text -> text.getBytes(UTF_8))),
                net.jqwik.api.Tuple.of(6, spoiled),
                net.jqwik.api.Tuple.of(1, noise));
    }

    static Arbitrary<String> batches() {
        Arbitrary<String> from = Arbitraries.of(
                "'from':'447700900123',",
                "'from':'GB.204',",
                "'from_user_id':'GB.204',",
                "'from':5,",
                "'from':null,",
                "");
        Arbitrary<String> stamp = Arbitraries.of(
                "'1790000000'", "1790000000", "'soon'", "-1", "1e999999999", "null", "[]", "'99999999999999'");
        Arbitrary<String> id =
                Arbitraries.of("'wamid.A'", "'wamid.B'", "7", "null", "''", "'\\u0000'", "'\\ud800'", "{}");
        Arbitrary<String> kind = Arbitraries.oneOf(
                Arbitraries.of(MESSAGE_KINDS),
                hostile().map(value -> "'type':'text','text':{'body':" + value + "}"),
                Combinators.combine(Arbitraries.of(MESSAGE_KINDS), hostile())
                        .as((known, value) ->
                                known.replaceFirst(":\\{.*", ":" + java.util.regex.Matcher.quoteReplacement(value))));
        Arbitrary<String> message = Combinators.combine(from, stamp, id, kind)
                .as((f, s, i, k) -> "{" + f + "'timestamp':" + s + ",'id':" + i + "," + k + "}");
        Arbitrary<String> status = Combinators.combine(
                        id, stamp, Arbitraries.of("'sent'", "'played'", "7", "null", "'?'"))
                .as((i, s, name) -> "{'id':" + i + ",'timestamp':" + s + ",'status':" + name + "}");
        Arbitrary<String> messages =
                Arbitraries.oneOf(message, hostile()).list().ofMaxSize(4).map(WhatsAppSamples::array);
        Arbitrary<String> statuses =
                Arbitraries.oneOf(status, hostile()).list().ofMaxSize(3).map(WhatsAppSamples::array);
        return Combinators.combine(messages, statuses, hostile(), Arbitraries.of("3011", "", "4\\u0000"))
                .as((m, s, contacts, number) ->
                        body(number, "'messages':" + m + ",'statuses':" + s + ",'contacts':" + contacts));
    }

    /** JSON values that something may stumble over. */
    static Arbitrary<String> hostile() {
        return Arbitraries.of(
                "null",
                "[]",
                "{}",
                "[[]]",
                "true",
                "0",
                "-0",
                "1e999999999",
                "9".repeat(99),
                "'\\u0000'",
                "'a\\u0000b'",
                "'\\ud800'",
                "'\\udc00\\ud800'",
                "'\\ud83d\\ude00'",
                "'\u202e\u0007'",
                "'DROP TABLE x; --'",
                "'" + "x".repeat(3000) + "'",
                "[".repeat(40) + "]".repeat(40),
                "[{'profile':7,'wa_id':{}},null,'x']",
                "{'body':{'body':[]}}",
                "NaN");
    }

    private static String array(List<String> elements) {
        return elements.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] spoil(String body, int at, int length, String inserted) {
        int from = at % body.length();
        int to = Math.min(body.length(), from + length);
        return Stream.of(body.substring(0, from), json(inserted), body.substring(to))
                .collect(Collectors.joining())
                .getBytes(UTF_8);
    }
}
