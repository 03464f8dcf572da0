package dev.otastub.cli;

import dev.otastub.OtaStub;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * Asks a stub that just started for its health and for a signed URL, which is not called: a call would take an id of a
 * seeded sequence, one of the second's quota and, were a scenario of the user's to match it, a step of that.
 */
final class WarmUp {

    private static final int TIMEOUT = 30_000;

    private WarmUp() {}

    static void run(OtaStub stub) {
        expect(stub, "/__admin/health", 200);
        expect(stub, "/__admin/ota/sign?Action=GenerateOTAUploadURL", 307);
    }

    private static void expect(OtaStub stub, String path, int status) {
        String url = stub.url() + path;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(TIMEOUT);
            connection.setReadTimeout(TIMEOUT);
            stub.options()
                    .adminToken()
                    .ifPresent(token -> connection.setRequestProperty("X-Ota-Stub-Admin-Token", token.value()));
            int got = connection.getResponseCode();
            if (got != status) {
                throw new IllegalStateException("The stub answered its first request, GET " + url + ", with " + got);
            }
        } catch (IOException e) {
            throw new Mistakes.Mistake("The stub listens, but does not answer at " + url + " (" + e.getMessage()
                    + "): does a firewall stand between, or does --bind name an address that is not this machine's?");
        }
    }
}
