package dev.otastub.control;

import dev.otastub.core.CloudOperation;
import dev.otastub.core.NotPossible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What was ordered, first come first served: orders for an account before those for all. Of requests at once each gets an
 * order of its own. Safe for use by many threads.
 */
public final class Orders<T> {

    /** So that nobody fills the memory. */
    private static final int MOST = 1000;

    /** No account's id. */
    private static final String ALL = "";

    private final Map<String, List<Order<T>>> byAccount = new ConcurrentHashMap<>();

    /**
     * Takes an order.
     *
     * @throws IllegalStateException if there are too many already
     */
    public void add(Order<T> order) {
        byAccount.compute(order.accountUid().orElse(ALL), (uid, before) -> {
            List<Order<T>> orders = before == null ? new ArrayList<>() : new ArrayList<>(before);
            if (orders.size() == MOST) {
                throw new NotPossible(
                        "There are " + MOST + " orders that no request has got yet; clear them before giving more.");
            }
            orders.add(order);
            return orders;
        });
    }

    /**
     * What a request gets, which counts as one time.
     *
     * @param accessKeyId what the request names, of an account that is known
     * @param operation what it calls, if that is known
     */
    public Optional<T> take(String accountUid, String accessKeyId, Optional<CloudOperation> operation) {
        return take(accountUid, accessKeyId, operation, what -> true);
    }

    /**
     * The same for a request that not every order suits.
     *
     * @param suits whether what was ordered can befall the request
     */
    public Optional<T> take(
            String accountUid, String accessKeyId, Optional<CloudOperation> operation, Predicate<T> suits) {
        Predicate<Order<T>> isMeant = order -> order.isFor(accessKeyId, operation) && suits.test(order.what());
        return firstOf(accountUid, isMeant).or(() -> firstOf(ALL, isMeant));
    }

    private Optional<T> firstOf(String uid, Predicate<Order<T>> isMeant) {
        List<T> taken = new ArrayList<>(1);
        // Nearly always there is nothing, which costs no lock.
        if (byAccount.containsKey(uid)) {
            byAccount.computeIfPresent(uid, (key, orders) -> {
                List<Order<T>> left = new ArrayList<>(orders.size());
                for (Order<T> order : orders) {
                    if (taken.isEmpty() && isMeant.test(order)) {
                        taken.add(order.what());
                        order.afterOne().ifPresent(left::add);
                    } else {
                        left.add(order);
                    }
                }
                return left.isEmpty() ? null : left;
            });
        }
        return taken.stream().findFirst();
    }

    /** The orders for an account that are still open, oldest first; those for all accounts if empty. */
    public List<Order<T>> open(Optional<String> accountUid) {
        return List.copyOf(byAccount.getOrDefault(accountUid.orElse(ALL), List.of()));
    }

    /** Forgets the orders for an account; those for all accounts if empty. */
    public void clear(Optional<String> accountUid) {
        byAccount.remove(accountUid.orElse(ALL));
    }

    /** Forgets all. */
    public void clear() {
        byAccount.clear();
    }
}
