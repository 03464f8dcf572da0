package dev.otastub.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class Table {

    private final int columns;
    private final List<List<String>> lines = new ArrayList<>();

    Table(String... heads) {
        columns = heads.length;
        row(heads);
    }

    Table row(String... cells) {
        if (cells.length != columns) {
            throw new IllegalArgumentException("The table has " + columns + " columns, the row " + cells.length + ".");
        }
        lines.add(List.of(cells));
        return this;
    }

    boolean isEmpty() {
        return lines.size() == 1;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(line(lines.get(i)));
            if (i == 0) {
                text.append("|---".repeat(columns)).append("|\n");
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            line.append("| ")
                    .append(cell.replace("|", "\\|").replace('\n', ' '))
                    .append(' ');
        }
        return line.append("|\n").toString();
    }

    /** With as many digits as say something. */
    static String number(double value) {
        double size = Math.abs(value);
        int digits = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    static String megabytes(long bytes) {
        return number(bytes / 1e6) + " MB";
    }
}
