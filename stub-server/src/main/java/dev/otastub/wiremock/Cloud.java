package dev.otastub.wiremock;

import dev.otastub.core.HttpAnswer;
import dev.otastub.core.HttpRequest;
import dev.otastub.core.Refusal;
import dev.otastub.core.StubClock;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.CorsRules;
import dev.otastub.oss.OssAnswers;
import dev.otastub.oss.PostObject;
import dev.otastub.oss.object.ObjectRequests;
import dev.otastub.rpc.Gateway;

/**
 * All that the shell knows of the cloud: whom to ask for an answer.
 *
 * @param gateway answers RPC requests
 * @param postObject answers form uploads
 * @param objects answers all else about objects
 * @param addressing tells OSS requests from RPC requests
 * @param ossAnswers refuses what could not be read at all
 * @param cors which web pages may call OSS
 * @param clock the stub's clock
 */
public record Cloud(
        Gateway gateway,
        PostObject postObject,
        ObjectRequests objects,
        Addressing addressing,
        OssAnswers ossAnswers,
        CorsRules cors,
        StubClock clock) {

    /** Refuses an OSS request without looking further. */
    HttpAnswer refuse(HttpRequest request, Refusal refusal) {
        return ossAnswers.refusal(
                refusal, request, clock.instant(), HttpAnswer.Subject.unknown(request.method() + " " + request.path()));
    }
}
