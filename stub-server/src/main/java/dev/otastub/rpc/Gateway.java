package dev.otastub.rpc;

import dev.otastub.account.Caller;
import dev.otastub.control.Fault;
import dev.otastub.core.Body;
import dev.otastub.core.Headers;
import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Outcome;
import dev.otastub.core.Refusal;
import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The gateway that stands before every operation: a request in, an answer out. Safe for use by many threads.
 */
public final class Gateway {

    /** The largest body that is looked at. Whoever reads bodies may stop one byte later. */
    public static final int LARGEST_BODY = 1 << 20;

    private static final int LONGEST_NAME_IN_LOG = 100;

    private final Surroundings surroundings;

    public Gateway(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Answers a request. */
    public HttpAnswer handle(HttpRequest request) {
        Attempt attempt = Attempt.of(RpcRequest.of(request), surroundings);
        Ids ids = ids(attempt);
        Outcome<Reply> outcome = OrderedRefusal.of(attempt)
                .or(() -> GatewayCheck.firstRefusal(attempt))
                .map(Outcome::<Reply>refused)
                .orElseGet(() -> call(attempt));
        return outcome.fold(reply -> accepted(attempt, ids, reply), why -> refused(attempt, ids, why))
                .by(fault(attempt).flatMap(Fault::delivery));
    }

    private Optional<Fault> fault(Attempt attempt) {
        return attempt.caller()
                .flatMap(caller -> surroundings
                        .faults()
                        .take(
                                caller.account().uid(),
                                attempt.authorization().accessKeyId().orElse(""),
                                attempt.called()));
    }

    /** Answers a request by a refusal that somebody else decided on. */
    public HttpAnswer refuse(HttpRequest request, Refusal why) {
        Attempt attempt = Attempt.of(RpcRequest.of(request), surroundings);
        return refused(attempt, ids(attempt), why);
    }

    /** The ids are drawn before anything else, so that what an operation draws cannot change them. */
    private Ids ids(Attempt attempt) {
        return new Ids(
                surroundings.ids().requestId(attempt.now()), surroundings.ids().traceId());
    }

    private record Ids(String request, String trace) {}

    private static Outcome<Reply> call(Attempt attempt) {
        Operation operation = attempt.operation().orElseThrow();
        Caller caller = attempt.caller().orElseThrow();
        return operation.call(new Call(attempt.request(), caller, attempt.now()));
    }

    private HttpAnswer accepted(Attempt attempt, Ids ids, Reply reply) {
        Struct body = reply.fields().and("RequestId", ids.request()).and("Success", true);
        String what = action(attempt) + " " + reply.gist();
        return answer(
                attempt,
                ids,
                200,
                new AnswerBody(responseName(attempt), body),
                story(attempt, ids, what, Optional.empty()));
    }

    private HttpAnswer refused(Attempt attempt, Ids ids, Refusal why) {
        int status = why.row().status();
        AnswerBody body = status == 200 ? businessFailure(attempt, ids, why) : gatewayFailure(attempt, ids, why);
        return answer(attempt, ids, status, body, story(attempt, ids, action(attempt), Optional.of(why)));
    }

    /** An operation's own refusal is an answer of status 200; pages show it in JSON only. */
    private static AnswerBody businessFailure(Attempt attempt, Ids ids, Refusal why) {
        return new AnswerBody(
                responseName(attempt),
                Struct.EMPTY
                        .and("RequestId", ids.request())
                        .and("Success", false)
                        .and("Code", why.code())
                        .and("ErrorMessage", why.message()));
    }

    /** HostId is the request's host (reported); that it comes without the port is inferred. */
    private static AnswerBody gatewayFailure(Attempt attempt, Ids ids, Refusal why) {
        return new AnswerBody(
                "Error",
                Struct.EMPTY
                        .and("RequestId", ids.request())
                        .and("HostId", attempt.request().http().hostName())
                        .and("Code", why.code())
                        .and("Message", why.message())
                        .andVerbatim("Recommend", "https://api.aliyun.com/troubleshoot?q=" + why.code()));
    }

    /** Published answers carry these headers, successes and failures; for the ETag of failures that is inferred. */
    private static HttpAnswer answer(Attempt attempt, Ids ids, int status, AnswerBody body, HttpAnswer.Story story) {
        ResponseFormat format = attempt.format();
        byte[] bytes = body.in(format).getBytes(StandardCharsets.UTF_8);
        Headers headers = Headers.of(
                "Content-Type", format.contentType(),
                "access-control-allow-origin", "*",
                "access-control-expose-headers", "*",
                "x-acs-request-id", ids.request(),
                "x-acs-trace-id", ids.trace(),
                "ETag", etag(bytes));
        return new HttpAnswer(status, headers, Body.of(bytes), story);
    }

    /** The length's first digit, the MD5 in Base64 without padding, the length's last digit (recomputed from samples). */
    static String etag(byte[] body) {
        String length = Integer.toString(body.length);
        return length.charAt(0) + Digests.md5Base64(body).replace("=", "") + length.charAt(length.length() - 1);
    }

    private HttpAnswer.Story story(Attempt attempt, Ids ids, String what, Optional<Refusal> refusal) {
        String who = attempt.caller()
                .map(Caller::who)
                .or(() -> attempt.authorization().accessKeyId())
                .orElse("-");
        String leniency = surroundings.accounts().anyAccessKey() ? " LENIENT" : "";
        HttpAnswer.Subject subject = new HttpAnswer.Subject(
                what,
                who + leniency,
                attempt.caller().map(caller -> caller.account().uid()),
                attempt.called());
        return new HttpAnswer.Story(subject, attempt.now(), ids.request(), refusal);
    }

    private static String responseName(Attempt attempt) {
        return attempt.operation().map(Operation::name).orElse("") + "Response";
    }

    private static String action(Attempt attempt) {
        String action = attempt.request().action().orElse("RPC without an Action");
        return action.length() <= LONGEST_NAME_IN_LOG ? action : action.substring(0, LONGEST_NAME_IN_LOG) + "…";
    }
}
