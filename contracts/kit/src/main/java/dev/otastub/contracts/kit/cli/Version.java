package dev.otastub.contracts.kit.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("dev");
        return new String[] {"ota-stub-verify " + version, "Java " + Runtime.version()};
    }
}
