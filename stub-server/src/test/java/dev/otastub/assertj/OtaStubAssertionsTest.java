package dev.otastub.assertj;

import static dev.otastub.assertj.OtaStubAssertions.assertThat;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.otastub.GeneratedFile;
import dev.otastub.OtaStub;
import dev.otastub.TestAccount;
import dev.otastub.Upload;
import dev.otastub.control.RefusedCall;
import dev.otastub.core.CloudOperation;
import dev.otastub.junit5.OtaStubTest;
import dev.otastub.oss.PostObjectError;
import dev.otastub.rpc.GatewayError;
import dev.otastub.testing.AccountCalls;
import dev.otastub.testing.UploadTicket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;

/** Each assertion once where it holds and once where it does not, and what the messages say. */
@OtaStubTest
class OtaStubAssertionsTest {

    private static final byte[] FILE = {1, 2, 3};
    private static final byte[] LONGER = {1, 2, 3, 4};
    private static final String MD5 = "5289df737df57326fcdd22597afb1fac";

    private final OtaStub stub;
    private final TestAccount account;
    private final AccountCalls calls;

    OtaStubAssertionsTest(OtaStub stub, TestAccount account) {
        this.stub = stub;
        this.account = account;
        this.calls = new AccountCalls(stub, account);
    }

    @BeforeEach
    void stopTime() {
        account.clock().freezeAt(Instant.parse("2036-11-22T11:50:32Z"));
    }

    private UploadTicket uploaded(byte[] file) {
        UploadTicket ticket = calls.ticket();
        ticket.form()
                .multiPart("x-oss-meta-build", "42")
                .multiPart("file", "firmware.bin", file, "application/x-firmware")
                .post(ticket.host());
        return ticket;
    }

    /** An upload that became a package, one that did not, and one that was refused. */
    private String everything() {
        String id = calls.create(uploaded(FILE), "lamp-1").jsonPath().getString("Data.FirmwareId");
        uploaded(new byte[] {1, 2, 9, 4});
        UploadTicket late = calls.ticket();
        account.clock().advance(Duration.ofSeconds(61));
        late.upload(FILE);
        return id;
    }

    private static String messageOf(ThrowingCallable assertion) {
        Throwable failure = catchThrowable(assertion);
        assertThat(failure).isInstanceOf(AssertionError.class);
        return failure.getMessage();
    }

    private DynamicTest holdsOnceAndFailsOnce(
            String name, ThrowingCallable holds, ThrowingCallable fails, String... says) {
        return DynamicTest.dynamicTest(name, () -> {
            holds.call();
            assertThat(messageOf(fails)).contains(says);
        });
    }

