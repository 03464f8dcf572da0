package dev.otastub.account;

import dev.otastub.json.JsonMistake;
import dev.otastub.json.LocatedJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file of accounts, in JSON as {@code accounts.schema.json} describes it; it can be read again at any time. */
public final class AccountsFile {

    private final Path file;
    private final Clocks clocks;

    /** @param clocks gives the accounts their clocks */
    public AccountsFile(Path file, Clocks clocks) {
        this.file = file;
        this.clocks = clocks;
    }

    public Path path() {
        return file;
    }

    /**
     * The accounts, of which the first is the default account.
     *
     * @throws AccountsMistake if the file cannot be read, or something is wrong in it: the line, the field, and the remedy
     */
    public List<Account> read() {
        String json = text();
        try {
            return new AccountReader(clocks).accounts(LocatedJson.parse(json));
        } catch (JsonMistake | AccountsMistake e) {
            throw new AccountsMistake(file + ", " + e.getMessage());
        }
    }

    private String text() {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new AccountsMistake(file + " is not written in UTF-8; save it so.");
        } catch (NoSuchFileException e) {
            throw cannotRead("there is no such file");
        } catch (AccessDeniedException e) {
            throw cannotRead("access is denied");
        } catch (IOException e) {
            throw cannotRead(
                    Files.isDirectory(file) ? "it is a folder" : e.getClass().getSimpleName());
        }
    }

    private AccountsMistake cannotRead(String why) {
        return new AccountsMistake("The accounts file " + file + " cannot be read: " + why + ".");
    }
}
