/** The RPC gateway: common parameters, authorization, its list of checks, its errors, JSON and XML rendering. */
@NullMarked
package dev.otastub.rpc;

import org.jspecify.annotations.NullMarked;
