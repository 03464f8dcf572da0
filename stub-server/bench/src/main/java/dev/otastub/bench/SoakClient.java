package dev.otastub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.otastub.OtaStubAccount;
import dev.otastub.PostPolicySigner;
import dev.otastub.account.AccessKey;
import dev.otastub.bench.SoakLine.Stopped;
import dev.otastub.signature.Digests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A client of the soak, with an account of its own, which it changes now and then: does at random what clients do. */
final class SoakClient {

    static final String BUCKET = "soak-bucket";

    private static final AccessKey ISSUING_KEY = OtaStubAccount.DEFAULT.issuingKey();

    /** The default account's, where its issuing pair may do everything. */
    private static final String FOLDER =
            "ota/" + Digests.md5Hex(OtaStubAccount.DEFAULT.uid().getBytes(StandardCharsets.UTF_8)) + "/";

    private static final SoakFile SMALL = SoakFile.of(77, 2000);
    private static final int MOST_PACKAGES = 8;

    /** It lives longer than files that are left to the clean-up. */
    private static final int STEPS_OF_AN_ACCOUNT = 250;

    private final SoakLine line;
    private final SoakHttps https;
    private final Random random;
    private final Deque<Released> packages = new ArrayDeque<>();
    private final Deque<Left> left = new ArrayDeque<>();
    private final String name;
    private int number;

    /**
     * An account.
     *
     * @param uid by which the admin routes know it
     */
    private record Own(String uid, AccessKey key) {}

    private record Released(String id, String name, SoakFile file) {}

    /** A file that was left to the clean-up. */
    private record Left(String url, long since) {}

    /** @param seed of its choices; two clients need two */
    SoakClient(SoakLine line, SoakHttps https, int seed) {
        this.line = line;
        this.https = https;
        this.random = new Random(seed);
        this.name = "soak-" + seed + "-";
    }

    /** Works until the soak is over. What stops a step does not stop the next one. */
    void work(SoakEnd end) {
        while (!end.isThere()) {
            try {
                workWith(newAccount("account made"));
            } catch (Stopped e) {
                // Counted, or the end.
            }
        }
        line.close();
    }

    private Own newAccount(String kind) throws Stopped {
        JsonNode made = line.json(
                kind,
                SoakRequest.admin("POST", "accounts", "{\"timeToLive\": \"PT30M\"}"),
                SoakExpected.says(201, "accessKeySecret"));
        return new Own(
                made.path("uid").asText(),
                AccessKey.of(
                        made.path("accessKeyId").asText(),
                        made.path("accessKeySecret").asText()));
    }

    private void workWith(Own own) throws Stopped {
        packages.clear();
        left.clear();
        try {
            for (int i = 0; i < STEPS_OF_AN_ACCOUNT; i++) {
                step(own);
            }
        } finally {
            line.ask(
                    "account deleted",
                    SoakRequest.admin("DELETE", "accounts/" + own.uid(), ""),
                    SoakExpected.status(204));
        }
    }

    private void step(Own own) throws Stopped {
        int choice = random.nextInt(100);
        if (choice < 30) {
            release(own);
        } else if (choice < 45) {
            lookAtPackage(own);
        } else if (choice < 60) {
            object(own);
        } else if (choice < 66) {
            uploadOfDefault();
        } else if (choice < 82) {
            mistake(own);
        } else if (choice < 88) {
            admin(own);
        } else if (choice < 94) {
            order(own);
        } else if (choice < 97) {
            lateOrGone();
        } else {
            cleanedUp(own);
        }
    }

    // ---------------------------------------------------------------------------------------------- what should
    // succeed

    /** Mostly small, seldom of megabytes, and sometimes with nothing in it. */
    private SoakFile file() {
        int choice = random.nextInt(1000);
        int most = choice < 20
                ? 1
                : choice < 700 ? 20_000 : choice < 960 ? 200_000 : choice < 994 ? 2_000_000 : 20_000_001;
        return SoakFile.of(random.nextInt(1 << 20), random.nextInt(most));
    }

    private void upload(Map<String, String> fields, SoakFile file) throws Stopped {
        int choice = random.nextInt(20);
        if (choice < 2) {
            https.upload(line, fields, file, choice == 0);
        } else if (choice < 6) {
            line.ask("PostObject, chunked", SoakRequest.chunkedForm(fields, file), SoakExpected.stored(file));
        } else {
            line.ask("PostObject", SoakRequest.form(fields, file), SoakExpected.stored(file));
        }
    }

