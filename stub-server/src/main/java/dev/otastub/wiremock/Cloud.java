package dev.otastub.wiremock;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.core.StubClock;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.PostObject;
import dev.otastub.oss.ReadObject;
import dev.otastub.rpc.Gateway;

/**
 * All that the shell knows of the cloud: whom to ask for an answer.
 *
 * @param gateway answers RPC requests
 * @param postObject answers form uploads
 * @param readObject answers all else about objects
 * @param addressing tells OSS requests from RPC requests
 * @param ossAnswers refuses what could not be read at all
 * @param clock the stub's clock
 */
public record Cloud(
        Gateway gateway,
        PostObject postObject,
        ReadObject readObject,
        Addressing addressing,
        OssAnswers ossAnswers,
        StubClock clock) {

    /** Refuses an OSS request without looking further. */
    HttpAnswer refuse(HttpRequest request, Refusal refusal) {
        return ossAnswers.refusal(refusal, request, clock.instant(), request.method() + " " + request.path(), "-");
    }
}