    @TestFactory
    Stream<DynamicTest> of_an_account(@TempDir Path folder) throws IOException {
        everything();
        Path firmware = Files.write(folder.resolve("firmware.bin"), FILE);
        Path other = Files.write(folder.resolve("other.bin"), LONGER);
        TestAccount idle = stub.newAccount();
        String whole = "What " + account + " did, oldest first:\n  2 uploads\n";
        return Stream.of(
                holdsOnceAndFailsOnce(
                        "hasUploaded bytes",
                        () -> assertThat(account).hasUploaded(FILE),
                        () -> assertThat(account).hasUploaded(LONGER),
                        "to have uploaded a file of 4 bytes, MD5 08d6c05a21512a79a1dfeb9d2a8f262f\n",
                        "but its 2 uploads are others. Upload 2 comes nearest."
                                + " The first difference is at offset 2: expected 03 04, got 09 04.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasUploaded file",
                        () -> assertThat(account).hasUploaded(firmware),
                        () -> assertThat(account).hasUploaded(other),
                        "to have uploaded the file " + other + " of 4 bytes",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasUploadedFileWithMd5",
                        () -> assertThat(account).hasUploadedFileWithMd5(MD5.toUpperCase()),
                        () -> assertThat(account).hasUploadedFileWithMd5("00"),
                        "to have uploaded a file with the MD5 00",
                        "but its 2 uploads are others.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasUploadedNothing",
                        () -> assertThat(idle).hasUploadedNothing(),
                        () -> assertThat(account).hasUploadedNothing(),
                        "to have uploaded nothing\nbut it has 2 uploads.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasUploads",
                        () -> assertThat(account).hasUploads(2),
                        () -> assertThat(account).hasUploads(1),
                        "to have 1 upload\nbut it has 2.",
                        whole),
                holdsOnceAndFailsOnce(
                        "lastUpload",
                        () -> assertThat(account).lastUpload().hasSize(4),
                        () -> assertThat(idle).lastUpload(),
                        "to have uploaded something\nbut it has not.",
                        "0 uploads"),
                holdsOnceAndFailsOnce(
                        "wasRefused",
                        () -> assertThat(account).wasRefused(PostObjectError.POLICY_EXPIRED),
                        () -> assertThat(account).wasRefused(GatewayError.USER_FLOW_CONTROL),
                        "to have been refused for GatewayError.USER_FLOW_CONTROL\nbut its only refusal is another.",
                        whole),
                holdsOnceAndFailsOnce(
                        "wasNeverRefused",
                        () -> assertThat(idle).wasNeverRefused(),
                        () -> assertThat(account).wasNeverRefused(),
                        "to have been refused nothing\nbut it has 1 refusal.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasRefusals",
                        () -> assertThat(account).hasRefusals(1),
                        () -> assertThat(account).hasRefusals(2),
                        "to have 2 refusals\nbut it has 1.",
                        whole),
                holdsOnceAndFailsOnce(
                        "singleRefusal",
                        () -> assertThat(account).singleRefusal().hasCause(PostObjectError.POLICY_EXPIRED),
                        () -> assertThat(idle).singleRefusal(),
                        "to have 1 refusal\nbut it has 0."),
                holdsOnceAndFailsOnce(
                        "lastRefusal",
                        () -> assertThat(account).lastRefusal().hasCause(PostObjectError.POLICY_EXPIRED),
                        () -> assertThat(idle).lastRefusal(),
                        "to have been refused something\nbut it has not."),
                holdsOnceAndFailsOnce(
                        "hasFirmware",
                        () -> assertThat(account).hasFirmware("lamp-1"),
                        () -> assertThat(account).hasFirmware("lamp-2"),
                        "to have a firmware package named 'lamp-2'\nbut its only package is another.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasNoFirmware",
                        () -> assertThat(idle).hasNoFirmware(),
                        () -> assertThat(account).hasNoFirmware(),
                        "to have no firmware package\nbut it has 1 package.",
                        whole),
                DynamicTest.dynamicTest("close", idle::close));
    }