    private void release(Own own) throws Stopped {
        JsonNode ticket = line.ticket(own.key());
        SoakFile file = file();
        upload(SoakLine.fields(ticket), file);
        String url = ticket.path("FirmwareUrl").asText();
        if (random.nextInt(8) == 0) {
            left.add(new Left(url, System.nanoTime()));
            return;
        }
        String called = name + number++;
        boolean isEmpty = file.bytes().length == 0;
        JsonNode made = line.json(
                isEmpty ? "mistake: a package of nothing" : "CreateOTAFirmware",
                SoakRequest.call(
                        own.key(),
                        "Action",
                        "CreateOTAFirmware",
                        "FirmwareName",
                        called,
                        "DestVersion",
                        called,
                        "FirmwareUrl",
                        url),
                isEmpty ? SoakExpected.says(200, "iot.firmware.EmptyFirmwareFile") : SoakExpected.success());
        if (isEmpty) {
            return;
        }
        packages.add(new Released(made.path("Data").path("FirmwareId").asText(), called, file));
        if (packages.size() > MOST_PACKAGES) {
            delete(own);
        }
    }

    private void delete(Own own) throws Stopped {
        Released oldest = packages.remove();
        line.ask(
                "DeleteOTAFirmware",
                SoakRequest.call(own.key(), "Action", "DeleteOTAFirmware", "FirmwareId", oldest.id()),
                SoakExpected.success());
        if (random.nextInt(3) == 0) {
            line.ask(
                    "mistake: a package that was deleted",
                    SoakRequest.call(own.key(), "Action", "QueryOTAFirmware", "FirmwareId", oldest.id()),
                    SoakExpected.says(200, "iot.firmware.FirmwareNotFound"));
        }
    }

    private void lookAtPackage(Own own) throws Stopped {
        line.ask(
                "ListOTAFirmware",
                SoakRequest.call(own.key(), "Action", "ListOTAFirmware", "CurrentPage", "1", "PageSize", "100"),
                SoakExpected.says(200, "\"Total\":" + packages.size() + ","));
        if (packages.isEmpty()) {
            return;
        }
        Released last = packages.getLast();
        JsonNode info = line.json(
                        "QueryOTAFirmware",
                        SoakRequest.call(own.key(), "Action", "QueryOTAFirmware", "FirmwareId", last.id()),
                        SoakExpected.says(200, "\"FirmwareName\":\"" + last.name() + "\""))
                .path("FirmwareInfo");
        String url = info.path("FirmwareUrl").asText();
        line.ask(
                "GET of a package's file",
                SoakRequest.get(url.substring(url.indexOf("/ota/"))),
                SoakExpected.file(last.file()));
    }

    private void object(Own own) throws Stopped {
        String key = name + number++ + "/object.bin";
        SoakFile file = file();
        line.ask(
                "PutObject",
                SoakRequest.object("PUT", own.key(), BUCKET, key, file.bytes()),
                SoakExpected.stored(file));
        line.ask("GetObject", SoakRequest.object("GET", own.key(), BUCKET, key, new byte[0]), SoakExpected.file(file));
        line.ask(
                "DeleteObject",
                SoakRequest.object("DELETE", own.key(), BUCKET, key, new byte[0]),
                SoakExpected.status(204));
        if (random.nextInt(3) == 0) {
            line.ask(
                    "mistake: an object that was deleted",
                    SoakRequest.object("GET", own.key(), BUCKET, key, new byte[0]),
                    SoakExpected.says(404, "NoSuchKey"));
        }
    }

    /** With a policy of the client's own, read back by the pair that signed it, and deleted or left. */
    private void uploadOfDefault() throws Stopped {
        String key = FOLDER + name + number++ + ".bin";
        SoakFile file = file();
        upload(signed(key, Instant.now().plusSeconds(600), 30_000_000), file);
        line.ask(
                "GetObject",
                SoakRequest.object("GET", ISSUING_KEY, Peer.BUCKET, key, new byte[0]),
                SoakExpected.file(file));
        if (random.nextBoolean()) {
            line.ask(
                    "DeleteObject",
                    SoakRequest.object("DELETE", ISSUING_KEY, Peer.BUCKET, key, new byte[0]),
                    SoakExpected.status(204));
        }
    }

