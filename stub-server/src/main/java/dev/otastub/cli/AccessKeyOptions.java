package dev.otastub.cli;

import dev.otastub.OtaStubAccount;
import dev.otastub.account.AccessKey;
import picocli.CommandLine.Option;

/** The options of the commands that sign operations: with which key. */
final class AccessKeyOptions {

    @Option(
            names = "--access-key-id",
            paramLabel = "ID",
            converter = Converters.OfFilled.class,
            description = "AccessKeyId to call with; testid by default. [OTA_STUB_ACCESS_KEY_ID]")
    private String accessKeyId = OtaStubAccount.DEFAULT.keys().get(0).id();

    @Option(
            names = "--access-key-secret",
            paramLabel = "SECRET",
            converter = Converters.OfFilled.class,
            description = "Its AccessKeySecret; testsecret by default. [OTA_STUB_ACCESS_KEY_SECRET]")
    private String accessKeySecret =
            OtaStubAccount.DEFAULT.keys().get(0).secret().value();

    AccessKey key() {
        return AccessKey.of(accessKeyId, accessKeySecret);
    }
}
