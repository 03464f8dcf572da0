package dev.otastub.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;

import au.com.dius.pact.consumer.dsl.BodyBuilder;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.Generators;
import au.com.dius.pact.core.model.generators.MockServerURLGenerator;
import au.com.dius.pact.core.model.matchingrules.MatchingRule;
import au.com.dius.pact.core.model.matchingrules.MatchingRuleCategory;
import au.com.dius.pact.core.model.matchingrules.NotEmptyMatcher;
import au.com.dius.pact.core.model.matchingrules.RegexMatcher;
import dev.otastub.signature.Parameters;
import java.util.Map;

/**
 * Bodies as they are on the wire, with rules by path. Pact's own builders cannot do it: of multipart forms they make ones
 * that match nothing, and of text they make their own, where ours is the golden answer.
 */
final class Bodies implements BodyBuilder {

    /** Fixed, so that the files are the same in each build. */
    private static final String BOUNDARY = "----ota-contract-boundary";

    private final ContentType type;
    private final String text;
    private final MatchingRuleCategory rules = new MatchingRuleCategory("body");
    private final MatchingRuleCategory headerRules = new MatchingRuleCategory("header");
    private final Generators generators = new Generators();

    private Bodies(String type, String text) {
        this.type = ContentType.fromString(type);
        this.text = text;
    }

    /** The body of an answer. */
    static Bodies of(Answer answer) {
        Value type = answer.contentType();
        Bodies body = new Bodies(type.example(), answer.body());
        type.form().ifPresent(form -> body.headerRules.addRule("Content-Type", new RegexMatcher(form)));
        answer.bodyForms().forEach((path, form) -> body.rule(path, new RegexMatcher(form)));
        return body;
    }

    /** A form of an RPC call; no charset is named, so that any is allowed. */
    static Bodies form(Map<String, Value> parameters) {
        Parameters all = Parameters.NONE;
        for (Map.Entry<String, Value> parameter : parameters.entrySet()) {
            all = all.and(parameter.getKey(), parameter.getValue().example());
        }
        Bodies body = new Bodies("application/x-www-form-urlencoded", all.encoded());
        parameters.forEach((name, value) -> body.rule("$." + name, value));
        return body;
    }

    /**
     * A form with a file. Parts have no Content-Type: where the contract names none, clients may send any, and the file
     * may be any bytes.
     */
    static Bodies multipart(Ask.Form form) {
        StringBuilder text = new StringBuilder();
        form.fields().forEach((name, value) -> part(text, "\"" + name + "\"", value.example()));
        if (!form.file().isEmpty()) {
            part(text, form.named() ? "\"file\"; filename=\"firmware.bin\"" : "\"file\"", form.file());
        }
        text.append("--").append(BOUNDARY).append("--\r\n");
        Bodies body = new Bodies("multipart/form-data; boundary=" + BOUNDARY, text.toString());
        body.headerRules.addRule(
                "Content-Type", new RegexMatcher("^multipart/form-data;(\\s*charset=[^;]*;)?\\s*boundary=.*$"));
        form.fields().forEach((name, value) -> body.rule("$." + name, value));
        if (!form.file().isEmpty()) {
            body.rule("$.file", NotEmptyMatcher.INSTANCE);
        }
        return body;
    }

    /** The address at a path becomes the mock server's own, so that nobody leaves the machine. */
    Bodies withMockServersAddressAt(String path, String example) {
        generators.addGenerator(Category.BODY, path, new MockServerURLGenerator(example, ".*()$"));
        return this;
    }

    private static void part(StringBuilder text, String name, String value) {
        text.append("--")
                .append(BOUNDARY)
                .append("\r\nContent-Disposition: form-data; name=")
                .append(name);
        text.append("\r\n\r\n").append(value).append("\r\n");
    }

    private void rule(String path, Value value) {
        value.form().ifPresent(form -> rule(path, new RegexMatcher(form)));
    }

    private void rule(String path, MatchingRule rule) {
        rules.addRule(path, rule);
    }

    @Override
    public MatchingRuleCategory getMatchers() {
        return rules;
    }

    @Override
    public MatchingRuleCategory getHeaderMatchers() {
        return headerRules;
    }

    @Override
    public Generators getGenerators() {
        return generators;
    }

    @Override
    public ContentType getContentType() {
        return type;
    }

    @Override
    public byte[] buildBody() {
        return text.getBytes(UTF_8);
    }
}
