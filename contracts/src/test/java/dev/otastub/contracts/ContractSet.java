package dev.otastub.contracts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All files of the contract, from all promises. */
final class ContractSet {

    private ContractSet() {}

    static List<Promise> promises() {
        return Stream.of(RpcPromises.all(), PostObjectPromises.all(), FlowPromises.all())
                .flatMap(List::stream)
                .toList();
    }

    static List<PactFile> files() {
        Map<String, List<Promise>> byFile = new LinkedHashMap<>();
        for (Promise promise : promises()) {
            byFile.computeIfAbsent(promise.file(), path -> new ArrayList<>()).add(promise);
        }
        List<PactFile> files = new ArrayList<>();
        byFile.forEach((path, promises) -> files.add(PactFile.of(path, promises)));
        return files;
    }
}
