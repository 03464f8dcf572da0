package dev.otastub.cli;

import dev.otastub.OtaStubAccount;
import dev.otastub.account.AccessKey;
import picocli.CommandLine.Option;

/** The options of the commands that sign requests about objects: with which pair. */
final class IssuingPairOptions {

    @Option(
            names = "--oss-access-key-id",
            paramLabel = "ID",
            converter = Converters.OfFilled.class,
            description =
                    "AccessKeyId of the issuing pair, which signs requests about objects. [OTA_STUB_OSS_ACCESS_KEY_ID]")
    private String ossAccessKeyId = OtaStubAccount.DEFAULT.issuingKey().id();

    @Option(
            names = "--oss-access-key-secret",
            paramLabel = "SECRET",
            converter = Converters.OfFilled.class,
            description = "Its secret. [OTA_STUB_OSS_ACCESS_KEY_SECRET]")
    private String ossAccessKeySecret =
            OtaStubAccount.DEFAULT.issuingKey().secret().value();

    AccessKey pair() {
        return AccessKey.of(ossAccessKeyId, ossAccessKeySecret);
    }
}
