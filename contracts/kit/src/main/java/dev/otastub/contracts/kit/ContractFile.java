package dev.otastub.contracts.kit;

import au.com.dius.pact.core.model.BasePact;
import java.util.List;
import java.util.Optional;

/**
 * One of the published files.
 *
 * @param path below {@code META-INF/pacts/}, such as {@code v4/ota-upload-client-aliyun-iot-rpc.json}
 * @param provider the service, such as {@code aliyun-iot-rpc}
 * @param scenario what its interactions need besides a request to be told from others, such as {@code throttled}; empty for
 *     a main file
 * @param pact the file as Pact reads it
 * @param interactions what it promises
 */
public record ContractFile(
        String path,
        String provider,
        Optional<String> scenario,
        BasePact pact,
        List<PublishedInteraction> interactions) {

    public ContractFile {
        interactions = List.copyOf(interactions);
    }
}
