package dev.otastub.contracts.kit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.otastub.contracts.kit.FrontServer.Reply;

/** The answer to a request that the contract does not have: one that SDKs can read, so that its reason is seen. */
final class Refusing {

    private static final int STATUS = 500;
    private static final String CODE = "ContractMock.Unexpected";

    private Refusing() {}

    static Reply reply(ClientRequest request, String why) {
        if (!(request instanceof ClientCall call)) {
            return plain(why);
        }
        return call.value("Format").isPresent() && call.format().equals("XML") ? xml(why) : json(why);
    }

    static Reply plain(String why) {
        return Reply.of(STATUS, "text/plain;charset=utf-8", why + "\n");
    }

    private static Reply json(String why) {
        return Reply.of(
                STATUS,
                "application/json;charset=utf-8",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("RequestId", "-")
                        .put("Code", CODE)
                        .put("Message", why)
                        .toString());
    }

    private static Reply xml(String why) {
        String escaped = why.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return Reply.of(
                STATUS,
                "text/xml;charset=utf-8",
                "<?xml version='1.0' encoding='UTF-8'?><Error><RequestId>-</RequestId><Code>" + CODE
                        + "</Code><Message>" + escaped + "</Message></Error>");
    }
}
