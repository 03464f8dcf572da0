package dev.otastub.contracts;

import static dev.otastub.contracts.Promise.Provider.FLOW;
import static dev.otastub.contracts.ProviderState.FILE_UPLOADED;
import static dev.otastub.contracts.ProviderState.SIGNED_CALLS;
import static dev.otastub.contracts.ProviderState.UPLOAD_AUTHORIZED;

import dev.otastub.core.Evidence;
import java.util.List;
import java.util.Map;

/** The three steps one after the other, against one mock server: the first's Host is the mock server's own address. */
final class FlowPromises {

    private FlowPromises() {}

    static List<Promise> all() {
        State signed = State.of(SIGNED_CALLS);
        return List.of(
                new Promise(
                        FLOW,
                        "",
                        "Flow, GenerateOTAUploadURL as JSON",
                        List.of(signed),
                        Evidence.DOCUMENTED,
                        new Ask.Rpc(Framing.V1_QUERY, "JSON", RpcPromises.TICKET, Map.of()),
                        Successes.ticket("JSON", "bin")),
                new Promise(
                        FLOW,
                        "",
                        "Flow, PostObject with a file name: 200",
                        List.of(State.of(UPLOAD_AUTHORIZED)),
                        Evidence.DOCUMENTED,
                        new Ask.Form(PostObjectPromises.fields("200"), PostObjectPromises.FILE, true),
                        Successes.uploaded(200)),
                new Promise(
                        FLOW,
                        "",
                        "Flow, CreateOTAFirmware as JSON",
                        List.of(signed, State.of(FILE_UPLOADED, "size", 8)),
                        Evidence.DOCUMENTED,
                        new Ask.Rpc(Framing.V1_QUERY, "JSON", RpcPromises.PACKAGE, RpcPromises.packageParameters()),
                        Successes.firmwarePackage("JSON")));
    }
}