    @TestFactory
    Stream<DynamicTest> of_an_upload(@TempDir Path folder) throws IOException {
        UploadTicket ticket = calls.ticket();
        ticket.upload(LONGER);
        ticket.form()
                .multiPart("x-oss-meta-build", "42")
                .multiPart("file", "firmware.bin", FILE, "application/x-firmware")
                .post(ticket.host());
        String id = calls.create(ticket, "lamp-1").jsonPath().getString("Data.FirmwareId");
        uploaded(LONGER);
        Path firmware = Files.write(folder.resolve("firmware.bin"), FILE);
        Upload replaced = account.uploads().get(0);
        Upload upload = account.uploads().get(1);
        Upload loose = account.uploads().get(2);
        String whole = "What " + account + " did, oldest first:\n  3 uploads\n";
        return Stream.of(
                holdsOnceAndFailsOnce(
                        "hasBytes",
                        () -> assertThat(upload).hasBytes(FILE),
                        () -> assertThat(upload).hasBytes(LONGER),
                        "to be a file of 4 bytes, MD5 08d6c05a21512a79a1dfeb9d2a8f262f\nbut it is not."
                                + " The first difference is at offset 3: expected 04, got the end of the file.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasBytes of a file",
                        () -> assertThat(upload).hasBytes(firmware),
                        () -> assertThat(loose).hasBytes(firmware),
                        "The first difference is at offset 3: expected the end of the file, got 04.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasBytes of one that was replaced",
                        () -> assertThat(replaced).hasBytes(LONGER),
                        () -> assertThat(replaced).hasBytes(FILE),
                        "Its bytes are not there any more, so that nobody can say where they differ."),
                holdsOnceAndFailsOnce(
                        "hasSize",
                        () -> assertThat(upload).hasSize(3),
                        () -> assertThat(upload).hasSize(4),
                        "to have the size 4\nbut it has 3.",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasMd5",
                        () -> assertThat(upload).hasMd5(MD5.toUpperCase()),
                        () -> assertThat(upload).hasMd5("00"),
                        "to have the MD5 00\nbut it has " + MD5 + ".",
                        whole),
                holdsOnceAndFailsOnce(
                        "hasCrc64",
                        () -> assertThat(upload).hasCrc64(upload.crc64()),
                        () -> assertThat(upload).hasCrc64("7"),
                        "to have the CRC-64 7\nbut it has " + upload.crc64() + "."),
                holdsOnceAndFailsOnce(
                        "hasKey",
                        () -> assertThat(upload).hasKey(ticket.key()),
                        () -> assertThat(upload).hasKey("elsewhere"),
                        "to have the key elsewhere\nbut it has " + ticket.key() + "."),
                holdsOnceAndFailsOnce(
                        "hasContentType",
                        () -> assertThat(upload).hasContentType("application/x-firmware"),
                        () -> assertThat(upload).hasContentType("text/plain"),
                        "to have the content type text/plain\nbut it has application/x-firmware."),
                holdsOnceAndFailsOnce(
                        "hasField",
                        () -> assertThat(upload).hasField("X-OSS-meta-build", "42"),
                        () -> assertThat(upload).hasField("x-oss-meta-build", "43"),
                        "to have the form field x-oss-meta-build='43'\nbut it has x-oss-meta-build='42'."),
                holdsOnceAndFailsOnce(
                        "hasNoField",
                        () -> assertThat(upload).hasNoField("x-oss-meta-nothing"),
                        () -> assertThat(upload).hasNoField("X-OSS-meta-build"),
                        "to have no form field X-OSS-meta-build\nbut it has X-OSS-meta-build='42'."),
                holdsOnceAndFailsOnce(
                        "isClaimed",
                        () -> assertThat(upload).isClaimed(),
                        () -> assertThat(loose).isClaimed(),
                        "to be claimed by a firmware package\nbut none was made of it."),
                holdsOnceAndFailsOnce(
                        "isClaimedBy",
                        () -> assertThat(upload).isClaimedBy(id),
                        () -> assertThat(upload).isClaimedBy("another"),
                        "to be claimed by the firmware package another\nbut it is claimed by " + id + "."),
                holdsOnceAndFailsOnce(
                        "isNotClaimed",
                        () -> assertThat(loose).isNotClaimed(),
                        () -> assertThat(upload).isNotClaimed(),
                        "not to be claimed by any firmware package\nbut it is claimed by " + id + "."),
                holdsOnceAndFailsOnce(
                        "isStillThere",
                        () -> assertThat(upload).isStillThere(),
                        () -> assertThat(replaced).isStillThere(),
                        "to be still there\nbut it was deleted or replaced"),
                holdsOnceAndFailsOnce(
                        "isGone",
                        () -> assertThat(replaced).isGone(),
                        () -> assertThat(upload).isGone(),
                        "to be gone\nbut it is still there."));
    }

    @TestFactory
    Stream<DynamicTest> of_a_refusal() {
        UploadTicket ticket = calls.ticket();
        given().multiPart("key", "elsewhere")
                .multiPart("policy", ticket.data().get("Policy"))
                .multiPart("OSSAccessKeyId", ticket.data().get("OSSAccessKeyId"))
                .multiPart("Signature", ticket.data().get("Signature"))
                .multiPart("file", "firmware.bin", FILE)
                .post(ticket.host());
        given().urlEncodingEnabled(false)
                .get(stub.url() + "/?Action=GenerateOTAUploadURL&Version=2018-01-20&Format=JSON"
                        + "&SignatureVersion=1.0&SignatureMethod=HMAC-SHA1&Signature=wrong&SignatureNonce=1"
                        + "&Timestamp=2036-11-22T11%3A50%3A32Z&AccessKeyId=" + account.accessKeyId());
        RefusedCall elsewhere = account.refusals().get(0);
        RefusedCall forged = account.refusals().get(1);
        return Stream.of(
                holdsOnceAndFailsOnce(
                        "hasCause",
                        () -> assertThat(elsewhere).hasCause(PostObjectError.CONDITION_FAILED),
                        () -> assertThat(elsewhere).hasCause(PostObjectError.POLICY_EXPIRED),
                        "to be for PostObjectError.POLICY_EXPIRED\nbut it is for PostObjectError.CONDITION_FAILED."),
                holdsOnceAndFailsOnce(
                        "hasOperation",
                        () -> assertThat(elsewhere).hasOperation(CloudOperation.POST_OBJECT),
                        () -> assertThat(elsewhere).hasOperation(CloudOperation.PUT_OBJECT),
                        "to have the operation PutObject\nbut it has PostObject"),
                holdsOnceAndFailsOnce(
                        "hasCode",
                        () -> assertThat(elsewhere).hasCode("AccessDenied"),
                        () -> assertThat(elsewhere).hasCode("NoSuchKey"),
                        "to have the code NoSuchKey\nbut it has AccessDenied"),
                holdsOnceAndFailsOnce(
                        "failedCondition",
                        () -> assertThat(elsewhere)
                                .failedCondition(elsewhere.condition().orElseThrow()),
                        () -> assertThat(elsewhere).failedCondition("[\"eq\", \"$key\", \"x\"]"),
                        "to have the condition [\"eq\", \"$key\", \"x\"]\nbut it has [\"starts-with\", \"$key\", "),
                holdsOnceAndFailsOnce(
                        "failedConditionOn",
                        () -> assertThat(elsewhere).failedConditionOn("Key"),
                        () -> assertThat(elsewhere).failedConditionOn("bucket"),
                        "to be for a condition on the field bucket\nbut it is for [\"starts-with\", \"$key\", "),
                holdsOnceAndFailsOnce(
                        "failedConditionOn without one",
                        () -> assertThat(elsewhere).failedConditionOn("key"),
                        () -> assertThat(forged).failedConditionOn("key"),
                        "to be for a condition on the field key\nbut it is for none."),
                holdsOnceAndFailsOnce(
                        "expected",
                        () -> assertThat(elsewhere)
                                .expected(elsewhere.expected().orElseThrow()),
                        () -> assertThat(elsewhere).expected("x"),
                        "to have the expectation x\nbut it has "
                                + elsewhere.expected().orElseThrow()),
                holdsOnceAndFailsOnce(
                        "got",
                        () -> assertThat(elsewhere).got("elsewhere"),
                        () -> assertThat(elsewhere).got("x"),
                        "to have the value that came x\nbut it has elsewhere"),
                holdsOnceAndFailsOnce(
                        "hasStringToSign",
                        () -> assertThat(forged)
                                .hasStringToSign(forged.stringToSign().orElseThrow()),
                        () -> assertThat(elsewhere).hasStringToSign("GET"),
                        "to have the string to sign GET\nbut it has none."));
    }

