package dev.otastub.cli;

import dev.otastub.OtaStub;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"ota-stub " + OtaStub.version(), "Java " + Runtime.version()};
    }
}
