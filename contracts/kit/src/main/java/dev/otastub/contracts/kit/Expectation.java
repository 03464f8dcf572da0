package dev.otastub.contracts.kit;

import au.com.dius.pact.core.matchers.BodyMismatch;
import au.com.dius.pact.core.matchers.HeaderMismatch;
import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.matchers.QueryMismatch;
import au.com.dius.pact.core.matchers.RequestMatching;
import au.com.dius.pact.core.matchers.generators.ArrayContainsJsonGenerator;
import au.com.dius.pact.core.matchers.generators.DefaultResponseGenerator;
import au.com.dius.pact.core.model.IResponse;
import au.com.dius.pact.core.model.Pact;
import au.com.dius.pact.core.model.V4Interaction.SynchronousHttp;
import au.com.dius.pact.core.model.generators.GeneratorTestMode;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An interaction that a test names. */
final class Expectation {

    private final Pact pact;
    private final SynchronousHttp interaction;
    private final ExpectedRequest request;

    Expectation(Pact pact, SynchronousHttp interaction) {
        this.pact = pact;
        this.interaction = interaction;
        this.request = ExpectedRequest.of(interaction.getRequest());
    }

    /**
     * A client's request beside this interaction.
     *
     * @param expectation the interaction
     * @param leftOut what the interaction does without
     * @param wrong what differs; nothing if the request is what the contract has
     */
    record Comparison(Expectation expectation, List<String> leftOut, List<String> wrong) {

        boolean matches() {
            return wrong.isEmpty();
        }
    }

    String name() {
        return interaction.getDescription();
    }

    SynchronousHttp interaction() {
        return interaction;
    }

    /** Empty if the request calls something else. */
    Optional<Comparison> compare(ClientRequest sent) {
        return request.adapt(sent)
                .map(adapted -> new Comparison(this, adapted.leftOut(), adapted.wrong(() -> mismatches(adapted))));
    }

    private List<String> mismatches(Adapted adapted) {
        return RequestMatching.requestMismatches(pact, interaction, adapted.request()).getMismatches().stream()
                .map(Expectation::inPactsWords)
                .toList();
    }

    private static String inPactsWords(Mismatch mismatch) {
        if (mismatch instanceof QueryMismatch query) {
            return String.valueOf(query.getMismatch());
        }
        if (mismatch instanceof HeaderMismatch header) {
            return String.valueOf(header.getMismatch());
        }
        if (mismatch instanceof BodyMismatch body) {
            return String.valueOf(body.getMismatch());
        }
        return mismatch.toString();
    }

    /** The answer, in which the mock's own URL stands where the contract wants it. */
    IResponse answer(String url) {
        Map<String, Object> context = new HashMap<>();
        context.put("mockServer", Map.of("href", url, "port", URI.create(url).getPort()));
        context.put("ArrayContainsJsonGenerator", ArrayContainsJsonGenerator.INSTANCE);
        return DefaultResponseGenerator.INSTANCE.generateResponse(
                interaction.getResponse(), context, GeneratorTestMode.Consumer, List.of(), Map.of());
    }
}
