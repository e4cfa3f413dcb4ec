package dev.cosell.bridge.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads the source format of Salesforce. */
final class Xml {

  private Xml() {}

  /** The root element of a file. */
  static Element root(Path file) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  /** The elements of a name at any depth. */
  static List<Element> all(Element below, String name) {
    NodeList found = below.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(it -> (Element) found.item(it)).toList();
  }

  /** The text of the first element of a name, empty without one. */
  static String text(Element below, String name) {
    return all(below, name).stream().map(Element::getTextContent).findFirst().orElse("");
  }

  /** Whether the first element of a name says {@code true}. */
  static boolean is(Element below, String name) {
    return text(below, name).equals("true");
  }
}
