package dev.otastub.contracts.kit;

import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.otastub.OtaStub;
import dev.otastub.OtaStubOptions;
import dev.otastub.TestAccount;
import dev.otastub.contracts.kit.Observed.Issued;
import dev.otastub.multipart.FormField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A check of a client's requests beyond what Pact can say: the client runs against the stub with keys of its own, and the
 * report tells which promises it kept, which it broke, and which it had no occasion to keep.
 *
 * <pre>{@code
 * try (ClientCheck check = ClientCheck.start()) {
 *     new MyClient(check.hostPort(), check.accessKeyId(), check.accessKeySecret()).release(...);
 *     check.assertKept();
 * }
 * }</pre>
 */
public final class ClientCheck implements AutoCloseable {

    private final OtaStub stub;
    private final boolean own;
    private final TestAccount account;

    private ClientCheck(OtaStub stub, boolean own) {
        this.stub = stub;
        this.own = own;
        this.account = stub.newAccount();
    }

    /** With a stub of its own, where every request is the client's. */
    public static ClientCheck start() {
        return new ClientCheck(OtaStub.start(OtaStubOptions.defaults()), true);
    }

    /**
     * On a running stub, with a new account. The client's requests are those that name its keys or what was issued to it.
     *
     * @throws IllegalStateException if all tests share the stub, whose journal nobody may read
     */
    public static ClientCheck on(OtaStub stub) {
        stub.wireMock();
        return new ClientCheck(stub, false);
    }

    /** Whether a promise was kept. */
    public enum Verdict {
        KEPT("kept"),
        BROKEN("BROKEN"),
        /** There was no occasion to keep it, or break it. */
        NOT_USED("not used"),
        /** The client does one of two things, and neither is known to be wrong. */
        TOLD("told");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }
    }

    /**
     * What the record says of one promise.
     *
     * @param promise the promise
     * @param verdict whether it was kept
     * @param detail the requests that broke it and why, or what the client does; may be empty
     */
    public record Finding(ClientPromise promise, Verdict verdict, String detail) {

        @Override
        public String toString() {
            return String.format("%-8s  %s", verdict.word, promise.title()) + (detail.isEmpty() ? "" : ": " + detail);
        }
    }

    /**
     * A finding for each promise; as text, a table of them.
     *
     * @param findings one for each promise, in their order
     */
    public record Report(List<Finding> findings) {

        public Report {
            findings = List.copyOf(findings);
        }

        /** The finding for a promise. */
        public Finding of(ClientPromise promise) {
            return findings.stream()
                    .filter(finding -> finding.promise() == promise)
                    .findFirst()
                    .orElseThrow();
        }

        /** The promises that were broken. */
        public List<Finding> broken() {
            return findings.stream()
                    .filter(finding -> finding.verdict() == Verdict.BROKEN)
                    .toList();
        }

        @Override
        public String toString() {
            return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
        }
    }

    /** Host and port, as SDKs want their endpoint. */
    public String hostPort() {
        return stub.hostPort();
    }

    /** The URL, without a path. */
    public String url() {
        return stub.url();
    }

    /** The id of the access key that the client is to use. */
    public String accessKeyId() {
        return account.accessKeyId();
    }

    /** Its secret. */
    public String accessKeySecret() {
        return account.accessKeySecret();
    }

    /** The account, to move its time or to order errors; what was ordered breaks no promise of the client's. */
    public TestAccount account() {
        return account;
    }

    /** What the client has kept and broken until now: of its requests, at most the last thousand. */
    public Report report() {
        return report(new Observed(requests(), account.uploads()));
    }

    private static Report report(Observed observed) {
        return new Report(Arrays.stream(ClientPromise.values())
                .map(promise -> {
                    Judgement judgement = promise.judged(observed);
                    return new Finding(promise, judgement.verdict(), judgement.detail());
                })
                .toList());
    }

    /**
     * Demands that the client sent something, and that no promise is broken.
     *
     * @throws AssertionError with the report, if one is; or that says that nothing came
     */
    public void assertKept() {
        Observed observed = new Observed(requests(), account.uploads());
        if (observed.requests().isEmpty()) {
            throw new AssertionError("The client sent nothing, so there is nothing that it kept: it has to call "
                    + url() + " with the access key " + accessKeyId() + ".");
        }
        Report report = report(observed);
        if (!report.broken().isEmpty()) {
            throw new AssertionError("The client breaks what it should promise:\n" + report);
        }
    }

    private List<Sighting> requests() {
        List<ServeEvent> events = new ArrayList<>(stub.wireMock().getAllServeEvents());
        Collections.reverse(events);
        List<Sighting> all = new ArrayList<>();
        for (ServeEvent event : events) {
            Sighting next = Sighting.of(all.size() + 1, event);
            if (own || isClients(next, all)) {
                all.add(next);
            }
        }
        return all;
    }

    private boolean isClients(Sighting next, List<Sighting> before) {
        return next.call()
                .map(call -> call.value("AccessKeyId").equals(Optional.of(accessKeyId())))
                .orElseGet(() -> namesWhatWasIssued(next.form().orElseThrow(), before));
    }

    private boolean namesWhatWasIssued(ClientUpload form, List<Sighting> before) {
        List<Issued> issued = new Observed(before, List.of()).issued();
        return has(form, "OSSAccessKeyId", account.issuingKeyId())
                || issued.stream().anyMatch(one -> has(form, "key", one.key()) || has(form, "policy", one.policy()));
    }

    private static boolean has(ClientUpload form, String field, String value) {
        return form.field(field).map(FormField::value).equals(Optional.of(value));
    }

    /** Removes the account, and stops the stub if it is its own. It asserts nothing. */
    @Override
    public void close() {
        if (own) {
            stub.close();
        } else {
            account.close();
        }
    }

    @Override
    public String toString() {
        return "ClientCheck at " + url();
    }
}
