package dev.otastub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.otastub.OtaStubAccount;
import dev.otastub.core.Headers;
import dev.otastub.core.Secret;
import dev.otastub.multipart.FormReader;
import dev.otastub.oss.Crc64;
import dev.otastub.oss.policy.PostPolicy;
import dev.otastub.rpc.RequestSigner;
import dev.otastub.signature.Acs3CanonicalRequest;
import dev.otastub.signature.Digests;
import dev.otastub.signature.Parameters;
import dev.otastub.signature.RpcV1Signature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the server does most often, each with a floor beside it: what the JDK, or Jackson, takes for the part that cannot
 * be left out. JMH wants all of it public. The verifications themselves are their packages' own; what is measured is all
 * of them but the look-up of the key and the comparison.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HotPieces {

    private static final int FILE = 8 << 20;
    private static final int BLOCK = 64 << 10;
    private static final Secret SECRET = new Secret("testsecret");
    private static final String NONCE = "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf";

    private final byte[] buffer = new byte[BLOCK];
    private final byte[] block = Arrays.copyOf(Content.bytes(), BLOCK);
    private final ObjectMapper mapper = new ObjectMapper();
    private byte[] form = {};
    private String policy = "";
    private Parameters v1 = Parameters.NONE;
    private byte[] v1Text = {};
    private Acs3CanonicalRequest acs3 = acs3Request();
    private byte[] acs3Text = {};

    /** Makes what is read and verified. */
    @Setup
    public void prepare() {
        String fields = new Form.Dialect("/", "OSSAccessKeyId", OtaStubAccount.DEFAULT.issuingKey(), Peer.BUCKET)
                .fields("ota/bench/jmh.bin");
        form = form(fields);
        policy = fields.replaceAll("(?s).*name=\"policy\"\r\n\r\n([^\r]*)\r\n.*", "$1");
        Parameters signed =
                RequestSigner.signed(Peer.KEY, Parameters.parse("Action=GenerateOTAUploadURL"), Instant.EPOCH, NONCE);
        v1 = new Parameters(signed.all().stream()
                .filter(parameter -> !parameter.name().equals("Signature"))
                .toList());
        v1Text = bytes(RpcV1Signature.stringToSign("GET", v1));
        acs3 = acs3Request();
        acs3Text = bytes(acs3.text());
    }

    private static byte[] form(String fields) {
        byte[] head = bytes(fields);
        byte[] tail = bytes(Form.closing());
        byte[] all = Arrays.copyOf(head, head.length + FILE + tail.length);
        for (int at = 0; at < FILE; at += Content.bytes().length) {
            System.arraycopy(Content.bytes(), 0, all, head.length + at, Content.bytes().length);
        }
        System.arraycopy(tail, 0, all, head.length + FILE, tail.length);
        return all;
    }

    private static Acs3CanonicalRequest acs3Request() {
        Headers headers = Headers.NONE
                .and("host", "iot.cn-shanghai.aliyuncs.com")
                .and("x-acs-action", "GenerateOTAUploadURL")
                .and("x-acs-content-sha256", Digests.sha256Hex(new byte[0]))
                .and("x-acs-date", "2026-11-22T11:50:32Z")
                .and("x-acs-signature-nonce", NONCE)
                .and("x-acs-version", "2018-01-20");
        List<String> names = List.of(
                "host", "x-acs-action", "x-acs-content-sha256", "x-acs-date", "x-acs-signature-nonce", "x-acs-version");
        return new Acs3CanonicalRequest(
                "POST",
                "/",
                Parameters.parse("FileSuffix=bin&RegionId=cn-shanghai"),
                headers,
                names,
                Digests.sha256Hex(new byte[0]));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A form with a file of 8 MiB. */
    @Benchmark
    public long multipart() throws IOException {
        FormReader reader = new FormReader(
                new ByteArrayInputStream(form),
                Form.contentType().substring(Form.contentType().indexOf('=') + 1));
        reader.readFields();
        return reader.copyFile((bytes, offset, length) -> true).size();
    }

    /** The same bytes, copied in pieces of 64 KiB. */
    @Benchmark
    public long multipartFloor() throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(form);
        long size = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            size += count;
        }
        return size;
    }

    /** A policy as GenerateOTAUploadURL makes them. */
    @Benchmark
    public Object policy() {
        return PostPolicy.parse(policy);
    }

    /** The same base64 and JSON, by the JDK and Jackson. */
    @Benchmark
    public Object policyFloor() throws IOException {
        return mapper.readTree(Base64.getDecoder().decode(policy));
    }

    /** The string to sign and the signature of a call, version 1. */
    @Benchmark
    public String v1() {
        return RpcV1Signature.sign(SECRET, RpcV1Signature.stringToSign("GET", v1));
    }

    /** The same string's bare HMAC-SHA1. */
    @Benchmark
    public byte[] v1Floor() throws GeneralSecurityException {
        return hmac("HmacSHA1", "testsecret&", v1Text);
    }

    /** The canonical request and the signature of a call, version 3. */
    @Benchmark
    public String acs3() {
        return Acs3CanonicalRequest.sign(SECRET, acs3.stringToSign());
    }

    /** The same canonical request's bare SHA-256, and the bare HMAC-SHA256 of that. */
    @Benchmark
    public byte[] acs3Floor() throws GeneralSecurityException {
        return hmac(
                "HmacSHA256", "testsecret", MessageDigest.getInstance("SHA-256").digest(acs3Text));
    }

    private static byte[] hmac(String algorithm, String key, byte[] text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(bytes(key), algorithm));
        return mac.doFinal(text);
    }

    /** CRC64 of 64 KiB. */
    @Benchmark
    public String crc64() {
        Crc64 crc = new Crc64();
        crc.update(block, 0, block.length);
        return crc.decimal();
    }

    /** Bare MD5 of the same. */
    @Benchmark
    public byte[] crc64Floor() throws GeneralSecurityException {
        return MessageDigest.getInstance("MD5").digest(block);
    }
}
