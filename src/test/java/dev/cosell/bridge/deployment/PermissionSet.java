package dev.cosell.bridge.deployment;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** One permission set in source format. */
record PermissionSet(Element xml) {

  static PermissionSet read(Path file) {
    return new PermissionSet(Xml.root(file));
  }

  /** Every field that it names, as {@code Object.Field}. */
  Set<String> fields() {
    return Xml.all(xml, "fieldPermissions").stream()
        .map(it -> Xml.text(it, "field"))
        .collect(Collectors.toSet());
  }

  /** The fields that it gives a permission on: {@code readable} or {@code editable}. */
  Set<String> fields(String permission) {
    return Xml.all(xml, "fieldPermissions").stream()
        .filter(it -> Xml.is(it, permission))
        .map(it -> Xml.text(it, "field"))
        .collect(Collectors.toSet());
  }

  /** The objects that it gives a permission on, such as {@code allowEdit}. */
  Set<String> objects(String permission) {
    return Xml.all(xml, "objectPermissions").stream()
        .filter(it -> Xml.is(it, permission))
        .map(it -> Xml.text(it, "object"))
        .collect(Collectors.toSet());
  }

  /** The user permissions that it switches on. */
  Set<String> userPermissions() {
    return Xml.all(xml, "userPermissions").stream()
        .filter(it -> Xml.is(it, "enabled"))
        .map(it -> Xml.text(it, "name"))
        .collect(Collectors.toSet());
  }
}
