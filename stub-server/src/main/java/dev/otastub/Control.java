package dev.otastub;

import dev.otastub.account.Account;
import dev.otastub.account.Accounts;
import dev.otastub.account.AccountsMistake;
import dev.otastub.account.Clocks;
import dev.otastub.account.FreshAccounts;
import dev.otastub.account.Lifetimes;
import dev.otastub.account.Nonces;
import dev.otastub.account.Quota;
import dev.otastub.control.ContinueRules;
import dev.otastub.control.Fault;
import dev.otastub.control.OrderedError;
import dev.otastub.control.Orders;
import dev.otastub.control.Refusals;
import dev.otastub.core.CloudOperation;
import dev.otastub.core.NotPossible;
import dev.otastub.iot.FirmwarePackages;
import dev.otastub.iot.IssuedUrls;
import dev.otastub.oss.ObjectStore;
import java.time.Duration;
import java.util.Optional;

/**
 * What a test may do to the stub, in one place: the handles in Java and the routes under {@code /__admin/ota/} both come
 * here.
 *
 * @param shared whether tests that know nothing of each other share the stub, so that nothing may change for all
 * @param lifetimes how long accounts stay that were added for a while
 * @param errors the errors that were ordered
 * @param faults the faults that were ordered
 * @param refusals the requests that were refused
 * @param continues which requests are not told to go on
 * @param pace how time passes for faults
 */
record Control(
        boolean shared,
        Accounts accounts,
        Clocks clocks,
        FreshAccounts fresh,
        Lifetimes lifetimes,
        Orders<OrderedError> errors,
        Orders<Fault> faults,
        Refusals refusals,
        ContinueRules continues,
        RealPace pace,
        ObjectStore store,
        FirmwarePackages packages,
        IssuedUrls issuedUrls,
        Quota quota,
        Nonces nonces) {

    /**
     * Adds an account at run time.
     *
     * @throws AccountsMistake if its id or one of its keys is in use, or there are too many accounts
     */
    Account add(Account account, Optional<Duration> timeToLive) {
        try {
            accounts.add(account);
        } catch (AccountsMistake e) {
            forgetClockOfNobody(account.uid());
            throw e;
        }
        timeToLive.ifPresent(time -> lifetimes.put(account.uid(), time));
        return account;
    }

    /** An account has its clock before anybody knows whether it can be added. */
    private void forgetClockOfNobody(String uid) {
        if (accounts.find(uid).isEmpty()) {
            clocks.remove(uid);
        }
    }

    /** Removes the accounts whose time is over. */
    void removeExpired() {
        lifetimes.over().forEach(this::remove);
    }

    /**
     * Does something that all tests would notice.
     *
     * @param what what cannot be done, and what can be done instead, in the middle of a sentence
     * @throws NotPossible if there are others
     */
    static void requireOwn(boolean shared, String what) {
        if (shared) {
            throw new NotPossible("All tests of this JVM share this server, so " + what
                    + ", or take a server of the class's own by @OtaStubTest(server = ServerScope.PER_CLASS).");
        }
    }

    /** The next calls of all accounts, or of one. */
    NextCalls next(Optional<String> uid, Optional<CloudOperation> operation) {
        requireOwn(shared && uid.isEmpty(), "nothing can be ordered for all; order it for an account");
        return NextCalls.of(this, uid, operation);
    }

    /** Withholds 100 Continue from requests for a path. */
    void withholdContinue(String path) {
        requireOwn(shared, "100 Continue cannot be withheld, which is before anybody knows whose a request is");
        continues.withhold(path);
    }

    /** Adds an account that nobody has used. */
    Account addFresh() {
        return add(fresh.next(), Optional.empty());
    }

    /**
     * Removes an account that was added at run time, with all it has; says whether there was one. Its keys are nobody's
     * from then on, and of an upload that is under way for it nothing stays.
     */
    boolean remove(String uid) {
        lifetimes.remove(uid);
        boolean there = accounts.remove(uid);
        if (there) {
            forget(uid);
            clocks.remove(uid);
        }
        return there;
    }

    /** Makes an account as if nobody had used it: what it has goes, its keys stay. */
    void reset(Account account) {
        forget(account.uid());
        account.clock().reset();
    }

    /** Forgets what is no account's. */
    void resetCommon() {
        requireOwn(shared, "it cannot be reset for all; reset an account");
        clocks.stubs().reset();
        errors.clear(Optional.empty());
        faults.clear(Optional.empty());
        refusals.forget(Optional.empty());
        continues.grantAll();
    }

    /** Makes all accounts as if nobody had used them; they stay, those that were added too. The stub's time is as at first. */
    void resetAll() {
        resetCommon();
        errors.clear();
        faults.clear();
        refusals.forget();
        store.deleteAll();
        packages.removeAll();
        issuedUrls.removeAll();
        quota.forget();
        nonces.forget();
        clocks.reset();
    }

    /** Costs what the account has, whatever others have. */
    private void forget(String uid) {
        errors.clear(Optional.of(uid));
        faults.clear(Optional.of(uid));
        refusals.forget(Optional.of(uid));
        // Files first: a call that is about to make a package of one then finds it gone.
        store.deleteAllOf(uid);
        packages.removeAll(uid);
        issuedUrls.removeAll(uid);
        quota.forget(uid);
        nonces.forget(uid);
    }
}