    static Map<String, String> signed(String key, Instant until, long largest) {
        Map<String, String> signed = PostPolicySigner.v1(
                        ISSUING_KEY.id(), ISSUING_KEY.secret().value())
                .sign(PostPolicySigner.policy(until)
                        .bucket(Peer.BUCKET)
                        .eq("$key", key)
                        .contentLengthRange(0, largest));
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("key", key);
        fields.put("policy", signed.getOrDefault("policy", ""));
        fields.put("OSSAccessKeyId", ISSUING_KEY.id());
        fields.put("signature", signed.getOrDefault("Signature", ""));
        return fields;
    }

    /** What was left long ago is gone, and no package can be made of it. */
    private void cleanedUp(Own own) throws Stopped {
        Left oldest = left.peek();
        if (oldest == null
                || System.nanoTime() - oldest.since() < TimeUnit.SECONDS.toNanos(Soak.LIFETIME_SECONDS + 5)) {
            return;
        }
        left.remove();
        line.ask(
                "mistake: a file that was cleaned up",
                SoakRequest.call(
                        own.key(),
                        "Action",
                        "CreateOTAFirmware",
                        "FirmwareName",
                        name + number,
                        "DestVersion",
                        name + number,
                        "FirmwareUrl",
                        oldest.url()),
                SoakExpected.says(200, "iot.firmware.InvalidFirmwareUrl"));
    }

    // ------------------------------------------------------------------------------------------------- what should
    // fail

    private void mistake(Own own) throws Stopped {
        AccessKey wrong = AccessKey.of(own.key().id(), "wrong");
        String[] asked = {"Action", "GenerateOTAUploadURL"};
        switch (random.nextInt(12)) {
            case 0 -> refused("mistake: a wrong secret", SoakRequest.call(wrong, asked), 400, "SignatureDoesNotMatch");
            case 1 -> {
                SoakRequest twice = SoakRequest.call(own.key(), asked);
                line.ask("GenerateOTAUploadURL", twice, SoakExpected.success());
                refused("mistake: a nonce used again", twice, 400, "SignatureNonceUsed");
            }
            case 2 ->
                refused(
                        "mistake: an unknown key",
                        SoakRequest.call(AccessKey.of("nobody", "wrong"), asked),
                        404,
                        "InvalidAccessKeyId.NotFound");
            case 3 ->
                refused(
                        "mistake: an unknown operation",
                        SoakRequest.call(own.key(), "Action", "GenerateNothing"),
                        404,
                        "InvalidAction.NotFound");
            case 4 ->
                refused(
                        "mistake: an old timestamp",
                        SoakRequest.call(own.key(), Instant.now().minusSeconds(3600), asked),
                        400,
                        "InvalidTimeStamp.Expired");
            case 5 ->
                refused(
                        "mistake: an unknown suffix",
                        SoakRequest.call(own.key(), "Action", "GenerateOTAUploadURL", "FileSuffix", "x.y"),
                        200,
                        "iot.firmware.InvalidGenerateOTAUploadURLParam");
            case 6 ->
                refused(
                        "mistake: a URL that is not signed rightly",
                        SoakRequest.object("GET", wrong, BUCKET, "nothing", new byte[0]),
                        403,
                        "SignatureDoesNotMatch");
            default -> mistakenForm();
        }
    }

