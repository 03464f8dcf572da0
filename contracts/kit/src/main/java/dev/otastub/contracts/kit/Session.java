package dev.otastub.contracts.kit;

import dev.otastub.signature.Digests;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One interaction with a provider: what is made for it, and goes after it. */
abstract class Session implements AutoCloseable {

    private static final Pattern FIRMWARE_ID =
            Pattern.compile("\"FirmwareId\"\\s*:\\s*\"([^\"]+)\"|<FirmwareId>([^<]+)</FirmwareId>");

    private final PacedClient client;
    private boolean closed;

    Session(PacedClient client) {
        this.client = client;
    }

    /** Calls with the rights of the account. */
    abstract CloudCalls calls();

    /** Whose request the interaction is. */
    abstract Credentials caller(Demands demands);

    /** A ticket for files of that size, in place of another. */
    abstract Ticket withRange(Ticket ticket, int min, int max);

    /** Comes back when the ticket is void. */
    abstract void letExpire(Ticket ticket) throws IOException, CannotPrepare;

    /** From now on calls fail so. */
    abstract void fail(String code) throws IOException, CannotPrepare;

    /** From now on the calls made count as of one second. */
    abstract void stopTime() throws IOException, CannotPrepare;

    /** From now on there may be a package, whether that is answered or not. */
    void creating(NewPackage asked) {}

    /** It is known by its id, or does not exist. */
    void settled(NewPackage asked) {}

    /** There is a package now. */
    abstract void created(String firmwareId);

    abstract void cleanUp();

    /** Sends a request, and keeps in mind what it made. */
    final synchronized Answer send(URI target, Message request) throws IOException {
        if (closed) {
            throw new IOException("stopped");
        }
        Optional<NewPackage> asked = NewPackage.askedForBy(request);
        asked.ifPresent(this::creating);
        Answer answer = client.send(target, request);
        boolean known = isRefusal(answer);
        Matcher id = FIRMWARE_ID.matcher(answer.text());
        if (id.find()) {
            created(Optional.ofNullable(id.group(1)).orElseGet(() -> id.group(2)));
            known = true;
        }
        if (known) {
            asked.ifPresent(this::settled);
        }
        return answer;
    }

    /** Who fails may have done it nevertheless. */
    private static boolean isRefusal(Answer answer) {
        return answer.status() < 500 && Summary.code(answer.text()).isPresent();
    }

    @Override
    public final synchronized void close() {
        if (!closed) {
            closed = true;
            cleanUp();
        }
    }

    final synchronized boolean isClosed() {
        return closed;
    }

    /** Brings the provider into the states, and makes the request. */
    final Prepared.Ready ready(Demands demands, Example example) throws IOException, CannotPrepare {
        Map<String, String> values = new LinkedHashMap<>();
        NewPackage own = NewPackage.unique(calls().given());
        values.put("FirmwareName", own.name());
        values.put("DestVersion", own.version());
        URI target = calls().endpoint();
        file(demands).ifPresent(values::putAll);
        if (demands.has(Demands.UPLOAD_AUTHORIZED)) {
            Ticket ticket = authorized(demands);
            values.putAll(ticket.fields());
            target = URI.create(ticket.host());
        }
        if (demands.taken().isPresent()) {
            String parameter = demands.taken().get();
            values.put(parameter, taken(parameter));
        }
        values.keySet().retainAll(example.varying());
        Message filled = Filling.withValues(example.request(), values);
        return new Prepared.Ready(this, target, filled.isMultipart() ? filled : signed(demands, filled));
    }

    private Optional<Map<String, String>> file(Demands demands) throws IOException, CannotPrepare {
        if (demands.has(Demands.FILE_UPLOADED)) {
            byte[] file = file(demands.uploadedBytes());
            Ticket ticket = calls().uploaded(file);
            return Optional.of(Map.of(
                    "FirmwareUrl",
                    ticket.firmwareUrl(),
                    "FirmwareSign",
                    Digests.md5Hex(demands.digestOfAnotherFile() ? file(demands.uploadedBytes() + 1) : file),
                    "FirmwareSize",
                    String.valueOf(file.length)));
        }
        return demands.has(Demands.NOTHING_UPLOADED)
                ? Optional.of(Map.of("FirmwareUrl", calls().ticket().firmwareUrl()))
                : Optional.empty();
    }

    private static byte[] file(int size) {
        return "firmware".repeat(size / 8 + 1).substring(0, size).getBytes(StandardCharsets.US_ASCII);
    }

    private Ticket authorized(Demands demands) throws IOException, CannotPrepare {
        Ticket ticket = calls().ticket();
        if (demands.ownRange()) {
            ticket = withRange(
                    ticket, demands.minBytes().orElse(0), demands.maxBytes().orElse(1024));
        }
        if (demands.altered().isPresent()) {
            ticket = ticket.altered(demands.altered().get());
        }
        if (demands.expiredUpload()) {
            letExpire(ticket);
        }
        return ticket;
    }

    /** A value of the parameter that a package has; nothing else of that package is the same. */
    private synchronized String taken(String parameter) throws IOException, CannotPrepare {
        if (closed) {
            throw new IOException("stopped");
        }
        NewPackage taken = NewPackage.unique(calls().given());
        String url = calls().uploaded(file(16)).firmwareUrl();
        creating(taken);
        created(calls().firmwarePackage(taken, url));
        settled(taken);
        return parameter.equals("FirmwareName") ? taken.name() : taken.version();
    }

    private Message signed(Demands demands, Message request) throws IOException, CannotPrepare {
        if (demands.failing().isPresent()) {
            fail(demands.failing().get());
        }
        if (demands.has(Demands.CALLS_USED_UP)) {
            stopTime();
            send(calls().endpoint(), signedOnce(demands, request));
        }
        Message signed = signedOnce(demands, request);
        if (demands.usedNonce()) {
            // A nonce is used by the very same request, sent before.
            send(calls().endpoint(), signed);
        }
        return signed;
    }

    private Message signedOnce(Demands demands, Message request) {
        Credentials caller = caller(demands);
        return new Signing(
                        demands.wrongSecret() ? caller.withWrongSecret() : caller,
                        calls().given().clock().instant().plus(demands.clockOff()),
                        calls().given().word(),
                        calls().endpoint().getRawAuthority())
                .sign(Filling.withMore(request, calls().always()));
    }
}
