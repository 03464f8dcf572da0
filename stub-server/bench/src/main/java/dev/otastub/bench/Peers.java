package dev.otastub.bench;

import dev.otastub.OtaStubAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ota-stub and the others, each as it is published, with what it needs to take an upload of 1000 MiB. */
final class Peers {

    private static final String WIREMOCK = "3.13.2";
    private static final String S3MOCK = "5.2.0";
    private static final String S3PROXY = "4.1.0";
    private static final String S3RVER = "3.7.1";
    private static final String NOTHING = "nothing";
    private static final String UPLOADS = "signature, policy with expiry, conditions and size; MD5 and CRC64";

    /** S3Proxy's own POM gives it an older one, with which it does not start. */
    private static final String S3PROXY_POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>peers</groupId>
              <artifactId>s3proxy</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <dependencies>
                <dependency>
                  <groupId>com.fasterxml.jackson.core</groupId>
                  <artifactId>jackson-annotations</artifactId>
                  <version>2.21</version>
                </dependency>
                <dependency>
                  <groupId>org.gaul</groupId>
                  <artifactId>s3proxy</artifactId>
                  <version>@VERSION@</version>
                </dependency>
              </dependencies>
            </project>
            """.replace("@VERSION@", S3PROXY);

    private final Settings settings;
    private final Artifacts artifacts;

    Peers(Settings settings) {
        this.settings = settings;
        this.artifacts = new Artifacts(settings.peers());
    }

    Peer otaStub(String heap, String... options) {
        return new Peer(
                "ota-stub",
                UPLOADS,
                place -> {
                    List<String> command = java(heap, place);
                    command.addAll(List.of("-jar", settings.jar().toString()));
                    command.addAll(List.of("--port", Integer.toString(place.port()), "--qps", "0"));
                    command.addAll(List.of(options));
                    return command;
                },
                "/__admin/health",
                Optional.of(new Form.Dialect("/", "OSSAccessKeyId", OtaStubAccount.DEFAULT.issuingKey(), Peer.BUCKET)));
    }

    /** With no option of the JVM's, and asked first what clients ask. */
    Peer otaStubStarted() {
        Peer usual = otaStub("");
        return new Peer("ota-stub, java -jar", UPLOADS, usual.launch(), SignedCalls.path(), usual.dialect());
    }

    /** The command, which finds Java itself, and has a cache folder that goes with the build. */
    Peer otaStubCommand() {
        return new Peer(
                "ota-stub, bin/ota-stub",
                UPLOADS,
                place -> List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        "XDG_CACHE_HOME=" + settings.target().resolve("cache"),
                        "OTA_STUB_ARCHIVE=" + (settings.isSmoke() ? "off" : "now"),
                        settings.command().toString(),
                        "--port",
                        Integer.toString(place.port()),
                        "--qps",
                        "0"),
                SignedCalls.path(),
                Optional.empty());
    }

    /** What an upload costs at the least: no server of HTTP, and no checks. */
    Peer floor() {
        return new Peer(
                "floor",
                "MD5 and CRC64 of all that comes",
                place -> {
                    List<String> command = java("-Xmx128m", place);
                    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Floor.class.getName()));
                    command.addAll(List.of(
                            Integer.toString(place.port()), place.folder().toString()));
                    return command;
                },
                "/",
                Optional.of(new Form.Dialect("/", "OSSAccessKeyId", Peer.KEY, Peer.BUCKET)));
    }

    /** WireMock with one stub mapping, which answers every GET of the root by that JSON. */
    Peer wireMock(String name, String heap, String answer, String... options) {
        return new Peer(
                "WireMock " + WIREMOCK + name,
                NOTHING,
                place -> {
                    Path mappings = Files.createDirectories(place.folder().resolve("mappings"));
                    Files.writeString(
                            mappings.resolve("static.json"),
                            "{\"request\":{\"method\":\"GET\",\"urlPath\":\"/\"},\"response\":{\"status\":200,"
                                    + "\"headers\":{\"Content-Type\":\"application/json\"},\"jsonBody\":" + answer
                                    + "}}");
                    List<String> command = java(heap, place);
                    command.addAll(List.of(
                            "-jar",
                            artifacts
                                    .jar("org.wiremock:wiremock-standalone:" + WIREMOCK)
                                    .toString()));
                    command.addAll(List.of(
                            "--port",
                            Integer.toString(place.port()),
                            "--root-dir",
                            place.folder().toString()));
                    command.addAll(List.of(options));
                    return command;
                },
                "/",
                Optional.empty());
    }

    Peer s3Mock() {
        return s3("S3Mock " + S3MOCK, NOTHING, place -> {
            settings.requireTime();
            List<String> command = java("-Xmx512m", place);
            command.addAll(List.of(
                    "-jar",
                    artifacts
                            .jar("com.adobe.testing:s3mock:" + S3MOCK + ":jar:exec")
                            .toString()));
            String prefix = "--com.adobe.testing.s3mock.";
            command.addAll(List.of(
                    prefix + "httpPort=" + place.port(),
                    "--server.port=" + Running.freePort(),
                    prefix + "max-payload-size=1100MB",
                    prefix + "store.initial-buckets=" + Peer.BUCKET));
            return command;
        });
    }

    Peer s3Proxy() {
        return s3("S3Proxy " + S3PROXY, "signature, policy with expiry, conditions and size", place -> {
            settings.requireTime();
            Path store = place.folder().resolve("store");
            Files.createDirectories(store.resolve(Peer.BUCKET));
            Path properties = Files.writeString(
                    place.folder().resolve("s3proxy.conf"),
                    String.join(
                            "\n",
                            "s3proxy.endpoint=http://127.0.0.1:" + place.port(),
                            "s3proxy.authorization=aws-v2",
                            "s3proxy.identity=" + Peer.KEY.id(),
                            "s3proxy.credential=" + Peer.KEY.secret().value(),
                            "s3proxy.v4-max-non-chunked-request-size=1153433600",
                            "jclouds.provider=filesystem-nio2",
                            "jclouds.filesystem.basedir=" + store));
            List<String> command = java("-Xmx8g", place);
            Path jars = artifacts.jars("s3proxy-" + S3PROXY, S3PROXY_POM);
            command.addAll(List.of("-cp", jars + "/*", "org.gaul.s3proxy.Main", "--properties", properties.toString()));
            return command;
        });
    }

    Peer s3rver() {
        return s3(
                "s3rver " + S3RVER,
                NOTHING,
                place -> List.of(
                        "node",
                        artifacts.npm("s3rver", S3RVER).resolve("bin/s3rver.js").toString(),
                        "--directory",
                        place.folder().resolve("store").toString(),
                        "--address",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(place.port()),
                        "--silent",
                        "--configure-bucket",
                        Peer.BUCKET));
    }

    private static Peer s3(String name, String checks, Running.Launch launch) {
        return new Peer(
                name,
                checks,
                launch,
                "/",
                Optional.of(new Form.Dialect("/" + Peer.BUCKET, "AWSAccessKeyId", Peer.KEY, Peer.BUCKET)));
    }

    /** With files in its own folder, on the same file system for all. */
    private static List<String> java(String heap, Running.Place place) throws IOException {
        Path temporary = Files.createDirectories(place.folder().resolve("tmp"));
        List<String> command = new ArrayList<>(List.of(Commands.JAVA));
        if (!heap.isEmpty()) {
            command.add(heap);
        }
        command.add("-Djava.io.tmpdir=" + temporary);
        return command;
    }
}
