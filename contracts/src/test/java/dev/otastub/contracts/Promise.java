package dev.otastub.contracts;

import dev.otastub.core.Evidence;
import java.util.List;

/**
 * One interaction.
 *
 * @param provider the file it belongs to
 * @param scenario empty, or the file of interactions that the provider's state alone tells from others
 * @param description unique over all files
 */
record Promise(
        Provider provider,
        String scenario,
        String description,
        List<State> states,
        Evidence evidence,
        Ask ask,
        Answer answer) {

    /** What a client talks to, as the files are named. */
    enum Provider {
        RPC("aliyun-iot-rpc"),
        POST_OBJECT("aliyun-oss-post-object"),
        FLOW("aliyun-iot-ota");

        private final String title;

        Provider(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** The path of its file below {@code META-INF/pacts/v4/}. */
    String file() {
        return (scenario.isEmpty() ? "" : "scenarios/" + scenario + "/") + PactFile.CONSUMER + "-" + provider.title()
                + ".json";
    }

    String key() {
        return description.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