    private void mistakenForm() throws Stopped {
        String key = FOLDER + name + "never.bin";
        Instant later = Instant.now().plusSeconds(600);
        Map<String, String> fields = signed(key, later, 30_000_000);
        switch (random.nextInt(5)) {
            case 0 -> {
                fields.put("signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
                refused(
                        "mistake: a form signed wrongly",
                        SoakRequest.form(fields, file()),
                        403,
                        "SignatureDoesNotMatch");
            }
            case 1 ->
                refused(
                        "mistake: an expired policy",
                        SoakRequest.form(signed(key, Instant.now().minusSeconds(5), 30_000_000), file()),
                        403,
                        "Policy expired");
            case 2 ->
                refused(
                        "mistake: a file that is too large",
                        SoakRequest.form(signed(key, later, 1000), SoakFile.of(5, 1001 + random.nextInt(3_000_000))),
                        400,
                        "EntityTooLarge");
            case 3 ->
                refused(
                        "mistake: a form without an end",
                        SoakRequest.formWithoutEnd(fields, file()),
                        400,
                        "MalformedPOSTRequest");
            default -> {
                fields.remove("key");
                refused(
                        "mistake: a form without a key",
                        SoakRequest.chunkedForm(fields, SMALL),
                        400,
                        "InvalidArgument");
            }
        }
    }

    private void refused(String kind, SoakRequest request, int status, String code) throws Stopped {
        line.ask(kind, request, SoakExpected.says(status, code));
    }

    private void admin(Own own) throws Stopped {
        String account = "accounts/" + own.uid();
        switch (random.nextInt(8)) {
            case 0 -> looked("state", "state", "uploadsUnderWay");
            case 1 -> looked("uploads", "uploads?limit=50", "items");
            case 2 -> looked("firmware", "firmware", "items");
            case 3 -> looked("issued URLs", "issued-urls", "items");
            case 4 -> looked("accounts", "accounts", "items");
            case 5 -> looked("an account's uploads", account + "/uploads", "items");
            case 6 ->
                line.ask(
                        "mistake: an order that is none",
                        SoakRequest.admin("POST", account + "/faults", "{\"delay\": "),
                        SoakExpected.status(400));
            default ->
                line.ask(
                        "mistake: an account that is none",
                        SoakRequest.get("/__admin/ota/accounts/nobody/refusals"),
                        SoakExpected.status(404));
        }
    }

    private void looked(String what, String path, String has) throws Stopped {
        line.ask("admin: " + what, SoakRequest.get("/__admin/ota/" + path), SoakExpected.says(200, has));
    }

    /** An error or a fault is ordered for the account, met, and gone. */
    private void order(Own own) throws Stopped {
        SoakRequest call = SoakRequest.call(own.key(), "Action", "GenerateOTAUploadURL");
        switch (random.nextInt(4)) {
            case 0 -> {
                ordered(
                        own,
                        "errors",
                        "{\"error\": \"GatewayError.USER_FLOW_CONTROL\", \"operation\": \"GenerateOTAUploadURL\"}");
                line.ask("error met", call, SoakExpected.says(400, "Throttling.User"));
                line.ticket(own.key());
            }
            case 1 -> {
                String how = new String[] {"EMPTY", "GARBAGE", "CUT_OFF", "RESET"}[random.nextInt(4)];
                ordered(own, "faults", "{\"spoiled\": \"" + how + "\", \"operation\": \"GenerateOTAUploadURL\"}");
                line.askInVain("fault met: " + how, call);
                line.ticket(own.key());
            }
            case 2 -> {
                ordered(own, "faults", "{\"delay\": \"PT0.2S\", \"operation\": \"GenerateOTAUploadURL\"}");
                line.ask("fault met: a delay", call, SoakExpected.success());
            }
            default -> {
                Map<String, String> fields = SoakLine.fields(line.ticket(own.key()));
                ordered(own, "faults", "{\"resetAfter\": 1000, \"operation\": \"PostObject\"}");
                line.askInVain("fault met: a reset within the file", SoakRequest.form(fields, SoakFile.of(9, 50_000)));
            }
        }
    }

    private void ordered(Own own, String what, String json) throws Stopped {
        line.ask(
                what.equals("errors") ? "error ordered" : "fault ordered",
                SoakRequest.admin("POST", "accounts/" + own.uid() + "/" + what, json),
                SoakExpected.status(201));
    }

    /** With an account for this alone: its time goes on by a minute, or it is deleted. */
    private void lateOrGone() throws Stopped {
        Own other = newAccount("account made");
        Map<String, String> fields = SoakLine.fields(line.ticket(other.key()));
        String account = "accounts/" + other.uid();
        line.ask(
                "admin: an account's time moved",
                SoakRequest.admin("POST", account + "/clock", "{\"advance\": \"PT61S\"}"),
                SoakExpected.status(200));
        refused("mistake: a ticket too old", SoakRequest.form(fields, SMALL), 403, "Policy expired");
        line.ask("account deleted", SoakRequest.admin("DELETE", account, ""), SoakExpected.status(204));
        line.ask(
                "mistake: a deleted account's key",
                SoakRequest.call(other.key(), "Action", "GenerateOTAUploadURL"),
                SoakExpected.says(404, "InvalidAccessKeyId.NotFound"));
    }
}