    /** A message without what is another one each time. */
    private String withoutNames(String message) {
        String text = message.replace(account.uid(), "UID")
                .replace(account.accessKeyId(), "KEY-ID")
                .replace(account.issuingKeyId(), "ISSUING-KEY-ID")
                .replaceAll("ota/[0-9a-f]{32}/\\w+\\.bin", "ota/FILE.bin");
        return account.firmware().isEmpty()
                ? text
                : text.replace(account.firmware().get(0).id(), "FIRMWARE-ID");
    }

    private static final String ALL_IT_DID = """

            What account UID (KEY-ID) did, oldest first:
              2 uploads
                1. PostObject iotx-ota/ota/FILE.bin, 3 bytes, MD5 5289df737df57326fcdd22597afb1fac, at 2036-11-22T11:50:32Z, claimed by FIRMWARE-ID
                2. PostObject iotx-ota/ota/FILE.bin, 4 bytes, MD5 364c380696664c8f356339324aa74b20, at 2036-11-22T11:50:32Z, not claimed
              1 refusal
                1. PostObject iotx-ota/ota/FILE.bin by ISSUING-KEY-ID at 2036-11-22T11:51:33Z: 403 AccessDenied: Invalid according to Policy: Policy expired. (POLICY_EXPIRED) - the policy was good until 2036-11-22T11:51:32Z, the request arrived at 2036-11-22T11:51:33Z, 1s late
                     expected: 2036-11-22T11:51:32Z
                     got: 2036-11-22T11:51:33Z
              1 package
                1. 'lamp-1', version lamp-1, FirmwareId FIRMWARE-ID, at 2036-11-22T11:50:32Z, made of iotx-ota/ota/FILE.bin, 3 bytes, MD5 5289df737df57326fcdd22597afb1fac
              its clock: 2036-11-22T11:51:33Z, frozen
            """;

    @Test
    void the_message_tells_all_that_the_account_did() {
        everything();

        assertThat(withoutNames(messageOf(
                        () -> assertThat(account).as("release %s", "1.0").hasUploaded(GeneratedFile.of(5)))))
                .isEqualTo("""
                        [release 1.0]\s
                        Expecting account UID (KEY-ID)
                          to have uploaded a GeneratedFile of 5 bytes, MD5 33a00da724cfec0e40e120af1f41cb44
                        but its 2 uploads are others. Upload 2 comes nearest. The first difference is at offset 0: expected af cd 1d 7b 39, got 01 02 09 04.
                        """ + ALL_IT_DID);
    }

