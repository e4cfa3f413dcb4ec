package dev.cosell.bridge.deployment;

import java.nio.file.Path;
import java.util.List;
import org.w3c.dom.Element;

/** One custom field in source format. */
record SalesforceField(String object, String name, Element xml) {

  private static final int SHORT_TEXT = 255;

  /** Reads {@code objects/<object>/fields/<name>.field-meta.xml}. */
  static SalesforceField read(Path file) {
    Element xml = Xml.root(file);
    String object = file.getName(file.getNameCount() - 3).toString();
    return new SalesforceField(object, Xml.text(xml, "fullName"), xml);
  }

  /** As permission sets spell it. */
  String path() {
    return object + "." + name;
  }

  String type() {
    return Xml.text(xml, "type");
  }

  String help() {
    return Xml.text(xml, "inlineHelpText");
  }

  boolean is(String flag) {
    return Xml.is(xml, flag);
  }

  /** How many characters it holds. */
  int length() {
    String length = Xml.text(xml, "length");
    return length.isEmpty() ? SHORT_TEXT : Integer.parseInt(length);
  }

  /** The API names of a picklist's values, sorted. */
  List<String> values() {
    return Xml.all(xml, "value").stream().map(it -> Xml.text(it, "fullName")).sorted().toList();
  }
}
