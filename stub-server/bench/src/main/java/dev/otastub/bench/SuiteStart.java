package dev.otastub.bench;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.sun.management.OperatingSystemMXBean;
import dev.otastub.OtaStub;
import dev.otastub.SharedStub;
import dev.otastub.TestAccount;
import dev.otastub.account.AccessKey;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Parameters;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * A JVM that starts the server of the JUnit extension, or a bare WireMock server, calls it once, and prints the CPU
 * seconds up to the start and up to the answer.
 */
final class SuiteStart {

    private SuiteStart() {}

    public static void main(String[] arguments) throws IOException {
        long before = processCpu();
        if (arguments[0].equals("bare")) {
            bare(before);
        } else {
            stub(before);
        }
        System.exit(0);
    }

    static long processCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void bare(long before) throws IOException {
        WireMockServer server = new WireMockServer(options().dynamicPort());
        server.stubFor(get(urlPathEqualTo("/")).willReturn(okJson("{\"Success\":true}")));
        server.start();
        answered(before, processCpu(), server.port(), "/");
    }

    private static void stub(long before) throws IOException {
        SharedStub.Lease lease = SharedStub.lease(false);
        OtaStub stub = lease.stub();
        long started = processCpu();
        TestAccount account = stub.newAccount();
        Parameters signed = RequestSigner.signed(
                AccessKey.of(account.accessKeyId(), account.accessKeySecret()),
                Parameters.parse("Action=GenerateOTAUploadURL&Format=JSON"),
                Instant.now(),
                UUID.randomUUID().toString());
        answered(before, started, stub.port(), "/?" + signed.encoded());
    }

    private static void answered(long before, long started, int port, String path) throws IOException {
        try (HttpConnection connection = new HttpConnection(port)) {
            SignedCalls.check(connection.get(path));
        }
        System.out.printf(Locale.ROOT, "%.3f %.3f%n", (started - before) / 1e9, (processCpu() - before) / 1e9);
    }
}
