package dev.otastub.oss.object;

import dev.otastub.account.Accounts;
import dev.otastub.control.Faults;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.core.CallerTime;
import dev.otastub.oss.Addressing;
import dev.otastub.oss.CorsRules;
import dev.otastub.oss.ObjectStore;

/**
 * What requests about objects are answered from.
 *
 * @param accounts whose keys sign
 * @param addressing which buckets there are
 * @param store the objects
 * @param cors which web pages may call
 * @param callerTime whether a time that a caller brings along passes
 * @param errors the refusals that somebody ordered
 * @param faults the faults that somebody ordered
 */
public record ObjectSurroundings(
        Accounts accounts,
        Addressing addressing,
        ObjectStore store,
        CorsRules cors,
        CallerTime callerTime,
        Orders<OrderedError> errors,
        Faults faults) {}
