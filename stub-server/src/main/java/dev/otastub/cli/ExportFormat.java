package dev.otastub.cli;

import java.util.Optional;

/** Who is to read a list of environment variables. */
enum ExportFormat {
    /** POSIX shells, by {@code eval}. */
    SH("sh") {
        @Override
        Optional<String> line(String name, String value) {
            return Optional.of("export " + name + "=" + ShellText.quoted(value));
        }
    },
    /** PowerShell, to which the typographic quotes are quotes too; one is written twice. */
    POWERSHELL("powershell") {
        @Override
        Optional<String> line(String name, String value) {
            return Optional.of("$env:" + name + " = '" + value.replaceAll("['\\u2018-\\u201B]", "$0$0") + "'");
        }
    },
    /** Readers of .env files, who agree on plain text and on quotes without anything special in them. */
    DOTENV("dotenv") {
        @Override
        Optional<String> line(String name, String value) {
            String quote = ShellText.isPlain(value) ? "" : value.contains("'") ? "\"" : "'";
            boolean agreed = !value.endsWith("\\") && (!quote.equals("\"") || !value.matches(".*[\"$`\\\\].*"));
            return agreed ? Optional.of(name + "=" + quote + value + quote) : Optional.empty();
        }
    };

    private final String title;

    ExportFormat(String title) {
        this.title = title;
    }

    /** The line that sets a variable; empty if the value cannot be written so that all read it alike. */
    abstract Optional<String> line(String name, String value);

    @Override
    public String toString() {
        return title;
    }
}
