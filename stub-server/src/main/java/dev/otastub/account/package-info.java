/** Accounts, access keys, RAM users, security tokens, quota and nonces. */
@NullMarked
package dev.otastub.account;

import org.jspecify.annotations.NullMarked;
