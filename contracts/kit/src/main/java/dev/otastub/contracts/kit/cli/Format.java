package dev.otastub.contracts.kit.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.otastub.contracts.kit.ContractFile;
import dev.otastub.contracts.kit.Row;
import dev.otastub.contracts.kit.Verdict;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** How the rows of a verification are written. */
enum Format {
    /** A table for people. */
    TEXT(Format::text),
    JSON(Format::json),
    /** JUnit's XML, which pipelines show. */
    JUNIT(Format::junit);

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Function<Report, String> writer;

    /**
     * What was found.
     *
     * @param target whom it is about
     * @param rows one for each interaction
     */
    record Report(String target, List<Row> rows) {

        Report {
            rows = List.copyOf(rows);
        }

        long count(Verdict verdict) {
            return rows.stream().filter(row -> row.verdict() == verdict).count();
        }

        String summary() {
            return count(Verdict.KEPT) + " kept, " + count(Verdict.BROKEN) + " broken, " + count(Verdict.SKIPPED)
                    + " skipped";
        }
    }

    Format(Function<Report, String> writer) {
        this.writer = writer;
    }

    String written(Report report) {
        return writer.apply(report);
    }

    private static String text(Report report) {
        int interaction = width(report, "INTERACTION", row -> row.interaction().description());
        int promised = width(report, "PROMISED", Row::promised);
        StringBuilder table = new StringBuilder();
        line(table, padded("VERDICT", 7), padded("INTERACTION", interaction), padded("PROMISED", promised), "GOT");
        for (Row row : report.rows()) {
            line(
                    table,
                    padded(row.verdict().name(), 7),
                    padded(row.interaction().description(), interaction),
                    padded(row.promised(), promised),
                    row.got().isEmpty() ? "-" : row.got());
            row.reasons().forEach(reason -> line(table, padded("", 7), reason));
        }
        line(table);
        line(table, report.target() + ": " + report.summary());
        return table.toString();
    }

    private static int width(Report report, String title, Function<Row, String> column) {
        return report.rows().stream().map(column).mapToInt(String::length).reduce(title.length(), Math::max);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static void line(StringBuilder table, String... cells) {
        table.append(String.join("  ", cells)).append('\n');
    }

    private static String json(Report report) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("target", report.target());
        for (Verdict verdict : Verdict.values()) {
            json.put(verdict.name().toLowerCase(Locale.ROOT), report.count(verdict));
        }
        ArrayNode rows = json.putArray("interactions");
        for (Row row : report.rows()) {
            ObjectNode one = rows.addObject();
            one.put("file", row.file().path());
            one.put("key", row.interaction().key());
            one.put("interaction", row.interaction().description());
            one.put("evidence", row.interaction().evidence());
            one.put("promised", row.promised());
            one.put("got", row.got());
            one.put("verdict", row.verdict().name());
            ArrayNode reasons = one.putArray("reasons");
            row.reasons().forEach(reasons::add);
        }
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String junit(Report report) {
        Map<ContractFile, List<Row>> suites = new LinkedHashMap<>();
        for (Row row : report.rows()) {
            suites.merge(
                    row.file(),
                    List.of(row),
                    (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        }
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            for (Map.Entry<ContractFile, List<Row>> suite : suites.entrySet()) {
                suite(xml, suite.getKey(), new Report(report.target(), suite.getValue()));
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
        return text + "\n";
    }

    private static void suite(XMLStreamWriter xml, ContractFile file, Report report) throws XMLStreamException {
        String name = file.provider()
                + file.scenario().map(scenario -> "." + scenario).orElse("");
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", name);
        xml.writeAttribute("tests", String.valueOf(report.rows().size()));
        xml.writeAttribute("failures", String.valueOf(report.count(Verdict.BROKEN)));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", String.valueOf(report.count(Verdict.SKIPPED)));
        for (Row row : report.rows()) {
            xml.writeCharacters("\n    ");
            xml.writeStartElement("testcase");
            xml.writeAttribute("classname", name);
            xml.writeAttribute("name", row.interaction().description());
            outcome(xml, row);
            xml.writeEndElement();
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
    }

    private static void outcome(XMLStreamWriter xml, Row row) throws XMLStreamException {
        if (row.verdict() == Verdict.KEPT) {
            return;
        }
        boolean broken = row.verdict() == Verdict.BROKEN;
        xml.writeStartElement(broken ? "failure" : "skipped");
        xml.writeAttribute(
                "message",
                printable(
                        broken
                                ? "promised " + row.promised() + ", got "
                                        + (row.got().isEmpty() ? "nothing" : row.got())
                                : String.join("; ", row.reasons())));
        if (broken) {
            xml.writeCharacters(printable(String.join("\n", row.reasons())));
        }
        xml.writeEndElement();
    }

    /** XML has no place for some characters, however they are written. */
    private static String printable(String text) {
        return text.replaceAll("[^\\n\\x20-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
