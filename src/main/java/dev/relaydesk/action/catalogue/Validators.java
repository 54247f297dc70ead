package dev.relaydesk.action.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import java.util.Locale;

/** Makes validators: draft 2020-12, formats checked, patterns in linear time, nothing ever fetched. */
final class Validators {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            registry -> registry.schemaCacheEnabled(false)
                    .schemaLoader(loader -> loader.fetchRemoteResources(false))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .locale(Locale.ROOT)
                            .regularExpressionFactory(Validators::search)
                            .build()));

    private Validators() {}

    /** A pattern of JSON Schema may match anywhere in the text. */
    private static RegularExpression search(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return text -> compiled.matcher(text).find();
    }

    static Schema validator(JsonNode schema) {
        Schema validator = REGISTRY.getSchema(schema);
        validator.initializeValidators();
        return validator;
    }
}
