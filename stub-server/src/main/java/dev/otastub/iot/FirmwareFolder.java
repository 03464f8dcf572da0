package dev.otastub.iot;

import dev.otastub.account.Account;

/** Where the files of an account's firmware packages lie in the bucket (documented by samples). */
final class FirmwareFolder {

    private FirmwareFolder() {}

    /** With its slash. */
    static String of(Account account) {
        return "ota/" + account.folder() + "/";
    }
}
