package dev.otastub.contracts.kit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Looks at XML before Pact does, whose parser prints what it stumbles over and reads what a DOCTYPE names. */
final class WellFormed {

    private WellFormed() {}

    static boolean isBrokenXml(Answer answer) {
        boolean xml = answer.headers().first("Content-Type").orElse("").contains("xml");
        if (!xml || answer.body().length == 0) {
            return false;
        }
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            builder.parse(new ByteArrayInputStream(answer.body()));
            return false;
        } catch (SAXException | IOException e) {
            return true;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }
}
