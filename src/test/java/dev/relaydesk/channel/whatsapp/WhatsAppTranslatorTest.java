package dev.relaydesk.channel.whatsapp;

import static dev.relaydesk.channel.whatsapp.WhatsAppSamples.body;
import static dev.relaydesk.channel.whatsapp.WhatsAppSamples.change;
import static dev.relaydesk.channel.whatsapp.WhatsAppSamples.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relaydesk.channel.whatsapp.WhatsAppTranslator.Translation;
import dev.relaydesk.conversation.InboundEvent;
import dev.relaydesk.conversation.InboundEvent.Kind;
import dev.relaydesk.delivery.Receipt;
import dev.relaydesk.platform.json.BoundedJson.Unreadable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhatsAppTranslatorTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_790_000_100);

    private final WhatsAppTranslator translator = new WhatsAppTranslator(Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', nullValues = "-", textBlock = """
            'type':'text','text':{'body':'Hello'}                                             | MESSAGE    | Hello
            'type':'text','text':{'body':' '}                                                 | UNREADABLE | -
            'type':'image','image':{'id':'9','caption':'broken'}                              | MESSAGE    | [image] broken
            'type':'image','errors':[{'code':131052}]                                         | UNREADABLE | -
            'type':'video','video':{'id':'9'}                                                 | MESSAGE    | [video]
            'type':'audio','audio':{'id':'9','voice':true}                                    | MESSAGE    | [voice message]
            'type':'audio','audio':{'id':'9','voice':false}                                   | MESSAGE    | [audio]
            'type':'voice','voice':{'id':'9'}                                                 | MESSAGE    | [voice message]
            'type':'document','document':{'id':'9','filename':'bill.pdf','caption':'my bill'} | MESSAGE    | [document bill.pdf] my bill
            'type':'sticker','sticker':{'id':'9'}                                             | MESSAGE    | [sticker]
            'type':'location','location':{'latitude':51.5,'longitude':-0.12}                  | MESSAGE    | [location 51.5, -0.12]
            'type':'location','location':{'latitude':1,'longitude':2,'name':'Shop'}           | MESSAGE    | [location 1, 2, Shop]
            'type':'contacts','contacts':[{'name':{'formatted_name':'Ada'},'phones':[{'phone':'+44 1'}]}] | MESSAGE | [contact Ada, +44 1]
            'type':'contacts','contacts':[]                                                   | UNREADABLE | -
            'type':'interactive','interactive':{'button_reply':{'id':'y','title':'Yes'}}      | MESSAGE    | Yes
            'type':'interactive','interactive':{'list_reply':{'id':'y','title':'A','description':'B'}} | MESSAGE | [list] A B
            'type':'interactive','interactive':{'nfm_reply':{'name':'flow','response_json':'{}'}} | MESSAGE | [form] flow {}
            'type':'interactive','errors':[{'code':131000}]                                   | UNREADABLE | -
            'type':'button','button':{'payload':'claim','text':'Take over'}                   | MESSAGE    | Take over
            'type':'order','order':{'text':'soon','product_items':[{'product_retailer_id':'s','quantity':2,'item_price':3,'currency':'EUR'}]} | MESSAGE | [order 2 x s at 3 EUR] soon
            'type':'request_welcome'                                                          | MESSAGE    | [opened the chat for the first time]
            'type':'reaction','reaction':{'message_id':'wamid.A','emoji':'x'}                 | REACTION   | x
            'type':'reaction','reaction':{'message_id':'wamid.A'}                             | REACTION   | -
            'type':'system','system':{'type':'customer_identity_changed','wa_id':'447700900123'} | STORED  | -
            'type':'edit','edit':{'original_message_id':'wamid.A','message':{'type':'text','text':{'body':'new'}}} | EDIT | new
            'type':'edit','edit':{}                                                           | STORED     | -
            'type':'revoke','revoke':{'original_message_id':'wamid.A'}                        | REVOKE     | -
            'type':'revoke'                                                                   | STORED     | -
            'type':'unsupported','errors':[{'code':131051}]                                   | UNREADABLE | -
            'type':'unknown'                                                                  | UNREADABLE | -
            'type':'hologram','hologram':{'x':1}                                              | UNREADABLE | -
            'x':1                                                                             | UNREADABLE | -
            'group_id':'g','type':'text','text':{'body':'Hello'}                              | STORED     | -
            """)
    void each_kind_of_message_becomes_what_the_product_does_with_it(String kind, Kind expected, String text)
            throws Unreadable {
        InboundEvent event = onlyEvent(body("3011", "'messages':[" + message("wamid.1", "447700900123", kind) + "]"));

        assertThat(event.kind()).isEqualTo(expected);
        assertThat(event.text()).isEqualTo(text);
        assertThat(event.account()).isEqualTo("3011");
        assertThat(event.providerId()).isEqualTo("wamid.1");
        assertThat(event.saidAt()).isEqualTo(Instant.ofEpochSecond(1_790_000_000));
        assertThat(event.senderKeys()).containsExactly("phone:447700900123");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', nullValues = "-", textBlock = """
            'type':'interactive','interactive':{'button_reply':{'id':'confirm:7','title':'Yes'}} | confirm:7
            'type':'interactive','interactive':{'button_reply':{'title':'Yes'}}                  | -
            'type':'interactive','interactive':{'button_reply':{'id':['x'],'title':'Yes'}}       | -
            'type':'button','button':{'payload':'claim','text':'Take over'}                      | claim
            'type':'text','text':{'body':'Yes'},'button':{'payload':'claim'}                     | -
            """)
    void a_pressed_button_is_known_by_its_id(String kind, String choice) throws Unreadable {
        InboundEvent event = onlyEvent(body("3011", "'messages':[" + message("wamid.1", "447700900123", kind) + "]"));

        assertThat(event.choiceId()).isEqualTo(choice);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', nullValues = "-", textBlock = """
            'from':'447700900123'                                             | phone:447700900123
            'from':'+447700900123'                                            | phone:447700900123
            'from':'447700900123','from_user_id':'GB.204'                     | user:GB.204,phone:447700900123
            'from_user_id':'GB.204','from_parent_user_id':'GB.ENT.309'        | parent:GB.ENT.309,user:GB.204
            'from':'GB.204'                                                   | user:GB.204
            'from':'GB.ENT.309'                                               | parent:GB.ENT.309
            'from':7                                                          | ''
            'from':'Ada'                                                      | ''
            'x':1                                                             | ''
            """)
    void a_person_is_known_by_the_strongest_name_there_is(String from, String keys) throws Unreadable {
        InboundEvent event = onlyEvent(
                body("3011", "'messages':[{" + from + ",'id':'wamid.1','type':'text','text':{'body':'Hello'}}]"));

        assertThat(String.join(",", event.senderKeys())).isEqualTo(keys.replace("'", ""));
        assertThat(event.kind()).isEqualTo(event.senderKeys().isEmpty() ? Kind.STORED : Kind.MESSAGE);
    }

    @Test
    void contacts_belong_to_messages_by_id_and_not_by_position() throws Unreadable {
        Translation translation = translate(body("3011", """
                'contacts':[{'profile':{'name':'Bob'},'wa_id':'4400002'},{'profile':{'name':'Ada'},'user_id':'GB.1','wa_id':'4400001'}],
                'messages':[{'from':'4400001','id':'a','type':'text','text':{'body':'1'}},
                            {'from_user_id':'GB.9','id':'b','type':'text','text':{'body':'2'}},
                            {'from':'4400002','id':'c','type':'text','text':{'body':'3'}}]"""));

        assertThat(translation.events()).extracting(InboundEvent::senderName).containsExactly("Ada", null, "Bob");
        assertThat(translation.events().getFirst().senderKeys()).containsExactly("user:GB.1", "phone:4400001");
        assertThat(translation.events().get(1).senderKeys()).containsExactly("user:GB.9");
    }

    @Test
    void a_nameless_message_belongs_to_the_only_contact_there_is() throws Unreadable {
        InboundEvent event = onlyEvent(body("3011", """
                'contacts':[{'profile':{'username':'ada.p'},'user_id':'GB.1'}],
                'messages':[{'id':'a','type':'text','text':{'body':'1'}}]"""));

        assertThat(event.senderKeys()).containsExactly("user:GB.1");
        assertThat(event.senderName()).isEqualTo("ada.p");
    }

    @Test
    void a_new_number_or_user_id_moves_the_person() throws Unreadable {
        InboundEvent number = onlyEvent(body(
                "3011",
                "'messages':["
                        + message(
                                "a",
                                "4400001",
                                "'type':'system','system':{'type':'user_changed_number','wa_id':'4400002'}")
                        + "]"));
        InboundEvent userId = onlyEvent(body(
                "3011",
                "'messages':["
                        + message(
                                "b",
                                "4400001",
                                "'from_user_id':'GB.1','type':'system','system':{'type':'user_changed_user_id','user_id':'GB.2'}")
                        + "]"));

        assertThat(number.kind()).isEqualTo(Kind.NUMBER_CHANGE);
        assertThat(number.senderKeys()).containsExactly("phone:4400001");
        assertThat(number.newKey()).isEqualTo("phone:4400002");
        assertThat(userId.newKey()).isEqualTo("user:GB.2");
        assertThat(userId.senderKeys()).containsExactly("user:GB.1", "phone:4400001");
    }

    @Test
    void an_answer_from_the_business_phone_names_the_customer() throws Unreadable {
        InboundEvent event = onlyEvent(change("smb_message_echoes", """
                'metadata':{'phone_number_id':'3011'},'message_echoes':[
                {'from':'442079460142','to':'4400001','to_user_id':'GB.1','id':'a','type':'text','text':{'body':'I do it'}}]"""));

        assertThat(event.kind()).isEqualTo(Kind.ECHO);
        assertThat(event.senderKeys()).containsExactly("user:GB.1", "phone:4400001");
        assertThat(event.text()).isEqualTo("I do it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            '1790000000'    | 1790000000
            1790000000      | 1790000000
            'soon'          | 1790000100
            -5              | 1790000100
            0               | 1790000100
            1.5             | 1790000100
            null            | 1790000100
            {}              | 1790000100
            '1890000000'    | 1790000100
            '9999999999999' | 1790000100
            """)
    void times_come_as_text_or_number_and_nonsense_means_now(String stamp, long seconds) throws Unreadable {
        InboundEvent event = onlyEvent(body(
                "3011",
                "'messages':[{'from':'4400001','id':'a','timestamp':" + stamp
                        + ",'type':'text','text':{'body':'x'}}]"));

        assertThat(event.saidAt()).isEqualTo(Instant.ofEpochSecond(seconds));
    }

    @Test
    void every_status_is_taken_with_what_identifies_it() throws Unreadable {
        Translation translation = translate(body("3011", """
                'statuses':[
                {'id':'wamid.1','status':'delivered','timestamp':'1790000000','recipient_id':'44','biz_opaque_callback_data':'turn:9'},
                {'id':'wamid.2','status':'played','timestamp':1790000000},
                {'id':'wamid.3','status':'failed','errors':[{'code':131026},{'code':1}]},
                {'id':'wamid.4','status':'read','recipient_id':'g','recipient_participant_id':'4400001'},
                {'status':'read'}]"""));

        assertThat(translation.receipts())
                .extracting(Receipt::status)
                .containsExactly("delivered", "read", "failed", "read");
        assertThat(translation.receipts().getFirst().correlationId()).isEqualTo("turn:9");
        assertThat(translation.receipts().getFirst().participant()).isEmpty();
        assertThat(translation.receipts().get(2).errorCode()).isEqualTo("131026");
        assertThat(translation.receipts().get(3).participant()).isEqualTo("4400001");
        assertThat(translation.events()).extracting(InboundEvent::kind).containsExactly(Kind.STORED);
    }

    @Test
    void a_broken_element_is_kept_and_does_not_lose_its_neighbours() throws Unreadable {
        Translation translation = translate(body(
                "3011",
                "'errors':[{'code':130429}],'messages':[null,7,'x',[],{},"
                        + message("wamid.1", "4400001", "'type':'text','text':{'body':'Hello'}") + "]"));

        assertThat(translation.events())
                .filteredOn(event -> event.kind() == Kind.MESSAGE)
                .hasSize(1);
        assertThat(translation.events())
                .hasSize(7)
                .allSatisfy(event -> assertThat(event.providerId()).isNotBlank());
    }

    @Test
    void every_entry_and_every_change_is_looked_at_and_unknown_fields_are_kept_under_a_lasting_id() throws Unreadable {
        var value =
                "{'metadata':{'phone_number_id':'3011'},'messages':[{'from':'4400001','id':'%s','type':'text','text':{'body':'x'}}]}";
        var body = WhatsAppSamples.json("{'object':'whatsapp_business_account','entry':["
                + "{'id':'1','changes':[{'field':'messages','value':" + value.formatted("a")
                + "},{'field':'messages','value':"
                + value.formatted("b") + "}]},"
                + "{'id':'2','time':1,'changes':[{'field':'account_update','value':{'event':'X'}}]},{'id':'3'},"
                + "{'id':'4','changes':[{'field':'messages','value':" + value.formatted("c") + "}]}]}");

        Translation translation = translate(body);

        assertThat(translation.events())
                .extracting(InboundEvent::account)
                .containsExactly("3011", "3011", "business:2", "business:3", "3011");
        assertThat(translate(body)).isEqualTo(translation);
    }

    @Test
    void what_the_database_cannot_hold_does_not_reach_it() throws Unreadable {
        InboundEvent event = onlyEvent(body(
                "3011",
                "'messages':["
                        + message(
                                "wamid.1", "4400001", "'type':'text','text':{'body':'a\\u0000b\\ud800c\\ud83d\\ude00'}")
                        + "]"));

        assertThat(event.text()).isEqualTo("ab\ufffdc😀");
        assertThat(event.payload()).contains("a\\u0000b\\uD800c\\uD83D\\uDE00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{}",
                "{",
                "{'object':'page','entry':[]}",
                "{'object':'whatsapp_business_account'}",
                "{'object':'whatsapp_business_account','entry':{}}",
                "{'object':'whatsapp_business_account','entry':[]} x",
                "{'a':NaN}"
            })
    void what_is_no_notification_is_said_to_be_unreadable(String body) {
        assertThatThrownBy(() -> translate(WhatsAppSamples.json(body))).isInstanceOf(Unreadable.class);
    }

    @Test
    void bombs_are_found_out_quickly() {
        for (String bomb : List.of(
                "[".repeat(1_000_000),
                "{\"a\":".repeat(600_000),
                "{\"a\":" + "9".repeat(1_000_000) + "}",
                "{\"" + "n".repeat(1_000_000) + "\":1}",
                "{\"a\":\"" + "x".repeat(3_000_000) + "\"}")) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> translate(bomb)).isInstanceOf(Unreadable.class);
            assertThat(System.nanoTime() - before).isLessThan(1_000_000_000L);
        }
    }

    @Test
    void a_body_of_three_megabytes_is_taken_whole() throws Unreadable {
        var messages = new StringBuilder();
        int count = 0;
        while (messages.length() < 3_000_000) {
            count++;
            messages.append(count == 1 ? "" : ",")
                    .append(message(
                            "wamid." + count, "4400001", "'type':'text','text':{'body':'" + "x".repeat(300) + "'}"));
        }

        assertThat(translate(body("3011", "'messages':[" + messages + "]")).events())
                .hasSize(count);
    }

    private InboundEvent onlyEvent(String body) throws Unreadable {
        Translation translation = translate(body);
        assertThat(translation.events()).hasSize(1);
        return translation.events().getFirst();
    }

    private Translation translate(String body) throws Unreadable {
        return translator.translate(body.getBytes(UTF_8));
    }
}
