package dev.otastub.fuzz;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What must hold, without the cost of a library of assertions: a fuzzer asks some hundred thousand times a minute. */
final class Check {

    private static final DocumentBuilder XML = xml();

    private Check() {}

    static void that(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }

    static void isXml(String text) {
        try {
            XML.parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException e) {
            throw new AssertionError("no well-formed XML: " + text, e);
        }
    }

    /** The bytes as text, one char each. */
    static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static DocumentBuilder xml() {
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
