package dev.otastub.contracts.kit;

import au.com.dius.pact.core.matchers.Mismatch;
import au.com.dius.pact.core.matchers.ResponseMatching;
import au.com.dius.pact.core.model.ContentType;
import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.OptionalBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds a provider to the contracts: each interaction's request, filled in and signed, and its answer compared by Pact. */
public final class Verification {

    private final States states;
    private final Printable printable;

    /** @param states the way into the provider's states */
    public Verification(States states) {
        this(states, Printable.NOTHING_SECRET);
    }

    /**
     * The same for a provider that may repeat what it was told.
     *
     * @param printable what rows are made of
     */
    public Verification(States states, Printable printable) {
        this.states = states;
        this.printable = printable;
    }

    /** Verifies one interaction. That there is no answer is a promise broken, too. */
    public Row verify(ContractFile file, PublishedInteraction interaction) {
        Line line = new Line(file, interaction, printable);
        try {
            return states instanceof CloudStates cloud ? cloud.patiently(() -> asked(line)) : asked(line);
        } catch (Throttled e) {
            return line.row("", Verdict.SKIPPED, List.of(String.valueOf(e.getMessage())));
        } catch (IOException e) {
            String why = Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
            return line.row("", Verdict.BROKEN, List.of(line.redacted("no answer: " + why)));
        }
    }

    private Row asked(Line line) throws IOException {
        return line.of(states.prepare(Example.of(line.interaction().http())));
    }

    private record Line(ContractFile file, PublishedInteraction interaction, Printable printable) {

        Row row(String got, Verdict verdict, List<String> reasons) {
            return new Row(
                    file,
                    interaction,
                    promised(),
                    printable.of(got),
                    verdict,
                    reasons.stream().map(printable::of).toList());
        }

        /** Secrets come first: of what is cut afterwards, a part would remain. */
        String redacted(String text) {
            return Redaction.of(printable.withoutSecrets(text));
        }

        private String got(Answer answer) {
            return Summary.of(
                    answer.status(),
                    printable.withoutSecrets(answer.text()),
                    printable.withoutSecrets(
                            answer.headers().first("Content-Type").orElse("")));
        }

        Row of(Prepared prepared) throws IOException {
            if (prepared instanceof Prepared.NotReachable not) {
                return row("", Verdict.SKIPPED, List.of(not.why()));
            }
            if (prepared instanceof Prepared.Failed failed) {
                return row("", Verdict.BROKEN, List.of("could not be prepared: " + failed.why()));
            }
            try (Prepared.Ready ready = (Prepared.Ready) prepared) {
                return compared(ready.send());
            }
        }

        private String promised() {
            HttpResponse promised = interaction.http().getResponse();
            OptionalBody body = promised.getBody();
            return Summary.of(
                    promised.getStatus(),
                    body.isPresent() ? body.valueAsString() : "",
                    body.isPresent() ? String.valueOf(body.getContentType()) : "");
        }

        Row compared(Answer answer) {
            if (WellFormed.isBrokenXml(answer)) {
                return row(got(answer), Verdict.BROKEN, List.of("the body is no well-formed XML"));
            }
            List<String> reasons = new ArrayList<>();
            try {
                for (Mismatch mismatch :
                        ResponseMatching.responseMismatches(file.pact(), interaction.http(), response(answer))) {
                    reasons.add(redacted(mismatch.description()));
                }
            } catch (Exception e) {
                // Of a body that is not what it says to be; Kotlin declares no exceptions.
                reasons.add(redacted("the body cannot be read: " + e.getMessage()));
            }
            return row(got(answer), reasons.isEmpty() ? Verdict.KEPT : Verdict.BROKEN, reasons);
        }
    }

    /** The answer as Pact has it. */
    static HttpResponse response(Answer answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        answer.headers()
                .fields()
                .forEach(field -> headers.computeIfAbsent(field.getKey(), name -> new ArrayList<>())
                        .add(field.getValue()));
        ContentType type = answer.headers()
                .first("Content-Type")
                .map(ContentType::fromString)
                .orElse(ContentType.getUNKNOWN());
        return new HttpResponse(
                answer.status(),
                headers,
                answer.body().length == 0 ? OptionalBody.empty() : OptionalBody.body(answer.body(), type));
    }
}
