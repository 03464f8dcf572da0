package dev.otastub.iot;

import dev.otastub.account.Account;
import java.util.List;

/**
 * A package that is about to join the others of its account.
 *
 * @param firmware the package
 * @param account whose it is
 * @param uploads where its files are found
 * @param there the packages that the account has
 */
record Newcomer(Firmware firmware, Account account, UploadedFiles uploads, List<Firmware> there) {

    Newcomer {
        there = List.copyOf(there);
    }
}
