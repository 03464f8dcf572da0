/** What outlives a call, and with a data folder the process: tables of named values, and the folder they are kept in. */
@NullMarked
package dev.otastub.data;

import org.jspecify.annotations.NullMarked;
