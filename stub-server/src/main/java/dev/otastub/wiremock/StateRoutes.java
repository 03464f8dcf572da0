package dev.otastub.wiremock;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.otastub.signature.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code GET /__admin/ota/} and {@code /__admin/ota/state} sum up what the stub has, and the routes beside it list that, a page at a time:
 * {@code limit} says how long a page is, {@code after} takes what the page before gave as {@code next}. No answer has a
 * secret in it.
 */
public final class StateRoutes implements AdminApiExtension {

    private static final int USUAL_LIMIT = 100;
    private static final int MOST = 1000;

    private final Supplier<?> summary;
    private final Listings listings;

    /** Something that is listed in pages. */
    @FunctionalInterface
    public interface Listing {
        /**
         * The items after one.
         *
         * @param after what an earlier page gave as next, or empty for the first page
         * @param limit how many items there may be
         */
        Page page(String after, int limit);
    }

    /**
     * Part of a list.
     *
     * @param items the items, values of which JSON can be made
     * @param next what to ask for what comes after them; empty if nothing does
     */
    public record Page(List<?> items, Optional<String> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /**
     * What is listed.
     *
     * @param accounts the accounts
     * @param uploads the objects
     * @param firmware the firmware packages
     * @param issuedUrls the upload URLs that can still be used
     */
    public record Listings(Listing accounts, Listing uploads, Listing firmware, Listing issuedUrls) {}

    /** @param summary makes a value of which JSON can be made */
    public StateRoutes(Supplier<?> summary, Listings listings) {
        this.summary = summary;
        this.listings = listings;
    }

    @Override
    public String getName() {
        return "ota-stub-state";
    }

    /** Written out, as WireMock tells routes apart by the classes of their tasks: a loop makes one class for all. */
    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(RequestMethod.GET, "/ota", (admin, event, path) -> AdminAnswers.json(200, summary.get()));
        router.add(RequestMethod.GET, "/ota/", (admin, event, path) -> AdminAnswers.json(200, summary.get()));
        router.add(RequestMethod.GET, "/ota/state", (admin, event, path) -> AdminAnswers.json(200, summary.get()));
        router.add(
                RequestMethod.GET,
                "/ota/accounts",
                (admin, event, path) -> page(listings.accounts(), event.getRequest()));
        router.add(
                RequestMethod.GET,
                "/ota/uploads",
                (admin, event, path) -> page(listings.uploads(), event.getRequest()));
        router.add(
                RequestMethod.GET,
                "/ota/firmware",
                (admin, event, path) -> page(listings.firmware(), event.getRequest()));
        router.add(
                RequestMethod.GET,
                "/ota/issued-urls",
                (admin, event, path) -> page(listings.issuedUrls(), event.getRequest()));
    }

    private static ResponseDefinition page(Listing listing, LoggedRequest request) {
        String url = request.getUrl();
        int question = url.indexOf('?');
        Parameters asked = Parameters.parse(question < 0 ? "" : url.substring(question + 1));
        Optional<String> limit = asked.first("limit");
        if (limit.filter(given ->
                        !given.matches("\\d{1,4}") || Integer.parseInt(given) > MOST || Integer.parseInt(given) == 0)
                .isPresent()) {
            return AdminAnswers.sentence(
                    400,
                    "limit is '" + limit.get() + "'; it can be 1 to " + MOST + ", and is " + USUAL_LIMIT
                            + " if left out.");
        }
        return AdminAnswers.json(
                200,
                listing.page(
                        asked.first("after").orElse(""),
                        limit.map(Integer::parseInt).orElse(USUAL_LIMIT)));
    }
}
