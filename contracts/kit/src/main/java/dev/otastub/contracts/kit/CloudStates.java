package dev.otastub.contracts.kit;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The way of any client, for the cloud itself: what one reaches with an access key and small uploads. Update packages that
 * come about are deleted again.
 */
public final class CloudStates extends States {

    /** Tickets are good for a minute; so long nobody waits. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final Duration UNTIL_NEXT_TRY = Duration.ofSeconds(1);
    private static final int MORE_TRIES = 2;

    private final URI target;
    private final Credentials credentials;
    private final Waiting waiting;
    private final boolean waitsForExpiry;
    private final PacedClient client;
    private final Given given;
    private final Map<String, String> always;
    private final List<String> left = new CopyOnWriteArrayList<>();

    /** Lets time pass. */
    @FunctionalInterface
    public interface Waiting {

        /** Comes back after that time. */
        void pass(Duration time) throws InterruptedException;
    }

    /**
     * @param target scheme and authority of the endpoint
     * @param credentials of a key that may upload firmware
     * @param waiting how it is waited
     * @param waitsForExpiry whether a ticket's end is waited for, too
     * @param client what sends
     * @param given the time that calls carry, and new words
     */
    public CloudStates(
            URI target,
            Credentials credentials,
            Waiting waiting,
            boolean waitsForExpiry,
            PacedClient client,
            Given given) {
        this(target, credentials, waiting, waitsForExpiry, client, given, Optional.empty());
    }

    /**
     * The same for an account that has instances, where calls fail that name none.
     *
     * @param instanceId the IotInstanceId of all calls
     */
    public CloudStates(
            URI target,
            Credentials credentials,
            Waiting waiting,
            boolean waitsForExpiry,
            PacedClient client,
            Given given,
            Optional<String> instanceId) {
        this.always = instanceId.map(id -> Map.of("IotInstanceId", id)).orElse(Map.of());
        this.target = target;
        this.credentials = credentials;
        this.waiting = waiting;
        this.waitsForExpiry = waitsForExpiry;
        // Nobody brings the cloud into a state in which throttling is what is promised.
        this.client = client.tellingThrottling();
        this.given = given;
    }

    /** The update packages that came about and could not be deleted again. */
    public List<String> leftBehind() {
        return List.copyOf(left);
    }

    /**
     * Asks whether the provider knows these credentials, by a call that changes nothing.
     *
     * @return what it says if it does not let them in
     */
    public Optional<String> notLetIn() throws IOException {
        Answer answer = patiently(() -> calls().answer("GenerateOTAUploadURL", Map.of()));
        String said = Summary.of(answer);
        return Set.of(
                                "InvalidAccessKeyId",
                                "SignatureDoesNotMatch",
                                "InvalidSecurityToken",
                                "InvalidTimeStamp",
                                "Forbidden",
                                "NoPermission",
                                "iot.common.RamActionPermissionDeny",
                                "iot.Sre.IotInstance",
                                "iot.system.InstanceNotFound",
                                "iot.system.UidNotFound",
                                "Iot.system.BillIsOverDue")
                        .stream()
                        .anyMatch(said.replaceFirst("^\\d+ ", "")::startsWith)
                ? Optional.of(said)
                : Optional.empty();
    }

    /** What is asked of the provider. */
    @FunctionalInterface
    interface Asking<T, E extends Exception> {

        T ask() throws IOException, E;
    }

    /**
     * Asks, and once the account is throttled, waits and asks anew: with other signatures, for each is good once.
     *
     * @throws Throttled if waiting does not help
     */
    <T, E extends Exception> T patiently(Asking<T, E> asking) throws IOException, E {
        for (int tries = 0; tries < MORE_TRIES; tries++) {
            try {
                return asking.ask();
            } catch (Throttled e) {
                pass(UNTIL_NEXT_TRY);
            }
        }
        return asking.ask();
    }

    private void pass(Duration time) throws IOException {
        try {
            waiting.pass(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CloudCalls calls() {
        return new CloudCalls(client, target, credentials, given, always);
    }

    @Override
    Optional<String> unreachable(Demands demands) {
        if (demands.accessKey().equals(Demands.DISABLED)) {
            return Optional.of("it takes an access key that is disabled");
        }
        if (demands.accessKey().equals(Demands.WITHOUT_PERMISSION)) {
            return Optional.of("it takes a RAM user without permission");
        }
        if (demands.expiredToken()) {
            return Optional.of("it takes a security token that has expired");
        }
        if (demands.has(Demands.CALLS_USED_UP)) {
            return Optional.of("it takes more calls a second than are allowed");
        }
        if (demands.has(Demands.SERVICE_FAILING)) {
            return Optional.of("the service does not fail when it is told to");
        }
        if (demands.ownRange()) {
            return Optional.of("it takes a policy with another range of sizes, which only the platform can sign");
        }
        return demands.expiredUpload() && !waitsForExpiry
                ? Optional.of("it takes a minute of waiting, which was not asked for")
                : Optional.empty();
    }

    @Override
    Session begin(Demands demands) {
        return new OnTheCloud();
    }

    private final class OnTheCloud extends Session {

        private final CloudCalls calls = CloudStates.this.calls();
        private final ConcurrentLinkedQueue<String> packages = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<NewPackage> unsettled = new ConcurrentLinkedQueue<>();

        OnTheCloud() {
            super(client);
        }

        @Override
        CloudCalls calls() {
            return calls;
        }

        @Override
        Credentials caller(Demands demands) {
            return demands.accessKey().equals(Demands.UNKNOWN)
                    ? Credentials.of("LTAI5t" + given.word().substring(0, 18), "unknown")
                    : credentials;
        }

        @Override
        Ticket withRange(Ticket ticket, int min, int max) {
            throw new IllegalStateException("unreachable");
        }

        @Override
        void letExpire(Ticket ticket) throws IOException, CannotPrepare {
            Duration left =
                    Duration.between(ticket.created().orElse(given.clock().instant()), ticket.expiration());
            if (left.compareTo(LONGEST_WAIT) > 0) {
                throw new CannotPrepare("the policy that GenerateOTAUploadURL gave is good for " + left.toMinutes()
                        + " minutes, and more than " + LONGEST_WAIT.toMinutes() + " are not waited for");
            }
            pass((left.isNegative() ? Duration.ZERO : left).plusSeconds(1));
        }

        @Override
        void fail(String code) {
            throw new IllegalStateException("unreachable");
        }

        @Override
        void stopTime() {
            throw new IllegalStateException("unreachable");
        }

        @Override
        void creating(NewPackage asked) {
            unsettled.add(asked);
        }

        @Override
        void settled(NewPackage asked) {
            unsettled.remove(asked);
        }

        @Override
        void created(String firmwareId) {
            packages.add(firmwareId);
        }

        @Override
        void cleanUp() {
            unsettled.forEach(this::find);
            packages.forEach(this::delete);
        }

        /** A package whose id was never told has a name. */
        private void find(NewPackage asked) {
            try {
                List<String> ids = patiently(() -> calls.firmwarePackages(asked));
                if (asked.isOurs()) {
                    packages.addAll(ids);
                } else if (!ids.isEmpty()) {
                    left.add("the one named " + asked.name());
                }
            } catch (IOException | CannotPrepare e) {
                left.add("the one named " + asked.name());
            }
        }

        private void delete(String id) {
            try {
                patiently(() -> {
                    calls.deleteFirmwarePackage(id);
                    return id;
                });
            } catch (IOException | CannotPrepare e) {
                left.add(id);
            }
        }
    }
}