    @Test
    void what_is_said_of_a_part_is_said_with_all_that_the_account_did() {
        everything();

        assertThat(withoutNames(messageOf(
                        () -> assertThat(account).as("newest").lastUpload().hasContentType("text/plain"))))
                .isEqualTo("""
                        [newest]\s
                        Expecting the upload
                          PostObject iotx-ota/ota/FILE.bin, 4 bytes, MD5 364c380696664c8f356339324aa74b20, at 2036-11-22T11:50:32Z, not claimed
                        to have the content type text/plain
                        but it has application/x-firmware.
                        """ + ALL_IT_DID);
        assertThat(withoutNames(
                        messageOf(() -> assertThat(account).singleRefusal().got("2036-11-22T11:51:32Z"))))
                .isEqualTo("""

                        Expecting the refusal
                          PostObject iotx-ota/ota/FILE.bin by ISSUING-KEY-ID at 2036-11-22T11:51:33Z: 403 AccessDenied: Invalid according to Policy: Policy expired. (POLICY_EXPIRED) - the policy was good until 2036-11-22T11:51:32Z, the request arrived at 2036-11-22T11:51:33Z, 1s late
                            expected: 2036-11-22T11:51:32Z
                            got: 2036-11-22T11:51:33Z
                        to have the value that came 2036-11-22T11:51:32Z
                        but it has 2036-11-22T11:51:33Z
                        """ + ALL_IT_DID);
    }

    @Test
    void a_refusal_by_itself_tells_all_of_itself() {
        everything();
        RefusedCall refused = account.refusals().get(0);

        assertThat(messageOf(() -> assertThat(refused).hasCause(PostObjectError.CONDITION_FAILED)))
                .contains("Policy expired", "expected: 2036-11-22T11:51:32Z", "POLICY_EXPIRED")
                .doesNotContain("What account");
    }

    @Test
    void only_the_newest_of_many_are_told() {
        for (int i = 0; i < 21; i++) {
            calls.call("QueryOTAFirmware", Map.of("FirmwareId", "no-" + i));
        }

        assertThat(messageOf(() -> assertThat(account).wasNeverRefused()))
                .contains("but it has 21 refusals.", "  21 refusals, of which the last 20 are\n    2. ", "\n    21. ")
                .doesNotContain("\n    1. ");
    }

    @Test
    void what_a_client_made_up_stays_on_its_line_and_is_cut() {
        UploadTicket ticket = calls.ticket();
        ticket.form()
                .multiPart("note", "one\u001b[31m\n" + "x".repeat(5000))
                .multiPart("file", "firmware.bin", FILE)
                .post(ticket.host());

        assertThat(messageOf(() -> assertThat(account).singleUpload().hasField("x-oss-meta-other", "")))
                .contains("note='one?[31m\\nxxx", "xxx... (")
                .hasSizeLessThan(3000);
    }

    @Test
    void no_message_holds_a_secret() {
        uploaded(FILE);
        Upload upload = account.uploads().get(0);
        String signature = upload.field("Signature").orElseThrow();

        assertThat(messageOf(() -> assertThat(upload).hasField("Signature", "x"))
                        + messageOf(() -> assertThat(upload).hasNoField("signature"))
                        + messageOf(() -> assertThat(upload).hasField("no-such-field", "x")))
                .contains("Signature (its value is not shown)")
                .doesNotContain(signature, account.accessKeySecret());
    }

    @Test
    void the_first_difference_is_found_far_inside() throws IOException {
        GeneratedFile expected = GeneratedFile.of(200_000);
        byte[] swapped = expected.bytes();
        swapped[199_990] ^= 1;
        uploaded(swapped);

        String message = messageOf(() -> assertThat(account).hasUploaded(expected));

        assertThat(message)
                .contains("but its only upload is another. The first difference is at offset 199990: expected ");
    }

    @Test
    void a_number_that_is_another_is_told_to_tools_as_well() {
        Throwable failure = catchThrowable(() -> assertThat(account).hasUploads(1));

        assertThat(failure).isInstanceOfSatisfying(AssertionFailedError.class, told -> {
            assertThat(told.getActual().getEphemeralValue()).isEqualTo(0);
            assertThat(told.getExpected().getEphemeralValue()).isEqualTo(1);
        });
    }

    @Test
    void assertions_made_softly_are_all_made() {
        SoftAssertions softly = new SoftAssertions();
        softly.proxy(TestAccountAssert.class, TestAccount.class, account)
                .hasUploads(1)
                .hasRefusals(2);
        softly.proxy(UploadAssert.class, Upload.class, null).isClaimed();

        assertThat(softly.errorsCollected()).hasSize(3);
    }
}
